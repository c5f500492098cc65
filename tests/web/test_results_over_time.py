"""Everybody's figures month by month: charts beside tables, satisfaction, and rows from which anybody counts them again."""

import csv
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from threading import Event
from weakref import ref

import pytest
from desk_pages import set_clock, text_of
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.dossiers.models import Dossier
from motcua.domain.flows import api as flows
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import a_publisher
from motcua.domain.surveys import api as surveys
from motcua.entrypoints.web.citizen import presenting_charts as charts
from motcua.entrypoints.web.citizen.pace import FILES
from motcua.entrypoints.web.keeping import RESULTS, Kept

PAGE = "/ket-qua"
AT = testing.RECEIVED_AT
LATER = AT + timedelta(days=40)
TODAY = LATER.date().isoformat()
ANSWERS = (5, 4, 5, 4, 1)


def rate(staff, code: str, level: int, at) -> None:
    token = surveys.invite(code, by=staff.reception, at=at).token
    sender = surveys.Sender(place=f"203.0.113.{level}", browser=f"Điện thoại mẫu {level}")
    surveys.rate_by_link(token, surveys.Answer(level), sender=sender, at=at + timedelta(minutes=5))


@pytest.fixture
def province(settings):
    """Settled in two months, one of them late with no letter; five people answered; the time of a procedure was cut in between."""
    staff = testing.a_staffed_province()
    facts = procedures.DecisionFacts("MẪU-01/QĐ-UBND", AT.date(), "Rút ngắn (mẫu)", "Căn cứ mẫu", is_sample=True)
    for after, level in zip(
        (*(timedelta(hours=2, minutes=n) for n in range(4)), timedelta(days=30)), ANSWERS, strict=True
    ):
        code = testing.a_dossier(staff, at=AT, person=testing.KNOWN_PERSON)
        testing.carry_to_ready(staff, code, at=AT + after)
        rate(staff, code, level, AT + after)
    testing.carry_to_ready(staff, testing.a_dossier(staff, at=AT), at=AT + timedelta(hours=4))
    cut = procedures.Setting("1.001193", "committed", {"amount": "3", "unit": "working_day"})
    online = procedures.Setting("1.001193", "online_level", {"old": 4, "extent": "full"})
    procedures.decide(facts, [cut, online], by=a_publisher(), at=AT + timedelta(days=29))
    dossiers.sweep(at=LATER)
    flows.fold_news(at=LATER)
    set_clock(settings, LATER)
    return staff


def rows_of(name: str) -> list[dict[str, str]]:
    text = Client().get(f"{PAGE}/{name}.csv").content.decode()
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def added(rows: list[dict[str, str]]) -> Counter[str]:
    return sum(
        (Counter({name: int(value) for name, value in row.items() if value.isdecimal()}) for row in rows), Counter()
    )


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_every_figure_of_the_article_with_date_rule_rows_and_how_to_recount(province):
    answer = Client().get(PAGE)
    page, shown = answer.content.decode(), text_of(answer)

    for words in (
        "Tháng 11 5 0 100,00 % Tháng 12 1 1 0,00 %",
        "0/1 hồ sơ trễ hẹn trong kỳ đã có phiếu xin lỗi ký",
        "1/1 thủ tục đang công bố ngày 13/12/2026 hẹn sớm hơn quy định",
        "30/11 0 1 0,00 % – 13/12 1 1 100,00 % 40,00 %",
        "80,00 % hài lòng, 4/5 đánh giá",
        "khoảng tin cậy 95 %: 37,55 đến 96,38 %",
        "83,33 % có trả lời: 5/6 hồ sơ có kết quả",
        "Cấp xã 6 5 83,33 % 40,0 % 40,0 % 20,0 % 80,00 %",
        "Bình thường → Không hài lòng",
    ):
        assert words in shown.replace("\xa0", " ")
    assert (
        shown.count("Tính đến ") == shown.count("tự đếm lại") == len(re.findall(r"cach-tinh\?nam=2026#dem-", page)) == 6
    )
    for address in set(re.findall(r'href="(/ket-qua/[^"#]+)', page)):
        assert Client().get(address.replace("&amp;", "&")).status_code == 200, address


