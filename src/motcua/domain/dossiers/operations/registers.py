"""Close the register of a desk and a year, and print it: open as it stands, closed as it was closed (ADR 41)."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import events
from motcua.domain.dossiers.models import RegisterClosing, RegisterVolume
from motcua.domain.dossiers.operations.one_act import one_act
from motcua.domain.dossiers.operations.papers import desk_words
from motcua.domain.dossiers.queries.registers import register_lines, require_register
from motcua.domain.dossiers.rules import registers
from motcua.domain.organisation import api as organisation
from motcua.foundation import files, ledger
from motcua.foundation.actor import Actor
from motcua.foundation.digests import salted
from motcua.foundation.rule_packs import rule_pack_named, rule_pack_on
from motcua.kernel.language import say
from motcua.kernel.moments import moment
from motcua.kernel.rule_pack import RulePack
from motcua.kernel.working_time import local

# Nothing is received or changed while the lines are read, and who would wait longer for that gives up.
_HOLD: Final = "SET LOCAL lock_timeout = '5s'; LOCK TABLE dossiers_dossier IN SHARE ROW EXCLUSIVE MODE"


@one_act
def close_register(desk: str, year: int, *, by: Actor, at: datetime) -> events.RegisterClosed:
    """Close the register of a desk and a year that is over; its lines stay as they stand now.

    By a leader who sees the desk. Raises MissingRight, UnknownRegister, NotToBeClosed.
    """
    at = local(at)
    organisation.require_role(by, organisation.Role.LEADER)
    require_register(desk, by, at)
    registers.require_over(year, at)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD)
    if RegisterClosing.objects.filter(Q(desk=desk), year=year).exists():
        raise registers.NotToBeClosed(say("Sổ năm {year} đã khóa. Không có gì thay đổi.", year=year))
    lines = register_lines(desk, year, at)
    if not lines:
        raise registers.NotToBeClosed(say("Sổ năm {year} không có hồ sơ nào nên không khóa.", year=year))
    return _keep(desk, year, lines, by=by, at=at)


def _keep(desk: str, year: int, lines: Sequence[dict[str, Any]], *, by: Actor, at: datetime) -> events.RegisterClosed:
    digest = files.store(json.dumps(lines, ensure_ascii=False, sort_keys=True).encode())
    row = RegisterClosing.objects.create(
        desk_id=desk,
        year=year,
        closed_at=at,
        closed_by=by.login,
        rule_pack=rule_pack_on(registers.bounds_of(year)[1].replace(year=year, month=12, day=31).date()).name,
        entries=len(lines),
        void_entries=sum(1 for line in lines if line["struck"]),
        last_code=lines[-1]["code"],
        lines=digest,
    )
    body = {"year": year, "entries": row.entries, "void": row.void_entries, "last": row.last_code}
    ledger.write(
        subject=f"register:{desk}:{year}",
        act=events.REGISTER_CLOSED,
        by=by,
        at=at,
        body={**body, "lines": salted(digest)},
    )
    return events.RegisterClosed(desk, year, row.entries, row.void_entries, row.last_code, digest)


@transaction.atomic
def print_register(desk: str, year: int, volume: int = 1, *, by: Actor, at: datetime) -> tuple[bytes, tuple[str, ...]]:
    """Return the PDF of one volume, and the codes on it: a closed one byte for byte as it was first printed.

    An open one is drawn as it stands and says so. Raises UnknownRegister.
    """
    at = local(at)
    require_register(desk, by, at)
    closing = RegisterClosing.objects.select_for_update().filter(Q(desk=desk), year=year).first()
    lines = _lines_of(closing) if closing else register_lines(desk, year, at)
    if not lines:
        raise registers.UnknownRegister(say("Không có quyển sổ này trong phạm vi bạn được xem."))
    shown = registers.lines_of_volume(lines, volume)
    codes = tuple(line["code"] for line in shown)
    if closing is None:
        pack = rule_pack_on(min(at.date(), registers.bounds_of(year)[1].date().replace(year=year, month=12, day=31)))
        return _drawn(desk, year, volume, lines, None, pack, by=by, at=at), codes
    kept = RegisterVolume.objects.filter(closing=closing, number=volume).first()
    if kept is None:
        pdf = _drawn(
            desk, year, volume, lines, closing, rule_pack_named(closing.rule_pack), by=by, at=closing.closed_at
        )
        kept = RegisterVolume.objects.create(closing=closing, number=volume, digest=files.store(pdf))
    return files.read(kept.digest), codes


def _lines_of(closing: RegisterClosing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files.read(closing.lines))
    return found


def _drawn(
    desk: str,
    year: int,
    volume: int,
    lines: Sequence[dict[str, Any]],
    closing: RegisterClosing | None,
    pack: RulePack,
    *,
    by: Actor,
    at: datetime,
) -> bytes:
    last = registers.volumes(len(lines))
    shown = registers.lines_of_volume(lines, volume)
    span = f", quyển {volume}/{last}, số thứ tự {shown[0]['number']} đến {shown[-1]['number']}" if last > 1 else ""
    void = sum(1 for line in lines if line["struck"])
    counted = f"Cả năm {len(lines)} hồ sơ, trong đó {void} hồ sơ hủy do nhập nhầm, số cuối {lines[-1]['code']}."
    data = {
        **desk_words(desk, by=by, at=at),
        "period": f"Năm {year}{span}",
        "counted": counted,
        "closed": _closed_words(closing) or f"Sổ chưa khóa; in theo hồ sơ lúc {moment(at)}.",
        "signer": _closer(closing) if closing and volume == last else "",
        "rows": list(shown),
    }
    number = f"{year}-{volume}" if last > 1 else str(year)
    return documents.draw_form("register", number=number, pack=pack, data=data)


def _closer(closing: RegisterClosing) -> str:
    return organisation.full_names([closing.closed_by]).get(closing.closed_by, closing.closed_by)


def _closed_words(closing: RegisterClosing | None) -> str:
    if closing is None:
        return ""
    return f"Sổ khóa lúc {moment(closing.closed_at)}, người khóa: {_closer(closing)}."


def print_register_notes(desk: str, year: int, *, by: Actor, at: datetime) -> tuple[bytes, tuple[str, ...]]:
    """Return the page of what is different now from what the closed register says, and the codes on it.

    Raises UnknownRegister where there is none, or it is not closed.
    """
    at = local(at)
    require_register(desk, by, at)
    closing = RegisterClosing.objects.filter(Q(desk=desk), year=year).first()
    if closing is None:
        raise registers.UnknownRegister(say("Không có quyển sổ này trong phạm vi bạn được xem."))
    pack = rule_pack_named(closing.rule_pack)
    notes = registers.changes(_lines_of(closing), register_lines(desk, year, at), pack.forms["register"].columns)
    data = {
        **desk_words(desk, by=by, at=at),
        "period": f"Năm {year}",
        "closed": _closed_words(closing),
        "counted": f"{len(notes)} mục khác với sổ đã khóa, đến {moment(at)}. Sổ đã khóa không thay đổi."
        if notes
        else f"Đến {moment(at)} không có mục nào khác với sổ đã khóa.",
        "rows": notes,
    }
    pdf = documents.draw_form("register_notes", number=str(year), pack=pack, data=data)
    return pdf, tuple(dict.fromkeys(note["code"] for note in notes))
