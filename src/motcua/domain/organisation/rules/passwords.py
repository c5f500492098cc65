"""Why a password is not accepted, in one sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.kernel.language import say, to_say

_REASONS: Mapping[str, str] = {
    "password_too_short": to_say("cần có ít nhất {min_length} ký tự"),
    "password_too_common": to_say("không được là mật khẩu nhiều người dùng"),
    "password_too_similar": to_say("không được gần giống tên đăng nhập hoặc họ tên"),
    "password_entirely_numeric": to_say("không được chỉ gồm chữ số"),
}
_OTHER = to_say("cần khó đoán hơn")


def sentence_of(problems: Iterable[tuple[str | None, Mapping[str, Any] | None]]) -> str:
    """Return the sentence for what validators found: (code of the problem, its values) each."""
    reasons = [say(_REASONS.get(code or "", _OTHER), **(values or {})) for code, values in problems]
    return say("Mật khẩu {reasons}.", reasons=", ".join(dict.fromkeys(reasons)))