@pytest.mark.django_db(transaction=True)
def test_every_chart_is_named_told_in_words_and_stands_beside_its_table(province):
    page = Client().get(PAGE).content.decode()

    drawn = re.findall(r'<svg [^>]*role="img" aria-labelledby="(\S+) (\S+)"', page)
    assert len(drawn) == 5  # four over time, one level of agencies
    for name, text in drawn:
        assert re.search(rf'<title id="{name}">[^<]+</title><desc id="{text}">[^<]+</desc>', page)
    assert len(re.findall(r'mc-beside">\s*<figure.*?</figure>\s*<table', page, re.DOTALL)) == 4
    assert "style=" not in page.partition("<main")[2]


@pytest.mark.django_db(transaction=True)
def test_anybody_counts_letters_and_satisfaction_again_from_the_open_rows(province):
    letters, said = added(rows_of("xin-loi")), rows_of("hai-long")
    total = added(said)
    answers = {level: total[f"answers_{level}"] for level in (5, 4, 3, 2, 1)}
    day = LATER.date()
    counted = surveys.satisfaction(day.replace(month=1, day=1), day, as_of=day, by=surveys.By.LEVEL).total

    assert (letters["late"], letters["with_letter"]) == (1, 0)
    # December has one answer, November four: neither month is told alone.
    assert [(row["month"], row["level"], row["settled"], row["answered"]) for row in said] == [
        ("2026", "commune", "6", "5")
    ]
    assert (total["settled"], sum(answers.values())) == (counted.settled, counted.answered) == (6, 5)
    assert {level: number for level, number in answers.items() if number} == Counter(ANSWERS)


@pytest.mark.django_db(transaction=True)
def test_anybody_counts_cut_times_and_online_services_again_from_the_open_rows(province):
    for day, cut in (("2026-11-30", 0), (TODAY, 1)):
        rows = rows_of(f"rut-ngan-{day}")
        orders = {code: {row["order"] for row in rows if row["code"] == code} for code in {row["code"] for row in rows}}
        assert len(orders) == 1
        assert sum("shorter" in found and "longer" not in found for found in orders.values()) == cut
    assert {row["decision_number"] for row in rows} == {"MẪU-01/QĐ-UBND"}

    services = rows_of(f"truc-tuyen-{TODAY}")
    report = procedures.online_report(LATER.date(), procedures.GroupBy.AGENCY).total
    assert services
    assert Counter(row["extent"] for row in services) == Counter(report.by_extent) - Counter()


@pytest.mark.django_db(transaction=True)
def test_the_catalogue_over_time_is_that_of_the_reports_of_each_day(province):
    days = [LATER.date().replace(month=10, day=31), LATER.date().replace(month=11, day=30), LATER.date()]

    for one in procedures.catalogue_on(days):
        assert one.cuts == procedures.cut_report(one.on, procedures.GroupBy.AGENCY).total
        report = procedures.online_report(one.on, procedures.GroupBy.FIELD)
        assert (one.online, one.law) == (report.total, report.law)
    procedures.expire(code="1.001193", by=a_publisher(), at=LATER)
    after = procedures.catalogue_on(days)[-1].cuts
    assert after == procedures.cut_report(days[-1], procedures.GroupBy.AGENCY).total != one.cuts
    assert procedures.catalogue_on([]) == ()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("day", ["2026-11-29", "2027-01-31", "1999-12-31", "hom-nay", "2026-11-30.csv"])
