"""Two people who scan the same code at the same moment never wait for each other."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from motcua.domain.organisation.testing import a_small_province
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import PUBLISHED_AT, a_published_procedure, a_publisher, a_record

pytestmark = pytest.mark.django_db(transaction=True)
AT = PUBLISHED_AT + timedelta(days=1)


def test_a_scan_waits_for_no_other_scan_of_the_same_code_nor_for_its_counting() -> None:
    a_small_province()
    a_published_procedure(a_record(), by=a_publisher())
    letters = procedures.short_address("1.001193", at=AT)
    procedures.scan(letters, place="a", at=AT)
    found: list[str] = []

    def scan() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                found.append(procedures.scan(letters, place="b", at=AT).code)
        finally:
            connection.close()

    with transaction.atomic():
        procedures.scan(letters, place="a", at=AT)
        assert procedures.fold_scans() == 2
        other = Thread(target=scan)
        other.start()
        other.join(20)

    assert found == ["1.001193"]
    assert (procedures.fold_scans(), procedures.scans_by_day([], AT.date(), AT.date())) == (1, {})
