"""Officers act by the positions they hold on a day, and see the rows of their units only."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.domain.organisation import api as organisation
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.models import Position, Posting
from motcua.domain.organisation.testing import SET_UP_AT, SINCE, TODAY, a_small_province, an_actor, an_officer
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM, Actor
from motcua.foundation.period_fields import days
from motcua.kernel.period import EmptyPeriod
from motcua.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
MERGER = date(2025, 7, 1)


@pytest.fixture
def codes():
    return a_small_province(calendar=False)


def _post(login, unit_code, title, *, roles=(Role.HANDLER,), from_on=SINCE, until_on=None):
    if not Position.objects.filter(unit__code=unit_code, title=title).exists():
        organisation.create_position(unit_code=unit_code, title=title, roles=roles, by=SYSTEM, at=SET_UP_AT)
    organisation.post_officer(
        login=login, unit_code=unit_code, title=title, from_on=from_on, until_on=until_on, by=SYSTEM, at=SET_UP_AT
    )


def test_an_officer_acts_by_the_position_held(codes):
    login = an_officer(codes.centre, [Role.RECEPTION], title="Cán bộ một cửa")

    actor = organisation.actor_for(login, TODAY)

    assert actor.unit_code == codes.centre
    assert actor.roles == {"reception"}
    assert actor.right == "Cán bộ một cửa, Trung tâm Phục vụ hành chính công tỉnh"


def test_a_posting_gives_rights_from_its_first_day_until_the_day_before_its_end(codes):
    login = an_officer(codes.centre, from_on=date(2026, 1, 1), until_on=date(2026, 7, 1))

    held = [
        bool(organisation.officer_by_login(login, on).rights)
        for on in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]

    assert held == [False, True, True, False]


def test_without_a_posting_nobody_acts(codes):
    login = an_officer(codes.centre, until_on=MERGER)

    with pytest.raises(organisation.NoPosting, match="không có vị trí công tác nào còn hiệu lực ngày 25/11/2026"):
        organisation.actor_for(login, TODAY)


def test_nobody_acts_for_a_unit_where_no_position_is_held(codes):
    login = an_officer(codes.centre)

    with pytest.raises(organisation.NoPosting, match=f"tại đơn vị {codes.department}"):
        organisation.actor_for(login, TODAY, codes.department)


def test_an_unknown_login_is_refused(codes):
    with pytest.raises(organisation.UnknownOfficer):
        organisation.actor_for("khong-co", TODAY)


def test_roles_of_several_positions_in_one_unit_add_up_and_others_stay_out(codes):
    login = an_officer(codes.centre, [Role.RECEPTION], title="Cán bộ một cửa")
    _post(login, codes.centre, "Giám đốc", roles=[Role.LEADER])
    _post(login, codes.department, "Biệt phái", roles=[Role.HANDLER], from_on=date(2023, 1, 1))

    assert organisation.actor_for(login, TODAY).roles == {"reception", "leader"}
    assert organisation.actor_for(login, TODAY, codes.department).roles == {"handler"}
    assert len(organisation.officer_by_login(login, TODAY).rights) == 3


def test_an_inactive_officer_has_no_rights(codes):
    login = an_officer(codes.centre)

    organisation.deactivate_officer(login=login, by=SYSTEM, at=SET_UP_AT)

    assert organisation.officer_by_login(login, TODAY).rights == ()
    with pytest.raises(organisation.NoPosting):
        organisation.actor_for(login, TODAY)


def test_a_position_in_a_dissolved_unit_gives_no_right(codes):
    login = an_officer(codes.department)
    organisation.dissolve_unit(code=codes.department, on=MERGER, successors=[codes.centre], by=SYSTEM, at=SET_UP_AT)

    assert len(organisation.officer_by_login(login, date(2025, 6, 30)).rights) == 1
    assert organisation.officer_by_login(login, MERGER).rights == ()


def test_a_right_shows_the_name_the_unit_had_on_that_day(codes):
    login = an_officer(codes.department, title="Chuyên viên")
    organisation.rename_unit(code=codes.department, name="Sở Tư pháp mới", from_on=MERGER, by=SYSTEM, at=SET_UP_AT)

    names = [[right.unit_name for right in organisation.officer_by_login(login, on).rights] for on in (SINCE, TODAY)]

    assert names == [["Sở Tư pháp"], ["Sở Tư pháp mới"]]


def test_the_same_position_is_not_held_twice_at_once(codes):
    login = an_officer(codes.centre, title="Cán bộ một cửa", until_on=MERGER)

    with pytest.raises(organisation.AlreadyPosted):
        _post(login, codes.centre, "Cán bộ một cửa", from_on=MERGER - timedelta(days=1))
    _post(login, codes.centre, "Cán bộ một cửa", from_on=MERGER)


def test_overlapping_postings_are_refused_by_the_database_too(codes):
    an_officer(codes.centre)
    posting = Posting.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(officer=posting.officer, position=posting.position, period=days(MERGER))


def test_the_database_knows_the_roles(codes):
    an_officer(codes.centre)

    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.update(roles=["king"])


def test_an_ended_posting_ends_on_that_day(codes):
    login = an_officer(codes.centre, title="Cán bộ một cửa")

    organisation.end_posting(
        login=login, unit_code=codes.centre, title="Cán bộ một cửa", on=MERGER, by=SYSTEM, at=SET_UP_AT
    )

    assert organisation.officer_by_login(login, MERGER).rights == ()
    assert ledger.rows_of(f"officer:{login}")[-1].act == "posting_ended"
    with pytest.raises(organisation.UnknownPosting):
        organisation.end_posting(
            login=login, unit_code=codes.centre, title="Cán bộ một cửa", on=TODAY, by=SYSTEM, at=SET_UP_AT
        )


def test_rights_are_given_by_administrators_of_the_unit_only(codes):
    officer = an_officer(codes.centre)
    stranger = an_actor(codes.commune, Role.ADMINISTRATOR)
    wanted = {"unit_code": codes.centre, "title": "Giám đốc", "at": SET_UP_AT}

    with pytest.raises(organisation.MissingRight):
        organisation.create_position(roles=[Role.LEADER], by=stranger, **wanted)
    organisation.create_position(roles=[Role.LEADER], by=an_actor(codes.province, Role.ADMINISTRATOR), **wanted)
    for by in (stranger, organisation.actor_for(officer, TODAY)):
        with pytest.raises(organisation.MissingRight):
            organisation.post_officer(login=officer, from_on=SINCE, by=by, **wanted)


def test_a_counter_number_is_used_once_at_a_time(codes):
    def open_third(from_on, until_on=None):
        organisation.open_counter(
            unit_code=codes.centre,
            number=3,
            name="Quầy 3",
            from_on=from_on,
            until_on=until_on,
            by=SYSTEM,
            at=SET_UP_AT,
        )

    open_third(SINCE, MERGER)
    with pytest.raises(organisation.CounterTaken):
        open_third(date(2025, 6, 30))
    open_third(MERGER)

    assert organisation.counters_of(codes.centre, TODAY) == (organisation.CounterInfo(3, "Quầy 3"),)


@pytest.mark.parametrize(
    ("place", "roles", "seen"),
    [
        ("centre", [Role.RECEPTION], {"H12.14"}),
        ("department", [Role.HANDLER], {"H12.04"}),
        ("commune", [Role.HANDLER], {"H12.61"}),
        ("commune", [Role.LEADER], {"H12.61", "H12.61.01"}),
        ("province", [Role.HANDLER], {"H12"}),
        ("province", [Role.SUPERVISOR], {"H12", "H12.14", "H12.04", "H12.61", "H12.61.01"}),
    ],
)
def test_an_actor_sees_the_rows_of_these_units_in_one_statement(codes, count_statements, place, roles, seen):
    actor = an_actor(getattr(codes, place), *roles)

    assert organisation.scope_units(actor, TODAY) == seen
    assert count_statements(lambda: organisation.scope_units(actor, TODAY)) == 1


def test_an_actor_without_roles_sees_nothing_and_an_unknown_unit_holds_nothing(codes):
    assert organisation.scope_units(Actor("x", "", None, codes.province), TODAY) == frozenset()
    stray = Actor("x", "", None, "H99", frozenset({"supervisor"}))
    assert organisation.scope_units(stray, TODAY) == frozenset()
    for role in (Role.PUBLISHER, Role.ADMINISTRATOR):
        assert organisation.scope_units(an_actor(codes.province, role), TODAY) == frozenset()


def test_the_system_sees_every_unit(codes):
    assert len(organisation.scope_units(SYSTEM, TODAY)) == 5


def test_what_a_dissolved_unit_left_is_seen_by_who_sees_its_successor(codes):
    organisation.dissolve_unit(code=codes.department, on=MERGER, successors=[codes.centre], by=SYSTEM, at=SET_UP_AT)
    actor = an_actor(codes.centre, Role.HANDLER)

    assert organisation.scope_units(actor, date(2025, 6, 30)) == {codes.centre}
    assert organisation.scope_units(actor, MERGER) == {codes.centre, codes.department}


def test_questions_on_rights_are_few_statements(codes, count_statements):
    logins = [an_officer(codes.centre) for _ in range(3)]

    assert count_statements(lambda: organisation.actor_for(logins[0], TODAY)) == 1
    assert count_statements(lambda: organisation.officers(TODAY)) == 2
    assert count_statements(lambda: organisation.logins_with(Role.RECEPTION, codes.centre, TODAY)) == 1
    assert count_statements(lambda: organisation.full_names(logins)) == 1


def test_the_list_of_officers_shows_who_works_where(codes):
    first = an_officer(codes.centre, login="an.nv", full_name="Nguyễn Văn An")
    an_officer(codes.department, [Role.HANDLER], login="binh.tt", until_on=MERGER)

    found = organisation.officers(TODAY)

    assert [(one.login, [right.unit_code for right in one.rights]) for one in found] == [
        ("an.nv", [codes.centre]),
        ("binh.tt", []),
    ]
    assert organisation.logins_with(Role.RECEPTION, codes.centre, TODAY) == (first,)
    assert organisation.full_names([first, "khong-co"]) == {"an.nv": "Nguyễn Văn An"}


def test_what_is_not_there_is_refused_by_its_name(codes):
    login = an_officer(codes.centre, title="Cán bộ một cửa")
    wanted = {"unit_code": codes.centre, "from_on": SINCE, "by": SYSTEM, "at": SET_UP_AT}

    with pytest.raises(organisation.UnknownOfficer, match="khong-co"):
        organisation.post_officer(login="khong-co", title="Cán bộ một cửa", **wanted)
    with pytest.raises(organisation.UnknownPosition, match="Thủ kho"):
        organisation.post_officer(login=login, title="Thủ kho", **wanted)
    with pytest.raises(organisation.UnknownOfficer):
        organisation.officer_by_login("khong-co")
    with pytest.raises(organisation.PositionTaken):
        organisation.create_position(unit_code=codes.centre, title="Cán bộ một cửa", roles=[], by=SYSTEM, at=SET_UP_AT)
    with pytest.raises(Refusal, match="Số quầy"):
        organisation.open_counter(number=0, name="Quầy", **wanted)
    with pytest.raises(EmptyPeriod):
        organisation.open_counter(number=1, name="Quầy", until_on=SINCE, **wanted)
