"""From bytes to a tree of elements, safely: no entities, no network, no document type, one size at most."""

import re

from lxml import etree

from motcua.domain.workflow.rules.bpmn.words import MODEL
from motcua.domain.workflow.rules.structure import Problem
from motcua.kernel.language import say

MOST_BYTES = 1_000_000
ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
WHOLE = "definitions"


class UnreadableFile(Exception):  # noqa: N818 - never leaves the reader
    """The file as a whole cannot be read; `problem` says why."""

    def __init__(self, reason: str, element: str = WHOLE) -> None:
        self.problem = Problem(element, reason)
        super().__init__(reason)


def parse(content: bytes) -> etree._Element:
    """Return the root of a BPMN 2.0 file. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(say("Tệp lớn hơn {most} KB.", most=MOST_BYTES // 1000))
    _require_utf8(content)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableFile(say("Tệp có phần khai báo DOCTYPE hoặc ENTITY, không được dùng."), "DOCTYPE")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=False, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFile(
            say("Tệp không phải XML đúng dạng hoặc bị cắt ngang (dòng {line}).", line=error.lineno or 1)
        ) from error
    if root.tag != f"{{{MODEL}}}{WHOLE}":
        raise UnreadableFile(say("Gốc của tệp phải là definitions của BPMN 2.0."), local(root))
    return root


def _require_utf8(content: bytes) -> None:
    """Vietnamese letters are lost where a tool guesses: only UTF-8 is read."""
    declared = ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].decode("ascii", "replace").lower() != "utf-8":
        named = declared[1].decode("ascii", "replace")[:40]
        raise UnreadableFile(say("Tệp ghi bảng mã «{named}»; lưu lại bằng UTF-8 rồi thử lại.", named=named), "xml")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            say("Tệp không ở bảng mã UTF-8 (byte thứ {start}); lưu lại bằng UTF-8.", start=error.start + 1),
            "xml",
        ) from error


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def space(element: etree._Element) -> str:
    """Return the namespace of an element."""
    return str(etree.QName(element).namespace or "")


def called(element: etree._Element) -> str:
    """Return how a problem names an element: by its id, else by what it is."""
    return str(element.get("id") or local(element))
