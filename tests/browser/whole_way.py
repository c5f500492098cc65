"""What officers do with their hands on the whole way: publish, receive, print, complete steps, return."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pyotp
from hands import Hands

from motcua.domain.organisation import api as organisation
from motcua.foundation.actor import SYSTEM


@dataclass(frozen=True)
class Piece:
    """One procedure to publish and the dossier to receive for it. Answers are the lines to choose on the page."""

    code: str
    process: str
    desk: str  # login of the officer who receives
    words: str  # what is typed to find it at the counter
    limit: str = ""
    amount: str = ""
    competent: str = ""
    components: str = ""
    tax: str = ""
    case: str = ""


@dataclass(frozen=True)
class Visitor:
    identifier: str
    name: str
    phone: str
    address: str


WHY = "Các bước chia theo tỷ lệ; thời hạn của thủ tục do bản quốc gia quy định."
SAVE = "form button.govuk-button"


def sign_in(hands: Hands, login: str, password: str) -> None:
    hands.press_until("Tab", "#login")
    hands.type(login)
    hands.press("Tab")
    hands.type(password)
    hands.press_and_go("Enter")


def enrol_if_asked(hands: Hands, login: str, at: datetime) -> None:
    """Where the page asks for it, enrol: type the secret into an app, and what it shows and the administrator gave here."""
    if not hands.address.startswith("/ma-xac-nhan/dang-ky"):
        return
    app = pyotp.TOTP(hands.read("#khoa").replace(" ", ""))
    hands.press_until("Tab", "#enrolment_code")
    hands.type(organisation.issue_enrolment_code(login=login, by=SYSTEM, at=at))
    hands.press_until("Tab", "#code")
    hands.type(app.at(at))
    hands.press_and_go("Enter")
    hands.press_and_go("F9")


Look = Callable[[str], None]


def publish(hands: Hands, piece: Piece, look: Look) -> int:
    """Find a procedure by its code, answer whatever is missing, publish it; return how many questions there were."""
    hands.press_until("Tab", "#tim-thu-tuc")
    hands.type(piece.code)
    hands.press_and_go("Enter")
    look("cong-bo")
    asked = 0
    while hands.sees("[data-key-main][aria-disabled=true]"):
        asked += 1
        assert asked < 12, f"{piece.code} asks again and again: {hands.read('h2')}"
        hands.press("F9")  # goes to what is missing
        _answer(hands, piece)
    hands.press_and_go("F9")
    hands.see(".mc-messages", "Đã công bố")
    hands.press_and_go("Escape")
    return asked


def _answer(hands: Hands, piece: Piece) -> None:
    field = hands.form_field_of_focus("field")
    if hands.is_on("select[name=process]"):
        return _bind(hands, piece)
    if field.startswith("time_limit") and piece.amount:
        hands.press_until("Tab", "[name=amount]")
        hands.type(piece.amount)
        hands.press("Tab")
        hands.choose(piece.limit)
    else:
        hands.choose(
            {"time_limit": piece.limit, "competent": piece.competent, "components": piece.components}[
                field.partition(":")[0]
            ]
        )
    hands.press_until("Tab", SAVE)
    hands.press_and_go("Enter")
    return None


def _bind(hands: Hands, piece: Piece) -> None:
    hands.type(piece.process)  # a select goes to the line that begins so
    assert hands.focus().startswith(f"{piece.process} "), f"the select shows {hands.focus()!r}"
    hands.see("#cac-buoc table")
    hands.press("Tab")
    while not hands.is_on(SAVE):
        if hands.is_on("select[data-bind]"):
            hands.choose(piece.tax)
        elif hands.is_on("#ly-do"):
            hands.type(WHY)
        hands.press("Tab")
    hands.press_and_go("Enter")


def receive(hands: Hands, piece: Piece, visitor: Visitor, look: Look) -> str:
    """Receive a dossier from the page of another act; return its code."""
    hands.press_and_go("F2")
    hands.type(visitor.identifier)
    hands.see("#nguoi-noi", "sổ")
    hands.press_until("Tab", "#ho-ten")
    hands.type(visitor.name)
    hands.press("Tab")
    hands.type(visitor.phone)
    hands.press("Tab")
    hands.type(visitor.address)
    hands.press_until("Tab", "#thu-tuc")
    hands.type(piece.words)
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#muc-3 input" if piece.case else "#phieu")  # strokes are quicker than a busy machine
    if hands.sees("#xa"):
        hands.press_until("Tab", "#xa")
        hands.choose("Phường Tân Thành")
    if piece.case:
        hands.press_until("Tab", "#muc-3 input")
        hands.choose(piece.case)
    hands.see("#phieu .mc-slip__due")
    look("tiep-nhan")
    hands.press_and_go("F9")
    return hands.read("h1")


def open_from_inbox(hands: Hands, code: str) -> None:
    """Go down the inbox to the row and open it."""
    for _ in range(60):
        if hands.focus() == code:
            break
        hands.press("ArrowDown")
    assert hands.focus() == code, f"{code} is not in the inbox; the focus is on {hands.focus()!r}"
    hands.press_and_go("Enter")


def act_while_open(hands: Hands) -> list[str]:
    """Do the page's main act as long as there is one for this officer; return their names."""
    done = []
    while hands.sees("[data-key-main]"):
        done.append(hands.read("[data-key-main]").removesuffix("F9").strip())
        assert len(done) < 30, f"the acts do not end: {done}"
        hands.press_and_go("F9")
        assert not hands.sees(".govuk-error-summary"), hands.read(".govuk-error-summary")
    hands.press_and_go("Escape")
    return done
