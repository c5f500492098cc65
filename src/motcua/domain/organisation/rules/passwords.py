"""Why a password is not accepted, in one sentence."""

from collections.abc import Iterable, Mapping
from typing import Any

_REASONS: Mapping[str, str] = {
    "password_too_short": "cần có ít nhất {min_length} ký tự",
    "password_too_common": "không được là mật khẩu nhiều người dùng",
    "password_too_similar": "không được gần giống tên đăng nhập hoặc họ tên",
    "password_entirely_numeric": "không được chỉ gồm chữ số",
}
_OTHER = "cần khó đoán hơn"


def sentence_of(problems: Iterable[tuple[str | None, Mapping[str, Any] | None]]) -> str:
    """Return the sentence for what validators found: (code of the problem, its values) each."""
    reasons = [_REASONS.get(code or "", _OTHER).format(**(values or {})) for code, values in problems]
    return f"Mật khẩu {', '.join(dict.fromkeys(reasons))}."
