"""The nine indices of settlement: points of outcomes, means to one decimal, totals without what has no data, bands."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.domain.surveys.rules.scoring import (
    OnlineShare,
    Tally,
    UnknownOutcome,
    attitude,
    index_of,
    online,
    publicity,
    ranked,
    require_slip,
    score_of,
    tally_of,
)
from motcua.foundation.rule_packs import rule_pack_named
from motcua.kernel.scoring_rules import Scored, Source
from motcua.kernel.working_time import Lateness

RULES = rule_pack_named("today").scoring
PACKS = ("2022", "today")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    ("number", "points"),
    [
        pytest.param(1, {"shorter": 2, "equal": 1, "longer": 0}, id="scoring 1.1"),
        pytest.param(2, {"early": 2, "on_time": 1, "late": 0}, id="scoring 1.2"),
        pytest.param(3, {"none": 2, "once": 1, "more": 0, "own_fault": 2}, id="scoring 1.3"),
        pytest.param(4, {"none": 2, "one": 1, "field_check": 1, "more": 0}, id="scoring 1.4"),
        pytest.param(5, {"on_the_spot": 2, "received": 1, "less": 0}, id="scoring 1.5"),
        pytest.param(6, {"both": 2, "one": 1, "none": 0}, id="scoring 1.6"),
        pytest.param(7, {"early": 2, "on_time": 1, "late": 0, "complaint": 0}, id="scoring 1.7"),
        pytest.param(8, {"all": 2, "most": 1, "few": 0}, id="scoring 1.8"),
        pytest.param(9, {"enough": 2, "some": 1, "few": 0}, id="scoring 1.9"),
    ],
)
def test_the_points_of_an_index(pack, number, points):
    assert rule_pack_named(pack).scoring.indices[number].points == points


@pytest.mark.parametrize("pack", PACKS)
def test_which_indices_make_which_score__scoring_1_10(pack):
    """scoring 1.10"""
    rules = rule_pack_named(pack).scoring
    assert rules.of(Scored.DOSSIER) == (1, 2, 3, 4, 6, 7)
    assert rules.of(Scored.OFFICER) == (1, 2, 3, 4, 7)
    assert rules.of(Scored.UNIT) == tuple(range(1, 10))
    assert sum(rules.indices[number].most for number in rules.of(Scored.UNIT)) == 18
    assert sum(rules.indices[number].most for number in rules.of(Scored.OFFICER)) == 10


@pytest.mark.parametrize("pack", PACKS)
def test_from_where_each_index_comes__scoring_1_11(pack):
    """scoring 1.11"""
    found = {number: index.source for number, index in rule_pack_named(pack).scoring.indices.items()}
    assert [number for number, source in found.items() if source == Source.PERSON] == [1, 3, 4, 7]
    assert [number for number, source in found.items() if source == Source.SYSTEM] == [2, 6, 8, 9]
    assert found[5] == Source.NONE


@pytest.mark.parametrize(
    ("said", "standing", "found", "outcome"),
    [
        pytest.param("none", Lateness.EARLY, None, "early", id="scoring 2.1 early"),
        pytest.param("none", Lateness.ON_TIME, None, "on_time", id="scoring 2.1 on time"),
        pytest.param("none", Lateness.LATE, None, "late", id="scoring 2.1 late"),
        pytest.param("complaint", Lateness.EARLY, None, None, id="scoring 2.2 nothing found yet"),
        pytest.param("complaint", Lateness.EARLY, True, "complaint", id="scoring 2.3 justified"),
        pytest.param("complaint", Lateness.EARLY, False, "early", id="scoring 2.4 not justified"),
    ],
)
def test_attitude_by_complaint_and_time(said, standing, found, outcome):
    assert attitude(said, standing, found=found) == outcome


@pytest.mark.parametrize(
    ("electronic", "posted", "outcome"),
    [
        pytest.param(True, True, "both", id="scoring 2.5 both"),
        pytest.param(True, False, "one", id="scoring 2.5 electronic"),
        pytest.param(False, True, "one", id="scoring 2.5 at the counter"),
        pytest.param(False, False, "none", id="scoring 2.5 neither"),
    ],
)
def test_publicity_by_its_two_ways(electronic, posted, outcome):
    assert publicity(electronic=electronic, posted=posted) == outcome


@pytest.mark.parametrize(
    ("procedures", "dossiers", "late", "outcome"),
    [
        pytest.param((20, 100), (30, 100), 0, "enough", id="scoring 2.6 just enough"),
        pytest.param((19, 100), (30, 100), 0, "some", id="scoring 2.6 too few procedures"),
        pytest.param((20, 100), (29, 100), 0, "some", id="scoring 2.6 too few dossiers"),
        pytest.param((20, 100), (15, 100), 0, "some", id="scoring 2.6 just some"),
        pytest.param((20, 100), (14, 100), 0, "few", id="scoring 2.6 few"),
        pytest.param((20, 100), (99, 100), 1, "few", id="scoring 2.7 one late"),
        pytest.param((0, 0), (99, 100), 0, None, id="scoring 2.8 no procedure"),
        pytest.param((20, 100), (0, 0), 0, None, id="scoring 2.8 nothing settled"),
    ],
)
def test_online_services_by_their_shares(procedures, dossiers, late, outcome):
    share = OnlineShare(procedures[1], procedures[0], dossiers[1], dossiers[0], late)
    assert online(share, RULES.indices[9].at_least) == outcome


@pytest.mark.parametrize(
    ("points", "index"),
    [
        pytest.param([2, 2, 1], "1.7", id="scoring 3.1 rounded up"),
        pytest.param([1, 2, 1, 1], "1.3", id="scoring 3.1 half away from zero"),
        pytest.param([2, 0], "1.0", id="scoring 3.1 whole"),
        pytest.param([], None, id="scoring 3.2 no data"),
    ],
)
def test_an_index_is_a_mean_to_one_decimal(points, index):
    assert index_of(Tally(Counter(points))) == (index and Decimal(index))


def test_an_index_without_data_is_left_out_and_named__scoring_3_3():
    """scoring 3.3"""
    score = score_of({1: Decimal("1.7"), 2: None, 3: Decimal("2.0")}, RULES)
    assert (score.total, score.most, score.left_out) == (Decimal("3.7"), 4, (2,))
    assert score_of({1: None}, RULES).total is None


@pytest.mark.parametrize(
    ("scored", "total", "word"),
    [
        pytest.param(Scored.UNIT, "15.0", "Xuất sắc", id="scoring 4.1 15"),
        pytest.param(Scored.UNIT, "14.9", "Tốt", id="scoring 4.1 14.9"),
        pytest.param(Scored.UNIT, "12.0", "Tốt", id="scoring 4.1 12"),
        pytest.param(Scored.UNIT, "9.0", "Khá", id="scoring 4.1 9"),
        pytest.param(Scored.UNIT, "6.0", "Trung bình", id="scoring 4.1 6"),
        pytest.param(Scored.UNIT, "5.9", "Yếu", id="scoring 4.1 5.9"),
        pytest.param(Scored.OFFICER, "5.0", "Hoàn thành 100% nhiệm vụ", id="scoring 4.2 5"),
        pytest.param(Scored.OFFICER, "4.9", "Hoàn thành từ 70% đến dưới 100% nhiệm vụ", id="scoring 4.2 4.9"),
        pytest.param(Scored.OFFICER, "3.5", "Hoàn thành từ 70% đến dưới 100% nhiệm vụ", id="scoring 4.2 3.5"),
        pytest.param(Scored.OFFICER, "3.4", "Hoàn thành dưới 70% nhiệm vụ", id="scoring 4.2 3.4"),
    ],
)
def test_the_bands(scored, total, word):
    numbers = RULES.of(scored)
    each = {number: Decimal(0) for number in numbers} | {numbers[0]: Decimal(total)}
    assert ranked(score_of(each, RULES), scored, RULES).word == word


def test_a_score_that_lacks_an_index_has_no_band__scoring_4_3():
    """scoring 4.3"""
    from dataclasses import replace

    lacking = score_of({number: Decimal(2) if number > 1 else None for number in RULES.of(Scored.OFFICER)}, RULES)
    assert ranked(lacking, Scored.OFFICER, RULES) is None
    still = {"missing": replace(RULES.conventions["missing"], chosen="ranked")}
    assert ranked(lacking, Scored.OFFICER, replace(RULES, conventions=still)).word == "Hoàn thành 100% nhiệm vụ"
    assert ranked(score_of({2: Decimal(2)}, RULES), Scored.DOSSIER, RULES) is None


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param({1: "sooner"}, id="scoring 5.2 an outcome that is none"),
        pytest.param({2: "early"}, id="scoring 5.2 an index that is not asked"),
    ],
)
def test_a_slip_says_only_what_is_offered(slip):
    with pytest.raises(UnknownOutcome):
        require_slip(slip, RULES)
    require_slip({1: "shorter", 7: "none"}, RULES)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(RULES.indices)), st.lists(st.integers(0, 2), max_size=20)))
def test_a_total_never_passes_what_its_indices_give(points):
    score = score_of({number: index_of(Tally(Counter(values))) for number, values in points.items()}, RULES)
    assert score.total is None or 0 <= score.total <= score.most
    assert set(score.left_out) == {number for number, values in points.items() if not values}


@settings(deadline=None)
@given(st.lists(st.integers(0, 2), max_size=30), st.data())
def test_what_is_left_out_and_added_again_is_the_same(values, data):
    some = values[: data.draw(st.integers(0, len(values)))]
    whole, part = Tally(Counter(values)), Tally(Counter(some))
    assert index_of(whole.without(part) + part) == index_of(whole)
    assert whole.without(part).dossiers == len(values) - len(some)


def test_an_outcome_without_points_is_not_dropped():
    with pytest.raises(KeyError):
        tally_of({"sooner": 1}, RULES.indices[1])


@pytest.mark.parametrize("pack", PACKS)
def test_every_word_of_the_scoring_of_a_pack_has_its_english(pack):
    from motcua.domain.surveys.rules.scoring_words import SAID_AS_DATA

    rules = rule_pack_named(pack).scoring
    words = {band.word for bands in rules.bands.values() for band in bands}
    for index in rules.indices.values():
        words |= {index.name, *index.options.values()} | ({index.question} if index.question else set())
    words |= {sentence for one in rules.conventions.values() for sentence in one.options.values()}
    assert words <= set(SAID_AS_DATA)
