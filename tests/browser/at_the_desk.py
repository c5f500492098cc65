"""What an officer types at the reception, by keys."""

from hands import Hands


def type_visitor(hands: Hands, number: str, *, unknown: str = "Chưa có trong sổ") -> None:
    """Type who came; `unknown` is what the page says of a number it does not know."""
    hands.type(number)
    hands.see("#nguoi-noi", unknown)
    hands.press_until("Tab", "#ho-ten")
    for text in ("Trần Thị Xuân Ỷ", "0918224317"):
        hands.type(text)
        hands.press("Tab")
    hands.type("Khóm 3, phường Tân Thành, tỉnh Cà Mau")
    hands.press_until("Tab", "#thu-tuc")


def choose_shop(hands: Hands) -> None:
    """Choose a household business by everyday words and tick a paper, until the appointment shows."""
    hands.type("mo quan ban hang")
    hands.see("[role=option][aria-selected=true]")
    hands.press("Enter")
    hands.see("#muc-3 input")
    hands.press_until("Tab", "#muc-3 input")
    hands.press("Space")
    hands.see("#phieu .mc-slip__due")