@pytest.mark.parametrize("what", ["rut-ngan", "truc-tuyen"])
def test_rows_of_a_day_that_no_chart_shows_are_not_made(province, what, day):
    assert Client().get(f"{PAGE}/{what}-{day}.csv").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_rows_name_no_person_no_dossier_and_no_officer(province):
    codes = list(Dossier.objects.values_list("code", flat=True))
    assert len(codes) > len(ANSWERS)
    for name in ("theo-thang", "xin-loi", "hai-long", f"rut-ngan-{TODAY}", f"truc-tuyen-{TODAY}"):
        text = Client().get(f"{PAGE}/{name}.csv").content.decode()
        assert len(text.splitlines()) > 1
        assert testing.told_of_known_person(text) == []
        for known in (*codes, province.handler.login, province.reception.login, "Nguyễn Thị Lan", "203.0.113"):
            assert known not in text


@pytest.mark.django_db(transaction=True)
def test_of_one_procedure_no_open_row_counts_dossiers_which_would_tell_a_commune_s_small_counts(province, monkeypatch):
    """The files of a day name decisions; dossiers by procedure stand only where small ones are put together (ADR 55)."""
    FILES.forget()
    for name in (f"truc-tuyen-{TODAY}", f"rut-ngan-{TODAY}"):
        rows = rows_of(name)
        assert rows
        assert not [column for column in rows[0] if "dossiers" in column]

    monkeypatch.setattr(FILES, "_most", 2)  # counting a whole catalogue takes seconds: no place asks for day after day
    answer = Client().get(f"{PAGE}/truc-tuyen-{TODAY}.csv")
    FILES.forget()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Chờ một phút rồi tải tiếp" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_where_nobody_rated_the_page_says_so(settings):
    staff = testing.a_staffed_province()
    testing.carry_to_ready(staff, testing.a_dossier(staff, at=AT), at=AT + timedelta(hours=2))
    flows.fold_news(at=LATER)
    set_clock(settings, LATER)

    shown = text_of(Client().get(PAGE))

    assert "Chưa có đánh giá nào" in shown
    assert "0/0 hồ sơ trễ hẹn" in shown
    assert "hài lòng, 0/0" not in shown


