"""BPMN 2.0 in and out: a file becomes a step table or a list of problems, a step table becomes a file with a diagram.

What is read and what is refused stands in docs/bpmn-profile.md.
Law: docs/law/processes.md, section 7. Change that page and its cases first, then these files.
"""

from motcua.domain.workflow.rules.bpmn.parsing import MOST_BYTES
from motcua.domain.workflow.rules.bpmn.reading import Reading, faults, read_bpmn
from motcua.domain.workflow.rules.bpmn.words import MODEL
from motcua.domain.workflow.rules.bpmn.writing import write_bpmn

__all__ = ["MODEL", "MOST_BYTES", "Reading", "faults", "read_bpmn", "write_bpmn"]
