"""Words of the search that administrators add and take back, and what was asked in vain."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from motcua.domain.procedures.events import Act, subject_of
from motcua.domain.procedures.models import Procedure, SearchWord, UnansweredSearch
from motcua.domain.procedures.operations.guards import require_dictionary_keeper
from motcua.domain.procedures.queries.page import UnknownProcedure
from motcua.domain.procedures.rules import search as rules
from motcua.domain.procedures.rules.search import WordKind
from motcua.foundation import ledger
from motcua.foundation.actor import Actor
from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal
from motcua.kernel.vietnamese import clean, fold
from motcua.kernel.working_time import local

DICTIONARY = "search:dictionary"
"""The ledger's subject of words that mean the same; a name stands with its procedure."""
_NOTE = """
    INSERT INTO procedures_unansweredsearch (words, times, first_on, last_on)
    SELECT %(words)s, 1, %(day)s, %(day)s
    WHERE EXISTS (SELECT 1 FROM procedures_unansweredsearch WHERE words = %(words)s)
        OR (SELECT count(*) FROM procedures_unansweredsearch) < %(most)s
    ON CONFLICT (words) DO UPDATE
    SET times = procedures_unansweredsearch.times + 1,
        last_on = greatest(procedures_unansweredsearch.last_on, excluded.last_on)
"""


class UnusableWord(Refusal):
    """A word that says nothing, is too long, or is there already."""


class NoSuchWord(Refusal):
    """The word was never added, or was taken back."""


@transaction.atomic
def add_search_word(*, kind: WordKind, said: str, meant: str, by: Actor, at: datetime) -> int:
    """Keep another name of a procedure (`meant`: its code), or words that mean the same as known ones; return its number.

    Raises MissingRight, UnusableWord, UnknownProcedure.
    """
    require_dictionary_keeper(by, at)
    said, meant = clean(said), clean(meant)
    _require_words(said)
    if kind is WordKind.SAME:
        _require_words(meant)
    elif not Procedure.objects.filter(code=meant).exists():
        raise UnknownProcedure(meant)
    if SearchWord.objects.filter(kind=kind, said_fold=fold(said), meant=meant, removed_at__isnull=True).exists():
        raise UnusableWord(say("Từ “{said}” đã có. Không có gì thay đổi.", said=said))
    row = SearchWord.objects.create(
        kind=kind.value, said=said, said_fold=fold(said), meant=meant, added_by=by.login, added_at=at
    )
    _write(row, Act.SEARCH_WORD_ADDED, by, at)
    return int(row.pk)


@transaction.atomic
def remove_search_word(number: int, *, by: Actor, at: datetime) -> None:
    """Take a word back; what it was stays on record. Raises MissingRight, NoSuchWord."""
    require_dictionary_keeper(by, at)
    row = SearchWord.objects.select_for_update().filter(pk=number, removed_at__isnull=True).first()
    if row is None:
        raise NoSuchWord(say("Không còn từ này trong từ điển. Không có gì thay đổi."))
    row.removed_by, row.removed_at = by.login, at
    row.save(update_fields=["removed_by", "removed_at"])
    _write(row, Act.SEARCH_WORD_REMOVED, by, at)


@transaction.atomic
def settle_unanswered(number: int, *, by: Actor, at: datetime) -> None:
    """Take a wording off the list of what found nothing: it was dealt with. Raises MissingRight."""
    require_dictionary_keeper(by, at)
    gone, _ = UnansweredSearch.objects.filter(pk=number).delete()
    if gone:
        ledger.write(subject=DICTIONARY, act=Act.UNANSWERED_SETTLED, by=by, at=at, body={"unanswered": number})


def note_unanswered(text: str, *, at: datetime) -> None:
    """Count a question that found nothing: its words without digits, nothing of who asked. A full list takes no new ones."""
    words = rules.kept_words(text)
    if words.replace(rules.MASK, "").strip():
        facts = {"words": words, "day": local(at).date(), "most": rules.shipped()["keeping"]["most_unanswered"]}
        with connection.cursor() as cursor:
            cursor.execute(_NOTE, facts)


def forget_unanswered(*, at: datetime) -> int:
    """Erase wordings that nobody asked for the days that are stated; return how many."""
    until = local(at).date() - timedelta(days=rules.shipped()["keeping"]["unanswered_kept_days"])
    gone, _ = UnansweredSearch.objects.filter(last_on__lte=until).delete()
    return gone


def _require_words(text: str) -> None:
    longest = rules.shipped()["keeping"]["longest_word_added"]
    if not rules.kept_words(text).replace(rules.MASK, "").strip():
        raise UnusableWord(say("Ghi từ cần thêm bằng chữ. Không có gì thay đổi."))
    if len(text) > longest:
        raise UnusableWord(say("Rút gọn từ còn tối đa {longest} chữ. Không có gì thay đổi.", longest=longest))


def _write(row: SearchWord, act: Act, by: Actor, at: datetime) -> None:
    is_name = row.kind == WordKind.NAME
    body = {"word": row.pk, "kind": row.kind, "said": row.said, "meant": row.meant}
    ledger.write(subject=subject_of(row.meant) if is_name else DICTIONARY, act=act, by=by, at=at, body=body)
