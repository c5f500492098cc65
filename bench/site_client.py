"""An officer's browser without a screen: signs in, keeps cookies, sends forms. For measurements only."""

import html
import http.client
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

TAG = re.compile(r"<(input|button)\b[^>]*>")
ERROR = re.compile(r'govuk-error-summary__list">(.*?)</ul>', re.DOTALL)
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
UNREACHABLE = (OSError, http.client.HTTPException)
"""What a request raises while the site is down or dies under it."""


@dataclass(frozen=True)
class Page:
    """What came back: status, the address at the end of all redirects, the text."""

    status: int
    address: str
    text: str

    def tags(self) -> list[dict[str, str]]:
        """Return the inputs and buttons of the page as their attributes."""
        return [
            {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag.group(0))}
            for tag in TAG.finditer(self.text)
        ]

    def value(self, name: str) -> str:
        """Return the value of the first input of that name."""
        return next(tag.get("value", "") for tag in self.tags() if tag.get("name") == name)

    def sentence(self) -> str:
        """Return the first sentence with which the page refuses, bare; empty where it does not."""
        found = ERROR.search(self.text)
        return html.unescape(re.sub(r"<[^>]*>", "", found.group(1))).strip() if found else ""


class _LastStop(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirect: where it leads is the answer."""


@dataclass
class Officer:
    """One signed-in officer at one browser; `base` is the site's address without a slash at its end."""

    base: str
    login: str
    patience: float = 30.0
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _LastStop())

    def sign_in(self) -> None:
        """Sign in by the account list of demo mode."""
        self.get("/dang-nhap")
        answer = self.post("/dang-nhap", [("demo_login", self.login)])
        assert answer.status == 302, answer.status

    def get(self, path: str) -> Page:
        """Fetch a page."""
        return self._open(urllib.request.Request(self.base + path))

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        """Send a form with the cookie's token."""
        token = next((cookie.value for cookie in self.jar if cookie.name == "csrftoken"), "") or ""
        body = urllib.parse.urlencode([*fields, ("csrfmiddlewaretoken", token)]).encode()
        return self._open(urllib.request.Request(self.base + path, body, {"Referer": self.base + path}))

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self.opener.open(request, timeout=self.patience) as answer:
                return Page(answer.status, answer.url, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.headers.get("Location", ""), error.read().decode())


@dataclass(frozen=True)
class ReceptionForm:
    """The form of one procedure and case as a desk would send it, all papers brought."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def drawn(cls, officer: Officer, procedure: str, case: int = 1) -> "ReceptionForm":
        """Draw the form once, as the page does, and tick every paper."""
        wanted = [("thu_tuc", procedure), ("truong_hop", str(case)), ("cach_nop", "counter"), ("tra", "desk")]
        page = officer.post("/lam-viec/tiep-nhan", [*wanted, ("lam", "lai")])
        papers = [("co", tag["value"]) for tag in page.tags() if tag.get("name") == "co"]
        return cls((*wanted, ("ban", page.value("ban")), *papers))

    def for_person(self, number: int, key: str) -> list[tuple[str, str]]:
        """Fill in an invented person; the same number is the same person."""
        return [
            *self.fields,
            ("key", key),
            ("so_dinh_danh", f"0961{number % 90 + 10:02d}{number % 1_000_000:06d}"),
            ("loai", "citizen"),
            ("ho_ten", "Người Đo Tải"),
            ("dien_thoai", ""),
            ("thu_dien_tu", f"nguoi-{number}@dan.example"),
            ("dia_chi", "Khóm 1"),
        ]
