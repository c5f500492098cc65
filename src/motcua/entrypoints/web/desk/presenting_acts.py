"""The acts that a dossier's page offers: one main act, the others, and the form of an act that needs words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording
from motcua.kernel.language import say, to_say


@dataclass(frozen=True)
class Button:
    """One act: posted at once to its address, or (`needs_words`) first opened as a form."""

    label: str
    slug: str
    answer: str = ""
    needs_words: bool = False


@dataclass(frozen=True)
class Field:
    """One field of an act's form; `kind`: text (several lines), line (one line), choice, moment, order (a box to tick)."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    required: bool = True


@dataclass(frozen=True)
class Form:
    """The form of one act."""

    slug: str
    title: str
    button: str
    says: str = ""
    tone: str = ""
    answer: str = ""
    fields: tuple[Field, ...] = field(default=())


REASONED = {
    "tu-choi": (
        to_say("Từ chối giải quyết hồ sơ"),
        to_say("Từ chối giải quyết"),
        to_say("Các bước đang làm dừng lại; phiếu từ chối về quầy."),
    ),
    "rut": (to_say("Người nộp rút hồ sơ"), to_say("Ghi nhận rút hồ sơ"), to_say("Hồ sơ kết thúc, không có kết quả.")),
    "dung-theo-yeu-cau": (
        to_say("Dừng theo yêu cầu của người nộp"),
        to_say("Dừng và lập thông báo"),
        to_say("Chỉ khi người nộp yêu cầu dừng và hồ sơ chưa có quyết định. Hồ sơ kết thúc, thông báo in lý do này."),
    ),
    "huy": (
        to_say("Hủy hồ sơ nhập nhầm"),
        to_say("Hủy hồ sơ này"),
        to_say(
            "Chỉ trong ngày tiếp nhận. Số hồ sơ vẫn giữ và gạch trong sổ; phiếu đã lập không còn giá trị; hồ sơ không tính vào đâu."
        ),
    ),
    "cap-lai": (
        to_say("Cấp lại giấy tiếp nhận"),
        to_say("Cấp lại giấy"),
        to_say(
            "Khi người nộp mất giấy, hoặc mã xem chi tiết bị lộ. Giấy cũ và mã của nó không còn giá trị; giờ hẹn không đổi."
        ),
    ),
    "mo-lai": (
        to_say("Mở lại hồ sơ"),
        to_say("Mở lại hồ sơ"),
        to_say(
            "Chỉ khi kết quả sai hoặc hồ sơ kết thúc nhầm. Giờ hẹn giữ nguyên; kết quả trước vẫn lưu mà không tính nữa."
        ),
    ),
    "dung": (
        to_say("Dừng đồng hồ"),
        to_say("Dừng đồng hồ"),
        to_say("Chỉ dừng khi chờ người nộp làm nghĩa vụ tài chính. Giờ hẹn dời theo."),
    ),
}


RESUME = to_say("Chạy lại đồng hồ")


def main_act(possible: dossiers.Possible) -> Button | None:
    """Return the act on F9; None where nothing is to be done by this actor.

    Of several ways to complete a step it is the default of the process, which stands last: the usual one.
    """
    for is_open, label, slug in (
        (possible.make_ready, say("Nhận kết quả về quầy"), "ve-quay"),
        (possible.take_over, say("Nhận bàn giao"), "nhan-ban-giao"),
        (possible.return_result, say("Trả kết quả"), "tra"),
        (possible.complete_supplement, say("Ghi nhận bổ sung đủ"), "du-bo-sung"),
        (possible.resume and not any(step.stops_clock for step in possible.steps), say(RESUME), "chay"),
    ):
        if is_open:
            return Button(label, slug)
    if possible.asked and not possible.steps:
        return Button(say("Trả lời ý kiến…"), "tra-loi-y-kien", needs_words=True)
    ways = [button for button in _completing(possible) if not button.needs_words] or _completing(possible)
    return ways[-1] if ways else None


