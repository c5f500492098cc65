"""What a published procedure says: frozen, with the layer (quốc gia, tỉnh, đơn vị) of every value and its source.

A page shows it, a receipt prints it, a dossier is counted with it; it goes to the database as JSON and comes back equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, TypeAdapter

from motcua.domain.procedures.rules.components import ComponentKind
from motcua.domain.procedures.rules.fee_text import FeeKind
from motcua.domain.procedures.rules.national_record import LegalAct, OnlineLevel
from motcua.kernel.working_time import Counting, LimitUnit, TimeLimit


class Layer(StrEnum):
    """Who says a value: the national record, the province over it, or over both the unit that settles."""

    NATIONAL = "national"
    PROVINCE = "province"
    UNIT = "unit"


class Channel(StrEnum):
    """A way to file: at a counter, by post or a hired service, online."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


def limit_to_json(limit: TimeLimit | None) -> dict[str, str | None] | None:
    """Return a limit as JSON can hold it; the amount is text, so that no part is lost."""
    if limit is None:
        return None
    return {"amount": None if limit.amount is None else str(limit.amount), "unit": limit.unit.value}


def limit_from_json(value: Any) -> TimeLimit | None:
    """Return the limit that `limit_to_json` gave. Raises ValueError or UnreadableLimit."""
    if value is None or isinstance(value, TimeLimit):
        return value
    amount = value.get("amount")
    return TimeLimit(None if amount is None else Decimal(str(amount)), LimitUnit(value["unit"]))


Limit = Annotated[TimeLimit | None, PlainValidator(limit_from_json), PlainSerializer(limit_to_json)]


@dataclass(frozen=True)
class Source:
    """The layer of a value and, for the province's and the unit's, the number of the decision or document.

    `decided_on`: the day of the decision, where it was entered as one; numbers begin again every year.
    """

    layer: Layer
    decision: str = ""
    decided_on: date | None = None


NATIONAL = Source(Layer.NATIONAL)


@dataclass(frozen=True)
class FeeAmount:
    """One amount of a fee. `value` in whole units of the currency; `per` for example "bản", "trang"."""

    value: str
    currency: str
    per: str = ""
    condition: str = ""


@dataclass(frozen=True)
class FeeInfo:
    """What a page says of the fee: its kind, its amounts, and the source's own words, shown as they are."""

    kind: FeeKind
    amounts: tuple[FeeAmount, ...] = ()
    text: str = ""
    source: Source = NATIONAL


@dataclass(frozen=True)
class Offer:
    """One way to file one case. `limit` is what is promised: the committed limit where there is one.

    `limit_text` are the words of the national record; `limit_source` tells whose limit it is.
    """

    channel: Channel
    limit: Limit
    statutory: Limit
    committed: Limit
    counting: Counting
    fee: FeeInfo
    limit_text: str = ""
    note: str = ""
    limit_source: Source = NATIONAL
    statutory_source: Source = NATIONAL


@dataclass(frozen=True)
class ComponentContent:
    """One paper (thành phần hồ sơ): to file, to show, or a note. `only_if` names the condition under which it is asked."""

    name: str
    kind: ComponentKind
    originals: int | None
    copies: int | None
    form: str = ""
    only_if: str = ""
    source: Source = NATIONAL

    @property
    def must_be_filed(self) -> bool:
        """Tell whether a dossier without it is incomplete."""
        return self.kind is ComponentKind.TO_FILE and not self.only_if


@dataclass(frozen=True)
class CaseContent:
    """One case (trường hợp), numbered from 1. A procedure without cases has one without a name."""

    number: int
    name: str
    components: tuple[ComponentContent, ...]
    offers: tuple[Offer, ...]

    def offer(self, channel: str) -> Offer | None:
        """Return the offer of that channel, or none where the case cannot be filed that way."""
        return next((one for one in self.offers if one.channel == channel), None)


@dataclass(frozen=True)
class Competent:
    """Who settles it: a unit by its code, or the commune or the district whose desk received it."""

    kind: str
    code: str = ""


@dataclass(frozen=True)
class Mark:
    """The source of one field that is not told by the value itself."""

    field: str
    source: Source


@dataclass(frozen=True)
class ProcedureContent:
    """All that is said of one procedure, composed of its layers."""

    code: str
    name: str
    everyday_names: tuple[str, ...]
    field: str
    levels: tuple[str, ...]
    agency: str
    issuer: str
    decision: str
    targets: str
    cases: tuple[CaseContent, ...]
    legal_basis: tuple[LegalAct, ...]
    steps_text: str
    result: str
    conditions: str
    online_level: OnlineLevel | None
    competent: Competent | None
    fee_reason: str
    notes: str
    marks: tuple[Mark, ...]
    on_national_portal: bool = False

    def case(self, number: int) -> CaseContent | None:
        """Return the case with that number, or none."""
        return next((one for one in self.cases if one.number == number), None)

    def source_of(self, field: str) -> Source:
        """Return the source of a field: the province's where it has answered, else the national record."""
        return next((mark.source for mark in self.marks if mark.field == field), NATIONAL)

    @property
    def channels(self) -> tuple[str, ...]:
        """Return the ways to file that any case has."""
        return tuple(dict.fromkeys(offer.channel.value for case in self.cases for offer in case.offers))

    def to_json(self) -> dict[str, Any]:
        """Return the content as JSON can hold it."""
        return dict(_adapter().dump_python(self, mode="json"))

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> "ProcedureContent":
        """Return the content that `to_json` gave."""
        return _adapter().validate_python(value)


@cache
def _adapter() -> "TypeAdapter[ProcedureContent]":
    return TypeAdapter(ProcedureContent)
