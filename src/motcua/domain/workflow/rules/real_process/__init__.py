"""Import of internal processes of the one-stop software of 2013: a record becomes a step table and a list of doubts.

One task of the source is one step of ours. Nothing is silently mended: whatever the source leaves open or says
twice is a doubt that names the step; a record whose steps lead nowhere is refused.
Law: docs/law/processes.md, section 6. Change that page and its cases first, then these files.
"""

from motcua.domain.workflow.rules.real_process.building import Imported, import_record
from motcua.domain.workflow.rules.real_process.doubts import Doubt, DoubtKind
from motcua.domain.workflow.rules.real_process.source import RefusedRecord, Vocabulary, is_real_process, said_by
from motcua.domain.workflow.rules.real_process.xml_source import UnreadableXml, record_of

__all__ = [
    "Doubt",
    "DoubtKind",
    "Imported",
    "RefusedRecord",
    "UnreadableXml",
    "Vocabulary",
    "import_record",
    "is_real_process",
    "record_of",
    "said_by",
]
