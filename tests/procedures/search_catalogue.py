"""The sample catalogue as entries of the search, without a database; and texts as a keyboard may give them."""

import json
import unicodedata
from functools import cache
from importlib import resources

from motcua.domain.procedures.rules.search import Engine, Entry, engine_of, made_of, shipped

FOLDER = resources.files("motcua") / "data" / "catalogue"


@cache
def sample_entries() -> tuple[Entry, ...]:
    records = [json.loads(file.read_text(encoding="utf-8")) for file in FOLDER.iterdir() if file.name.endswith(".json")]
    return tuple(
        Entry(
            code=one["code"],
            name=one["name"],
            issuer=one["issuer"],
            everyday_names=tuple(one.get("everyday_names", ())),
            field=one["field"],
            is_published=True,
        )
        for one in records
    )


@cache
def sample_engine() -> Engine:
    return engine_of(sample_entries(), made_of(shipped()))


def without_marks(text: str) -> str:
    """Take the marks off as a phone without a Vietnamese keyboard types."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
