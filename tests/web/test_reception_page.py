"""The counter's page: what is typed stays, what cannot be is said in one sentence at its field, sent twice is once."""

import html
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from desk_pages import set_clock, signed_in, text_of

from motcua.domain.documents import api as documents
from motcua.domain.dossiers import api as dossiers
from motcua.domain.dossiers import testing
from motcua.domain.notifications import api as notifications
from motcua.domain.organisation import testing as organisation_testing
from motcua.domain.parties import api as parties
from motcua.domain.procedures import api as procedures
from motcua.domain.procedures import testing as procedures_testing

pytestmark = pytest.mark.django_db
AT = testing.RECEIVED_AT
PAGE = "/lam-viec/tiep-nhan"
CODE = "1.001193"
IDENTIFIER = "096185004321"
STATEMENTS = {"page": 9, "suggest": 10, "slip": 22, "person": 21, "receive": 70}


@pytest.fixture
def staff():
    return testing.a_staffed_province()


@pytest.fixture
def client(staff, settings):
    set_clock(settings, AT)
    return signed_in(staff.reception)


@pytest.fixture
def published(staff):
    testing.publish_once(CODE)
    return procedures.published(CODE, AT)


def form(published=None, **changes):
    """Write a whole form as the page would send it."""
    version = published.version_id if published else 0
    known = {
        "key": "phieu-1", "so_dinh_danh": IDENTIFIER, "loai": "citizen", "ho_ten": "Lâm Thị Mộng Tuyền",
        "dien_thoai": "0918 224 317", "dia_chi": "Khóm 5, xã Đất Mũi, tỉnh Cà Mau", "nguoi_cua": "", "q": "khai sinh",
        "thu_tuc": CODE, "truong_hop": "1", "ban": f"{version}:1", "co": ["1"], "cach_nop": "counter", "tra": "desk",
        "lam": "nhan",
    }  # fmt: skip
    return known | changes


def error_at(page, field):
    """Return the sentences of the error list that lead to a field."""
    found = re.findall(rf'<li><a href="#{field}">(.*?)</a></li>', page.content.decode())
    return [html.unescape(one) for one in found]


def values_of(page):
    """Return what stands in the text fields of the form."""
    fields = re.findall(r'<input class="govuk-input[^>]*>', page.content.decode())
    names = [(re.search(r'name="([^"]+)"', one), re.search(r'value="([^"]*)"', one)) for one in fields]
    return {name[1]: html.unescape(value[1]) for name, value in names if name and value}


