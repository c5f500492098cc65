"""Pages of the settlement report: any period, its figures down to dossiers within the reader's rights, publication."""

import csv
import io
from datetime import timedelta
from html import unescape

import openpyxl
import pytest
from desk_pages import set_clock, signed_in
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.flows import api as flows
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.organisation.api import Role
from motcua.domain.reports.models import PublishedReport
from motcua.foundation import ledger
from motcua.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
REPORT, BEHIND = "/dieu-hanh/bao-cao", "/dieu-hanh/bao-cao/ho-so"
PUBLISH, PUBLISHED = "/dieu-hanh/bao-cao/cong-bo", "/dieu-hanh/bao-cao/da-cong-bo"
AT = testing.RECEIVED_AT
NOW = AT + timedelta(days=2)
DAY = AT.date().isoformat()
ASKED = {"ky": "khac", "tu": DAY, "den": DAY, "tinh-den": DAY, "so": "gio", "theo": "cap"}


def text(response):
    return unescape(response.content.decode()).replace("\xa0", " ")


class Province:
    def __init__(self):
        self.staff = testing.a_staffed_province()
        self.settled, self.open = (testing.a_dossier(self.staff, at=AT) for _ in range(2))
        testing.carry_to_ready(self.staff, self.settled, at=AT + timedelta(hours=2))
        flows.fold_news(at=NOW)

    def reader(self, role, unit="H12"):
        return signed_in(organisation_testing.an_actor(unit, role))


@pytest.fixture
def province(settings):
    set_clock(settings, NOW)
    return Province()


def test_the_form_shows_its_figures_conventions_and_days(province):
    shown = text(province.reader(Role.SUPERVISOR).get(REPORT, ASKED))

    assert "từ 03/11/2026 đến hết 03/11/2026, số liệu đến hết 03/11/2026" in shown
    assert 'aria-label="Đã giải quyết, trước hạn, Cấp xã: 1"' in shown
    assert "100,00 %" in shown
    assert "tính là giải quyết đúng hạn" in shown
    assert "Biểu số II.06a/VPCP/KSTT" in shown


def test_without_a_question_it_is_the_quarter_of_reporting_of_the_newest_dossier(province):
    shown = text(province.reader(Role.SUPERVISOR).get(REPORT))

    assert "từ 15/09/2026 đến hết 14/12/2026, số liệu đến hết 05/11/2026" in shown
    assert "Quý báo cáo 4/2026: 15/09/2026 đến 14/12/2026" in shown


def test_days_changed_beside_the_period_shown_before_count(province):
    page = province.reader(Role.SUPERVISOR)
    asked = {**ASKED, "ky": "bc-quy-2026-4", "truoc": "bc-quy-2026-4"}

    assert "từ 03/11/2026 đến hết 03/11/2026" in text(page.get(REPORT, asked))
    assert "từ 01/11/2026 đến hết 30/11/2026" in text(page.get(REPORT, {**asked, "ky": "thang-2026-11"}))


def test_a_figure_opens_to_its_dossiers(province):
    page = province.reader(Role.SUPERVISOR)

    early, within = (text(page.get(BEHIND, {**ASKED, "cot": column, "nhom": "commune"}))
                     for column in ("settled_early", "in_process_within"))  # fmt: skip

    assert (province.settled in early, province.open in early) == (True, False)
    assert (province.settled in within, province.open in within) == (False, True)
    assert "Đã giải quyết, trước hạn" in early


@pytest.mark.parametrize("compare", ["gio", "ngay"])
def test_every_figure_is_the_number_of_dossiers_behind_it(province, compare):
    page = province.reader(Role.SUPERVISOR)
    answer = page.get(REPORT, {**ASKED, "so": compare})
    rows = [*answer.context["rows"], answer.context["total"]]

    for one in (cell for row in rows for cell in row["cells"] if cell["href"]):
        assert page.get(one["href"]).context["counted"] == int(one["number"])


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.ADMINISTRATOR, "H12"), (Role.PUBLISHER, "H12"), (Role.LEADER, "H12.04")]
)
def test_who_may_not_see_dossiers_gets_the_count_and_a_sentence(province, role, unit):
    shown = text(province.reader(role, unit).get(BEHIND, {**ASKED, "cot": "received_total"}))

    assert "2 hồ sơ nằm ngoài phạm vi bạn được xem" in shown
    assert province.settled not in shown