def other_acts(possible: dossiers.Possible) -> list[Button]:
    """Return every other act that is open, in the order in which it is usually wanted."""
    found = [
        *_completing(possible),
        *_if(possible.resume, Button(say(RESUME), "chay")),
        *_if(possible.claim and not possible.take_over, Button(say("Nhận việc"), "nhan-viec")),
        *_if(possible.assignees, Button(say("Giao việc…"), "giao", needs_words=True)),
        *_if(possible.supplement, Button(say("Yêu cầu bổ sung…"), "bo-sung", needs_words=True)),
        *_if(possible.asked, Button(say("Trả lời ý kiến…"), "tra-loi-y-kien", needs_words=True)),
        *_if(possible.ask_opinion, Button(say("Hỏi ý kiến đơn vị khác…"), "hoi-y-kien", needs_words=True)),
        *_if(possible.withdraw_opinions, Button(say("Rút câu hỏi ý kiến…"), "rut-y-kien", needs_words=True)),
        *_apology_buttons(possible.apology),
        *_if(possible.pause, Button(say("Dừng đồng hồ…"), "dung", needs_words=True)),
        *_if(possible.refuse, Button(say("Từ chối giải quyết…"), "tu-choi", needs_words=True)),
        *_if(possible.withdraw, Button(say("Rút hồ sơ…"), "rut", needs_words=True)),
        *_if(possible.reissue, Button(say("Cấp lại giấy tiếp nhận…"), "cap-lai", needs_words=True)),
        *_if(possible.correct, Button(say("Đính chính…"), "dinh-chinh", needs_words=True)),
        *_if(possible.correct_ready, Button(say("Đính chính lúc có kết quả…"), "sua-gio-co-ket-qua", needs_words=True)),
        *_if(possible.reopen, Button(say("Mở lại hồ sơ…"), "mo-lai", needs_words=True)),
        *_if(possible.stop, Button(say("Dừng theo yêu cầu…"), "dung-theo-yeu-cau", needs_words=True)),
        *_if(possible.void, Button(say("Hủy do nhập nhầm…"), "huy", needs_words=True)),
    ]
    main = main_act(possible)
    return [button for button in found if button != main]


def _if(condition: object, button: Button) -> list[Button]:
    return [button] if condition else []


def _apology_buttons(terms: dossiers.ApologyTerms | None) -> list[Button]:
    if terms is None:
        return []
    if terms.give:
        return [Button(say("Ghi nhận đã trao phiếu xin lỗi…"), "giao-xin-loi", needs_words=True)]
    writes = say("Soạn và ký phiếu xin lỗi…") if terms.signs else say("Soạn phiếu xin lỗi…")
    return [
        *_if(terms.signs and terms.has_draft and terms.write, Button(say("Ký phiếu xin lỗi"), "ky-xin-loi")),
        *_if(
            terms.write, Button(say("Sửa phiếu xin lỗi…") if terms.has_draft else writes, "xin-loi", needs_words=True)
        ),
        *_if(terms.has_draft, Button(say("Bỏ dự thảo phiếu xin lỗi"), "bo-xin-loi")),
    ]


def _completing(possible: dossiers.Possible) -> list[Button]:
    """Return a button for each way to complete each step that is open to the actor."""
    found = []
    is_alone = len(possible.steps) == 1
    for step in possible.steps:
        slug = "ky" if step.decides else "xong"
        if not step.answers:
            label = _plain_label(step)
            named = label if is_alone else f"{label}: {step.name}"
            found.append(Button(named, slug, f"{step.step}:", needs_words=step.refuses or _is_early(step, possible)))
        for number, answer in enumerate(step.answers):
            needs_words = answer.needs_reason or _is_early(step, possible)
            label = f"{answer.label}…" if needs_words else answer.label
            found.append(Button(label, slug, f"{step.step}:{number}", needs_words=needs_words))
    return found


def _is_early(step: dossiers.DoableStep, possible: dossiers.Possible) -> bool:
    """Tell whether completing the step would decide while an opinion is unanswered: that needs a reason."""
    return step.decides and bool(possible.unanswered)


def _plain_label(step: dossiers.DoableStep) -> str:
    if step.refuses:
        return say("Ký từ chối…")
    return say("Ký kết quả") if step.decides else say("Xong bước này")


def form_for(
    slug: str,
    answer: str,
    possible: dossiers.Possible,
    typed: Mapping[str, str],
    units: Sequence[tuple[str, str]] = (),
) -> Form | None:
    """Return the form of an act with what was typed; None where the act has no form or is not open.

    `units` (code, name) are those that may be asked for an opinion.
    """
    made = (
        _opinion_form(slug, possible, units)
        or _apology_form(slug, possible.apology)
        or _correcting_form(slug, possible)
        or _form(slug, answer, possible)
    )
    if made is None:
        return None
    fields = tuple(_filled(one, typed) for one in made.fields)
    return Form(made.slug, made.title, made.button, made.says, made.tone, answer, fields)


def _filled(one: Field, typed: Mapping[str, str]) -> Field:
    value = typed.get(one.name, one.value)
    return Field(one.name, one.label, one.kind, one.hint, one.options, value, one.required)


