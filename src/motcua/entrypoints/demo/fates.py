"""Two hundred dossiers, every fate among them: forty-eight told one by one, the others by the crowd beside them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from motcua.domain.dossiers import api as dossiers
from motcua.domain.intake import api as intake
from motcua.entrypoints.demo import crowd
from motcua.entrypoints.demo.province import CENTRE, COMMUNE, COMMUNE_DESK, CONSTRUCTION, WARD, WARD_DESK
from motcua.entrypoints.demo.stage import Stage

BIRTH, COPY, SHOP, BUILD, LAND = "1.001193", "2.000815", "1.001612", "1.013225", "1.013978"
TOO_SLOW = 620
"""Working minutes a step at which a household business is registered late."""
CHECKING = "Phải xác minh lại địa điểm kinh doanh nên chậm so với giờ hẹn."
PENSION = "1.014027"
LAWYER, BUILDER, BOAT = "1.002099", "1.013237", "1.003650"


def just_received(stage: Stage) -> None:
    """Four handed over and not yet taken."""
    for minutes, procedure, desk in ((20, SHOP, WARD_DESK), (45, BIRTH, WARD_DESK), (70, SHOP, COMMUNE_DESK)):
        stage.receive(procedure, desk, stage.now - timedelta(minutes=minutes))
    stage.receive(BOAT, CENTRE, stage.now - timedelta(minutes=95))


def in_process(stage: Stage) -> None:
    """Six that somebody works on."""
    for days, procedure, desk in (
        (1, SHOP, WARD_DESK), (2, BUILD, WARD_DESK), (3, LAND, WARD_DESK), (2, LAWYER, CENTRE), (1, BUILDER, CENTRE),
        (1, BOAT, CENTRE),
    ):  # fmt: skip
        at = stage.back(days, 8, 10 + days)
        code = stage.receive(procedure, desk, at)
        stage.take(code, stage.after(at, 45))


def at_the_leader(stage: Stage) -> None:
    """Two that wait for a signature."""
    for days, hour in ((1, 8), (2, 14)):
        at = stage.back(days, hour, 20)
        code = stage.receive(SHOP, WARD_DESK, at)
        at = stage.step(code, stage.after(at, 90))
        stage.step(code, stage.after(at, 120))


def at_risk(stage: Stage) -> None:
    """Two whose time runs ahead of the work."""
    for desk in (WARD_DESK, COMMUNE_DESK):
        at = stage.back(2, 9, 30)
        stage.take(stage.receive(SHOP, desk, at), stage.after(at, 60))


def overdue(stage: Stage) -> None:
    """Two past their promise, found by the sweep; one has its apology, one still owes it."""
    for days, desk, apologises in ((5, WARD_DESK, True), (7, COMMUNE_DESK, False)):
        at = stage.back(days, 10, 5)
        code = stage.receive(SHOP, desk, at)
        stage.take(code, stage.after(at, 200))
        if apologises:
            stage.apologise(code, stage.now, unit=WARD, reason=CHECKING, days_on=2)


def supplements(stage: Stage) -> None:
    """Two that wait for papers; one completed; one asked a second time by order; one closed without an answer."""
    handler_units = {WARD_DESK: WARD, COMMUNE_DESK: COMMUNE}
    for days, desk in ((2, WARD_DESK), (3, COMMUNE_DESK)):
        _ask(stage, stage.receive(SHOP, desk, stage.back(days, 9)), handler_units[desk], days - 1)
    completed = stage.receive(SHOP, WARD_DESK, stage.back(6, 9))
    _ask(stage, completed, WARD, 5)
    dossiers.complete_supplement(completed, by=stage.actor(WARD_DESK, "reception", stage.now), at=stage.back(1, 8, 30))
    second = stage.receive(SHOP, WARD_DESK, stage.back(8, 9))
    _ask(stage, second, WARD, 7)
    dossiers.complete_supplement(second, by=stage.actor(WARD_DESK, "reception", stage.now), at=stage.back(4, 8, 30))
    _ask(stage, second, WARD, 3, order=True)
    unanswered = stage.receive(SHOP, WARD_DESK, stage.back(20, 9))
    _ask(stage, unanswered, WARD, 19)


def _ask(stage: Stage, code: str, unit: str, days: int, *, order: bool = False) -> None:
    at = stage.back(days, 10)
    dossiers.ask_supplement(
        code,
        reason="Bản sao hợp đồng thuê địa điểm thiếu trang có chữ ký của bên cho thuê.",
        items=["Hợp đồng thuê địa điểm kinh doanh, đủ các trang, 1 bản sao"],
        by=stage.actor(unit, "leader" if order else "handler", at),
        at=at,
        ordered=order,
    )


def at_the_tax_office(stage: Stage) -> None:
    """One whose clock stands still; one that was paid for and goes on."""
    answers = {"verify": {"needs_measure": False}, "draft": {"needs_tax": True}}
    for days, goes_on in ((5, False), (9, True)):
        at = stage.back(days, 8, 15)
        code = stage.receive(LAND, WARD_DESK, at)
        for _ in range(2):
            row = stage.work(code)
            at = stage.step(code, stage.after(at, 240), answers[row.id])
        if goes_on:
            for _ in range(2):
                at = stage.step(code, stage.after(at, 480))


def parallel_opinions(stage: Stage) -> None:
    """One on which two departments give their opinion side by side."""
    at = stage.back(3, 8, 40)
    code = stage.receive(BUILD, WARD_DESK, at)
    stage.step(code, stage.after(at, 300), {"needs_opinion": True})


def at_the_desk(stage: Stage) -> None:
    """Two early and one late result wait to be fetched."""
    for days in (2, 1):
        at = stage.back(days, 7, 40)
        code = stage.receive(SHOP, WARD_DESK, at)
        stage.ready(code, stage.after(stage.walk(code, at), 15))
    at = stage.back(8, 9, 10)
    code = stage.receive(SHOP, WARD_DESK, at)
    ready = stage.ready(code, stage.after(stage.walk(code, at, every=700), 15))
    stage.apologise(code, stage.after(ready, 20), unit=WARD, reason=CHECKING)


def returned(stage: Stage) -> None:
    """Three early, one on time, one late, one the same day; all in the person's hands."""
    for days, procedure, desk in ((7, SHOP, WARD_DESK), (9, BOAT, CENTRE), (12, SHOP, COMMUNE_DESK)):
        at = stage.back(days, 8, 25)
        code = stage.receive(procedure, desk, at)
        ready = stage.ready(code, stage.after(stage.walk(code, at, every=90), 20))
        stage.hand_out(code, stage.after(ready, 300))
    for days, every in ((10, 475), (13, TOO_SLOW)):
        at = stage.back(days, 8, 30)
        code = stage.receive(SHOP, WARD_DESK, at)
        ready = stage.ready(code, stage.after(stage.walk(code, at, every=every), 5))
        if every == TOO_SLOW:
            _apologise_by_hand(stage, code, ready)
        stage.hand_out(code, stage.after(ready, 60))
    at = stage.back(1, 9, 15)
    code = stage.receive(COPY, WARD_DESK, at)
    ready = stage.ready(code, stage.after(stage.walk(code, at, every=20), 10))
    stage.hand_out(code, stage.after(ready, 10))


