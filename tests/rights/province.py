"""A small province whose dossiers lie in every state and with every unit, each reached by real acts."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from oracle import Fact, Reader
from stories import (
    AT,
    Team,
    a_dossier_of_many_ways,
    a_team,
    ask,
    publish_many_ways,
    to_the_desk,
    to_the_leader,
    to_the_tax_office,
    to_two_branches,
)

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.intake import api as intake
from motcua.domain.organisation import api as organisation
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Kind, Level, Role
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import ZONE

LATER = AT + timedelta(hours=2)
LOOK_AT = datetime(2026, 11, 12, 9, 0, tzinfo=ZONE)
DISSOLVED_ON = date(2026, 11, 10)
LAST_DAY = date(2026, 11, 13)
LOOKING = (Role.RECEPTION, Role.LEADER)
WAITING = "G09.16-261103-000931"
ACCEPTED = "G09.16-261103-000932"
EVERY_ROLE_AT = ("H12", "H12.04", "H12.61", "H12.61.01", "H12.62")
"""Where there is an officer for every role; the centre and the successor's desk have the two whose reach differs."""
COMMUNE, DESK = "H12.61", "H12.61.01"
HANDLER, LEADER, RECEPTION = (COMMUNE, "handler"), (COMMUNE, "leader"), (DESK, "reception")


@dataclass
class Province:
    """Whoever acts, what is true of each dossier, whose it is, and what else was issued."""

    team: Team
    other: dict[str, Actor]
    facts: dict[str, Fact] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    slip: int = 0
    absent: str = ""

    def paper_of(self, code: str) -> int:
        """Return the number of the newest paper of a dossier."""
        return int(documents.papers_of(f"dossier:{code}")[-1].paper_id)

    def one_of_each(self) -> dict[str, Fact]:
        """Return one dossier for every set of units that dossiers of this province have: what rights depend on."""
        return {code: self.facts[code] for code in {fact.units: code for code, fact in self.facts.items()}.values()}

    def add(self, name: str, code: str, **fact: object) -> str:
        """Note what is true of a dossier; where nothing else is said, it passed its desk and lies with the commune."""
        known = {"desk": DESK, "competent": COMMUNE, "waits": frozenset({HANDLER}), **fact}
        self.facts[code] = Fact(**known)  # type: ignore[arg-type]
        self.names[code] = name
        return code


def a_province() -> Province:
    """Set up the units, receive the dossiers, carry each where it lies, dissolve the district unit."""
    team = a_team()
    publish_many_ways()
    other = _other_units()
    province = Province(team, other)
    _of_the_commune(province)
    _ended_and_held(province)
    _between_units(province)
    _online(province)
    for gone, successor in (("H12.30.01", "H12.62.01"), ("H12.30", "H12.62")):
        organisation.dissolve_unit(code=gone, on=DISSOLVED_ON, successors=[successor], by=SYSTEM, at=LATER)
    return province


def readers(province: Province) -> list[Reader]:
    """Register one officer for each role at each unit; inspectors until their last day; one who stands in."""
    found = []
    for unit in ("H12", "H12.14", "H12.04", COMMUNE, DESK, "H12.62", "H12.62.01"):
        for role in Role if unit in EVERY_ROLE_AT else LOOKING:
            last = LAST_DAY if role == Role.INSPECTOR else None
            until = last + timedelta(days=1) if last else None
            login = organisation_testing.an_officer(unit, (role,), until_on=until)
            found.append(Reader(role.value, unit, last, login))
    return [*found, _substitute(province)]


def _substitute(province: Province) -> Reader:
    """Register a colleague who is away from the day before the look on, and who does the work."""
    login = organisation_testing.an_officer(COMMUNE, (Role.RECEPTION,))
    organisation.enter_leave(
        login=province.absent, unit_code=COMMUNE, from_on=DISSOLVED_ON, until_on=LAST_DAY + timedelta(days=2),
        substitute=login, by=SYSTEM, at=LATER,
    )  # fmt: skip
    return Reader("reception", COMMUNE, None, login, frozenset({province.absent}))


def outsiders() -> dict[str, str]:
    """Register who has no right on the day of the look; return the logins by why."""
    day, roles = LOOK_AT.date(), (Role.RECEPTION, Role.HANDLER, Role.LEADER, Role.SUPERVISOR)
    officer = organisation_testing.an_officer
    return {
        "the posting ended yesterday": officer("H12", roles, until_on=day),
        "the posting begins tomorrow": officer("H12", roles, from_on=day + timedelta(days=1)),
        "the inspection ended yesterday": officer("H12", (Role.INSPECTOR,), until_on=day),
        "the unit is dissolved": officer("H12.30", roles),
        "administered until yesterday": officer("H12", (Role.ADMINISTRATOR, Role.PUBLISHER), until_on=day),
    }


