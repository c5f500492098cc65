"""One province with its backup, made once for all tests that only read them."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from installations import an_installation


@pytest.fixture(scope="module")
def prepared():
    """Return the data folder of an installation with a province, its server stopped: what others are copied from."""
    with an_installation() as installation:
        yield installation.with_a_province().data


@pytest.fixture(scope="module")
def province(prepared):
    """Return an installation with a province that no test changes."""
    with an_installation(like=prepared) as installation:
        yield installation.keep_running()


@pytest.fixture(scope="module")
def kept_backup(province, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups") / "dem-qua"
    done = province.motcua("backup", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def backup(kept_backup, tmp_path):
    """Return a copy of the backup that a test may spoil."""
    return shutil.copytree(kept_backup, tmp_path / "sao-luu")


@pytest.fixture
def empty_place():
    """Return an installation without anything."""
    with an_installation() as installation:
        yield installation


@pytest.fixture(scope="module")
def never_filled():
    """Return an installation without anything, for tests after which there still is nothing."""
    with an_installation() as installation:
        yield installation.keep_running()


@pytest.fixture(scope="module")
def benches():
    """Let a test import the modules of bench/."""
    sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
    yield
    sys.path.pop(0)


@pytest.fixture(scope="module")
def kept():
    """A folder for the provinces that a bench fills."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-test-", dir="/tmp"))
    folder.chmod(0o755)  # the server may run as another user
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
