"""The commands of the daily counts: fold, check, make anew; `verify` looks at them, too."""

import pytest

from motcua.domain.dossiers import testing
from motcua.domain.flows.models import DayFlow

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_figure_that_was_changed_is_named_until_it_is_made_anew(motcua):
    testing.a_dossier(testing.a_staffed_province())
    motcua("seal")

    assert motcua("flows", "fold", "--json").document["subjects"] == 1
    assert motcua("verify", "--json").status == 0
    DayFlow.objects.filter(grain="agency").update(received=2)

    found = motcua("flows", "check", "--json")
    assert found.status == 1
    assert found.document["holds"] is False
    first = found.document["differences"][0]
    assert (first["by"], first["figure"], first["flows"], first["plain"]) == ("agency", "received_direct", 2, 1)
    problems = motcua("verify", "--json")
    assert problems.status == 1
    assert {problem["kind"] for problem in problems.document["problems"]} == {"flows"}

    assert motcua("flows", "rebuild", "--json").document["subjects"] == 1
    assert motcua("flows", "check").status == 0
    assert motcua("verify", "--json").status == 0
