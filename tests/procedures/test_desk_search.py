"""The desk finds a published procedure by what people say."""

from datetime import timedelta

import pytest

from motcua.domain.organisation.testing import SmallProvince, a_small_province
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures.testing import PUBLISHED_AT, a_published_procedure, a_publisher, a_record

pytestmark = pytest.mark.django_db
AT = PUBLISHED_AT + timedelta(days=1)
NAMES = {
    "1.000001": "Thủ tục đăng ký kết hôn",
    "1.000002": "Thủ tục đăng ký lại kết hôn",
    "1.000003": "Đính chính Giấy chứng nhận đã cấp",
    "1.000004": "Cấp bản sao trích lục hộ tịch",
    "1.000005": "Sổ hộ tịch: đính chính do sai",
}
EVERYDAY = {"1.000003": ["sửa sổ đỏ"]}


@pytest.fixture(autouse=True)
def catalogue() -> SmallProvince:
    province = a_small_province()
    for code, name in NAMES.items():
        a_published_procedure(a_record(code, name=name, everyday_names=EVERYDAY.get(code, [])), by=a_publisher())
    return province


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("1.000002", ["1.000002"], id="by code"),
        pytest.param("dang ky ket hon", ["1.000001", "1.000002"], id="a name that begins so comes first"),
        pytest.param("ĐĂNG KÝ LẠI", ["1.000002"], id="capitals and accents do not matter"),
        pytest.param("so do", ["1.000003"], id="an everyday name means what it means, not its scattered words"),
        pytest.param("dang ky ket h", ["1.000001"], id="the last word may be a beginning"),
        pytest.param("100%_", [], id="signs of the database mean nothing"),
        pytest.param("   ", [], id="nothing typed"),
        pytest.param("\x00", [], id="a control character"),
        pytest.param("xyz", [], id="nothing found"),
    ],
)
def test_the_best_answer_comes_first(text: str, codes: list[str]) -> None:
    found = [info.code for info in procedures.search_for_desk(text, at=AT)]

    assert found[: len(codes)] == codes
    assert bool(found) is bool(codes)


def test_any_word_is_enough_when_no_procedure_has_them_all() -> None:
    assert procedures.search_for_desk("ket hon nhanh", at=AT)[0].code in {"1.000001", "1.000002"}


def test_one_of_the_desks_own_level_stands_before_its_like() -> None:
    name = "Thủ tục đăng ký kết hôn"
    competent = {"competent": {"kind": "unit", "code": "H12"}}
    a_published_procedure(a_record("1.000006", name=name, level=["Cấp tỉnh"]), answers=competent, by=a_publisher())

    assert procedures.search_for_desk("ket hon", at=AT, level="province", limit=1)[0].code == "1.000006"
    assert procedures.search_for_desk("ket hon", at=AT, level="commune", limit=1)[0].code == "1.000001"


def test_what_is_not_published_is_not_found() -> None:
    procedures.expire(code="1.000001", by=a_publisher(), at=AT)

    assert [info.code for info in procedures.search_for_desk("ket hon", at=AT)] == ["1.000002"]
