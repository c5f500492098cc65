"""The list of what one unit handed over to another, for both to sign."""

from datetime import timedelta

import pytest
from stories import a_dossier_of_many_ways, after, on, to_the_leader, to_the_tax_office, to_two_branches

from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
LATER = after(AT, hours=1)
DAY = {"since": on("03", "00:00"), "until": on("04", "00:00")}


def said(paper_id):
    return IssuedPaper.objects.get(pk=paper_id).data


def codes(paper_id):
    return [row["code"] for row in said(paper_id)["rows"]]


def the_list(team, sender, receiver, by, *, at=LATER, **more):
    return dossiers.issue_hand_over_list(sender, receiver, **{**DAY, **more}, by=by, at=at)


def test_each_unit_gets_a_list_of_its_own(team):
    """papers 3.1: the commune's handlers gave one to the tax office; the desk gave both to the commune."""
    first, second = two_dossiers(team)
    to_the_tax_office(team, first, at=LATER)
    desk, commune = team.staff.places.commune_desk, team.staff.places.commune

    to_commune = the_list(team, desk, commune, team.reception, at=after(LATER, minutes=1))
    to_tax = the_list(team, commune, "H12.04", team.handler, at=after(LATER, minutes=1))

    assert codes(to_commune) == [first, second]
    assert codes(to_tax) == [first]
    assert [row["number"] for row in said(to_commune)["rows"]] == ["1", "2"]
    assert said(to_commune)["counted"] == "2 lượt giao, trong đó 1 lượt chưa nhận"


def two_dossiers(team):
    return a_dossier_of_many_ways(team), a_dossier_of_many_ways(team, at=after(AT, minutes=10))


def test_what_was_taken_is_left_out_where_only_the_rest_is_asked_for(team):
    """papers 3.2: the first one was taken by the act of the handler."""
    first, second = two_dossiers(team)
    to_the_leader(team, first, at=LATER)
    desk, commune = team.staff.places.commune_desk, team.staff.places.commune

    assert codes(the_list(team, desk, commune, team.reception, untaken=True)) == [second]
    assert codes(the_list(team, desk, commune, team.reception)) == [first, second]


def test_a_void_dossier_is_struck_out_and_listed(team):
    """papers 3.3: whoever counts the bundle finds every line."""
    first, _second = two_dossiers(team)
    dossiers.void(first, reason="Nhập hai lần", by=team.reception, at=LATER)

    rows = said(the_list(team, team.staff.places.commune_desk, team.staff.places.commune, team.reception))["rows"]

    assert [(row["code"] == first, row["struck"]) for row in rows] == [(True, True), (False, False)]


def test_without_a_hand_over_there_is_no_list(team, code):
    """papers 3.4: another day, or a unit that got nothing."""
    desk, commune = team.staff.places.commune_desk, team.staff.places.commune
    before = IssuedPaper.objects.count()

    with pytest.raises(dossiers.NothingHandedOver):
        the_list(team, desk, "H12.04", team.reception)
    with pytest.raises(dossiers.NothingHandedOver):
        the_list(team, desk, commune, team.reception, since=on("04", "00:00"), until=on("05", "00:00"))

    assert IssuedPaper.objects.count() == before


def test_only_who_works_where_it_was_given_issues_the_list(team, code):
    """papers 3.5: neither who takes, nor another desk."""
    for actor in (team.handler, team.centre, team.tax):
        with pytest.raises(Refusal):
            the_list(team, team.staff.places.commune_desk, team.staff.places.commune, actor)


def test_the_list_names_no_applicant(team):
    """papers 3.6: code, procedure and papers are enough to hand over."""
    person = testing.a_person(name="Trần Văn Kín", phone="0290000077")
    testing.a_dossier(team.staff, person=person)

    told = str(said(the_list(team, team.staff.places.commune_desk, team.staff.places.commune, team.reception)))

    for secret in (person.name, person.identifier, person.phone, person.address):
        assert secret not in told
    assert "1 bản chính" in told


def test_two_branches_are_two_lines_of_one_list_or_one_each(team, code):
    """The tax office is asked beside the commune's own visit: only what left the unit is on its list."""
    to_two_branches(team, code, at=LATER)

    found = dossiers.handed_over(
        team.staff.places.commune, **DAY, untaken=True, by=team.handler, at=after(LATER, minutes=1)
    )

    assert [(batch.receiver, len(batch.lines)) for batch in found] == [("H12.04", 1)]


def test_the_question_costs_the_same_for_one_and_for_many(team, count_statements):
    two_dossiers(team)

    def ask():
        return dossiers.handed_over(
            team.staff.places.commune_desk, **DAY, untaken=False, by=team.reception, at=after(LATER, minutes=1)
        )

    ask()
    first = count_statements(ask)
    for minutes in range(20, 25):
        testing.a_dossier(team.staff, at=AT + timedelta(minutes=minutes))
    assert count_statements(ask) == first
