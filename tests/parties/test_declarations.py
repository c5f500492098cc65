"""What people declare: which numbers, names and phones are taken, in which form they are kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.parties.rules import declarations
from motcua.domain.parties.rules.words import PartyKind
from motcua.kernel.vietnamese import clean

ON = date(2026, 11, 25)


def _declared(**changed):
    said = {
        "kind": "citizen",
        "identifier": "096000000001",
        "name": "Trần Văn Mẫu",
        "phone": "",
        "address": "",
        "email": "",
        "on": ON,
    }
    return declarations.declaration(**{**said, **changed})


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        pytest.param("citizen", "096000000001", "096000000001", id="12_digits"),
        pytest.param("citizen", " 096 000 000 001 ", "096000000001", id="with_blanks"),
        pytest.param("citizen", "096\u00a0000\u200b000001", "096000000001", id="with_invisible_characters"),
        pytest.param("citizen", "380000001", "380000001", id="9_digits"),
        pytest.param("business", "2000000001", "2000000001", id="10_digits"),
        pytest.param("business", "2000000001-001", "2000000001-001", id="branch"),
        pytest.param("business", "2000000001 001", "2000000001-001", id="branch_without_dash"),
    ],
)
def test_these_identifiers_are_taken(kind, typed, kept):
    assert _declared(kind=kind, identifier=typed).identifier == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("citizen", ""),
        ("citizen", "12345678"),
        ("citizen", "0960000000011"),
        ("citizen", "09600000000A"),
        ("citizen", "٠٩٦٠٠٠٠٠٠٠٠١"),
        ("citizen", "2000000001-001"),
        ("business", "096000000001"),
        ("business", "2000000001-01"),
        ("business", "200000-0001001"),
    ],
)
def test_other_identifiers_are_refused_in_a_sentence_that_says_which_are_right(kind, typed):
    with pytest.raises(declarations.WrongDeclaration, match=r"Số định danh của .* phải là .*chữ số") as refusal:
        _declared(kind=kind, identifier=typed)

    assert refusal.value.field == "identifier"
    assert not typed or typed not in str(refusal.value)


def test_a_number_is_not_taken_before_its_form_existed():
    with pytest.raises(declarations.WrongDeclaration):
        _declared(on=date(2015, 12, 31))


def test_a_name_of_10000_characters_is_refused_and_nothing_is_cut_off():
    with pytest.raises(declarations.WrongDeclaration, match="dài 10000 ký tự, tối đa là 255") as refusal:
        _declared(name="ă" * 10_000)

    assert refusal.value.field == "name"


def test_the_longest_name_is_kept_whole():
    assert _declared(name="ă" * 255).name == "ă" * 255


@pytest.mark.parametrize("name", ["", " ", "\u200b", "123", "...", "\x00\x01"])
def test_a_name_without_a_letter_is_refused(name):
    with pytest.raises(declarations.WrongDeclaration, match="không được để trống"):
        _declared(name=name)


def test_a_name_is_kept_on_one_line_composed_and_without_control_characters():
    decomposed = "Trâ\u0300n \x07 Va\u0306n\n Mẫu"

    assert _declared(name=decomposed).name == "Trần Văn Mẫu"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("0290-3831000", "02903831000"),
    ],
)
def test_phones_are_kept_as_digits(typed, kept):
    assert _declared(phone=typed).phone == kept


@pytest.mark.parametrize("typed", ["912345678", "0912", "09123456789012", "không có", "0912x345678"])
def test_what_is_no_phone_is_refused(typed):
    with pytest.raises(declarations.WrongDeclaration, match="Số điện thoại phải có 9 đến 11 chữ số"):
        _declared(phone=typed)


@pytest.mark.parametrize("typed", ["mau", "mau@", "mau@noi", "mau @noi.vn", "a@b@c.vn"])
def test_what_is_no_email_is_refused(typed):
    with pytest.raises(declarations.WrongDeclaration, match="thư điện tử"):
        _declared(email=typed)


def test_an_endless_address_is_refused():
    with pytest.raises(declarations.WrongDeclaration, match="Địa chỉ dài 501 ký tự"):
        _declared(address="x" * 501)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are():
    with pytest.raises(declarations.WrongDeclaration, match=r"citizen .* hoặc business"):
        _declared(kind="alien")


@given(st.text(max_size=300))
def test_whatever_name_is_typed_it_is_refused_or_kept_clean_and_whole(typed):
    try:
        kept = _declared(name=typed).name
    except declarations.WrongDeclaration:
        return
    assert kept == clean(kept)
    assert "\n" not in kept
    assert kept.split() == clean(typed).split()


@given(st.sampled_from(list(PartyKind)), st.text(alphabet="0123456789 -", max_size=20))
def test_a_kept_identifier_is_kept_as_it_is_when_typed_again(kind, typed):
    try:
        kept = declarations.identifier_of(kind, typed, ON)
    except declarations.WrongDeclaration:
        return
    assert declarations.identifier_of(kind, kept, ON) == kept


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("096 185 004 321", ("citizen",), id="twelve digits"),
        pytest.param("385123456", ("citizen",), id="nine digits"),
        pytest.param("2001234567", ("business",), id="ten digits"),
        pytest.param("2001234567-001", ("business",), id="ten digits and a branch"),
        pytest.param("12345", (), id="no identifier"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_the_form_of_an_identifier_tells_the_kind_of_party(text, kinds) -> None:
    assert declarations.kinds_with_identifier(text, ON) == kinds