def _apologise_by_hand(stage: Stage, code: str, ready: datetime) -> None:
    """Sign the letter and hand it over at the desk."""
    stage.apologise(code, stage.after(ready, 15), unit=WARD, reason=CHECKING)
    by = stage.actor(WARD_DESK, "reception", ready)
    dossiers.note_apology_given(code, how=dossiers.Handing.HANDED, by=by, at=stage.after(ready, 40))


def refused(stage: Stage) -> None:
    """One refused by the leader at once, one along the process's own branch."""
    at = stage.back(4, 8, 50)
    code = stage.receive(SHOP, COMMUNE_DESK, at)
    stage.step(code, stage.after(at, 120))
    late = stage.after(at, 500)
    stage.step(code, stage.after(at, 400))
    dossiers.refuse(
        code,
        reason="Địa điểm đăng ký nằm trong khu vực không được kinh doanh ngành nghề này.",
        by=stage.actor(COMMUNE, "leader", late),
        at=late,
    )
    stage.ready(code, stage.after(late, 60))
    at = stage.back(6, 13, 15)
    code = stage.receive(SHOP, WARD_DESK, at)
    answers = {"examine": {"choice": "refusal"}}
    ready = stage.ready(code, stage.after(stage.walk(code, at, every=150, answers=answers), 20))
    stage.hand_out(code, stage.after(ready, 200))


