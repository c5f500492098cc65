"""The acts that a dossier's page offers: one main act, the others, and the form of an act that needs words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.domain.dossiers import api as dossiers
from motcua.entrypoints.web import wording


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
    "tu-choi": ("Từ chối giải quyết hồ sơ", "Từ chối giải quyết", "Các bước đang làm dừng lại; phiếu từ chối về quầy."),
    "rut": ("Người nộp rút hồ sơ", "Ghi nhận rút hồ sơ", "Hồ sơ kết thúc, không có kết quả."),
    "dung-theo-yeu-cau": (
        "Dừng theo yêu cầu của người nộp",
        "Dừng và lập thông báo",
        "Chỉ khi người nộp yêu cầu dừng và hồ sơ chưa có quyết định. Hồ sơ kết thúc, thông báo in lý do này.",
    ),
    "huy": (
        "Hủy hồ sơ nhập nhầm",
        "Hủy hồ sơ này",
        "Chỉ trong ngày tiếp nhận. Số hồ sơ vẫn giữ và gạch trong sổ; phiếu đã lập không còn giá trị; hồ sơ không tính vào đâu.",
    ),
    "mo-lai": (
        "Mở lại hồ sơ",
        "Mở lại hồ sơ",
        "Chỉ khi kết quả sai hoặc hồ sơ kết thúc nhầm. Giờ hẹn giữ nguyên; kết quả trước vẫn lưu mà không tính nữa.",
    ),
    "dung": ("Dừng đồng hồ", "Dừng đồng hồ", "Chỉ dừng khi chờ người nộp làm nghĩa vụ tài chính. Giờ hẹn dời theo."),
}


RESUME = ("Chạy lại đồng hồ", "chay")


def main_act(possible: dossiers.Possible) -> Button | None:
    """Return the act on F9; None where nothing is to be done by this actor.

    Of several ways to complete a step it is the default of the process, which stands last: the usual one.
    """
    for is_open, label, slug in (
        (possible.make_ready, "Nhận kết quả về quầy", "ve-quay"),
        (possible.take_over, "Nhận bàn giao", "nhan-ban-giao"),
        (possible.return_result, "Trả kết quả", "tra"),
        (possible.complete_supplement, "Ghi nhận bổ sung đủ", "du-bo-sung"),
        (possible.resume and not any(step.stops_clock for step in possible.steps), *RESUME),
    ):
        if is_open:
            return Button(label, slug)
    if possible.asked and not possible.steps:
        return Button("Trả lời ý kiến…", "tra-loi-y-kien", needs_words=True)
    ways = [button for button in _completing(possible) if not button.needs_words] or _completing(possible)
    return ways[-1] if ways else None


def other_acts(possible: dossiers.Possible) -> list[Button]:
    """Return every other act that is open, in the order in which it is usually wanted."""
    found = [
        *_completing(possible),
        *_if(possible.resume, Button(*RESUME)),
        *_if(possible.claim and not possible.take_over, Button("Nhận việc", "nhan-viec")),
        *_if(possible.assignees, Button("Giao việc…", "giao", needs_words=True)),
        *_if(possible.supplement, Button("Yêu cầu bổ sung…", "bo-sung", needs_words=True)),
        *_if(possible.asked, Button("Trả lời ý kiến…", "tra-loi-y-kien", needs_words=True)),
        *_if(possible.ask_opinion, Button("Hỏi ý kiến đơn vị khác…", "hoi-y-kien", needs_words=True)),
        *_if(possible.withdraw_opinions, Button("Rút câu hỏi ý kiến…", "rut-y-kien", needs_words=True)),
        *_apology_buttons(possible.apology),
        *_if(possible.pause, Button("Dừng đồng hồ…", "dung", needs_words=True)),
        *_if(possible.refuse, Button("Từ chối giải quyết…", "tu-choi", needs_words=True)),
        *_if(possible.withdraw, Button("Rút hồ sơ…", "rut", needs_words=True)),
        *_if(possible.correct, Button("Đính chính…", "dinh-chinh", needs_words=True)),
        *_if(possible.correct_ready, Button("Đính chính lúc có kết quả…", "sua-gio-co-ket-qua", needs_words=True)),
        *_if(possible.reopen, Button("Mở lại hồ sơ…", "mo-lai", needs_words=True)),
        *_if(possible.stop, Button("Dừng theo yêu cầu…", "dung-theo-yeu-cau", needs_words=True)),
        *_if(possible.void, Button("Hủy do nhập nhầm…", "huy", needs_words=True)),
    ]
    main = main_act(possible)
    return [button for button in found if button != main]


def _if(condition: object, button: Button) -> list[Button]:
    return [button] if condition else []


def _apology_buttons(terms: dossiers.ApologyTerms | None) -> list[Button]:
    if terms is None:
        return []
    if terms.give:
        return [Button("Ghi nhận đã trao phiếu xin lỗi…", "giao-xin-loi", needs_words=True)]
    writes = "Soạn và ký phiếu xin lỗi…" if terms.signs else "Soạn phiếu xin lỗi…"
    return [
        *_if(terms.signs and terms.has_draft and terms.write, Button("Ký phiếu xin lỗi", "ky-xin-loi")),
        *_if(terms.write, Button("Sửa phiếu xin lỗi…" if terms.has_draft else writes, "xin-loi", needs_words=True)),
        *_if(terms.has_draft, Button("Bỏ dự thảo phiếu xin lỗi", "bo-xin-loi")),
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
        return "Ký từ chối…"
    return "Ký kết quả" if step.decides else "Xong bước này"


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
    reason = Field("reason", "Lý do", hint="Người nộp đọc được lý do này trên phiếu.")
    if slug == "bo-sung" and possible.supplement:
        return _supplement_form(possible.supplement)
    if slug == "giao" and possible.assignees:
        return Form(
            slug,
            "Giao việc",
            "Giao việc",
            fields=(Field("assignee", "Giao cho", "choice", options=possible.assignees),),
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
        "mo-lai": possible.reopen,
    }.get(slug)
    if not is_open:
        return None
    title, button_label, says = REASONED[slug]
    if slug == "mo-lai" and possible.reopen_at:
        where = Field("step", "Giải quyết lại từ bước", "choice", options=possible.reopen_at)
        return Form(slug, title, button_label, says, fields=(where, Field("reason", "Lý do")))
    return Form(
        slug,
        title,
        button_label,
        says,
        fields=(reason if slug in {"tu-choi", "dung-theo-yeu-cau"} else Field("reason", "Lý do"),),
    )


def _deciding_fields(answer: str, possible: dossiers.Possible) -> tuple[Field, ...]:
    """Return the reasons that completing a step so needs: of the answer, and why an opinion is not waited for."""
    name, _, number = answer.rpartition(":")
    step = next(one for one in possible.steps if one.step == name)
    needs_reason = step.answers[int(number)].needs_reason if number else step.refuses
    fields = [Field("reason", "Lý do")] if needs_reason else []
    if _is_early(step, possible):
        units = ", ".join(label for _, label in possible.unanswered)
        hint = f"Chưa có ý kiến của {units}."
        fields.append(Field("without_opinion", "Vì sao không chờ ý kiến", hint=hint))
    return tuple(fields)


LIMITS = tuple((f"{days} ngày làm việc", f"{days} ngày làm việc") for days in (1, 2, 3, 5, 7, 10))


def _apology_form(slug: str, terms: dossiers.ApologyTerms | None) -> Form | None:
    if terms is None:
        return None
    if slug == "giao-xin-loi" and terms.give:
        ways = tuple((way.value, label) for way, label in dossiers.HANDING_NAMES.items())
        says = "Chỉ ghi khi phiếu đã đến tay người nộp; đây là chứng cứ thay cho thư điện tử."
        how = Field("how", "Trao bằng cách nào", "choice", options=ways)
        return Form(slug, "Đã trao phiếu xin lỗi", "Ghi nhận đã trao", says, fields=(how,))
    if slug != "xin-loi" or not terms.write:
        return None
    fields = [Field("reason", "Lý do chậm", hint="Người nộp đọc được lý do này trên phiếu.", value=terms.reason)]
    if terms.needs_moment:
        hint = "Trong giờ làm việc, sau giờ đã hẹn. Chỉ hẹn lại được một lần; hồ sơ vẫn tính là trễ hạn."
        value = f"{wording.local(terms.new_moment):%Y-%m-%dT%H:%M}" if terms.new_moment else ""
        fields.append(Field("new_moment", "Hẹn lại lúc", "moment", hint=hint, value=value))
    button = "Ký và gửi phiếu xin lỗi" if terms.signs else "Lưu dự thảo để lãnh đạo ký"
    says = "Phiếu lấy số và gửi cho người nộp ngay khi ký." if terms.signs else ""
    return Form(slug, "Phiếu xin lỗi người nộp", button, says, fields=tuple(fields))


def _opinion_form(slug: str, possible: dossiers.Possible, units: Sequence[tuple[str, str]]) -> Form | None:
    if slug == "hoi-y-kien" and possible.ask_opinion:
        asked = {code for code, _ in possible.unanswered}
        options = tuple(unit for unit in units if unit[0] not in asked)
        fields = (
            Field("unit", "Hỏi đơn vị", "choice", options=options),
            Field("reason", "Nội dung cần hỏi", hint="Đơn vị được hỏi xem được hồ sơ cho đến khi trả lời."),
            Field(
                "limit",
                "Trả lời trong",
                "choice",
                hint="Tính từ bây giờ, theo lịch của đơn vị được hỏi.",
                options=LIMITS,
            ),
        )
        says = "Đồng hồ của hồ sơ vẫn chạy và giờ hẹn giữ nguyên trong lúc chờ ý kiến."
        return Form(slug, "Hỏi ý kiến đơn vị khác", "Gửi câu hỏi", says, fields=fields)
    if slug == "tra-loi-y-kien" and possible.asked:
        asked_of = possible.asked
        says = f"{asked_of.asking_unit} hỏi: {asked_of.question} Trả lời trước {wording.moment(asked_of.answer_by)}."
        return Form(slug, "Trả lời ý kiến", "Gửi trả lời", says, fields=(Field("text", "Ý kiến của đơn vị"),))
    if slug == "rut-y-kien" and possible.withdraw_opinions:
        unit = Field("unit", "Rút câu hỏi gửi", "choice", options=possible.withdraw_opinions)
        return Form(slug, "Rút câu hỏi ý kiến", "Rút câu hỏi", fields=(unit, Field("reason", "Lý do")))
    return None


RESULT_WAYS = (
    ("", "Không đổi"),
    ("desk", "Tại nơi nộp hồ sơ"),
    ("post", "Qua dịch vụ bưu chính"),
    ("electronic", "Bản điện tử"),
)
DECLARED = ("name", "identifier", "phone", "address", "email")


def _correcting_form(slug: str, possible: dossiers.Possible) -> Form | None:
    """Return the form of a correction; a field that is left empty changes nothing."""
    reason = Field("reason", "Lý do")
    if slug == "dinh-chinh" and possible.correct:
        says = "Chỉ ghi mục cần sửa; ô để trống thì không đổi. Giá trị cũ và mới đều lưu lại."
        lines = tuple(
            Field(name, f"{dossiers.FIELD_NAMES[name].capitalize()} đúng", "line", required=False) for name in DECLARED
        )
        way = Field("result_by", "Cách nhận kết quả", "choice", options=RESULT_WAYS, required=False)
        return Form(slug, "Đính chính", "Đính chính", says, fields=(*lines, way, reason))
    if slug == "sua-gio-co-ket-qua" and possible.correct_ready:
        says = "Chỉ khi lúc có kết quả ghi sai. Kết luận cũ vẫn lưu trên hồ sơ."
        moment = Field("ready_at", "Lúc kết quả thật sự về quầy", "moment")
        return Form(slug, "Đính chính lúc có kết quả", "Đính chính", says, fields=(moment, reason))
    return None


def _supplement_form(terms: dossiers.SupplementTerms) -> Form:
    fields = [
        Field("reason", "Lý do", hint="Vì sao hồ sơ chưa đủ hoặc chưa đúng; in trên phiếu."),
        Field(
            "items",
            "Giấy tờ phải bổ sung",
            hint="Mỗi dòng một giấy tờ. Để trống thì phiếu ghi lý do trên.",
            required=False,
        ),
    ]
    if terms.is_late:
        hint = f"Đã quá {terms.ask_days} ngày làm việc kể từ khi tiếp nhận nên phải ghi thêm."
        fields.append(Field("late_reason", "Vì sao yêu cầu chậm", hint=hint))
    if terms.needs_order:
        fields.append(
            Field("order", f"Tôi ra lệnh yêu cầu bổ sung lần {terms.number}, với tư cách lãnh đạo đơn vị", "order")
        )
    return Form(
        "bo-sung",
        "Yêu cầu bổ sung" if terms.number == 1 else f"Yêu cầu bổ sung lần {terms.number}",
        "Gửi yêu cầu và lập phiếu",
        says=f"Người nộp bổ sung trước {wording.moment(terms.answer_by)}. Đồng hồ dừng; bổ sung đủ thì tính lại từ đầu.",
        tone="risk" if terms.is_late or terms.needs_order else "",
        fields=tuple(fields),
    )
