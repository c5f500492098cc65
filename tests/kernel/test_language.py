"""Sentences are said in the language that is spoken, and in Vietnamese where nobody said otherwise."""

import threading
from datetime import date

import pytest

from motcua.kernel.language import say, say_counted, say_day, say_kept, speaking, speaking_vietnamese, to_say

KNOWN = {"Hồ sơ {code} đã trả.": "Dossier {code} was returned.", "Trễ hạn": "Overdue"}
COUNTED = {"{count} hồ sơ": ("{count} dossier", "{count} dossiers")}


def english(sentence, number=None, /):
    if number is None:
        return KNOWN.get(sentence, sentence)
    one, many = COUNTED.get(sentence, (sentence, sentence))
    return one if number == 1 else many


def test_vietnamese_is_spoken_where_nobody_chose_another_language():
    assert say("Hồ sơ {code} đã trả.", code="H12") == "Hồ sơ H12 đã trả."
    assert say_counted("{count} hồ sơ", 1) == "1 hồ sơ"


def test_a_sentence_is_looked_up_and_its_facts_are_filled():
    with speaking(english):
        assert say("Hồ sơ {code} đã trả.", code="H12") == "Dossier H12 was returned."
        assert [say_counted("{count} hồ sơ", count) for count in (1, 2)] == ["1 dossier", "2 dossiers"]
        assert say_counted("{count} hồ sơ", 1200, count="1,200") == "1,200 dossiers"
        assert say("") == ""


def test_an_unknown_sentence_stays_vietnamese_with_its_facts():
    with speaking(english):
        assert say("Quầy {number}", number=3) == "Quầy 3"


def test_facts_are_never_read_as_sentences():
    with speaking(english):
        assert say("{name}", name="{code} Trễ hạn") == "{code} Trễ hạn"


def test_papers_and_messages_are_vietnamese_inside_an_english_request():
    with speaking(english):
        with speaking_vietnamese():
            assert say("Trễ hạn") == "Trễ hạn"
        assert say("Trễ hạn") == "Overdue"


def test_the_language_ends_with_its_block_even_when_the_block_fails():
    with pytest.raises(RuntimeError), speaking(english):
        raise RuntimeError
    assert say("Trễ hạn") == "Trễ hạn"


def test_another_thread_is_not_spoken_to_in_this_one_s_language():
    heard = []
    with speaking(english):
        other = threading.Thread(target=lambda: heard.append(say("Trễ hạn")))
        other.start()
        other.join()
    assert heard == ["Trễ hạn"]


def test_a_sentence_of_a_table_is_marked_and_said_later():
    table = {"late": to_say("Trễ hạn")}
    assert table["late"] == "Trễ hạn"
    with speaking(english):
        assert say(table["late"]) == "Overdue"


def test_a_day_is_written_as_the_language_writes_it():
    day = date(2026, 11, 27)
    assert say_day(day) == "27/11/2026"
    with speaking({"%d/%m/%Y": "%-d %b %Y"}.get):
        assert say_day(day) == "27 Nov 2026"


KEPT = ("Hồ sơ {code} đã trả.", "Bước «{step}» ở {unit}, còn «{other}» ở {unit}.", "Không có nơi nào.")


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("Hồ sơ H12.14 đã trả.", "Dossier H12.14 was returned."),
        ("Hồ sơ {code} đã trả.", "Dossier {code} was returned."),
        ("Hồ sơ  đã trả.", "Hồ sơ  đã trả."),
        ("Bước «A» ở B, còn «C» ở B.", "Bước «A» ở B, còn «C» ở B."),
        ("Cán bộ ghi tay (.*).", "Cán bộ ghi tay (.*)."),
        ("Trễ hạn", "Trễ hạn"),
        ("Hồ sơ A.B đã trả. Hồ sơ C đã trả.", "Dossier A.B was returned. Dossier C was returned."),
        ("Hồ sơ A đã trả. Lạ.", "Dossier A was returned. Lạ."),
    ],
)
def test_what_was_kept_in_vietnamese_is_shown_in_the_language_of_the_reader(kept, said):
    assert say_kept(kept, KEPT) == kept
    with speaking(english):
        assert say_kept(kept, KEPT) == said


def test_a_kept_sentence_that_no_person_wrote_may_be_any_of_the_catalogue():
    with speaking(english):
        assert say_kept("Trễ hạn", KEPT, any_sentence=True) == "Overdue"
