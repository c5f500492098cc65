"""What is asked of every public route: several addresses where one would not tell, and in which state of the process."""

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from public_client import TOKEN, Ask

EVERYDAY = (
    "làm giấy khai sinh",
    "xin sổ đỏ",
    "báo tử",
    "sao y bản chính",
    "nhập hộ khẩu",
    "mở quán ăn cần giấy gì",
    "cưới vợ người nước ngoài",
)
BARE = (
    "dang ky khai sinh",
    "cap lai can cuoc",
    "giay phep xay dung",
    "tro cap nguoi cao tuoi",
    "chuyen nhuong dat",
    "lap ho kinh doanh",
)
SLIPS = (
    "ddang ky ket hon",
    "giay khia sinh",
    "xin xac nhan doc than",
    "gpxd nha o",
    "bao hiem y te cho tre",
    "chung thuc chu ki",
)
WHOLE = (
    "Vợ tôi sinh con trai ở bệnh viện tỉnh hôm qua, tôi phải ra đâu làm giấy khai sinh cho cháu và mất bao nhiêu tiền?",
    "Cha tôi mất tháng trước để lại miếng đất, anh em tôi muốn sang tên thì cần giấy tờ gì và nộp ở xã hay ở tỉnh vậy?",
)
NOTHING = ("mua vé máy bay đi chơi tết", "kết quả bóng đá tối qua", "thời tiết ngày mai", "giá vàng hôm nay")
BAD = ("a" * 10_000, "khai sinh " * 1_000, "' OR 1=1; DROP TABLE dossiers_dossier; --", "<script>alert(1)</script> khai sinh",
       unicodedata.normalize("NFD", "đăng ký khai sinh"))  # fmt: skip
TYPED = "đăng ký khai sinh cho con"


@dataclass(frozen=True)
class Row:
    """One row of the table: the public routes it stands for, what is asked in turn, which status is right.

    `fresh`: before each request what was counted for everybody is forgotten, as after its minute. `once`: each is asked
    for the first time in the process, without warming up, and no oftener than there are addresses. `most`: no oftener, for
    what takes seconds.
    """

    name: str
    routes: tuple[str, ...]
    asks: tuple[Ask, ...]
    status: int = 200
    fresh: bool = False
    once: bool = False
    most: int = 1_000


@dataclass(frozen=True)
class Known:
    """What there is to ask for in a province."""

    loaded: dict[str, Any]
    real: str
    codes: Sequence[str]
    heaviest: str
    at_communes: Sequence[str]
    fields: Sequence[str]
    desks: Sequence[str]
    units: Sequence[str]
    letters: Sequence[str]
    dossiers: Sequence[str]
    year: int
    day: str
    has_edition: bool