def _form(slug: str, answer: str, possible: dossiers.Possible) -> Form | None:
    reason = Field("reason", say("Lý do"), hint=say("Người nộp đọc được lý do này trên phiếu."))
    if slug == "bo-sung" and possible.supplement:
        return _supplement_form(possible.supplement)
    if slug == "giao" and possible.assignees:
        return Form(
            slug,
            say("Giao việc"),
            say("Giao việc"),
            fields=(Field("assignee", say("Giao cho"), "choice", options=possible.assignees),),
        )
    if slug in {"xong", "ky"}:
        button = next((one for one in _completing(possible) if one.needs_words and one.answer == answer), None)
        label = button.label.removesuffix("…") if button else ""
        return Form(slug, label, label, fields=_deciding_fields(answer, possible)) if button else None
    is_open = {
        "tu-choi": possible.refuse,
        "rut": possible.withdraw,
        "dung": possible.pause,
        "dung-theo-yeu-cau": possible.stop,
        "huy": possible.void,
        "cap-lai": possible.reissue,
        "mo-lai": possible.reopen,
    }.get(slug)
    if not is_open:
        return None
    title, button_label, says = (say(words) for words in REASONED[slug])
    if slug == "mo-lai" and possible.reopen_at:
        where = Field("step", say("Giải quyết lại từ bước"), "choice", options=possible.reopen_at)
        return Form(slug, title, button_label, says, fields=(where, Field("reason", say("Lý do"))))
    return Form(
        slug,
        title,
        button_label,
        says,
        fields=(reason if slug in {"tu-choi", "dung-theo-yeu-cau"} else Field("reason", say("Lý do")),),
    )


def _deciding_fields(answer: str, possible: dossiers.Possible) -> tuple[Field, ...]:
    """Return the reasons that completing a step so needs: of the answer, and why an opinion is not waited for."""
    name, _, number = answer.rpartition(":")
    step = next(one for one in possible.steps if one.step == name)
    needs_reason = step.answers[int(number)].needs_reason if number else step.refuses
    fields = [Field("reason", say("Lý do"))] if needs_reason else []
    if _is_early(step, possible):
        units = ", ".join(label for _, label in possible.unanswered)
        hint = say("Chưa có ý kiến của {units}.", units=units)
        fields.append(Field("without_opinion", say("Vì sao không chờ ý kiến"), hint=hint))
    return tuple(fields)


LIMITS = (1, 2, 3, 5, 7, 10)
"""Working days offered for an opinion; the form sends the Vietnamese words, which the domain reads."""


def _apology_form(slug: str, terms: dossiers.ApologyTerms | None) -> Form | None:
    if terms is None:
        return None
    if slug == "giao-xin-loi" and terms.give:
        ways = tuple((way.value, say(label)) for way, label in dossiers.HANDING_NAMES.items())
        says = say("Chỉ ghi khi phiếu đã đến tay người nộp; đây là chứng cứ thay cho thư điện tử.")
        how = Field("how", say("Trao bằng cách nào"), "choice", options=ways)
        return Form(slug, say("Đã trao phiếu xin lỗi"), say("Ghi nhận đã trao"), says, fields=(how,))
    if slug != "xin-loi" or not terms.write:
        return None
    fields = [
        Field("reason", say("Lý do chậm"), hint=say("Người nộp đọc được lý do này trên phiếu."), value=terms.reason)
    ]
    if terms.needs_moment:
        hint = say("Trong giờ làm việc, sau giờ đã hẹn. Chỉ hẹn lại được một lần; hồ sơ vẫn tính là trễ hạn.")
        value = f"{wording.local(terms.new_moment):%Y-%m-%dT%H:%M}" if terms.new_moment else ""
        fields.append(Field("new_moment", say("Hẹn lại lúc"), "moment", hint=hint, value=value))
    button = say("Ký và gửi phiếu xin lỗi") if terms.signs else say("Lưu dự thảo để lãnh đạo ký")
    says = say("Phiếu lấy số và gửi cho người nộp ngay khi ký.") if terms.signs else ""
    return Form(slug, say("Phiếu xin lỗi người nộp"), button, says, fields=tuple(fields))


