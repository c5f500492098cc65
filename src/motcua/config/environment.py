"""The environment, read once into one typed object.

Nothing else in the product reads `os.environ`, except the two doors of the embedded database.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from motcua.kernel.refusal import Refusal

CHECKOUT = Path(__file__).resolve().parents[3]
SHORTEST_SECRET = 50


class WrongEnvironment(Refusal):
    """A variable is missing or contradicts another; the text says which and how to mend it."""


@dataclass(frozen=True)
class Environment:
    """What the operator decided by environment variables.

    `demo` opens the accounts list, the clock variable and the demo commands; production refuses it.
    """

    demo: bool
    production: bool
    clock: str
    data: Path
    secret_key: str
    allowed_hosts: tuple[str, ...]
    public_address: str


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


def _secret_key(data: Path, *, production: bool) -> str:
    given = os.environ.get("MOTCUA_SECRET_KEY", "")
    if production and len(given) < SHORTEST_SECRET:
        raise WrongEnvironment(
            "Thiếu MOTCUA_SECRET_KEY hoặc giá trị quá ngắn: đặt một chuỗi ngẫu nhiên ít nhất 50 ký tự."
        )
    if given:
        return given
    return f"only-for-development-{data}"


def _require_moment(clock: str) -> None:
    try:
        found = datetime.fromisoformat(clock)
    except ValueError:
        found = None
    if found is None or found.utcoffset() is None:
        raise WrongEnvironment("MOTCUA_CLOCK phải là một thời điểm có múi giờ, ví dụ 2026-11-25T09:00+07:00.")


def read_environment() -> Environment:
    """Return the environment, or raise WrongEnvironment with the sentence for the operator."""
    production, demo = _flag("MOTCUA_PRODUCTION"), _flag("MOTCUA_DEMO")
    clock = os.environ.get("MOTCUA_CLOCK", "")
    if production and demo:
        raise WrongEnvironment("MOTCUA_DEMO và MOTCUA_PRODUCTION không dùng cùng nhau được: bỏ một trong hai.")
    if clock and not demo:
        raise WrongEnvironment("MOTCUA_CLOCK chỉ có tác dụng cùng MOTCUA_DEMO=1: bỏ đi hoặc đặt cả hai.")
    if clock:
        _require_moment(clock)
    data = Path(os.environ.get("MOTCUA_DATA", "") or CHECKOUT / "var")
    hosts = os.environ.get("MOTCUA_ALLOWED_HOSTS", "")
    if production and (not hosts or "*" in hosts):
        raise WrongEnvironment(
            "MOTCUA_ALLOWED_HOSTS phải nêu từng tên máy chủ của trang, cách nhau bằng dấu phẩy, không dùng *."
        )
    return Environment(
        demo=demo,
        production=production,
        clock=clock,
        data=data,
        secret_key=_secret_key(data, production=production),
        allowed_hosts=tuple(hosts.split(",")) if hosts else ("127.0.0.1", "localhost", "testserver"),
        public_address=os.environ.get("MOTCUA_PUBLIC_ADDRESS", "") or "http://127.0.0.1:8000",
    )