def _other_units() -> dict[str, Actor]:
    unit = organisation_testing.a_unit
    unit("H12.62", name="Ủy ban nhân dân xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.COMMUNE, parent="H12")
    unit("H12.62.01", name="Một cửa xã Phan Ngọc Hiển", level=Level.COMMUNE, kind=Kind.ONE_STOP, parent="H12.62")
    unit("H12.30", name="Ủy ban nhân dân huyện cũ", level=Level.DISTRICT, kind=Kind.COUNCIL, parent="H12")
    unit("H12.30.01", name="Một cửa huyện cũ", level=Level.DISTRICT, kind=Kind.ONE_STOP, parent="H12.30")
    day = AT.date()
    return {
        "asked": organisation_testing.an_actor("H12.62", Role.HANDLER, on=day),
        "desk": organisation_testing.an_actor("H12.62.01", Role.RECEPTION, on=day),
        "gone": organisation_testing.an_actor("H12.30.01", Role.RECEPTION, on=day),
    }


def _received(province: Province, **changes: object) -> str:
    person = testing.a_person(email="mau@example.vn")
    code = a_dossier_of_many_ways(province.team, person=person, **changes)
    province.people[code] = person.identifier
    return code


def _received_by(province: Province, by: Actor, desk: str, competent: str) -> str:
    person = testing.a_person()
    reception = testing.a_reception(province.team.staff, desk=desk, competent=competent, person=person)
    code = str(dossiers.receive(reception, by=by, at=AT).code)
    province.people[code] = person.identifier
    return code


def _of_the_commune(province: Province) -> None:
    team, new = province.team, lambda: _received(province)
    nothing: frozenset[tuple[str, str]] = frozenset()
    province.add("being appraised", new())
    to_the_leader(team, province.add("before the leader", new(), waits=frozenset({LEADER})), at=LATER)
    ask(team, province.add("supplement asked", new(), waits=frozenset({HANDLER})), at=LATER)
    paused = province.add("clock stands", new(), waits=frozenset({HANDLER}))
    dossiers.pause(paused, reason="Chờ nộp thuế", by=team.handler, at=LATER)
    to_the_desk(team, province.add("result on its way", new(), waits=frozenset({RECEPTION}), at_desk=True), at=LATER)
    for name in ("result at the desk", "returned"):
        is_back = name == "returned"
        code = new()
        to_the_desk(team, code, at=LATER)
        dossiers.make_result_ready(code, by=team.reception, at=LATER)
        if is_back:
            dossiers.return_result(code, by=team.reception, at=LATER)
        waits = nothing if is_back else frozenset({RECEPTION})
        province.add(name, code, waits=waits, at_desk=not is_back, is_open=not is_back)
    refused = province.add("refused", new(), waits=frozenset({RECEPTION}), at_desk=True)
    dossiers.refuse(refused, reason="Không đủ điều kiện", by=team.leader, at=LATER)
    withdrawn = province.add("withdrawn", new(), waits=nothing, is_open=False)
    dossiers.withdraw(withdrawn, reason="Người nộp rút", by=team.reception, at=LATER)


def _ended_and_held(province: Province) -> None:
    """A dossier that was stopped, one that was void within the day, one that somebody holds who will be away."""
    team, nothing = province.team, frozenset[tuple[str, str]]()
    stopped = province.add("stopped on request", _received(province), waits=nothing, is_open=False)
    dossiers.stop(stopped, reason="Người nộp xin dừng", by=team.reception, at=LATER)
    void = province.add("void", _received(province), waits=nothing, is_open=False)
    dossiers.void(void, reason="Nhập nhầm người", by=team.reception, at=LATER)
    absent = organisation_testing.an_actor(COMMUNE, Role.HANDLER, on=AT.date())
    province.absent = absent.login
    held = province.add("held by one who is away", _received(province), waits=nothing, held_by=absent.login)
    dossiers.claim(held, by=absent, at=LATER)


def _between_units(province: Province) -> None:
    team, other = province.team, province.other
    tax = ("H12.04", "handler")
    through = frozenset({"H12.04"})
    sent = province.add("at the tax office", _received(province), through=through, waits=frozenset({tax}))
    to_the_tax_office(team, sent, at=LATER)
    both = province.add("in two units at once", _received(province), through=through, waits=frozenset({tax, HANDLER}))
    to_two_branches(team, both, at=LATER)
    asked = province.add("opinion asked of another commune", _received(province), asked=frozenset({"H12.62"}))
    _ask(province, asked)
    answered = province.add("opinion given", _received(province))
    _ask(province, answered)
    dossiers.answer_opinion(answered, answer="Đồng ý", by=other["asked"], at=LATER)
    province.add("any desk: the centre's", _received_by(province, team.centre, "H12.14", COMMUNE), desk="H12.14")
    by_desk = _received_by(province, other["desk"], "H12.62.01", COMMUNE)
    province.add("any desk: another commune's", by_desk, desk="H12.62.01")
    own = _received_by(province, other["desk"], "H12.62.01", "H12.62")
    waits = frozenset({("H12.62", "handler")})
    province.add("of another commune", own, desk="H12.62.01", competent="H12.62", waits=waits)
    gone = _received_by(province, other["gone"], "H12.30.01", COMMUNE)
    province.add("any desk: a dissolved unit's", gone, desk="H12.30.01")


def _ask(province: Province, code: str) -> None:
    answer_by = LATER + timedelta(days=2)
    handler = province.team.handler
    dossiers.ask_opinion(code, unit="H12.62", question="Ý kiến?", answer_by=answer_by, by=handler, at=LATER)


def _online(province: Province) -> None:
    for code in (WAITING, ACCEPTED):
        data = {
            "outside_code": code,
            "procedure": "1.001193",
            "person": {
                "kind": "citizen", "identifier": f"0960910{code[-5:]}", "name": "Nguyễn Thị Mẫu",
                "address": "Ấp Mũi, xã Đất Mũi",
            },
            "components": [{"name": "Tờ khai theo mẫu", "file": "don.pdf"}],
            "submitted_at": AT.isoformat(),
            "unit": DESK,
        }  # fmt: skip
        intake.put_submission(data, files=lambda _named: b"%PDF-1.7 to khai", at=AT)
    received = dossiers.accept(ACCEPTED, by=province.team.reception, at=LATER)
    province.people[received.code] = f"0960910{ACCEPTED[-5:]}"
    province.add("received online", received.code)
    reception = testing.a_reception(province.team.staff)
    _, province.slip = dossiers.refuse_reception(
        reception, reason="Thiếu giấy tờ", form="supplement", by=province.team.reception, at=LATER
    )
