"""`motcua officers leave`: an officer is away, a colleague does the work."""

import pytest

from motcua.domain.organisation import testing

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db):
    places = testing.a_small_province()
    for login in ("lan", "hai"):
        testing.an_officer(places.commune, ["handler"], login=login)
    return places.commune


def test_a_leave_is_entered_listed_and_ended(motcua, commune):
    words = ("officers", "leave", "lan")
    done = motcua(*words, "--from", "2026-11-09", "--to", "2026-11-10", "--substitute", "hai", "--as", "lan")
    listed = motcua(*words).out.split()
    ended = motcua(*words, "--end", listed[0])

    assert done.status == 0, done.err
    assert listed[1:] == ["lan", "2026-11-09", "2026-11-10", "hai"]
    assert ended.status == 0, ended.err
    assert motcua(*words).out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "2026-11-09", "--to", "2026-11-10"), "--substitute"),
        (("--from", "2026-11-09", "--to", "2026-11-10", "--substitute", "lan"), "không tự làm thay mình"),
        (("--end", "99999"), "không có đợt nghỉ"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(motcua, commune, words, said):
    done = motcua("officers", "leave", "lan", *words)

    assert done.status == 1
    assert said in done.err
