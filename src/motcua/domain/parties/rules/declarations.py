"""What a person declares about themselves: checked and brought into the form in which it is kept.

Which identifiers there are, and since when, is data: data/parties/identifiers.json.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from motcua.domain.parties.rules.words import KIND_NAMES, PartyKind
from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

LONGEST_NAME = 255
LONGEST_ADDRESS = 500
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_PHONE_MARKS = re.compile(r"[\s.()-]")
FORM_NAMES = (
    to_say("số định danh cá nhân 12 chữ số"),
    to_say("số chứng minh nhân dân 9 chữ số"),
    to_say("mã số 10 chữ số"),
    to_say("mã số 13 chữ số có gạch ngang sau chữ số thứ mười"),
    to_say("9 đến 11 chữ số, bắt đầu bằng số 0"),
)
"""The forms that the data names so far, for the catalogue."""


class WrongDeclaration(Refusal):
    """Something that a person declared cannot be right; `field` says what: kind, identifier, name and so on."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@dataclass(frozen=True)
class Declaration:
    """What a person declared, in the form in which it is kept."""

    kind: PartyKind
    identifier: str
    name: str
    phone: str
    address: str
    email: str


def declaration(
    *,
    kind: str,
    identifier: str,
    name: str,
    phone: str,
    address: str,
    email: str,
    on: date,
) -> Declaration:
    """Return what a person declared on that day, as it is kept. Raises WrongDeclaration with the field."""
    known = party_kind(kind)
    return Declaration(
        kind=known,
        identifier=identifier_of(known, identifier, on),
        name=_name(name),
        phone=_phone(phone),
        address=_short(address, "address", say("Địa chỉ"), LONGEST_ADDRESS),
        email=_email(email),
    )


def party_kind(kind: str) -> PartyKind:
    """Return the kind of party. Raises WrongDeclaration."""
    try:
        return PartyKind(clean(kind))
    except ValueError:
        names = say(" hoặc ").join(f"{known.value} ({say(KIND_NAMES[known])})" for known in PartyKind)
        raise WrongDeclaration("kind", say("Loại người nộp phải là {names}.", names=names)) from None


def identifier_of(kind: PartyKind, text: str, on: date) -> str:
    """Return the identifier as it is kept: without blanks, in the form of its kind. Raises WrongDeclaration."""
    bare = without_blanks(text)
    forms = [form for form in _forms()["identifiers"] if form["kind"] == kind.value and _holds(form, on)]
    for form in forms:
        found = re.fullmatch(form["form"], bare)
        if found:
            return found.expand(form["kept_as"])
    names = say(" hoặc ").join(say(form["name"]) for form in forms)
    raise WrongDeclaration(
        "identifier",
        say("Số định danh của {kind} phải là {names}.", kind=say(KIND_NAMES[kind]), names=names),
    )


def kinds_with_identifier(text: str, on: date) -> tuple[PartyKind, ...]:
    """Return the kinds of party that have identifiers of this form on that day; none for any other text."""
    bare = without_blanks(text)
    fitting = (form for form in _forms()["identifiers"] if _holds(form, on) and re.fullmatch(form["form"], bare))
    return tuple(dict.fromkeys(PartyKind(form["kind"]) for form in fitting))


def without_blanks(text: str) -> str:
    """Return an identifier as typed, without blanks and invisible characters."""
    return "".join(clean(text).split())


def _name(text: str) -> str:
    kept = " ".join(clean(text).split())
    if not any(letter.isalpha() for letter in kept):
        raise WrongDeclaration("name", say("Họ tên hoặc tên đơn vị không được để trống."))
    return _short(kept, "name", say("Họ tên hoặc tên đơn vị"), LONGEST_NAME)


def _phone(text: str) -> str:
    bare = _PHONE_MARKS.sub("", clean(text))
    bare = re.sub(r"^(\+84|0084)0?", "0", bare)
    form = _forms()["phone"]
    if bare and not re.fullmatch(form["form"], bare):
        raise WrongDeclaration("phone", say("Số điện thoại phải có {form}.", form=say(form["name"])))
    return bare


def _email(text: str) -> str:
    kept = _short(text, "email", say("Thư điện tử"), LONGEST_EMAIL)
    if kept and not _EMAIL.fullmatch(kept):
        raise WrongDeclaration("email", say("Địa chỉ thư điện tử phải có dạng ten@noi.vn."))
    return kept


def _short(text: str, field: str, what: str, longest: int) -> str:
    kept = " ".join(clean(text).split())
    if len(kept) > longest:
        raise WrongDeclaration(
            field,
            say(
                "{what} dài {length} ký tự, tối đa là {longest}; đề nghị ghi ngắn lại.",
                what=what,
                length=len(kept),
                longest=longest,
            ),
        )
    return kept


def _holds(form: dict[str, Any], on: date) -> bool:
    return date.fromisoformat(form["from"]) <= on and (not form["until"] or on < date.fromisoformat(form["until"]))


@lru_cache(maxsize=1)
def _forms() -> dict[str, Any]:
    found = files("motcua").joinpath("data", "parties", "identifiers.json").read_text(encoding="utf-8")
    return dict(json.loads(found))
