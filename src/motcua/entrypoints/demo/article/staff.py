"""Who works in the province of 2022: units by the product's own table, posts by the scenario's, people invented."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from motcua.domain.organisation import api as organisation
from motcua.entrypoints.demo.article.chance import chance, key_of
from motcua.entrypoints.demo.article.setting import FOLDER, HANDLER, LEADER, RECEPTION, Place, Post
from motcua.entrypoints.demo.province import PASSWORD
from motcua.foundation.actor import SYSTEM

PROVINCE, CENTRE, TAX = "H12", "H12.14", "G12.80"
ON = date(2022, 1, 1)
_ROLE = {one: organisation.Role(one) for one in (RECEPTION, HANDLER, LEADER)}
"""The words of the model are those of the organisation."""


def unit_rows() -> list[dict[str, str]]:
    """Return the units of the province of 2022 from the product's table: 18 agencies, 9 districts, 100 communes, their desks."""
    table = files("motcua.data") / "units" / "ca_mau.csv"
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        {**row, "predecessors": ""}
        for row in rows
        if row["valid_from"] <= ON.isoformat()
        and row["agency_code"].split(".")[0] in {PROVINCE, TAX.split(".", maxsplit=1)[0]}
    ]


def places() -> tuple[Place, ...]:
    """Return the competent units with their desks and their part of the visits of their level."""
    rows = {row["agency_code"]: row for row in unit_rows()}
    desk_of = {row["parent"]: code for code, row in rows.items() if row["kind"] == "one_stop"}
    return tuple(
        Place(
            unit=code,
            level=row["level"],
            desk=CENTRE if row["level"] == "province" else desk_of[code],
            share=float(_staffing(row)["share"]) * _share_above(row, rows),
            address=", ".join(part for part in (row["area_name"], "tỉnh Cà Mau (mẫu)") if part),
        )
        for code, row in rows.items()
        if row["kind"] != "one_stop" and _staffing(row) and float(_staffing(row)["share"])
    )


def other_desks() -> dict[str, tuple[str, ...]]:
    """Return for each competent unit the desks nearby that do not serve it but may receive for it."""
    rows = {row["agency_code"]: row for row in unit_rows()}
    desk_of = {row["parent"]: code for code, row in rows.items() if row["kind"] == "one_stop"}
    districts = tuple(desk_of[code] for code, row in rows.items() if row["kind"] == "council" and code != PROVINCE)
    return {
        code: (desk_of[row["parent"]], CENTRE) if row["kind"] == "commune" else districts for code, row in rows.items()
    }


def posts() -> tuple[Post, ...]:
    """Return every officer, the same on every machine and for every seed: names are invented and say so."""
    return tuple(post for row in unit_rows() for post in _posts_of(row))


def set_up(*, at: datetime) -> None:
    """Set up units, the calendar of 2022, positions, officers and counters."""
    organisation.load_units(unit_rows(), by=SYSTEM, at=at)
    organisation.publish_calendar(
        unit_code=PROVINCE, spec=organisation.seed_spec(), reason="Lịch làm việc năm 2022", by=SYSTEM, at=at
    )
    staff = [*posts(), *_publishers()]
    organisation.register_officers(
        [organisation.NewOfficer(post.login, post.name) for post in staff], password=PASSWORD, by=SYSTEM, at=at
    )
    for title, unit, role, signature in dict.fromkeys(
        (post.title, post.unit, post.role, post.signature) for post in staff
    ):
        organisation.create_position(
            unit_code=unit, title=title, roles=(organisation.Role(role),), signature=signature, by=SYSTEM, at=at
        )
    for post in staff:
        organisation.post_officer(
            login=post.login, unit_code=post.unit, title=post.title, from_on=at.date(), by=SYSTEM, at=at
        )


PUBLISHER = "mau.congbo"


def _publishers() -> tuple[Post, ...]:
    role = organisation.Role
    return (
        Post(PUBLISHER, _name(PUBLISHER), PROVINCE, "Chuyên viên công bố thủ tục", role.PUBLISHER, 1.0),
        Post("mau.giamsat", _name("mau.giamsat"), PROVINCE, "Giám sát, Văn phòng UBND tỉnh", role.SUPERVISOR, 1.0),
        Post("mau.quantri", _name("mau.quantri"), PROVINCE, "Quản trị hệ thống", role.ADMINISTRATOR, 1.0),
    )


def _posts_of(row: Mapping[str, str]) -> Iterator[Post]:
    staffing, unit = _staffing(row), row["agency_code"]
    if not staffing:
        return
    short = unit.lower().replace(".", "-")
    for role in (RECEPTION, HANDLER, LEADER):
        for number in range(1, int(staffing[role]) + 1):
            login = f"mau.{short}.{role[0]}{number}"
            title, signature = _title(role, number, staffing)
            yield Post(login, _name(login), unit, title, role, _skill(login), signature)


def _title(role: str, number: int, staffing: Mapping[str, str]) -> tuple[str, str]:
    """Return the title of a post and the lines under which it signs; the first leader is the head."""
    if role == RECEPTION:
        return f"Cán bộ một cửa, Quầy {number}", ""
    if role == HANDLER:
        return "Chuyên viên", ""
    head = staffing["head"]
    return (head, head) if number == 1 else (f"Phó {head}", f"KT. {head}\nPhó {head}")


def _skill(login: str) -> float:
    return round(0.8 + 0.4 * chance(key_of("skill", login), 0), 2)


def _name(login: str) -> str:
    words = _words()
    key = key_of("name", login)
    picked = [
        words[part][int(chance(key, place) * len(words[part]))]
        for place, part in enumerate(("family", "middle", "given"))
    ]
    return f"{' '.join(picked)} (mẫu)"


def _share_above(row: Mapping[str, str], rows: Mapping[str, Mapping[str, str]]) -> float:
    """Return the part of its district for a commune: districts with more people have more of everything."""
    if row["level"] != "commune":
        return 1.0
    above = rows[row["parent"]]
    there = [one for one in rows.values() if one["kind"] == "commune" and one["parent"] == row["parent"]]
    return float(_staffing(above)["share"]) / sum(float(_staffing(one)["share"]) for one in there)


_table: dict[str, dict[str, str]] = {}
_names: dict[str, Any] = {}


def _staffing(row: Mapping[str, str]) -> Mapping[str, str]:
    """Return the row of the posts' table for a unit: its own, else that of its kind (`phường`, `xã`, …)."""
    if not _table:
        with (FOLDER / "staffing.csv").open(encoding="utf-8") as file:
            _table.update({one["unit"]: one for one in csv.DictReader(file)})
    return _table.get(row["agency_code"]) or _table.get(_kind(row)) or {}


def _kind(row: Mapping[str, str]) -> str:
    if row["kind"] == "one_stop":
        return f"{row['kind']}:{row['level']}"
    first = row["area_name"].split(" ", 1)[0].lower() if row["area_name"] else ""
    return f"{row['kind']}:{first}" if row["kind"] == "commune" else ""


def _words() -> Mapping[str, Any]:
    if not _names:
        import json

        _names.update(json.loads((FOLDER / "names.json").read_text(encoding="utf-8")))
    return _names