def withdrawn(stage: Stage) -> None:
    """One that the person took back."""
    at = stage.back(3, 14, 5)
    code = stage.receive(SHOP, WARD_DESK, at)
    dossiers.withdraw(
        code,
        reason="Người nộp đổi địa điểm kinh doanh, sẽ nộp lại hồ sơ khác.",
        by=stage.actor(WARD_DESK, "reception", stage.now),
        at=stage.back(2, 8, 20),
    )


def stopped_and_void(stage: Stage) -> None:
    """One stopped because the person asked for it; one void, entered by mistake and noticed at once."""
    at = stage.back(4, 9, 25)
    code = stage.receive(SHOP, WARD_DESK, at)
    later = stage.back(3, 8, 40)
    dossiers.stop(
        code,
        reason="Người nộp đề nghị dừng để hoàn tất hợp đồng thuê địa điểm.",
        by=stage.actor(WARD_DESK, "reception", later),
        at=later,
    )
    at = stage.back(2, 10, 10)
    code = stage.receive(SHOP, WARD_DESK, at)
    dossiers.void(
        code,
        reason="Chọn nhầm thủ tục, đã tiếp nhận lại cho đúng.",
        by=stage.actor(WARD_DESK, "reception", at),
        at=stage.after(at, 5),
    )


def opinions_of_others(stage: Stage) -> None:
    """Two on which another unit is asked beside the process: one waits for its answer, one has it."""
    question = "Địa điểm đăng ký có nằm trong hành lang an toàn của tuyến đường đang mở rộng không?"
    for days, answer in ((1, ""), (2, "Địa điểm nằm ngoài hành lang an toàn, không vướng quy hoạch.")):
        at = stage.back(days, 13, 50)
        code = stage.receive(SHOP, WARD_DESK, at)
        asked = stage.after(at, 60)
        stage.take(code, asked)
        by = stage.actor(WARD, "handler", asked)
        until = stage.appointed(asked, days=2)
        dossiers.ask_opinion(code, unit=CONSTRUCTION, question=question, answer_by=until, by=by, at=asked)
        if answer:
            later = stage.after(asked, 200)
            by = stage.actor(CONSTRUCTION, "handler", later)
            dossiers.answer_opinion(code, answer=answer, by=by, at=later)


def corrected(stage: Stage) -> None:
    """Two corrected: a telephone number while it is open, the moment of the result after its return."""
    at = stage.back(1, 10, 15)
    code = stage.receive(SHOP, WARD_DESK, at)
    later = stage.after(at, 25)
    dossiers.correct(
        code,
        changes={"phone": "02903999888"},
        reason="Ghi thiếu một số của điện thoại người nộp.",
        by=stage.actor(WARD_DESK, "reception", later),
        at=later,
    )
    at = stage.back(5, 8, 5)
    code = stage.receive(SHOP, WARD_DESK, at)
    ready = stage.ready(code, stage.after(stage.walk(code, at, every=100), 90))
    stage.hand_out(code, stage.after(ready, 60))
    later = stage.after(ready, 200)
    dossiers.correct_ready(
        code,
        ready_at=stage.after(ready, -40),
        reason="Kết quả đã có ở quầy từ trước, lúc ghi vào máy bị muộn.",
        by=stage.actor(WARD, "leader", later),
        at=later,
    )


