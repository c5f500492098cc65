"""The environment, read once into one typed object.

Nothing else in the product reads `os.environ`, except the two doors of the embedded database.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from motcua.kernel.refusal import Refusal

CHECKOUT = Path(__file__).resolve().parents[3]
SHORTEST_SECRET = 50
SHORTEST_TOKEN = 24
MAIL_NAMES = (
    "MOTCUA_MAIL_HOST",
    "MOTCUA_MAIL_PORT",
    "MOTCUA_MAIL_USER",
    "MOTCUA_MAIL_PASSWORD",
    "MOTCUA_MAIL_SECURITY",
    "MOTCUA_MAIL_FROM",
)
MAIL_PORTS = {"tls": 465, "starttls": 587, "none": 25}
MAIL_OFF = "off"
MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
LAST_PORT = 65535
HEARTBEAT_LIMIT, SHORTEST_HEARTBEAT_LIMIT = 30, 2


class WrongEnvironment(Refusal):
    """A variable is missing or contradicts another; the text says which and how to mend it."""


@dataclass(frozen=True)
class Mail:
    """The mail server. No host: messages are written to a folder (never in production); "off": they wait.

    `security`: "tls" (from the first byte), "starttls" or "none". The password never shows in a text.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str
    sender: str

    @property
    def is_off(self) -> bool:
        """Tell whether messages wait until a server is named."""
        return self.host == MAIL_OFF


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
    mail: Mail


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


def _mail(*, production: bool) -> Mail:
    given = {name: os.environ.get(name, "") for name in MAIL_NAMES}
    host, security = given["MOTCUA_MAIL_HOST"], given["MOTCUA_MAIL_SECURITY"] or "starttls"
    if production and not host:
        raise WrongEnvironment(
            "MOTCUA_MAIL_HOST phải là máy chủ thư của tỉnh, hoặc off: khi đó tin nhắn chờ đến lúc có máy chủ thư."
        )
    if security not in MAIL_PORTS:
        raise WrongEnvironment("MOTCUA_MAIL_SECURITY phải là tls, starttls hoặc none.")
    if production and security == "none" and host not in THIS_MACHINE:
        raise WrongEnvironment("MOTCUA_MAIL_SECURITY=none chỉ dùng được với máy chủ thư trên chính máy này.")
    port = given["MOTCUA_MAIL_PORT"] or str(MAIL_PORTS[security])
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= LAST_PORT):
        raise WrongEnvironment("MOTCUA_MAIL_PORT phải là số cổng của máy chủ thư.")
    sender = given["MOTCUA_MAIL_FROM"]
    if host and host != MAIL_OFF and not MAILBOX.fullmatch(sender):
        raise WrongEnvironment("MOTCUA_MAIL_FROM phải là địa chỉ thư của cơ quan gửi, ví dụ mot-cua@camau.gov.vn.")
    return Mail(
        host=host,
        port=int(port),
        user=given["MOTCUA_MAIL_USER"],
        password=given["MOTCUA_MAIL_PASSWORD"],
        security=security,
        sender=sender,
    )


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
        mail=_mail(production=production),
    )