@pytest.mark.django_db(transaction=True)
def test_the_rules_of_every_figure_are_said_in_both_languages(province):
    said = text_of(Client().get(f"{PAGE}/cach-tinh"))
    browser = Client()
    browser.cookies["language"] = "en"
    english = text_of(browser.get(f"{PAGE}/cach-tinh"))

    assert said.count("Tự đếm lại") == english.count("Count it again yourself") == 5
    for words in ("Thông tư 01/2020/TT-VPCP", "Phụ lục I", "Nghị định 224/2026/NĐ-CP", "z = 1,96", "--on 2026-12-13"):
        assert words in said
    assert "z = 1.96" in english
    assert Client().get(f"{PAGE}/cach-tinh?nam=1999").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_within_a_minute_nobody_asks_the_database_twice_and_nobody_gets_anothers_language(province, count_statements):
    Client().get(PAGE)  # what the whole process knows from then on, as names of units
    RESULTS.forget()
    first = count_statements(lambda: Client().get(PAGE))
    again = count_statements(lambda: Client().get(PAGE))
    browser = Client()
    browser.cookies["language"] = "en"
    english = browser.get(PAGE).content.decode()
    rows = Client().get(f"{PAGE}/theo-thang.csv")

    assert first <= 27
    assert again == 0
    assert "Satisfaction" in english
    assert "80.00\xa0%" in english
    assert rows["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in rows
    assert "no-store" in Client().get(PAGE)["Cache-Control"]
    RESULTS.forget()
    assert count_statements(lambda: Client().get(PAGE)) <= first


def test_an_answer_is_made_once_until_it_is_old_and_few_are_kept():
    now, made = [0.0], []
    kept = Kept(seconds=60, most=2, now=lambda: now[0])

    def make(name: str) -> str:
        made.append(name)
        return name

    for moment, name in ((0, "a"), (59, "a"), (60, "a"), (60, "b"), (60, "c"), (61, "b"), (61, "a")):
        now[0] = moment
        assert kept.answer(name, lambda name=name: make(name)) == name
    assert made == ["a", "a", "b", "c", "a"]


def test_an_answer_that_is_old_is_dropped_though_nobody_asks_for_it_again():
    now = [0.0]
    kept = Kept(seconds=60, most=64, now=lambda: now[0])
    old = ref(kept.answer("old", Kept))
    now[0] = 59
    kept.answer("new", lambda: "new")
    assert old()
    now[0] = 60
    kept.answer("newer", lambda: "newer")
    assert old() is None
    assert kept.answer("new", lambda: "made again") == "new"


def test_what_takes_long_holds_up_only_who_asks_for_the_same():
    kept, begun, go_on = Kept(), Event(), Event()

    def slowly() -> str:
        begun.set()
        assert go_on.wait(20)
        return "long"

    with ThreadPoolExecutor(2) as others:
        first = others.submit(kept.answer, "long", slowly)
        assert begun.wait(20)
        second = others.submit(kept.answer, "long", lambda: "made twice")
        assert kept.answer("short", lambda: "short") == "short"
        assert not first.done()
        go_on.set()
        assert (first.result(20), second.result(20)) == ("long", "long")


numbers = st.lists(st.tuples(*[st.integers(min_value=0, max_value=3_000_000)] * 3), min_size=0, max_size=12)


@given(numbers)
def test_columns_stand_within_their_frame_on_each_other_and_whatever_is_there_is_seen(found):
    series = [charts.Series(str(part), "mc-bar-brand", tuple(one[part] for one in found)) for part in range(3)]

    drawn = charts.columns([str(place) for place in range(len(found))], series)

    assert len(drawn.boxes) == sum(number > 0 for one in found for number in one)
    assert len(drawn.lines) <= charts.MOST_TICKS + 1
    assert drawn.lines[0].at == charts.HEIGHT - charts.BOTTOM
    for one in drawn.boxes:
        assert one.height >= charts.SMALLEST
        assert one.y >= 0
        assert drawn.left <= one.x <= one.x + one.width <= drawn.right
        assert one.y + one.height == charts.HEIGHT - charts.BOTTOM or any(
            other.x == one.x and other.y == one.y + one.height for other in drawn.boxes
        )


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, ["0", "1"]),
        (3, ["0", "1", "2", "3"]),
        (86, ["0", "50", "100"]),
        (28_539, ["0", "10.000", "20.000", "30.000"]),
    ],
)
def test_lines_stand_at_round_numbers_written_as_in_vietnam(highest, ticks):
    drawn = charts.columns(["1"], [charts.Series("x", "mc-bar-brand", (highest,))])

    assert [line.text for line in drawn.lines] == ticks


@pytest.mark.django_db(transaction=True)
def test_what_a_person_says_today_is_told_tomorrow_so_that_nobody_sees_who_said_it(province, settings):
    code = testing.a_dossier(province, at=LATER - timedelta(hours=4))
    testing.carry_to_ready(province, code, at=LATER - timedelta(hours=2))
    before = sum(int(row[f"answers_{level}"]) for row in results_rows_now() for level in range(1, 6))
    rate(province, code, 2, LATER - timedelta(hours=1))

    same_day = sum(int(row[f"answers_{level}"]) for row in results_rows_now() for level in range(1, 6))
    set_clock(settings, LATER + timedelta(days=1))
    next_day = sum(int(row[f"answers_{level}"]) for row in results_rows_now() for level in range(1, 6))

    assert (before, same_day, next_day) == (len(ANSWERS), len(ANSWERS), len(ANSWERS) + 1)


def results_rows_now() -> list[dict[str, str]]:
    """Return the rows of what people said as they are made now, not as they are kept for a minute."""
    RESULTS.forget()
    return rows_of("hai-long")