def reopened(stage: Stage) -> None:
    """Two taken up again: one returned with a wrong name on it, one withdrawn by mistake."""
    at = stage.back(3, 8, 35)
    code = stage.receive(PENSION, WARD_DESK, at)
    ready = stage.ready(code, stage.after(stage.walk(code, at, every=60), 15))
    returned_at = stage.after(ready, 45)
    stage.hand_out(code, returned_at)
    later = stage.after(returned_at, 240)
    by = stage.actor(WARD, "leader", later)
    dossiers.reopen(code, reason="Quyết định ghi sai họ tên người hưởng, phải ký lại.", by=by, at=later)
    at = stage.back(2, 9, 35)
    code = stage.receive(PENSION, WARD_DESK, at)
    stage.take(code, stage.after(at, 40))
    gone = stage.after(at, 120)
    by = stage.actor(WARD_DESK, "reception", gone)
    dossiers.withdraw(code, reason="Người nộp xin rút.", by=by, at=gone)
    later = stage.after(gone, 90)
    by = stage.actor(WARD, "leader", later)
    dossiers.reopen(code, reason="Rút nhầm hồ sơ của người trùng họ tên.", by=by, at=later)


def at_any_desk(stage: Stage) -> None:
    """Two of a commune that came in at the provincial centre."""
    for days, competent in ((1, WARD), (2, COMMUNE)):
        stage.receive(SHOP, CENTRE, stage.back(days, 9, 40), competent=competent)


def not_received_at_the_counter(stage: Stage) -> None:
    """One slip for papers that were missing; it is no dossier."""
    at = stage.back(1, 10, 30)
    reception = dossiers.Reception(procedure=SHOP, person=stage.person().declared(), desk=WARD_DESK, missing=("1",))
    dossiers.refuse_reception(
        reception,
        reason="Chưa có giấy đề nghị đăng ký theo mẫu.",
        form="supplement",
        by=stage.actor(WARD_DESK, "reception", at),
        at=at,
    )


def online(stage: Stage) -> None:
    """Four submissions wait; two were accepted, one sent back, one not received."""
    ages = (30, 110, 240, 400)
    waiting = [_put(stage, place, stage.after(stage.now, -age)) for place, age in enumerate(ages)]
    accepted = [_put(stage, 10 + place, stage.back(2, 8, 5 * place)) for place in range(2)]
    answered = [_put(stage, 20 + place, stage.back(1, 8, 5 * place)) for place in range(2)]
    _ = waiting
    by = stage.actor(WARD_DESK, "reception", stage.now)
    for code in accepted:
        dossiers.accept(code, by=by, at=stage.back(2, 11))
    at = stage.back(1, 11)
    dossiers.send_back(answered[0], reason="Tệp giấy đề nghị bị mờ, không đọc được trang 2.", by=by, at=at)
    dossiers.not_received(answered[1], reason="Nộp trùng với hồ sơ đã nộp hôm trước.", by=by, at=at)


def _put(stage: Stage, number: int, at: datetime) -> str:
    person = stage.person().declared()
    code = f"G05.21-{at:%y%m%d}-{44_000 + number:06d}"
    content = {"giay-de-nghi.txt": f"Giấy đề nghị đăng ký hộ kinh doanh, bản điện tử số {number}\n".encode()}
    submission = {
        "outside_code": code,
        "procedure": SHOP,
        "case": 1,
        "person": {**person.__dict__, "address": "Khóm 3, phường Tân Thành, tỉnh Cà Mau"},
        "components": [{"name": "Giấy đề nghị đăng ký hộ kinh doanh", "file": "giay-de-nghi.txt"}],
        "submitted_at": at,
    }
    intake.put_submission(submission, files=content.__getitem__, at=at)
    return code


FATES: tuple[Callable[[Stage], None], ...] = (
    crowd.returned_before, crowd.turned_down, crowd.taken_back, crowd.on_the_shelf, crowd.waiting_for_the_person,
    crowd.under_way, returned, refused, supplements, at_the_tax_office, overdue, at_the_desk, withdrawn,
    stopped_and_void, corrected, reopened, opinions_of_others, parallel_opinions, at_risk, at_the_leader, in_process,
    at_any_desk, not_received_at_the_counter, online, just_received,
)  # fmt: skip
