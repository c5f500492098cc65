"""The shape of one national record as it comes from outside, and the refusals where it has none.

Only shape is judged here: what the texts mean is read in national_record. Unknown keys are kept in the original
and otherwise ignored, so that a source may say more than we read.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from motcua.kernel.refusal import Refusal

LONGEST_TEXT = 200_000
MOST_ROWS = 2_000


class UnreadableRecord(Refusal):
    """A record without the shape of one. `field` names the key, `code` the procedure where it is known."""

    def __init__(self, reason: str, *, field: str = "", code: str = "") -> None:
        super().__init__(reason)
        self.field = field
        self.code = code


def _text_or_nothing(value: object) -> object:
    return "" if value is None else value


def _list_or_nothing(value: object) -> object:
    return [] if value is None else value


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), BeforeValidator(_text_or_nothing)]
Count = Annotated[int | None, Field(ge=0, le=1_000_000)]


class Shape(BaseModel):
    """What all parts of a record have in common: strict types, further keys ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)


class RawChannel(Shape):
    """One row of "cách thức thực hiện"."""

    channel: Text = ""
    time_limit_text: Text = ""
    fee_text: Text = ""
    note: Text = ""
    case: Text = ""


class RawComponent(Shape):
    """One row of "thành phần hồ sơ"."""

    name: Text = ""
    originals: Count = None
    copies: Count = None
    form: Text = ""
    group: Text = ""
    kind: Text = ""


class RawLegalBasis(Shape):
    """One act of "căn cứ pháp lý"."""

    number: Text = ""
    title: Text = ""


class RawOnlineLevel(Shape):
    """How far the procedure runs online: the old level (1 to 4) and full or partial, with a reason for partial."""

    old: Annotated[int | None, Field(ge=1, le=4)] = None
    extent: Text = ""
    reason: Text = ""


class RawCommitment(Shape):
    """A shortened time that the province has decided; no case or no channel: all of them."""

    case: Text = ""
    channel: Text = ""
    time_limit_text: Text
    decision: Text = ""


class RawPart(Shape):
    """One further heading of the official document with its words."""

    label: Text
    text: Text = ""


class RawDocument(Shape):
    """What only the official document says."""

    competent: Text = ""
    coordinating: Text = ""
    receiving_address: Text = ""
    others: Annotated[list[RawPart], Field(max_length=MOST_ROWS)] = []


Channels = Annotated[list[RawChannel], Field(max_length=MOST_ROWS), BeforeValidator(_list_or_nothing)]
Components = Annotated[list[RawComponent], Field(max_length=MOST_ROWS), BeforeValidator(_list_or_nothing)]
Texts = Annotated[list[Text], Field(max_length=MOST_ROWS), BeforeValidator(_list_or_nothing)]
Basis = Annotated[list[RawLegalBasis], Field(max_length=MOST_ROWS), BeforeValidator(_list_or_nothing)]


class RawRecord(Shape):
    """One national record (data key names as the sources have them)."""

    code: Text = ""
    name: Text = ""
    field: Text = ""
    level: Texts = []
    agency: Text = ""
    decision: Text = ""
    targets: Text = ""
    channels: Channels = []
    components: Components = []
    steps_text: Text = ""
    result: Text = ""
    conditions: Text = ""
    legal_basis: Basis = []
    issuer: Text = ""
    catalog_issuer: Text = ""
    time_source: Text = ""
    channels_raw: Text = ""
    local_level: bool = False
    everyday_names: Texts = []
    cases: Texts = []
    online_level: RawOnlineLevel | None = None
    fee_reason: Text = ""
    committed: list[RawCommitment] = []
    doubts: Texts = []
    listed: bool = False
    code_from_number: Text = ""
    document: RawDocument | None = None


def shaped(record: Any) -> RawRecord:
    """Return the record in its shape. Raises UnreadableRecord naming the first key that is wrong."""
    if not isinstance(record, dict):
        raise UnreadableRecord("Dòng này không phải là một bản ghi thủ tục (cần một đối tượng JSON).")
    try:
        return RawRecord.model_validate(record)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        code = record.get("code")
        raise UnreadableRecord(
            f"Trường “{field}” không đúng kiểu hoặc quá dài.", field=field, code=code if isinstance(code, str) else ""
        ) from error
