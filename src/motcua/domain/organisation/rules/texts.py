"""What names, codes and logins may look like when they come from outside."""

import re

from motcua.foundation.actor import SYSTEM
from motcua.kernel.codes import AgencyCode
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean

LONGEST_NAME = 255
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}", re.ASCII)


class UnusableText(Refusal):
    """A name, title or reason that is empty or too long."""


class UnusableLogin(Refusal):
    """A login with letters that logins do not have."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Tên đăng nhập có từ 2 đến 60 ký tự, chỉ gồm chữ thường không dấu, chữ số, dấu chấm, "
                "gạch ngang, gạch dưới.",
            ),
        )


def required_text(text: str, what: str, longest: int = LONGEST_NAME) -> str:
    """Return the text as it is kept, on one line. Raises UnusableText naming `what` when empty or too long."""
    kept = " ".join(clean(text).split())
    if not kept:
        raise UnusableText(say("{what} không được để trống.", what=what))
    if len(kept) > longest:
        raise UnusableText(
            say("{what} dài {length} ký tự, tối đa là {longest}.", what=what, length=len(kept), longest=longest),
        )
    return kept


def optional_text(text: str, what: str, longest: int = LONGEST_NAME) -> str:
    """Return the text as it is kept, on one line; empty is allowed. Raises UnusableText when too long."""
    return required_text(text, what, longest) if clean(text) else ""


def unit_code(text: str) -> str:
    """Return the agency code as given (either order). Raises UnreadableCode."""
    return AgencyCode.parse(text).text


def login_text(text: str) -> str:
    """Return a login as it is kept; the one of the product itself is nobody's. Raises UnusableLogin."""
    kept = clean(text)
    if not _LOGIN.fullmatch(kept) or kept == SYSTEM.login:
        raise UnusableLogin
    return kept
