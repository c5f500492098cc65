"""What rules, operations and queries say has English, and is said: a Vietnamese sentence is never only raised."""

import ast
import re

from test_translations import translations

DOMAIN = translations.kept()["domain"]
BELOW = ("kernel", "foundation", "domain", "integrations", "entrypoints/acts.py")
VIETNAMESE_ONLY = {
    # words and patterns that texts of the records are read by
    "kernel/vietnamese.py", "kernel/number_words.py", "domain/procedures/rules/citations.py", "domain/procedures/rules/fee_text",
    "domain/procedures/rules/time_limit_text", "domain/procedures/rules/source_text.py",
    "domain/procedures/rules/row_cases.py", "domain/procedures/rules/components.py", "domain/procedures/rules/fees.py",
    "domain/procedures/rules/questions.py",
    # papers, messages and what is kept
    "kernel/moments.py", "kernel/money.py", "domain/documents/operations/samples.py", "domain/documents/operations/board_texts.py", "domain/procedures/rules/boards/wording.py",
    "domain/documents/rules/sheet.py", "domain/documents/rules/wording.py", "domain/dossiers/operations/papers.py",
    "domain/dossiers/operations/correcting.py", "domain/dossiers/operations/handing_over.py",
    "domain/dossiers/operations/registers.py", "domain/dossiers/operations/slips.py",
    "domain/dossiers/queries/registers.py", "domain/dossiers/rules/slips.py", "domain/reports/rules/tables.py",
    "domain/reports/operations/formats.py", "domain/notifications", "domain/organisation/rules/calendar_seed.py",
    "domain/workflow/rules/bpmn", "domain/workflow/models.py", "foundation/actor.py", "foundation/outbox", "integrations",
    # the command line: starting, saving, verifying, importing
    "foundation/backup", "foundation/database", "foundation/embedded", "foundation/ledger", "foundation/processes",
    "domain/dossiers/queries/invariants.py", "domain/dossiers/queries/apologies.py",
    "domain/procedures/operations/importing.py", "domain/procedures/operations/listing.py",
    "domain/procedures/rules/doc_extract.py", "domain/procedures/rules/list_rows.py", "domain/procedures/rules/names.py",
    "domain/procedures/rules/national_record.py", "domain/procedures/rules/raw_record.py",
    "domain/workflow/rules/real_process",
}  # fmt: skip
"""Files, or folders of them, whose other Vietnamese is not for the reader of a page, or stays as it is."""


def files():
    for root in BELOW:
        start = translations.PACKAGE / root
        for path in [start] if start.is_file() else sorted(start.rglob("*.py")):
            told = path.relative_to(translations.PACKAGE).as_posix()
            if "migrations" in path.parts or path.name == "testing.py":
                continue
            if not any(told == one or told.startswith(f"{one}/") for one in VIETNAMESE_ONLY):
                yield told, ast.parse(path.read_text(encoding="utf-8"))


def unsaid(tree):
    """Yield the Vietnamese literals of a module that are neither said nor documentation."""
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in translations.SAYING:
                passed |= {id(part) for part in ast.walk(node.args[0])}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
        if is_text and translations.VIETNAMESE.search(node.value):
            yield node.lineno, node.value


def test_every_sentence_below_the_pages_is_said_in_the_language_of_the_reader():
    found = [f"{told}:{line} {text}" for told, tree in files() for line, text in unsaid(tree)]
    assert found == []


def test_a_sentence_that_is_only_raised_is_found():
    tree = ast.parse('"""Tài liệu."""\nraise Refusal(f"Hồ sơ {code} đã trả.")\nTABLE = {1: to_say("Trễ hạn")}')
    assert [text for _, text in unsaid(tree)] == ["Hồ sơ ", " đã trả."]


def test_the_catalogue_of_the_domain_has_exactly_what_is_said_and_all_in_english():
    said = translations.collect()["domain"]
    kept = {one.id if isinstance(one.id, str) else one.id[0] for one in DOMAIN if one.id}
    assert kept == set(said)
    assert list(translations.faults(DOMAIN)) == []


def test_no_english_sentence_of_the_domain_has_vietnamese_but_in_quotation_marks():
    for entry in DOMAIN:
        for english in (entry.string,) if isinstance(entry.string, str) else entry.string:
            bare = re.sub(r"“[^”]*”|«[^»]*»|đồng", "", english) if entry.id else ""
            assert not translations.VIETNAMESE.search(bare), entry.id


def test_a_sentence_has_the_same_english_in_both_catalogues():
    web = translations.kept()["web"]
    differing = [
        one.id
        for one in DOMAIN
        if one.id
        and (other := web.get(one.id if isinstance(one.id, str) else one.id[0]))
        and other.string != one.string
    ]
    assert differing == []