def known(loaded: dict[str, Any], real: str, now: datetime) -> Known:
    """Look into the province for what can be asked for."""
    from django.conf import settings
    from django.db.models import TextField
    from django.db.models.functions import Length
    from django.db.models.functions.comparison import Cast

    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.flows import api as flows
    from motcua.domain.organisation import api as organisation
    from motcua.domain.procedures.models import PublishedVersion, ShortAddress
    from motcua.domain.reports import api as reports

    now_published = PublishedVersion.objects.filter(period__contains=now).order_by("procedure__code")
    span = flows.span()
    codes = list(now_published.values_list("procedure__code", flat=True))
    largest = now_published.annotate(size=Length(Cast("content", TextField()))).order_by("-size")
    of_communes = now_published.filter(content__competent__kind="commune_of_desk")
    fields = Counter(now_published.values_list("content__field", flat=True))
    dossiers = Dossier.objects.order_by("id")
    many = dossiers.count()
    return Known(
        loaded=loaded, real=real, codes=_spread(codes, 400), heaviest=largest.values_list("procedure__code", flat=True)[0],
        at_communes=_spread(list(of_communes.values_list("procedure__code", flat=True)), 200),
        fields=[field for field, _ in fields.most_common(20)],
        desks=[one.code for one in organisation.one_stop_desks(now.date())],
        units=[one.code for one in organisation.units(now.date())],
        letters=_spread(list(ShortAddress.objects.order_by("id").values_list("letters", flat=True)), 100),
        dossiers=[dossiers.values_list("code", flat=True)[place] for place in range(many // 120, many, max(1, many // 60))],
        year=min(span[0].year + 2, now.year) if span else now.year,
        day=(now.date().replace(day=1) - timedelta(days=1)).isoformat(),
        has_edition=reports.newest_edition(settings.ENVIRONMENT.data / reports.FOLDER) is not None,
    )  # fmt: skip


def _spread(ones: Sequence[Any], many: int) -> list[Any]:
    return list(islice(ones, 0, None, max(1, len(ones) // many)))[:many]


def rows(there: Known) -> list[Row]:
    """Return all rows, those that must meet an untouched process first."""
    return [
        *_procedures(there),
        *_searches(there),
        *_units(there),
        *_following(there),
        *_results(there),
        *_others(there),
    ]


def _asks(*paths: str, **same: Any) -> tuple[Ask, ...]:
    return tuple(Ask(path, **same) for path in paths)


def _procedures(there: Known) -> list[Row]:
    one, at_desk = ("thu-tuc/<str:code>",), ("thu-tuc/<str:code>/<str:unit>",)
    pages = [f"/thu-tuc/{code}" for code in there.codes]
    at_desks = [
        f"/thu-tuc/{code}/{there.desks[place % len(there.desks)]}" for place, code in enumerate(there.at_communes)
    ]
    return [
        Row("procedure, each for the first time", one, _asks(*pages[:200]), once=True),
        Row("procedure, 50 in turn", one, _asks(*pages[:50])),
        Row("procedure, the largest", one, _asks(f"/thu-tuc/{there.heaviest}")),
        Row("procedure, unknown", one, _asks("/thu-tuc/9.999999", "/thu-tuc/khong-co"), status=404),
        Row("procedure at a desk, 50 in turn", at_desk, _asks(*at_desks[:50])),
    ]


def _searches(there: Known) -> list[Row]:
    route = ("thu-tuc",)

    def row(name: str, asked: Sequence[str]) -> Row:
        return Row(name, route, _asks(*(f"/thu-tuc?q={quote_plus(one)}" for one in asked)))

    found = [
        row("search: everyday words", EVERYDAY), row("search: no marks", BARE), row("search: slips", SLIPS),
        row("search: whole questions", WHOLE), row("search: nothing found", NOTHING), row("search: long, SQL, HTML, NFD", BAD),
    ]  # fmt: skip
    if there.real:
        lines = (Path(there.real) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        found.append(row("search: people's questions", [json.loads(line)["query"] for line in lines]))
    typed = [TYPED[:length] for length in range(2, len(TYPED) + 1)]
    return [
        Row("fields", ("thu-tuc", ""), _asks("/thu-tuc")),
        Row("one field, 20 in turn", route, _asks(*(f"/thu-tuc?linh-vuc={quote_plus(one)}" for one in there.fields))),
        *found,
        Row("suggestions, letter by letter", ("goi-y-thu-tuc",), _asks(*(f"/goi-y-thu-tuc?q={quote_plus(one)}" for one in typed))),
    ]  # fmt: skip


def _units(there: Known) -> list[Row]:
    one = ("don-vi/<str:code>",)
    pages = _asks(*(f"/don-vi/{code}" for code in there.units))
    return [
        Row("units", ("don-vi",), _asks("/don-vi", "/don-vi?tim=tan+thanh")),
        Row("a unit, all in turn", one, pages),
        Row("a unit, again", one, pages[len(pages) // 2 : len(pages) // 2 + 3]),
        Row("a unit, counted anew", one, pages, fresh=True),
        Row("a unit, unknown", one, _asks("/don-vi/H99"), status=404),
        Row("life events", ("viec",), _asks("/viec")),
        Row("a life event", ("viec/<str:slug>",), _asks(*(f"/viec/{slug}" for slug in _events()))),
        Row("board on a screen", ("bang/<str:number>",), _asks(*(f"/bang/{one}" for one in there.loaded["boards"][:1]))),
        Row("board of the largest field", ("bang/<str:number>",), _asks(*(f"/bang/{one}" for one in there.loaded["boards"][-1:]))),
        Row("short address", ("q/<str:letters>", "Q/<str:letters>"), _asks(*(f"/q/{one}" for one in there.letters)), status=302),
    ]  # fmt: skip


def _events() -> list[str]:
    from motcua.domain.procedures import api as procedures

    return [one.slug for one in procedures.life_events()]


def _following(there: Known) -> list[Row]:
    of_code, keys = "theo-doi/<str:code>", there.loaded["keys"]
    of_many = _asks(*(f"/theo-doi/{code}" for code in there.dossiers))
    with_key = tuple(Ask(f"/theo-doi/{code}", form=f"ma-xem={keys[code]}") for code in keys)
    wrong = tuple(Ask(f"/theo-doi/{code}", form="ma-xem=ACDE3467") for code in keys)
    acts = ("dong", "xin-rut", "thoi-xin-rut", "danh-gia", "nhan-tin")
    forms = tuple(Ask(f"/theo-doi/{there.dossiers[0]}/{act}", form="x=1") for act in acts)
    return [
        Row("follow", ("theo-doi",), _asks("/theo-doi")),
        Row("follow: a code is typed", ("theo-doi",), _asks(*(f"/theo-doi?ma={code}" for code in there.dossiers)), status=302),
        Row("follow by code, 60 in turn", (of_code,), of_many),
        Row("follow, unknown code", (of_code,), _asks("/theo-doi/H12.14-000000-0000"), status=404),
        Row("follow: the right key", (of_code,), with_key, status=302),
        Row("follow: a wrong key", (of_code,), wrong, status=403),
        Row("follow: forms without the key", tuple(f"{of_code}/{act}" for act in acts), forms, status=302),
        Row("follow: a paper without the key", (f"{of_code}/giay/<int:paper_id>.pdf",),
            _asks(f"/theo-doi/{there.dossiers[0]}/giay/1.pdf"), status=302),
        Row("rating by a link", ("danh-gia/<str:token>",), _asks(*(f"/danh-gia/{one}" for one in there.loaded["links"]))),
        Row("rating, thanks", ("danh-gia/cam-on",), _asks("/danh-gia/cam-on")),
        Row("rating device, unknown", ("may-danh-gia/<str:token>",), _asks("/may-danh-gia/khong-co"), status=404),
    ]  # fmt: skip


def opened(there: Known, phone: Any) -> Row:
    """Return the row of the pages that the receipt's key opens, after the key was typed."""
    asks = []
    for code, key in there.loaded["keys"].items():
        kept = phone.ask(Ask(f"/theo-doi/{code}", form=f"ma-xem={key}")).headers["Set-Cookie"].partition(";")[0]
        asks.append(Ask(f"/theo-doi/{code}", cookie=kept))
    return Row("follow, opened by the key", ("theo-doi/<str:code>",), tuple(asks))


def _results(there: Known) -> list[Row]:
    files = {
        "ket-qua/theo-thang.csv": "theo-thang.csv", "ket-qua/xin-loi.csv": "xin-loi.csv", "ket-qua/hai-long.csv": "hai-long.csv",
        "ket-qua/rut-ngan-<str:day>.csv": f"rut-ngan-{there.day}.csv", "ket-qua/truc-tuyen-<str:day>.csv": f"truc-tuyen-{there.day}.csv",
    }  # fmt: skip
    pages = {"results": "/ket-qua", "results of a past year": f"/ket-qua?nam={there.year}"}
    found = [Row(name, ("ket-qua",), _asks(path)) for name, path in pages.items()]
    found += [Row(f"{name}, counted anew", ("ket-qua",), _asks(path), fresh=True) for name, path in pages.items()]
    found.append(Row("results: how they are counted", ("ket-qua/cach-tinh",), _asks("/ket-qua/cach-tinh")))
    for route, file in files.items():
        name = file.replace(f"-{there.day}", "")
        found.append(Row(f"rows: {name}", (route,), _asks(f"/ket-qua/{file}")))
        found.append(Row(f"rows: {name}, counted anew", (route,), _asks(f"/ket-qua/{file}"), fresh=True, most=3))
    return found


def _others(there: Known) -> list[Row]:
    edition = ("du-lieu-mo/<str:file>",)
    token = f"next=%2Fthu-tuc&language=en&csrfmiddlewaretoken={TOKEN}"
    return [
        Row("open data", ("du-lieu-mo",), _asks("/du-lieu-mo")),
        Row("open data: a dictionary", ("du-lieu-mo/<str:name>/tu-dien",), _asks("/du-lieu-mo/thu-tuc/tu-dien")),
        Row("open data: the list of files", edition, _asks("/du-lieu-mo/datapackage.json"),
            status=200 if there.has_edition else 404),
        Row("statement of accessibility", ("tiep-can",), _asks("/tiep-can")),
        Row("offline", ("ngoai-tuyen",), _asks("/ngoai-tuyen")),
        Row("manifest", ("manifest.webmanifest",), _asks("/manifest.webmanifest")),
        Row("service worker", ("sw.js",), _asks("/sw.js")),
        Row("sign-in", ("dang-nhap",), _asks("/dang-nhap")),
        Row("sign-out", ("dang-xuat",), (Ask("/dang-xuat", form=token, cookie=f"csrftoken={TOKEN}"),), status=302),
        Row("language", ("ngon-ngu",), (Ask("/ngon-ngu", form=token),), status=302),
        Row("live", ("live",), _asks("/live")),
        Row("ready", ("ready",), _asks("/ready")),
        Row("metrics", ("metrics",), _asks("/metrics", headers=(("Authorization", f"Bearer {there.loaded['token']}"),))),
    ]  # fmt: skip
