"""Reading the text of a fee (phí, lệ phí). Law: docs/law/fees.md."""

from motcua.domain.procedures.rules.fee_text.answers import answer_fee
from motcua.domain.procedures.rules.fee_text.fees import Fee, FeeAmount, FeeKind
from motcua.domain.procedures.rules.fee_text.reading import read_fee

__all__ = ["Fee", "FeeAmount", "FeeKind", "answer_fee", "read_fee"]