def test_downloads_hold_the_same_figures(province):
    page = province.reader(Role.LEADER)
    csv, xlsx, pdf, json = (page.get(REPORT, {**ASKED, "tai": form}) for form in ("csv", "xlsx", "pdf", "json"))

    assert "commune,Cấp xã,2,0,2,0,1,1,0,0,1,1,0,100.00" in csv.content.decode()
    assert openpyxl.load_workbook(io.BytesIO(xlsx.content)).active["C8"].value == 2
    assert pdf.content.startswith(b"%PDF")
    assert json.json()["total"]["received"]["total"] == 2
    assert 'filename="bao-cao-giai-quyet-2026-11-03-2026-11-03-cap.csv"' in csv["Content-Disposition"]


def test_what_cannot_be_read_is_said_on_the_face_and_keeps_the_report_from_being_published__settlement_report_7_15(
    province,
):
    """settlement-report 7.15: whatever happened up to the day of knowledge; what begins later keeps nothing back."""
    head = province.reader(Role.LEADER)
    told = "2 hồ sơ chưa đọc được nên chưa tính"
    assert "chưa đọc được" not in text(head.get(REPORT, ASKED))
    with transaction.atomic():
        for number, at in enumerate((AT, AT + timedelta(hours=8), AT + timedelta(days=1))):
            ledger.write(
                subject=f"dossier:LẠ-{number}", act="received", by=SYSTEM, at=at, body={"promised_at": "hôm qua"}
            )
    flows.fold_news(at=NOW)
    assert len(flows.set_aside()) == 3

    assert told in text(head.get(REPORT, ASKED))
    assert head.get(REPORT, {**ASKED, "tai": "json"}).json()["not_counted"] == 2
    heading, first, *_ = csv.reader(io.StringIO(head.get(REPORT, {**ASKED, "tai": "csv"}).content.decode()))
    assert dict(zip(heading, first, strict=True))["not_counted"] == "2"
    book = openpyxl.load_workbook(io.BytesIO(head.get(REPORT, {**ASKED, "tai": "xlsx"}).content))
    assert any(told in str(row[0]) for row in book.active.iter_rows(values_only=True))
    answer = head.post(PUBLISH, ASKED)
    assert (answer.status_code, PublishedReport.objects.count()) == (409, 0)
    assert "Còn 2 hồ sơ trong sổ chưa đọc được" in text(answer)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"tu": "2026-11-04"}, "trước khi bắt đầu"),
        ({"tu": "2026-01-01", "den": "2026-02-01"}, "Hồ sơ đầu tiên tiếp nhận ngày 03/11/2026"),
        ({"don-vi": "H99.1"}, "không tồn tại"),
        ({"tinh-den": "2026-12-01"}, "ngày đó chưa đến"),
        ({"tu": "mai"}, "Ghi ngày theo dạng"),
        ({"ky": "quy-2026-9"}, "Không có kỳ báo cáo này"),
        ({"ky": "x"}, "Không có kỳ báo cáo này"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(province, changed, told):
    answer = province.reader(Role.SUPERVISOR).get(REPORT, {**ASKED, **changed})

    assert answer.status_code == 400
    assert told in text(answer)


@pytest.mark.parametrize("changed", [{"cot": "no_such"}, {}, {"cot": "settled_late", "tu": "x"}])
def test_a_figure_that_is_none_opens_no_list(province, changed):
    assert province.reader(Role.SUPERVISOR).get(BEHIND, {**ASKED, **changed}).status_code == 400


def test_before_the_first_dossier_the_page_says_so(settings):
    set_clock(settings, NOW)
    organisation_testing.a_small_province()
    page = signed_in(organisation_testing.an_actor("H12", Role.SUPERVISOR))

    for address in (REPORT, PUBLISHED):
        answer = page.get(address)
        assert answer.status_code == 200
        assert "Chưa c" in text(answer)


def test_a_report_is_published_shown_explained_and_taken_back(province):
    head = province.reader(Role.LEADER)
    offered = text(head.get(REPORT, ASKED))
    assert "Công bố báo cáo này" in offered

    done = head.post(PUBLISH, ASKED, follow=True)
    assert "Đã công bố báo cáo số 1." in text(done)
    assert "các số của kỳ này không thay đổi" in text(done)

    dossiers.reopen(province.settled, reason="Nhập nhầm giờ", by=province.staff.leader, at=NOW)
    flows.fold_news(at=NOW)
    changed = text(head.get(f"{PUBLISHED}/1"))
    assert "Tính lại cho đúng ngày đó vẫn ra như đã công bố." in changed
    assert province.settled in changed
    assert "Nhập nhầm giờ" in changed
    assert 'aria-label="Đã giải quyết, trước hạn, Cấp xã: 1"' in changed

    pdf = head.get(f"{PUBLISHED}/1", {"tai": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    refused = head.post(f"{PUBLISHED}/1/rut", {"ly-do": " "})
    assert (refused.status_code, "Ghi lý do" in text(refused)) == (400, True)
    gone = text(head.post(f"{PUBLISHED}/1/rut", {"ly-do": "Sai kỳ"}, follow=True))
    assert "Sai kỳ" in gone
    assert "Đã rút" in text(head.get(PUBLISHED))
    assert PublishedReport.objects.count() == 1


def test_what_befell_in_the_period_is_shown_and_opens_to_its_dossiers(province):
    """Asked for papers, received at any desk, not received; the last was never a dossier and opens nothing."""
    staff = province.staff
    dossiers.ask_supplement(
        province.open, reason="Thiếu", items=["Bản sao"], by=staff.handler, at=AT + timedelta(hours=1)
    )
    centre = organisation_testing.an_actor("H12.14", Role.RECEPTION)
    elsewhere = testing.a_reception(staff, desk="H12.14", competent="H12.61")
    credited = dossiers.receive(elsewhere, by=centre, at=AT).code
    refused = testing.a_reception(staff)
    dossiers.refuse_reception(refused, reason="Sai nơi", form="refusal", by=staff.reception, at=AT)
    flows.fold_news(at=NOW)
    page = province.reader(Role.SUPERVISOR)

    shown = text(page.get(REPORT, ASKED))
    for said in ("Yêu cầu bổ sung, Cấp xã: 1", "Nhận ở bất kỳ quầy nào, Cấp tỉnh: 1"):
        assert f'aria-label="{said}"' in shown
    assert "cot=not_received" not in shown
    for column, group, code in (("supplemented", "commune", province.open), ("any_desk", "province", credited)):
        behind = text(page.get(BEHIND, {**ASKED, "cot": column, "nhom": group}))
        assert code in behind
        assert province.settled not in behind
        unseen = text(province.reader(Role.ADMINISTRATOR).get(BEHIND, {**ASKED, "cot": column}))
        assert code not in unseen
        assert "chỉ có số đếm" in unseen
    assert page.get(BEHIND, {**ASKED, "cot": "not_received"}).status_code == 400
    rows = list(
        csv.DictReader(io.StringIO(page.get(REPORT, {**ASKED, "tai": "dien-bien"}).content.decode("utf-8-sig")))
    )
    assert [(row["key"], row["supplemented"], row["any_desk"], row["not_received"]) for row in rows] == [
        ("province", "0", "1", "0"),
        ("commune", "1", "0", "1"),
        ("", "1", "1", "1"),
    ]


def test_who_may_not_publish_is_offered_nothing_and_refused(province):
    supervisor, leader = province.reader(Role.SUPERVISOR), province.reader(Role.LEADER, "H12.61")

    assert "Công bố báo cáo này" not in text(supervisor.get(REPORT, ASKED))
    assert supervisor.post(PUBLISH, ASKED).status_code == 403
    assert "Công bố báo cáo này" not in text(leader.get(REPORT, ASKED))
    assert leader.post(PUBLISH, ASKED).status_code == 409
    assert not PublishedReport.objects.exists()
    assert supervisor.get(f"{PUBLISHED}/9").status_code == 404


def test_today_is_not_over_and_so_not_published(province):
    head = province.reader(Role.LEADER)
    today = {**ASKED, "den": NOW.date().isoformat(), "tinh-den": NOW.date().isoformat()}

    shown = text(head.get(REPORT, today))

    assert "Công bố báo cáo này" not in shown
    assert "hết hôm qua để công bố" in shown
    assert head.post(PUBLISH, today).status_code == 409


def test_a_page_asks_the_database_the_same_few_times_however_many_rows(province):
    page = province.reader(Role.SUPERVISOR)
    counted = {}
    for word in ("cap", "co-quan", "linh-vuc", "thu-tuc"):
        page.get(REPORT, {**ASKED, "theo": word})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page.get(REPORT, {**ASKED, "theo": word})
        counted[word] = len(asked)
    with CaptureQueriesContext(connection) as behind:
        page.get(BEHIND, {**ASKED, "cot": "received_total"})

    assert max(counted.values()) <= MOST_OF_THE_REPORT, counted
    assert len(behind) <= MOST_BEHIND


MOST_OF_THE_REPORT = 20
MOST_BEHIND = 20
