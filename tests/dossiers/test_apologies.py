"""Apologies (deadlines, rule 13): one letter for each late dossier, signed by right, brought with proof."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from stories import AT, a_dossier_of_many_ways, acts, after, on, to_the_desk, to_the_tax_office

from motcua.domain.documents import api as documents
from motcua.domain.documents.models import IssuedPaper
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Apology, Dossier
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.foundation.actor import SYSTEM
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
PROMISED = on("10")
LATE = on("10", "10:00")
NEW = on("12", "15:00")
WHY = "Phải xác minh lại ranh giới thửa đất"
KT = "KT. Chủ tịch\nPhó Chủ tịch"


@pytest.fixture
def deputy(team):
    return organisation_testing.an_actor(team.staff.places.commune, Role.LEADER, signature=KT)


@pytest.fixture
def late(team, code):
    dossiers.sweep(at=LATE)
    return code


def letter(code):
    return testing.shown(code).apology


def owed():
    return sorted(dossiers.late_without_letter().values_list("code", flat=True))


def test_a_late_dossier_owes_a_letter_until_it_is_signed(team, late, deputy):
    """apologies 1.1."""
    assert (testing.shown(late).owes, owed()) == (("apology",), [late])

    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=team.handler, at=LATE)
    assert (testing.shown(late).owes, owed()) == (("apology",), [late])

    dossiers.sign_apology(late, by=deputy, at=LATE)
    assert (testing.shown(late).owes, owed()) == ((), [])


def test_the_deputy_signs_for_the_head_and_the_letter_says_so(team, late, deputy):
    """apologies 1.2: KT., by right, whatever the name."""
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=team.handler, at=LATE)
    dossiers.sign_apology(late, by=deputy, at=LATE)

    found = letter(late)
    paper = documents.paper(found.paper_id)
    assert found.signature == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    assert (paper.form, paper.number, paper.unit_code) == ("apology", "1/PXL", team.staff.places.commune)
    assert acts(late)[-3:] == ["apology_drafted", "paper_issued", "apology_signed"]
    assert documents.print_paper(found.paper_id, by=deputy, at=LATE).startswith(b"%PDF")


def test_who_signs_for_the_unit_writes_and_signs_at_once(team, late, deputy):
    done = dossiers.apologise(late, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    assert done.act == "apology_signed"
    assert letter(late).is_signed


def test_a_leader_whose_position_signs_nothing_does_not_sign(team, late):
    """apologies 1.3: the role of a leader is no signature."""
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=team.leader, at=LATE)

    with pytest.raises(organisation.NoSignature):
        dossiers.sign_apology(late, by=team.leader, at=LATE)
    assert not letter(late).is_signed


def test_a_signer_whose_posting_ended_is_refused_whatever_the_session_says(team, late):
    """apologies 1.3: read anew from the postings in the signing transaction."""
    commune = team.staff.places.commune
    login = organisation_testing.an_officer(
        commune, (Role.LEADER,), signature="Chủ tịch", title="Chủ tịch", until_on=LATE.date()
    )
    yesterday = organisation.actor_for(login, LATE.date() - timedelta(days=1))
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=team.handler, at=LATE)

    with pytest.raises(organisation.NoSignature):
        dossiers.sign_apology(late, by=yesterday, at=LATE)
    assert not letter(late).is_signed


def test_a_head_of_another_unit_does_not_sign_and_does_not_even_see_it(team, late):
    stranger = organisation_testing.an_actor(team.staff.places.department, Role.LEADER, signature="Giám đốc")

    with pytest.raises(dossiers.UnknownDossier):
        dossiers.sign_apology(late, by=stranger, at=LATE)


@pytest.mark.parametrize(
    ("reason", "new_moment", "says"),
    [
        pytest.param("  ", NEW, "lý do", id="no reason"),
        pytest.param(WHY, None, "hẹn lại", id="no new appointment while there is no result"),
        pytest.param(WHY, on("10", "09:30"), "đã qua", id="an appointment in the past"),
        pytest.param(WHY, on("14", "10:00"), "ngoài giờ", id="on a Saturday"),
        pytest.param(WHY, on("12", "12:00"), "ngoài giờ", id="at noon"),
    ],
)
def test_a_letter_with_a_fault_is_refused_in_one_sentence_and_nothing_is_kept(team, late, reason, new_moment, says):
    """apologies 1.4."""
    with pytest.raises(dossiers.FaultyApology, match=says):
        dossiers.apologise(late, reason=reason, new_moment=new_moment, by=team.handler, at=LATE)
    assert letter(late) is None


def test_an_appointment_before_the_promise_is_refused(team, code, deputy):
    with pytest.raises(dossiers.FaultyApology, match="sau giờ đã hẹn"):
        dossiers.apologise(code, reason=WHY, new_moment=on("09", "15:00"), by=deputy, at=on("09", "10:00"))


def test_there_is_one_letter_a_dossier_and_never_a_second_appointment(team, late, deputy):
    """apologies 1.5."""
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    for again in (
        lambda: dossiers.apologise(late, reason="Lý do khác", new_moment=on("13"), by=deputy, at=on("12")),
        lambda: dossiers.sign_apology(late, by=deputy, at=on("12")),
    ):
        with pytest.raises(dossiers.NoApologyOwed, match="chỉ có một"):
            again()
    assert Apology.objects.count() == 1


def test_an_extension_by_apology_does_not_turn_late_into_on_time(team, deputy):
    """apologies 1.6; deadlines, rule 12: the promise stays what it was."""
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=AT)
    dossiers.sweep(at=LATE)
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    dossiers.make_result_ready(code, by=team.reception, at=on("12", "14:00"))

    info = testing.shown(code)
    assert (info.lateness, info.promised_at, len(info.promises)) == ("late", PROMISED, 1)
    assert info.owes == ()


def test_who_foresees_being_late_apologises_before_and_need_not_again(team, code, deputy):
    """apologies 1.7."""
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=on("09", "09:00"))
    assert letter(code).foreseen is True

    dossiers.sweep(at=LATE)

    assert (testing.shown(code).owes, owed()) == ((), [])
    assert dossiers.apology_breaches(on("20")) == ()


def test_a_foreseen_letter_for_what_came_in_time_after_all_is_no_contradiction(team, deputy):
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=AT)
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=on("09", "09:00"))
    dossiers.make_result_ready(code, by=team.reception, at=on("09", "16:00"))

    assert dossiers.apology_breaches(on("20")) == ()


def test_what_was_settled_in_time_gets_no_letter_and_its_draft_can_be_dropped(team, deputy):
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=AT)
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=team.handler, at=on("09", "09:00"))
    dossiers.make_result_ready(code, by=team.reception, at=on("09", "16:00"))

    with pytest.raises(dossiers.NoApologyOwed, match="không trễ hạn"):
        dossiers.sign_apology(code, by=deputy, at=on("09", "16:30"))
    dossiers.drop_apology(code, by=team.handler, at=on("09", "16:30"))
    assert letter(code) is None


def test_a_late_result_that_lies_at_the_desk_is_apologised_for_without_an_appointment(team, deputy):
    code = a_dossier_of_many_ways(team)
    to_the_desk(team, code, at=AT)
    dossiers.make_result_ready(code, by=team.reception, at=LATE)

    dossiers.apologise(code, reason=WHY, new_moment=None, by=deputy, at=after(LATE, hours=1))

    assert letter(code).new_moment is None
    assert letter(code).promised_at == PROMISED


def test_what_is_late_before_the_sweep_saw_it_is_late_in_its_letter(team, code, deputy):
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    assert letter(code).foreseen is False
    assert acts(code).count("late_found") == 1
    assert dossiers.sweep(at=after(LATE, minutes=1)).late == 0


def test_the_late_set_is_the_letter_set_or_verify_names_the_difference(team, deputy):
    """apologies 1.8: red at once; a breach after the working day that the rule pack gives."""
    first, second = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    dossiers.sweep(at=LATE)
    dossiers.apologise(first, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    assert owed() == [second]
    assert dossiers.apology_breaches(on("11", "10:00")) == ()
    (breach,) = dossiers.apology_breaches(on("11", "10:01"))
    assert (breach.kind, breach.subject) == ("apology", f"dossier:{second}")


def test_a_letter_for_what_was_never_late_is_named_by_verify(team, late, deputy):
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=deputy, at=LATE)
    Dossier.objects.get(code=late).late.delete()  # as somebody would who tampers with the rows

    (breach,) = dossiers.apology_breaches(LATE)
    assert breach.subject == f"dossier:{late}"


def test_the_message_is_owed_once_in_the_signing_transaction(team, deputy):
    code = a_dossier_of_many_ways(team, person=testing.a_person(email="mau@example.org"))
    dossiers.sweep(at=LATE)
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    (delivery,) = notifications.deliveries_of(f"dossier:{code}")
    assert (delivery.key, delivery.template, delivery.state) == ("apology:1", "apology", "queued")


def test_without_an_address_the_letter_is_handed_over_and_that_is_noted(team, late, deputy):
    """apologies 1.9: proof by hand; nothing counts as brought before."""
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=deputy, at=LATE)
    assert [row.code for row in dossiers.apology_desk(deputy, LATE).to_give] == [late]

    with pytest.raises(dossiers.FaultyApology):
        dossiers.note_apology_given(late, how="shouted", by=team.reception, at=LATE)
    dossiers.note_apology_given(late, how="handed", by=team.reception, at=on("11"))

    assert dossiers.apology_desk(deputy, on("11")).to_give == ()
    assert (letter(late).given_how, letter(late).given_by) == ("handed", team.reception.login)


def test_reception_elsewhere_neither_drafts_nor_hands_over(team, late):
    with pytest.raises(Refusal):
        dossiers.apologise(late, reason=WHY, new_moment=NEW, by=team.reception, at=LATE)
    with pytest.raises(dossiers.UnknownDossier):
        dossiers.note_apology_given(late, how="handed", by=team.centre, at=LATE)


def test_the_desk_of_apologies_shows_owed_drafts_and_those_that_will_be_late(team, deputy):
    owing, drafted = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    dossiers.sweep(at=LATE)
    dossiers.apologise(drafted, reason=WHY, new_moment=NEW, by=team.handler, at=LATE)
    soon = a_dossier_of_many_ways(team, at=on("04"))

    desk = dossiers.apology_desk(deputy, LATE)

    assert [row.code for row in desk.owed] == [owing]
    assert [row.code for row in desk.drafts] == [drafted]
    assert [row.code for row in desk.foreseen] == [soon]
    assert dossiers.count_owed(deputy, LATE) == 2


def test_the_desk_of_apologies_costs_the_same_for_five_and_for_fifteen(team, deputy):
    def cost(dossiers_more):
        for _ in range(dossiers_more):
            a_dossier_of_many_ways(team)
        dossiers.sweep(at=LATE)
        with CaptureQueriesContext(connection) as asked:
            desk = dossiers.apology_desk(deputy, LATE)
        return len(desk.owed), len(asked)

    first, more = cost(5), cost(10)

    assert (first[0], more[0]) == (5, 15)
    assert more[1] <= first[1]


def test_what_is_withdrawn_or_paused_past_its_promise_was_late_though_no_sweep_saw_it(team):
    """apologies 1.10."""
    withdrawn, paused = a_dossier_of_many_ways(team), a_dossier_of_many_ways(team)
    dossiers.withdraw(withdrawn, reason=WHY, by=team.reception, at=LATE)
    to_the_tax_office(team, paused, at=LATE)

    assert owed() == sorted([withdrawn, paused])


def test_a_letter_for_what_was_withdrawn_promises_no_result(team, deputy, code):
    """apologies 1.10: the signed paper says what is true."""
    dossiers.withdraw(code, reason=WHY, by=team.reception, at=LATE)
    dossiers.apologise(code, reason=WHY, by=deputy, at=LATE)

    (paper,) = IssuedPaper.objects.filter(form="apology")
    assert paper.data["outlook"] == "Hồ sơ đã kết thúc, không có kết quả để trả."


def test_a_letter_whose_message_waits_to_be_sent_is_not_handed_over_as_well(team, deputy):
    code = a_dossier_of_many_ways(team, person=testing.a_person(email="mau@example.org"))
    dossiers.sweep(at=LATE)
    dossiers.apologise(code, reason=WHY, new_moment=NEW, by=deputy, at=LATE)

    assert dossiers.apology_desk(deputy, LATE).to_give == ()


def test_an_administrator_gives_a_position_its_lines_and_takes_them_again(team, late):
    """apologies 1.3: without them the leader could not sign."""
    commune = team.staff.places.commune
    login = organisation_testing.an_officer(commune, (Role.LEADER,), title="Chủ tịch xã")
    chair = organisation.actor_for(login, LATE.date())
    organisation.set_signature(unit_code=commune, title="Chủ tịch xã", signature="Chủ tịch", by=SYSTEM, at=LATE)
    dossiers.apologise(late, reason=WHY, new_moment=NEW, by=chair, at=LATE)
    assert letter(late).signature == "CHỦ TỊCH"

    organisation.set_signature(unit_code=commune, title="Chủ tịch xã", signature="", by=SYSTEM, at=LATE)
    assert organisation.find_signature(login, commune, LATE.date()) is None


@pytest.mark.parametrize("lines", ["KT. Chủ tịch", "Chủ tịch\nPhó Chủ tịch", "KT. A\nB\nC", "x" * 101])
def test_lines_that_do_not_say_in_whose_name_are_refused(team, lines):
    with pytest.raises(organisation.FaultySignature):
        organisation_testing.an_officer(team.staff.places.commune, (Role.LEADER,), signature=lines)


def test_the_system_sees_every_letter_owed(late):
    assert dossiers.count_owed(SYSTEM, LATE) == 1
