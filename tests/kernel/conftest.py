"""What the tests of the kernel share."""

import pytest

from motcua.kernel.working_time import WorkingTable

from .calendars import TABLE


@pytest.fixture
def ca_mau() -> WorkingTable:
    """Give the prepared calendar of the law pages' cases: Cà Mau, 2026 and 2027."""
    return TABLE
