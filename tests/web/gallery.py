"""Pages made of the shared templates with invented content, for looking at and for the tests of the scripts.

Run as a script it serves them on a free port until Ctrl+C, or writes pictures of all pages into a folder:
    .venv/bin/python tests/web/gallery.py
    .venv/bin/python tests/web/gallery.py FOLDER
Needs no database. Names and figures are invented.
"""

import json
import mimetypes
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "src" / "motcua" / "assets" / "pages"
PAGES = Path(__file__).resolve().parent / "gallery_pages"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

UNIT = "Trung tâm Phục vụ hành chính công phường Tân Thành"
ME = {"login": "viet", "name": "Trần Quốc Việt", "position": "Chuyên viên"}
NAV = [
    {"href": "/viec", "label": "Việc của tôi", "count": 38, "current": True},
    {"href": "/kiem-tra", "label": "Chờ kiểm tra", "count": 12},
    {"href": "/tiep-nhan", "label": "Tiếp nhận", "key": "F2"},
    {"href": "/tra", "label": "Trả kết quả", "count": 9},
    {"href": "/tra-cuu", "label": "Tra cứu"},
    {"href": "/dieu-hanh", "label": "Điều hành"},
]
KEYS = [
    ("F2", "Tiếp nhận mới"),
    ("F4", "Tìm"),
    ("↑|↓", "Chọn hàng"),
    ("Enter", "Mở"),
    ("Dấu cách", "Đánh dấu"),
    ("F9", "Việc chính"),
    ("⇧ F9", "Việc khác"),
    ("Esc", "Quay lại"),
]
DESK: dict[str, Any] = {
    "unit_name": UNIT,
    "me": ME,
    "nav": NAV,
    "keys": KEYS,
    "search_url": "/tim",
    "sign_out_url": "/ra",
}
CITIZEN: dict[str, Any] = {
    "province_name": "Cà Mau",
    "nav": [{"href": "/thu-tuc", "label": "Tìm thủ tục"}, {"href": "/ket-qua", "label": "Kết quả", "current": True}],
}


def _row(code: str, person: str, work: str, step: str, due: str, at: str, used: int, done: int, tone: str = "") -> dict:
    acts = "trinh-ky chuyen" if step.startswith("Bước 4") else "chuyen"
    return {"code": code, "person": person, "work": work, "step": step, "due": due, "at": at, "used": used, "done": done,
            "tone": tone, "acts": acts}  # fmt: skip


GROUPS = [
    ("Quá hạn", "late", 1, [
        _row("H12.14-261117-0009", "Võ Thị Bảy", "Cấp lại Giấy chứng nhận đăng ký hộ kinh doanh",
             "Bước 3, Thụ lý. Chưa có phiếu xin lỗi", "Trễ 1 ngày 1 giờ 50 phút", "10:30, thứ Sáu 20/11", 141, 40, "late"),
    ]),
    ("Nguy cơ trễ", "risk", 2, [
        _row("H12.14-261118-0022", "Lâm Quốc Thái", "Đăng ký thành lập hộ kinh doanh", "Bước 3, Thụ lý. Chưa ai nhận",
             "Còn 2 giờ 20 phút", "16:40, hôm nay", 90, 15, "risk"),
        _row("H12.14-261116-0012", "Đoàn Minh Khang", "Đính chính Giấy chứng nhận đã cấp lần đầu có sai sót",
             "Bước 3, Thụ lý. Bước này quá 3 giờ 05 phút", "Còn 2 ngày 4 giờ 55 phút", "09:15, thứ Sáu 27/11", 67, 13, "risk"),
    ]),
    ("Trong hạn", "", 29, [
        _row("H12.14-261118-0016", "Thạch Sơn", "Tạm ngừng kinh doanh, tiếp tục kinh doanh trước thời hạn đã thông báo"
             " của hộ kinh doanh", "Bước 4, Soạn kết quả", "Còn 1 giờ 40 phút", "16:00, hôm nay", 93, 80),
        _row("H12.14-261119-0003", "Danh Thị Sà Rương", "Chấm dứt hoạt động hộ kinh doanh", "Bước 4, Soạn kết quả",
             "Còn 3 giờ 50 phút", "08:10, thứ Tư 25/11", 84, 75),
        _row("H12.14-261120-0011", "Trịnh Ngọc Hân", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", "Bước 3, Thụ lý",
             "Còn 2 ngày 1 giờ 10 phút", "15:30, thứ Năm 26/11", 28, 15),
    ]),
]  # fmt: skip

