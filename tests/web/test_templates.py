"""The shared templates render with what their comments promise, and keep to the content policy."""

import re
from collections import Counter

import gallery
import pytest

pytestmark = pytest.mark.skipif(not (gallery.ASSETS / "manifest.json").exists(), reason="the assets are not built")


@pytest.mark.parametrize("name", gallery.GALLERY)
def test_a_page_needs_no_inline_script_or_style(name: str) -> None:
    html = gallery.render(name)
    assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"(?:href|src|action)=\"(?:https?:)?//", html)


@pytest.mark.parametrize("name", gallery.GALLERY)
def test_a_page_has_a_language_a_title_one_heading_and_a_skip_link(name: str) -> None:
    html = gallery.render(name)
    assert '<html lang="vi"' in html
    assert re.search(r"<title>[^<]+ \| Một Cửa</title>", html)
    assert html.count("<h1") == 1
    assert 'href="#noi-dung"' in html
    assert 'id="noi-dung"' in html


@pytest.mark.parametrize("name", gallery.GALLERY)
def test_no_two_things_of_a_page_have_one_id(name: str) -> None:
    ids = Counter(re.findall(r"\sid=\"([^\"]+)\"", gallery.render(name)))
    assert [one for one, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_error_says_what_happened_what_is_safe_and_what_to_do(status: int) -> None:
    html = gallery.render(f"loi-{status}")
    main = html[html.index("<main") : html.index("</main>")]
    assert main.count("<p>") >= 2
    assert "K7Q2-1419" in main
    for word in ("vui lòng", "thành công", "!"):
        assert word not in re.sub(r"<[^>]*>", "", main).lower()


def test_an_unknown_code_and_a_forbidden_dossier_look_alike() -> None:
    assert "Mã này không có, hoặc hồ sơ ở nơi mà quyền của bạn không tới." in gallery.render("khong-quyen")


def test_a_page_without_a_right_names_the_right_and_who_gives_it() -> None:
    html = gallery.render("khong-quyen-trang")
    assert "công bố thủ tục" in html
    assert "Quản trị của đơn vị cấp quyền." in html
    assert "Hiện nay bạn chưa có quyền nào." in html
