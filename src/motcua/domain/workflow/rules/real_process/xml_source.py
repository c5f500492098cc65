"""The XML of the one-stop software of 2013, read into the record that its other exports have.

Only the form is judged here: what a record says is accepted or refused by the same import. Documents with entities
or a document type are refused, nothing is fetched, and a document has a size.
"""

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.domain.workflow.rules.structure import MOST_ELEMENTS
from motcua.kernel.refusal import Refusal

LARGEST = 1_000_000
TASK = ("code", "name", "time", "next", "single_user", "biz_done")


class UnreadableXml(Refusal):
    """A file that is not the XML of a process. Nothing of it was imported."""


def record_of(content: bytes) -> dict[str, object]:
    """Return the record of the one process in an XML document. Raises UnreadableXml with one sentence."""
    root = _root(content)
    if root.tag != "process":
        raise UnreadableXml("Tệp XML này không phải quy trình của phần mềm một cửa (thẻ gốc không phải “process”).")
    if len(root.findall("step")) > MOST_ELEMENTS or len(root.findall("step/task")) > MOST_ELEMENTS:
        raise UnreadableXml(f"Tệp XML có quá {MOST_ELEMENTS} bước hoặc công việc.")
    return {
        "code": root.get("code", ""),
        "name": root.get("name", ""),
        "total_days_text": root.get("totaltime", ""),
        "fee_text": root.get("fee", ""),
        "version": root.get("version", ""),
        "steps": [_step(step) for step in root.findall("step")],
    }


def _root(content: bytes) -> Element:
    if len(content) > LARGEST:
        raise UnreadableXml("Tệp XML quá lớn để là một quy trình (trên 1 MB).")
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableXml("Tệp XML có khai báo kiểu tài liệu hoặc thực thể, không được phép.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableXml("Tệp không phải XML đúng dạng, hoặc ở bảng mã không đọc được.") from error


def _step(step: Element) -> dict[str, object]:
    return {
        "order": step.get("order", ""),
        "unit": step.get("group", ""),
        "name": step.get("name", ""),
        "days_text": step.get("time"),
        "role": step.get("role"),
        "tasks": [{key: task.get(key) for key in TASK if task.get(key) is not None} for task in step.findall("task")],
    }