def words_of(fragment):
    """Return the words of a part that the server draws again."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", fragment.content.decode()))).strip()


def dossiers_of(staff):
    return dossiers.dossiers_of(staff.reception, AT)


# Receiving


def test_a_reception_gives_a_code_and_leads_to_its_receipt(staff, client, published) -> None:
    answer = client.post(PAGE, form(published), follow=True)

    code = dossiers_of(staff)[0].code
    paper = documents.papers_of(f"dossier:{code}")[0]
    assert answer.redirect_chain == [(f"{PAGE}/da-nhan/{code}", 302)]
    assert code in text_of(answer)
    assert "9 giờ, thứ Ba 10/11/2026" in text_of(answer).replace("09 giờ", "9 giờ")
    assert f"/lam-viec/giay/{paper.paper_id}.pdf" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_dossier(staff, client, settings, published) -> None:
    first = client.post(PAGE, form(published))
    set_clock(settings, AT + timedelta(minutes=1))
    again = client.post(PAGE, form(published))

    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert len(dossiers_of(staff)) == 1


def test_the_same_key_with_other_text_says_that_the_first_stays_and_gives_a_new_key(staff, client, published) -> None:
    client.post(PAGE, form(published))

    answer = client.post(PAGE, form(published, ho_ten="Lâm Thị Mộng Tuyết"))

    assert "hồ sơ đó vẫn giữ nguyên" in text_of(answer)
    assert 'name="key" value="phieu-1"' not in answer.content.decode()
    assert values_of(answer)["ho_ten"] == "Lâm Thị Mộng Tuyết"
    assert len(dossiers_of(staff)) == 1


def test_a_letter_by_post_is_received_as_such(staff, client, published) -> None:
    client.post(PAGE, form(published, cach_nop="post", tra="post"))

    found = testing.shown(dossiers_of(staff)[0].code)
    assert found.channel == "post"


@pytest.mark.parametrize("number", ["2001234567", "2001234567-001", "2001234567001"])
def test_a_number_of_a_business_makes_a_business(staff, client, published, number) -> None:
    client.post(PAGE, form(published, so_dinh_danh=number, ho_ten="Công ty TNHH Một Mẫu"))

    assert testing.shown(dossiers_of(staff)[0].code).person.kind == parties.PartyKind.BUSINESS


def test_a_mailbox_is_taken_down_changed_and_taken_away_as_the_person_says(staff, client, published) -> None:
    client.post(PAGE, form(published, thu_dien_tu="tuyen@vi.du.vn"))
    first = parties.find_person("citizen", IDENTIFIER).email
    client.post(PAGE, form(published, key="phieu-2", nguoi_cua=IDENTIFIER, thu_dien_tu="moi@vi.du.vn"))
    second = parties.find_person("citizen", IDENTIFIER).email
    client.post(PAGE, form(published, key="phieu-3", nguoi_cua=IDENTIFIER, thu_dien_tu=""))

    assert (first, second) == ("tuyen@vi.du.vn", "moi@vi.du.vn")
    assert parties.find_person("citizen", IDENTIFIER).email == ""


def test_ways_of_being_told_that_were_ticked_are_kept_and_need_a_telephone(staff, client, published) -> None:
    asked = client.get(PAGE)
    assert 'name="nhan_tin"' in asked.content.decode()

    client.post(PAGE, form(published, nhan_tin=["sms", "zalo"]))
    without = client.post(
        PAGE, form(published, key="phieu-2", dien_thoai="", so_dinh_danh="096185000444", nhan_tin=["sms"])
    )

    assert notifications.choice_of("dossier:H12.61-261103-0001") == ("sms", "zalo")
    assert without.status_code == 400
    assert error_at(without, "dien-thoai")
    assert 'id="nhan-tin-sms" value="sms" checked' in without.content.decode()


def test_an_electronic_address_known_from_earlier_is_kept(staff, client, published) -> None:
    parties.declare(kind="citizen", identifier=IDENTIFIER, name="Lâm Thị Mộng Tuyền", email="tuyen@vi.du.vn", at=AT)

    client.post(PAGE, form(published))

    assert parties.find_person("citizen", IDENTIFIER).email == "tuyen@vi.du.vn"


# One sentence at its field, and everything typed stays

LONG = "Nguyễn " * 1428 + "Dài"
BAD = [
    pytest.param({"ho_ten": LONG}, "ho-ten", "tối đa là 255", id="a name of 10,000 letters"),
    pytest.param({"ho_ten": "Lâm Thị 😀 Tuyền"}, "ho-ten", "Không in được chữ “😀”", id="an emoji in the name"),
    pytest.param({"ho_ten": "Lâm Thị ꦲ Tuyền"}, "ho-ten", "Không in được chữ “ꦲ”", id="a letter the font lacks"),
    pytest.param({"dia_chi": "Khóm 5 🏠"}, "dia-chi", "Không in được chữ “🏠”", id="an emoji in the address"),
    pytest.param({"ho_ten": ""}, "ho-ten", "không được để trống", id="no name"),
    pytest.param({"ho_ten": "\x00\x07\u200b"}, "ho-ten", "không được để trống", id="a name of control characters only"),
    pytest.param({"so_dinh_danh": "12345"}, "so-dinh-danh", "12 chữ số", id="a number too short"),
    pytest.param({"so_dinh_danh": ""}, "so-dinh-danh", "12 chữ số", id="no number"),
    pytest.param({"dien_thoai": "chưa có"}, "dien-thoai", "Số điện thoại phải có", id="a telephone of letters"),
    pytest.param({"thu_dien_tu": "a@b\r\nBcc: c@d.vn"}, "thu-dien-tu", "ten@noi.vn", id="a header in the mailbox"),
    pytest.param({"dia_chi": "a" * 501}, "dia-chi", "tối đa là 500", id="an address too long"),
    pytest.param({"thu_tuc": "", "q": ""}, "thu-tuc", "Chưa chọn thủ tục", id="no procedure"),
    pytest.param({"thu_tuc": "", "q": "mo quan"}, "thu-tuc", "Chưa chọn thủ tục", id="words without a choice"),
    pytest.param({"thu_tuc": "9.999999"}, "thu-tuc", "chưa được công bố", id="an unpublished procedure"),
    pytest.param({"thu_tuc": "1.001193\x00"}, None, "", id="a code with a control character"),
    pytest.param({"co": []}, "muc-4", "thiếu giấy tờ phải nộp: Tờ khai theo mẫu", id="a paper missing"),
    pytest.param({"ban": ""}, "muc-4", "Giấy tờ và giờ hẹn vừa lấy lại", id="papers drawn for another version"),
    pytest.param({"nguoi_cua": "096000000001"}, "so-dinh-danh", "Số định danh đã đổi", id="another person's name"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "sentence"), BAD)
def test_what_cannot_be_is_said_once_at_its_field_and_the_text_stays(
    staff, client, published, changes, field, sentence
) -> None:
    answer = client.post(PAGE, form(published, **changes))

    if field is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 400
    assert len(error_at(answer, field)) == 1
    assert sentence in error_at(answer, field)[0]
    assert dossiers_of(staff) == ()
    kept = values_of(answer)
    typed = form(published, **changes)
    is_other_person = "nguoi_cua" in changes
    names = ["so_dinh_danh"] if is_other_person else ["so_dinh_danh", "dien_thoai", "ho_ten", "dia_chi"]
    for name in names:
        assert kept[name] == typed[name].replace("\x00", "").replace("\x07", "").replace("\u200b", "")


def test_a_name_in_decomposed_letters_is_kept_composed(staff, client, published) -> None:
    client.post(PAGE, form(published, ho_ten=unicodedata.normalize("NFD", "Lâm Thị Mộng Tuyền")))

    assert testing.shown(dossiers_of(staff)[0].code).person.name == "Lâm Thị Mộng Tuyền"


def test_control_characters_do_not_reach_the_dossier(staff, client, published) -> None:
    client.post(PAGE, form(published, ho_ten="Lâm\x00 Thị\x1b Mộng\u200b Tuyền"))

    assert testing.shown(dossiers_of(staff)[0].code).person.name == "Lâm Thị Mộng Tuyền"


def test_an_expired_procedure_is_not_received(staff, client, settings, published) -> None:
    publisher = organisation_testing.an_actor("H12", "publisher")
    procedures.expire(code=CODE, by=publisher, at=AT)
    set_clock(settings, AT + timedelta(minutes=1))

    answer = client.post(PAGE, form(published))

    assert "chưa được công bố" in error_at(answer, "thu-tuc")[0]
    assert dossiers_of(staff) == ()


def test_a_case_that_is_not_taken_in_by_post_is_said_at_the_way_of_filing(staff, client) -> None:
    testing.publish_once(
        "1.001194", record=procedures_testing.a_record("1.001194", channels=[procedures_testing.a_row()])
    )
    found = procedures.published("1.001194", AT)

    answer = client.post(PAGE, form(found, thu_tuc="1.001194", cach_nop="post"))

    assert "không nhận qua cách nộp đã chọn" in error_at(answer, "cach-nop")[0]


def test_a_procedure_without_a_readable_limit_shows_no_moment_and_is_not_received(
    staff, client, published, monkeypatch
) -> None:
    case = published.content.cases[0]
    unreadable = replace(case, offers=tuple(replace(offer, limit=None) for offer in case.offers))
    without = replace(published, content=replace(published.content, cases=(unreadable,)))
    monkeypatch.setattr(procedures, "published", lambda code, at: without)

    slip = words_of(client.post(f"{PAGE}/phieu", form(published)))
    answer = client.post(PAGE, form(published))

    assert "chưa có thời hạn đọc được" in slip
    assert "Chưa hẹn được" in slip
    assert "chưa có thời hạn đọc được" in error_at(answer, "thu-tuc")[0]
    assert dossiers_of(staff) == ()


# Parts that are drawn while it is typed


def test_suggestions_are_published_procedures_with_issuer_level_and_code(client, published) -> None:
    items = client.get(f"{PAGE}/goi-y", {"q": "dang ky khai sinh"}).json()["items"]

    assert items == [{"value": CODE, "label": "Thủ tục đăng ký khai sinh", "hint": f"Bộ Tư pháp, cấp xã, {CODE}"}]


@pytest.mark.parametrize("text", ["", "\x00", "zzzz", "%", "'"])
def test_nothing_is_suggested_for_nothing(client, published, text) -> None:
    assert client.get(f"{PAGE}/goi-y", {"q": text}).json() == {"items": []}


def test_the_slip_says_moment_days_fee_with_layer_and_who_settles(client, published) -> None:
    slip = words_of(client.post(f"{PAGE}/phieu", form(published, ban="", co=[])))

    for words in (
        "09 giờ, thứ Ba 10/11/2026",
        "5 ngày làm việc, tính từ lúc nhận",
        "Thứ Ba 03/11, từ 09:00",
        "Thứ Ba 10/11, đến 09:00",
        "40 giờ = 5 ngày",
        "Không thu Theo quy định chung của quốc gia",
        "Ủy ban nhân dân xã Đất Mũi",
    ):
        assert words in slip


def test_the_slip_promises_what_the_reception_then_keeps(staff, client, published) -> None:
    slip = client.post(f"{PAGE}/phieu", form(published)).content.decode()
    client.post(PAGE, form(published))

    assert "09 giờ, thứ Ba 10/11/2026" in slip
    assert testing.shown(dossiers_of(staff)[0].code).promised_at == AT + timedelta(days=7)


def test_papers_come_ticked(client, published) -> None:
    slip = client.post(f"{PAGE}/phieu", form(published, ban="", co=[])).content.decode()

    assert re.search(r'name="co" value="1"[^>]* checked', slip)


def test_an_unticked_paper_stays_unticked_while_the_case_is_the_same(client, published) -> None:
    slip = client.post(f"{PAGE}/phieu", form(published, co=[])).content.decode()

    assert not re.search(r'name="co" value="1"[^>]* checked', slip)


def test_a_person_known_from_earlier_appears_with_name_and_address(client) -> None:
    parties.declare(
        kind="citizen", identifier=IDENTIFIER, name="Lâm Thị Mộng Tuyền", phone="0918224317", address="Khóm 5", at=AT
    )

    part = client.post(f"{PAGE}/nguoi", form(ho_ten="", dia_chi="", dien_thoai=""))

    assert "Đã có trong sổ" in words_of(part)
    assert values_of(part) == {
        "ho_ten": "Lâm Thị Mộng Tuyền",
        "dien_thoai": "0918224317",
        "dia_chi": "Khóm 5",
        "thu_dien_tu": "",
    }
    assert 'data-focus-next="#thu-tuc"' in part.content.decode()


def test_fields_in_which_somebody_may_be_typing_are_not_drawn_again(client) -> None:
    part = client.post(f"{PAGE}/nguoi", form(ho_ten="Lâm"))

    assert "Chưa có trong sổ" in words_of(part)
    assert "ho_ten" not in part.content.decode()


def test_an_open_dossier_of_the_same_person_and_procedure_is_told_by_its_code(staff, client, published) -> None:
    code = testing.a_dossier(staff, person=testing.a_person(identifier=IDENTIFIER))

    slip = client.post(f"{PAGE}/phieu", form(published))

    assert "đang có hồ sơ cùng thủ tục chưa xong" in words_of(slip)
    assert code in words_of(slip)


# The provincial centre


@pytest.fixture
def centre(staff, settings):
    set_clock(settings, AT)
    return signed_in(organisation_testing.an_actor(staff.places.centre, "reception"))


def test_the_provincial_centre_picks_the_commune_of_a_commune_procedure(centre, published) -> None:
    elsewhere = form(published, dia_chi="Nơi khác")

    slip = centre.post(f"{PAGE}/phieu", elsewhere)
    refused = centre.post(PAGE, elsewhere)
    chosen = centre.post(f"{PAGE}/phieu", elsewhere | {"xa": "H12.61"})

    assert "Xã, phường giải quyết" in words_of(slip)
    assert "hãy chọn xã, phường" in error_at(refused, "xa")[0]
    assert 'value="H12.61" selected' in chosen.content.decode()
    assert centre.post(PAGE, elsewhere | {"xa": "H12.61"}).status_code == 302


def test_a_commune_desk_has_no_commune_to_pick(client, published) -> None:
    assert "Xã, phường giải quyết" not in words_of(client.post(f"{PAGE}/phieu", form(published)))


# Without scripts


def test_the_whole_way_without_scripts(staff, client, published) -> None:
    start = form(key="phieu-2", thu_tuc="", ban="", co=[], truong_hop="", khong_js="")

    found = client.post(PAGE, start | {"lam": "tim"})
    assert f'name="lay" value="{CODE}"' in found.content.decode()

    drawn = client.post(PAGE, start | {"lay": CODE, "khong_js": "khai sinh"})
    page = drawn.content.decode()
    sent = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("thu_tuc", "ban", "khong_js")}
    assert values_of(drawn)["ho_ten"] == "Lâm Thị Mộng Tuyền"

    done = client.post(PAGE, start | sent | {"q": sent["khong_js"], "co": ["1"], "truong_hop": "1"})
    assert done.status_code == 302
    assert len(dossiers_of(staff)) == 1


def test_words_changed_after_the_choice_without_scripts_need_a_new_choice(staff, client, published) -> None:
    answer = client.post(PAGE, form(published, q="kết hôn", khong_js="Thủ tục đăng ký khai sinh"))

    assert "Chưa chọn thủ tục" in error_at(answer, "thu-tuc")[0]
    assert dossiers_of(staff) == ()


def test_enter_in_the_number_looks_the_person_up_and_receives_nothing(staff, client, published) -> None:
    parties.declare(kind="citizen", identifier=IDENTIFIER, name="Lâm Thị Mộng Tuyền", at=AT)

    answer = client.post(PAGE, form(published, ho_ten="", lam="nguoi"))

    assert values_of(answer)["ho_ten"] == "Lâm Thị Mộng Tuyền"
    assert dossiers_of(staff) == ()


# Not received


def test_a_slip_of_completion_names_what_is_missing_and_is_issued_once(staff, client, published) -> None:
    step = client.post(PAGE, form(published, co=[], lam="bo-sung"))
    assert "Hồ sơ còn thiếu: Tờ khai theo mẫu" in text_of(step)

    sent = form(published, co=[], phieu="bo-sung", ly_do="Hồ sơ còn thiếu: Tờ khai theo mẫu.")
    first, again = client.post(f"{PAGE}/chua-nhan", sent), client.post(f"{PAGE}/chua-nhan", sent)

    assert first["Location"] == again["Location"]
    shown = client.get(first["Location"])
    assert "KTN-H12.61.01-2026-1" in text_of(shown)
    assert "/lam-viec/giay/" in shown.content.decode()
    assert dossiers_of(staff) == ()


def test_a_slip_of_non_reception_needs_its_reason(client, published) -> None:
    answer = client.post(f"{PAGE}/chua-nhan", form(published, phieu="khong-nhan", ly_do=" "))

    assert "phải ghi lý do" in error_at(answer, "ly-do")[0]


def test_back_to_the_reception_brings_everything_typed(client, published) -> None:
    answer = client.post(PAGE, form(published, lam="lai"))

    assert answer.status_code == 200
    assert values_of(answer)["ho_ten"] == "Lâm Thị Mộng Tuyền"


def test_a_slip_of_another_desk_is_not_shown(staff, client, settings, published) -> None:
    sent = client.post(f"{PAGE}/chua-nhan", form(published, phieu="khong-nhan", ly_do="Không thuộc thẩm quyền."))
    centre = signed_in(organisation_testing.an_actor(staff.places.centre, "reception"))

    assert centre.get(sent["Location"]).status_code == 404
    assert centre.get(f"{PAGE}/phieu-da-lap/999").status_code == 404


# Rights and cost


@pytest.mark.parametrize("address", ["", "/goi-y", "/da-nhan/H12.61-261103-0001"])
def test_only_reception_opens_the_page(staff, settings, address) -> None:
    set_clock(settings, AT)

    assert signed_in(staff.handler).get(f"{PAGE}{address}").status_code == 403


def test_a_code_of_another_desk_looks_unknown(staff, client, settings) -> None:
    code = testing.a_dossier(staff)
    centre = signed_in(organisation_testing.an_actor(staff.places.centre, "reception"))

    assert centre.get(f"{PAGE}/da-nhan/{code}").status_code == 404
    assert client.get(f"{PAGE}/da-nhan/{code}").status_code == 200


def test_pages_ask_the_database_little(client, published, count_statements) -> None:
    client.get(f"{PAGE}/goi-y", {"q": "khai sinh"})  # the index of the search is made once in a process
    counts = {
        "page": count_statements(lambda: client.get(PAGE)),
        "suggest": count_statements(lambda: client.get(f"{PAGE}/goi-y", {"q": "khai sinh"})),
        "slip": count_statements(lambda: client.post(f"{PAGE}/phieu", form(published))),
        "person": count_statements(lambda: client.post(f"{PAGE}/nguoi", form(published))),
        "receive": count_statements(lambda: client.post(PAGE, form(published))),
    }

    assert {name: count for name, count in counts.items() if count > STATEMENTS[name]} == {}, counts