_WEEK = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu")
DAYS = [
    {"label": f"{16 + at}/11", "counted": "5 giờ 45" if at == 0 else "8 giờ", "caption": name, "used": 100}
    for at, name in enumerate(_WEEK)
] + [
    {"label": "21–22", "counted": "nghỉ", "caption": "cuối tuần", "off": True},
    {"label": "23/11", "counted": "8 giờ", "caption": "hôm nay", "now": True, "used": 67},
    {"label": "24/11", "counted": "nghỉ lễ", "caption": "thứ Ba", "off": True},
    {"label": "25/11", "counted": "8 giờ", "caption": "thứ Tư"},
    {"label": "26/11", "counted": "8 giờ", "caption": "thứ Năm"},
    {"label": "27/11", "counted": "2 giờ 15", "caption": "hẹn trả", "end": True},
]
STEPS = [
    {"label": "Tiếp nhận hồ sơ", "state": "done", "lines": ["Một cửa, 0,5 ngày", "Kim Ngân, 09:15 đến 10:05 ngày 16/11"]},
    {"label": "Phân công", "state": "done", "lines": ["Lãnh đạo phòng, 0,5 ngày", "Lê Hoàng Phúc, xong 08:10 ngày 17/11"]},
    {"label": "Thụ lý, kiểm tra hồ sơ gốc", "state": "here", "lines": ["Trần Quốc Việt, 4 ngày"],
     "warning": "Phải xong trước 09:15 hôm nay, quá 3 giờ 05 phút"},
    {"label": "Lấy ý kiến Chi nhánh Văn phòng đăng ký đất đai", "state": "next", "lines": ["1,5 ngày, không dừng đồng hồ"]},
    {"label": "Ký duyệt", "state": "next", "lines": ["Phó Chủ tịch UBND phường, 1 ngày"]},
    {"label": "Trả kết quả", "state": "next", "lines": ["Một cửa, 0,5 ngày. Về quầy trước 15:15, 26/11"]},
]  # fmt: skip
ACTS = [
    {"label": "Yêu cầu bổ sung", "href": "/bo-sung"},
    {"label": "Chuyển người khác", "href": "/chuyen"},
    {"label": "Dừng, chờ ý kiến cơ quan khác", "href": "/dung"},
]
ACCOUNTS = [
    {"login": "ngan", "name": "Nguyễn Thị Kim Ngân", "position": "Cán bộ một cửa, Quầy 3", "unit": UNIT},
    {"login": "viet", "name": "Trần Quốc Việt", "position": "Chuyên viên", "unit": "Phòng Kinh tế, Hạ tầng và Đô thị phường Tân Thành"},
    {"login": "nghia", "name": "Phạm Hữu Nghĩa", "position": "Giám đốc", "unit": UNIT},
    {"login": "duong", "name": "Đặng Thùy Dương", "position": "Chuyên viên công bố thủ tục", "unit": "Sở Tư pháp tỉnh Cà Mau"},
]  # fmt: skip
FACTS = [
    ("Lệ phí", "50.000 đồng, thu khi nhận hồ sơ", "Theo nghị quyết của HĐND tỉnh"),
    ("Giải quyết", "Phòng Kinh tế, Hạ tầng và Đô thị phường Tân Thành"),
    ("Mã hồ sơ", "Cấp khi tiếp nhận"),
]
SUGGESTIONS = [
    ("1.001612", "Đăng ký thành lập hộ kinh doanh", "cấp xã, 1.001612"),
    ("2.000720", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", "cấp xã, 2.000720"),
]
ERRORS = [
    {"field": "so-dinh-danh", "text": "Số định danh có 12 chữ số; mới nhập 11."},
    {"text": "Chưa chọn trường hợp."},
]


class Said(str):
    """A message of the act before, with Django's word for its kind."""

    __slots__ = ()
    tags = "success"


SAID: dict[str, Any] = {"messages": [Said("Đã trả lại hồ sơ H12.14-261123-0007 cho bà Lâm Thị Mộng Tuyền.")], "is_demo": True,
                        "set_clock": "14 giờ 20, thứ Hai 23/11/2026", "position_url": "/vi-tri",
                        "me": ME | {"positions": [{"unit": "H12.14", "label": "Chuyên viên, Phòng Kinh tế", "current": True},
                                                  {"unit": "H12.15", "label": "Ủy viên, Tổ kiểm tra", "current": False}]}}  # fmt: skip

# address: template, context
GALLERY: dict[str, tuple[str, dict[str, Any]]] = {
    "viec": ("inbox.html", DESK | {"groups": GROUPS, "acts": ACTS}),
    "tiep-nhan": ("reception.html", DESK | {"facts": FACTS, "acts": ACTS[:1]}),
    "ho-so": ("dossier.html", DESK | {"days": DAYS, "steps": STEPS, "acts": ACTS}),
    "kiem-tra": ("queue.html", DESK | {"acts": ACTS[:1]}),
    "dieu-hanh": ("board.html", DESK),
    "cong-bo": ("publish.html", DESK | {"acts": ACTS[:1]}),
    "thu-tuc": ("procedure.html", CITIZEN),
    "theo-doi": ("tracking.html", CITIZEN | {"steps": STEPS[:3]}),
    "trang-thai": ("states.html", DESK | SAID | {"errors": ERRORS}),
    "dang-nhap": ("site/sign_in.html", CITIZEN | {"demo_accounts": ACCOUNTS}),
    "dang-nhap-khoa": ("site/sign_in.html", CITIZEN | {"login": "viet", "locked_until": "14 giờ 35"}),
    "dang-nhap-sai": (
        "site/sign_in.html",
        CITIZEN | {"login": "viet", "errors": [{"field": "password", "text": "Tên hoặc mật khẩu chưa đúng. Còn thử được 4 lần."}]},
    ),
    "khong-quyen": ("site/no_right.html", DESK | {"for_dossier": True, "rights": ["chuyên viên, Phòng Kinh tế, đến 30/6/2027"]}),
    "khong-quyen-trang": ("site/no_right.html", DESK | {"needed": "công bố thủ tục", "rights": []}),
    **{f"loi-{status}": ("site/error.html", CITIZEN | {"status": status, "short_code": "K7Q2-1419"})
       for status in (400, 403, 404, 500, 503)},
}  # fmt: skip


def render(name: str) -> str:
    """Return one page of the gallery as HTML."""
    from django.template import engines

    template, context = GALLERY[name]
    engine = engines["django"]
    own = PAGES / template
    made = engine.from_string(own.read_text()) if own.exists() else engine.get_template(template)
    return made.render(dict(context))


def suggestions(query: str) -> str:
    """Return the options for a typed text, as a page's view would."""
    found = [] if "khong" in query else SUGGESTIONS
    return "".join(
        f'<li role="option" data-value="{code}" data-label="{name}"><span>{name}</span><small>{hint}</small></li>'
        for code, name, hint in found
    )


class Handler(BaseHTTPRequestHandler):
    """Answers with gallery pages, assets, suggestions, a slip that follows them, and counts what is posted."""

    posted: list[str]
    delay = 0.0

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        name, query = address.path.strip("/"), parse_qs(address.query)
        if name.startswith("tinh/"):
            return self._asset(name.removeprefix("tinh/"))
        if name == "goi-y":
            return self._send(suggestions(query["q"][0]))
        if name == "so-lieu":
            return self._send('<dl class="mc-sheet" id="so-lieu"><dt>Tiếp nhận</dt><dd><a href="#1">95</a></dd></dl>')
        if name == "sw.js":
            return self._send("", 200, "text/javascript")
        if name == "phieu":
            return self._send(f'<div id="phieu"><p>Theo {query["thu_tuc"][0]}</p></div>')
        if name in GALLERY:
            return self._send(render(name))
        return self._send(render("loi-404"), 404)

    def do_POST(self) -> None:
        self.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        failing = "hong" in self.path
        self._send(render("loi-503" if failing else "viec"), 503 if failing else 200)

    def _asset(self, name: str) -> None:
        path = ASSETS / name
        if path.parent != ASSETS or not path.exists():
            return self._send("", 404)
        return self._send(path.read_bytes(), 200, mimetypes.guess_type(name)[0] or "application/octet-stream")

    def _send(self, body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8") -> None:
        content = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[tuple[str, list[str]]]:
    """Serve the gallery on a free port; give its address and the list of what was posted."""
    posted: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Serving", (Handler,), {"posted": posted}))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", posted
    finally:
        server.shutdown()
        server.server_close()


def browser_path() -> str | None:
    """Return the browser installed on this machine, if any."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _without_database() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()


def _look(act: Callable[[Any, str], None]) -> None:
    from playwright.sync_api import sync_playwright

    with serving() as (address, _), sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        act(browser, address)
        browser.close()


def take_pictures(folder: Path, names: list[str]) -> None:
    """Write a picture of each page at 390, 1280 and (for overflow) 320 pixels; report what scrolls sideways or is refused."""
    folder.mkdir(parents=True, exist_ok=True)

    def act(browser: Any, address: str) -> None:
        for width in (390, 1280, 320):
            page = browser.new_page(viewport={"width": width, "height": 900 if width > 400 else 844})
            page.on("console", lambda message: print("console:", message.text))
            page.on("pageerror", lambda error: print("error:", error))
            for name in names:
                page.goto(f"{address}/{name}")
                page.wait_for_load_state("networkidle")
                page.evaluate("document.fonts.ready")
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    print(json.dumps({"page": name, "width": width, "scrolls sideways by": over}))
                if width != 320:
                    page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
            page.close()

    _look(act)


if __name__ == "__main__":
    _without_database()
    if len(sys.argv) > 1:
        take_pictures(Path(sys.argv[1]), sys.argv[2:] or list(GALLERY))
    else:
        with serving() as (address, _):
            print(address, flush=True)
            threading.Event().wait()
