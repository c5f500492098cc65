"""One crowd's dossiers for all tests of a module: really committed, as the folder needs it, and emptied at the module's end."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.conf import settings as settings_in_use
from django.core.management import call_command


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Let the tests of a module use the database of the tests, which is made for whoever asks for `db`; no test is rolled back."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def lived(db: None, tmp_path_factory) -> Iterator[Callable]:
    """Return a function that lets a crowd live, alone; the tests of the module share the database and leave it as they found it."""
    from lives import Crowd

    def empty() -> None:
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)

    before = settings_in_use.ENVIRONMENT
    folder = replace(before, data=tmp_path_factory.mktemp("lived"))

    def live(seed: int, acts: int, *, fold_every: int) -> Crowd:
        empty()  # another crowd of the module may have lived before
        settings_in_use.ENVIRONMENT = folder
        try:
            crowd = Crowd(seed)
            crowd.live(acts, fold_every=fold_every)
        finally:
            settings_in_use.ENVIRONMENT = before
        return crowd

    yield live
    empty()
