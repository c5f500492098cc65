"""The bench of the daily counts measures what it says, on few dossiers: it must not rot between the long runs."""

import json
import shutil
import sys

import pytest

pytestmark = [pytest.mark.embedded, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")]

DOSSIERS = 3_000


@pytest.fixture(scope="module")
def bench(benches):
    import days

    return days


@pytest.fixture(scope="module")
def folded(bench, kept):
    return bench.measure(DOSSIERS, kept, print, rounds=2, plain_rounds=1, rebuilds=1)


@pytest.fixture(scope="module")
def added_directly(bench, kept, folded):
    bench.WITH_LEDGER = 0
    shutil.rmtree(next(kept.iterdir()))
    return bench.measure(DOSSIERS, kept, print, rounds=1, plain_rounds=1, rebuilds=1)


def test_each_period_is_asked_by_each_group_and_beside_plain_sql(folded):
    periods = {name.rpartition(" by ")[0] for name in folded["questions"] if " by " in name}
    beside = [one for one in folded["questions"].values() if "plain_milliseconds" in one]

    assert {"month", "15th to 14th", "year", "all time"} <= periods
    assert len(beside) == 5
    assert all(min(one["milliseconds"]) > 0 for one in folded["questions"].values())


def test_the_flows_are_folded_from_the_ledger_of_all_dossiers(folded):
    assert folded["rebuild"][0]["dossiers"] == DOSSIERS + 1
    assert folded["rows"]["flows_dayflow"] > DOSSIERS


def test_added_up_directly_they_answer_every_question_as_plain_sql_does(added_directly, folded):
    assert "rebuild" not in added_directly
    asked_of_closed_periods = [
        name for name in folded["questions"] if name.startswith(("month", "15th", "year", "all"))
    ]

    assert {name: added_directly["questions"][name]["rows"] for name in asked_of_closed_periods} == {
        name: folded["questions"][name]["rows"] for name in asked_of_closed_periods
    }


def test_an_answer_that_plain_sql_does_not_give_ends_the_run(bench, kept, added_directly):
    site = bench.Site(next(kept.iterdir()) / "data", 0, bench.NOW)
    wrong = (
        "import django; django.setup(); from motcua.domain.flows.models import MonthFlow;"
        "row = MonthFlow.objects.filter(grain='agency', month__year=2025, received__gt=0).first();"
        "MonthFlow.objects.filter(pk=row.pk).update(received=row.received + 1); print(1)"
    )
    bench.said(site, "-c", wrong)

    with pytest.raises(bench.subprocess.CalledProcessError):
        bench.said(site, "bench/days_questions.py", asked={"rounds": 1, "plain_rounds": 1, "rebuild": 0})


def test_the_table_names_what_was_measured(bench, folded):
    shown = bench.table(json.loads(json.dumps(folded)))

    assert all(word in shown for word in ("year by level", "drill: late, month", "board", "rebuild:", "plain SQL"))
