"""What every act on one dossier is: one transaction, one look at the organisation, one statement into the ledger."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db import transaction

from motcua.domain.dossiers.operations import held_back
from motcua.domain.organisation import api as organisation
from motcua.foundation import idempotency, ledger
from motcua.foundation.actor import Actor

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


def one_act(act: Callable[Asked, Done]) -> Callable[Asked, Done]:
    """Do an act (with `by`, who does it) in one transaction; its ledger rows are inserted together at its end.

    Under a key it needs no savepoint of its own: what fails takes the key with it; nor while rows are held back.
    """

    @wraps(act)
    def do(*args: Asked.args, **kwargs: Asked.kwargs) -> Done:
        login = cast(Actor, kwargs["by"]).login
        with (
            transaction.atomic(savepoint=not (idempotency.is_keyed() or held_back.is_on())),
            organisation.at_one_moment(login),
            ledger.together(),
        ):
            return act(*args, **kwargs)

    return do
