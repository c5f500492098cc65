"""Builders for tests of every module: dossiers, reached at any state by calling the real operations."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from motcua.domain.dossiers import operations, queries
from motcua.domain.dossiers.operations import Person, Reception
from motcua.domain.dossiers.queries import DossierInfo
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.organisation.testing import SmallProvince
from motcua.domain.procedures import testing as procedures_testing
from motcua.foundation.actor import SYSTEM, Actor
from motcua.kernel.working_time import ZONE

RECEIVED_AT = datetime(2026, 11, 3, 9, 0, tzinfo=ZONE)
"""A Tuesday morning, after the procedures of the builders were published."""

_identifiers = count(96_000_000_100)


@dataclass(frozen=True)
class Staff:
    """Whoever acts at a small commune: reception at its desk, handler and leader at its committee."""

    places: SmallProvince
    reception: Actor
    handler: Actor
    leader: Actor


def a_staffed_province() -> Staff:
    """Set up the small province with one officer for each role of a commune's dossier."""
    places = organisation_testing.a_small_province()
    return Staff(
        places=places,
        reception=organisation_testing.an_actor(places.commune_desk, Role.RECEPTION),
        handler=organisation_testing.an_actor(places.commune, Role.HANDLER),
        leader=organisation_testing.an_actor(places.commune, Role.LEADER),
    )


def a_person(**changes: str) -> Person:
    """Write a citizen who is nobody, with an identifier of their own."""
    known = {
        "kind": "citizen",
        "identifier": f"{next(_identifiers):012d}",
        "name": "Nguyễn Thị Mẫu",
        "phone": "0290000001",
        "address": "Ấp Mũi, xã Đất Mũi, tỉnh Cà Mau",
    }
    return Person(**{**known, **changes})


KNOWN_PERSON = Person(
    kind="citizen",
    identifier="096190007391",
    name="Lư Thị Mẫu Riêng",
    phone="0918273645",
    address="Số 7391, hẻm Mẫu Riêng, xã Đất Mũi",
    email="rieng.7391@mau.example",
)
"""A citizen who is nobody, nothing of whom stands anywhere else: what shows any of it tells of this person."""


def told_of_known_person(text: str) -> list[str]:
    """Return what a text, as JSON or HTML too, tells of the known person."""
    plain = html.unescape(text)
    plain += plain.encode().decode("unicode_escape", errors="ignore") if "\\u" in plain else ""
    declared = [
        KNOWN_PERSON.identifier,
        KNOWN_PERSON.name,
        KNOWN_PERSON.phone,
        KNOWN_PERSON.address,
        KNOWN_PERSON.email,
    ]
    return [word for word in declared if word in plain]


def a_reception(staff: Staff, procedure: str = "1.001193", **changes: Any) -> Reception:
    """Write what the counter received, nothing missing."""
    known: dict[str, Any] = {"procedure": procedure, "person": a_person(), "desk": staff.places.commune_desk}
    return Reception(**{**known, **changes})


def a_dossier(
    staff: Staff,
    procedure: str = "1.001193",
    *,
    at: datetime = RECEIVED_AT,
    record: Mapping[str, Any] | None = None,
    process_version_id: int | None = None,
    **changes: Any,
) -> str:
    """Receive a dossier; return its code. The procedure is published first where it is not yet."""
    publish_once(procedure, record=record, process_version_id=process_version_id)
    return operations.receive(a_reception(staff, procedure, **changes), by=staff.reception, at=at).code


def publish_once(
    procedure: str = "1.001193",
    *,
    record: Mapping[str, Any] | None = None,
    process_version_id: int | None = None,
) -> None:
    """Publish a procedure by the builders of procedures unless it is published."""
    if not procedures_testing.is_published(procedure):
        procedures_testing.a_published_procedure(
            record or procedures_testing.a_record(procedure),
            process_version_id=process_version_id,
            by=organisation_testing.an_actor("H12", Role.PUBLISHER),
        )


def shown(code: str, at: datetime = RECEIVED_AT) -> DossierInfo:
    """Return the dossier as it stands, seen by the system."""
    return queries.dossier(code, SYSTEM, at)


def carry_to_ready(staff: Staff, code: str, *, at: datetime) -> None:
    """Complete every step up to the result, then take the result in at the desk, all at one moment."""
    actors = {"reception": staff.reception, "handler": staff.handler, "leader": staff.leader}
    for _ in range(30):
        step = shown(code, at).open_steps[0]
        if step.ready:
            operations.make_result_ready(code, by=staff.reception, at=at)
            return
        operations.complete_step(code, step.id, by=actors[step.role], at=at)
    raise AssertionError("the process does not come to its result")