def _opinion_form(slug: str, possible: dossiers.Possible, units: Sequence[tuple[str, str]]) -> Form | None:
    if slug == "hoi-y-kien" and possible.ask_opinion:
        asked = {code for code, _ in possible.unanswered}
        options = tuple(unit for unit in units if unit[0] not in asked)
        fields = (
            Field("unit", say("Hỏi đơn vị"), "choice", options=options),
            Field("reason", say("Nội dung cần hỏi"), hint=say("Đơn vị được hỏi xem được hồ sơ cho đến khi trả lời.")),
            Field(
                "limit",
                say("Trả lời trong"),
                "choice",
                hint=say("Tính từ bây giờ, theo lịch của đơn vị được hỏi."),
                options=tuple((f"{days} ngày làm việc", wording.time_limit(days, "working_day")) for days in LIMITS),
            ),
        )
        says = say("Đồng hồ của hồ sơ vẫn chạy và giờ hẹn giữ nguyên trong lúc chờ ý kiến.")
        return Form(slug, say("Hỏi ý kiến đơn vị khác"), say("Gửi câu hỏi"), says, fields=fields)
    if slug == "tra-loi-y-kien" and possible.asked:
        asked_of = possible.asked
        says = say(
            "{asking_unit} hỏi: {question} Trả lời trước {answer_by}.",
            asking_unit=asked_of.asking_unit,
            question=asked_of.question,
            answer_by=wording.moment(asked_of.answer_by),
        )
        return Form(
            slug, say("Trả lời ý kiến"), say("Gửi trả lời"), says, fields=(Field("text", say("Ý kiến của đơn vị")),)
        )
    if slug == "rut-y-kien" and possible.withdraw_opinions:
        unit = Field("unit", say("Rút câu hỏi gửi"), "choice", options=possible.withdraw_opinions)
        return Form(slug, say("Rút câu hỏi ý kiến"), say("Rút câu hỏi"), fields=(unit, Field("reason", say("Lý do"))))
    return None


RESULT_WAYS = (
    ("", to_say("Không đổi")),
    ("desk", to_say("Tại nơi nộp hồ sơ")),
    ("post", to_say("Qua dịch vụ bưu chính")),
    ("electronic", to_say("Bản điện tử")),
)
DECLARED = ("name", "identifier", "phone", "address", "email")


def _correcting_form(slug: str, possible: dossiers.Possible) -> Form | None:
    """Return the form of a correction; a field that is left empty changes nothing."""
    reason = Field("reason", say("Lý do"))
    if slug == "dinh-chinh" and possible.correct:
        says = say("Chỉ ghi mục cần sửa; ô để trống thì không đổi. Giá trị cũ và mới đều lưu lại.")
        lines = tuple(
            Field(
                name,
                say("{field} đúng", field=say(dossiers.FIELD_NAMES[name]).capitalize()),
                "line",
                required=False,
            )
            for name in DECLARED
        )
        way = Field(
            "result_by",
            say("Cách nhận kết quả"),
            "choice",
            options=tuple((way, say(label)) for way, label in RESULT_WAYS),
            required=False,
        )
        return Form(slug, say("Đính chính"), say("Đính chính"), says, fields=(*lines, way, reason))
    if slug == "sua-gio-co-ket-qua" and possible.correct_ready:
        says = say("Chỉ khi lúc có kết quả ghi sai. Kết luận cũ vẫn lưu trên hồ sơ.")
        moment = Field("ready_at", say("Lúc kết quả thật sự về quầy"), "moment")
        return Form(slug, say("Đính chính lúc có kết quả"), say("Đính chính"), says, fields=(moment, reason))
    return None


def _supplement_form(terms: dossiers.SupplementTerms) -> Form:
    fields = [
        Field("reason", say("Lý do"), hint=say("Vì sao hồ sơ chưa đủ hoặc chưa đúng; in trên phiếu.")),
        Field(
            "items",
            say("Giấy tờ phải bổ sung"),
            hint=say("Mỗi dòng một giấy tờ. Để trống thì phiếu ghi lý do trên."),
            required=False,
        ),
    ]
    if terms.is_late:
        hint = say("Đã quá {ask_days} ngày làm việc kể từ khi tiếp nhận nên phải ghi thêm.", ask_days=terms.ask_days)
        fields.append(Field("late_reason", say("Vì sao yêu cầu chậm"), hint=hint))
    if terms.needs_order:
        fields.append(
            Field(
                "order",
                say("Tôi ra lệnh yêu cầu bổ sung lần {number}, với tư cách lãnh đạo đơn vị", number=terms.number),
                "order",
            )
        )
    return Form(
        "bo-sung",
        say("Yêu cầu bổ sung") if terms.number == 1 else say("Yêu cầu bổ sung lần {number}", number=terms.number),
        say("Gửi yêu cầu và lập phiếu"),
        says=say(
            "Người nộp bổ sung trước {answer_by}. Đồng hồ dừng; bổ sung đủ thì tính lại từ đầu.",
            answer_by=wording.moment(terms.answer_by),
        ),
        tone="risk" if terms.is_late or terms.needs_order else "",
        fields=tuple(fields),
    )
