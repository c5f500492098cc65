"""What an online submission must hold, whoever brings it: a file today, the portal's adapter tomorrow."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from motcua.kernel.language import say, to_say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean


class FaultySubmission(Refusal):
    """The submission lacks something or holds something unreadable; nothing was taken in."""


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_cleaned)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class IncomingPerson(_Strict):
    """Who files, as declared; formats are checked where people are kept."""

    kind: Literal["citizen", "business"]
    identifier: Annotated[Text, Field(min_length=1, max_length=40)]
    name: Annotated[Text, Field(min_length=1)]
    phone: Text = ""
    address: Text = ""
    email: Text = ""


class IncomingComponent(_Strict):
    """One paper: its name and the file with the hash under which it was announced."""

    name: Annotated[Text, Field(min_length=1, max_length=2000)]
    file: str = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


class IncomingSubmission(_Strict):
    """One submission. `unit` names the desk or commune where the sender knows it."""

    outside_code: Annotated[Text, Field(min_length=1, max_length=50)]
    procedure: Annotated[Text, Field(min_length=1, max_length=40)]
    case: Annotated[int, Field(ge=1)] = 1
    person: IncomingPerson
    components: tuple[IncomingComponent, ...] = ()
    submitted_at: datetime
    unit: Text = ""


_WHERE = {
    "outside_code": to_say("mã hồ sơ của nơi gửi"),
    "procedure": to_say("mã thủ tục"),
    "case": to_say("trường hợp"),
    "person": to_say("người nộp"),
    "kind": to_say("loại người nộp (citizen hoặc business)"),
    "identifier": to_say("số định danh"),
    "name": to_say("tên"),
    "phone": to_say("điện thoại"),
    "address": to_say("địa chỉ"),
    "components": to_say("giấy tờ"),
    "sha256": to_say("mã băm SHA-256 của tệp"),
    "submitted_at": to_say("thời điểm nộp"),
}


CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of ours the sender's clock may go."""


def read_submission(data: object, *, at: datetime) -> IncomingSubmission:
    """Return the submission, or raise FaultySubmission with one sentence that names the first faulty field.

    `at`: the present moment; nothing is submitted later than that.
    """
    try:
        submission = IncomingSubmission.model_validate(data)
    except ValidationError as error:
        raise FaultySubmission(_sentence_of(error)) from error
    if submission.submitted_at.utcoffset() is None:
        raise FaultySubmission(
            say("Thời điểm nộp phải ghi rõ múi giờ, ví dụ 2026-11-02T09:00+07:00. Hồ sơ chưa được nhận."),
        )
    if submission.submitted_at > at + CLOCKS_DIFFER:
        raise FaultySubmission(say("Thời điểm nộp nằm ở tương lai. Hồ sơ chưa được nhận; xem lại đồng hồ của nơi gửi."))
    return submission


def _place_of(part: str) -> str:
    return say("số {number}", number=int(part) + 1) if part.isdigit() else say(_WHERE.get(part, part))


def _sentence_of(error: ValidationError) -> str:
    first = error.errors()[0]
    places = [str(part) for part in first["loc"]]
    words = " ".join(_place_of(part) for part in places)
    problem = say("bị thiếu") if first["type"] == "missing" else say("không đúng dạng")
    return say(
        "Hồ sơ chưa được nhận: {words} {problem}. Sửa tệp rồi gửi lại.",
        words=words or say("nội dung"),
        problem=problem,
    )
