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
SHORTEST_TOKEN = 24
HEARTBEAT_LIMIT, SHORTEST_HEARTBEAT_LIMIT = 30, 2


class WrongEnvironment(Refusal):
    """A variable is missing or contradicts another; the text says which and how to mend it."""


@dataclass(frozen=True)
class Environment:
    """What the operator decided by environment variables.

    `demo` opens the accounts list, the clock variable and the demo commands; production refuses it.
    `heartbeat_limit`: seconds after which a worker that gave no sign is taken for dead, and its job run again.
    `trusted_proxies` is how many proxies of our own stand before the web processes (0: none, X-Forwarded-For is ignored).
    """

    demo: bool
    production: bool
    clock: str
    data: Path
    secret_key: str
    allowed_hosts: tuple[str, ...]
    public_address: str
    trusted_proxies: int
    metrics_token: str
    heartbeat_limit: int


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


def _trusted_proxies(*, production: bool) -> int:
    given = os.environ.get("MOTCUA_TRUSTED_PROXIES", "")
    if not given and not production:
        return 0
    if not (given.isascii() and given.isdigit()) or (production and int(given) < 1):
        raise WrongEnvironment(
            "MOTCUA_TRUSTED_PROXIES phải là số proxy của cơ quan đứng trước trang: số nguyên, ít nhất 1 khi chạy thật. "
            "Thiếu số này thì mọi người dùng đều mang địa chỉ của proxy."
        )
    return int(given)


def _public_address(*, production: bool) -> str:
    given = os.environ.get("MOTCUA_PUBLIC_ADDRESS", "")
    if production and not given.startswith("https://"):
        raise WrongEnvironment(
            "MOTCUA_PUBLIC_ADDRESS phải là địa chỉ https:// mà người dân dùng: địa chỉ này nằm trong mã QR của giấy hẹn."
        )
    return (given or "http://127.0.0.1:8000").rstrip("/")


def _metrics_token() -> str:
    given = os.environ.get("MOTCUA_METRICS_TOKEN", "")
    if given and len(given) < SHORTEST_TOKEN:
        raise WrongEnvironment("MOTCUA_METRICS_TOKEN quá ngắn: đặt một chuỗi ngẫu nhiên ít nhất 24 ký tự.")
    return given


def _heartbeat_limit() -> int:
    given = os.environ.get("MOTCUA_HEARTBEAT_LIMIT", "") or str(HEARTBEAT_LIMIT)
    if not (given.isascii() and given.isdigit() and int(given) >= SHORTEST_HEARTBEAT_LIMIT):
        raise WrongEnvironment("MOTCUA_HEARTBEAT_LIMIT phải là số giây, số nguyên, ít nhất 2 (mặc định 30).")
    return int(given)


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
        public_address=_public_address(production=production),
        trusted_proxies=_trusted_proxies(production=production),
        metrics_token=_metrics_token(),
        heartbeat_limit=_heartbeat_limit(),
    )
