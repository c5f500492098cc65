"""What must hold over all dossiers: each in exactly one place, each known to the ledger. `verify` asks this."""

from dataclasses import dataclass

from django.db import connection

from motcua.domain.dossiers.models import Dossier
from motcua.domain.intake import api as intake


@dataclass(frozen=True)
class Breach:
    """One dossier for which an invariant does not hold."""

    kind: str
    subject: str
    reason: str


_CHECKS = {
    ("place", "Hồ sơ đang giải quyết mà không có bước nào đang mở."): """
        SELECT code FROM dossiers_dossier d WHERE state IN ('processing', 'paused', 'ready')
        AND NOT EXISTS (SELECT FROM dossiers_step s WHERE s.dossier_id = d.id AND s.state = 'open')""",
    ("place", "Hồ sơ chờ bổ sung phải có bước tạm treo và không có bước nào đang mở."): """
        SELECT code FROM dossiers_dossier d WHERE state = 'supplement'
        AND (EXISTS (SELECT FROM dossiers_step s WHERE s.dossier_id = d.id AND s.state = 'open')
             OR NOT EXISTS (SELECT FROM dossiers_step s WHERE s.dossier_id = d.id AND s.state = 'suspended'))""",
    ("place", "Hồ sơ đã kết thúc mà vẫn còn bước đang mở."): """
        SELECT code FROM dossiers_dossier d WHERE ended_at IS NOT NULL
        AND EXISTS (SELECT FROM dossiers_step s WHERE s.dossier_id = d.id AND s.state IN ('open', 'suspended'))""",
    ("clock", "Trạng thái hồ sơ và đồng hồ không khớp nhau."): """
        SELECT code FROM dossiers_dossier d
        LEFT JOIN dossiers_clocksegment c ON c.dossier_id = d.id AND c.until IS NULL
        WHERE c.kind IS DISTINCT FROM CASE state WHEN 'processing' THEN 'running' WHEN 'paused' THEN 'paused'
                                                 WHEN 'supplement' THEN 'supplement' END""",
    ("promise", "Giờ hẹn của hồ sơ khác với lời hẹn cuối cùng đã lưu."): """
        SELECT code FROM dossiers_dossier d WHERE promised_at IS DISTINCT FROM (
            SELECT p.at FROM dossiers_promise p WHERE p.dossier_id = d.id ORDER BY p.number DESC LIMIT 1)""",
    ("opinion", "Hồ sơ đã quyết định hoặc đã kết thúc mà vẫn còn chờ ý kiến."): """
        SELECT code FROM dossiers_dossier d WHERE (decided_at IS NOT NULL OR ended_at IS NOT NULL)
        AND EXISTS (SELECT FROM dossiers_opinion o WHERE o.dossier_id = d.id AND o.state = 'asked')""",
    ("promise", "Giờ hẹn dời theo lịch mới mà không muộn hơn giờ hẹn trước đó."): """
        SELECT DISTINCT d.code FROM dossiers_promise p JOIN dossiers_dossier d ON d.id = p.dossier_id
        WHERE p.because = 'calendar_changed' AND NOT EXISTS (SELECT FROM dossiers_promise before
            WHERE before.dossier_id = p.dossier_id AND before.number = p.number - 1 AND before.at < p.at)""",
    ("lateness", "Hồ sơ trễ hạn mà chưa được ghi nhận là trễ."): """
        SELECT code FROM dossiers_dossier d WHERE lateness = 'late'
        AND NOT EXISTS (SELECT FROM dossiers_latefinding l WHERE l.dossier_id = d.id)""",
    ("void", "Hồ sơ đã hủy do nhập nhầm mà vẫn còn bị tính: trễ hạn, nợ phiếu xin lỗi hoặc bàn giao chưa nhận."): """
        SELECT code FROM dossiers_dossier d WHERE state = 'void'
        AND (EXISTS (SELECT FROM dossiers_latefinding l WHERE l.dossier_id = d.id)
             OR EXISTS (SELECT FROM dossiers_apology a WHERE a.dossier_id = d.id)
             OR EXISTS (SELECT FROM dossiers_handover h JOIN dossiers_step s ON s.id = h.step_id
                        WHERE s.dossier_id = d.id AND h.taken_at IS NULL))""",
    ("ledger", "Hồ sơ không có dòng nào trong sổ."): """
        SELECT code FROM dossiers_dossier d
        WHERE NOT EXISTS (SELECT FROM foundation_ledgerentry e WHERE e.subject = 'dossier:' || d.code)""",
    ("promise", "Giờ hẹn của hồ sơ khác với giờ hẹn ghi trong sổ."): """
        SELECT code FROM dossiers_dossier d WHERE promised_at IS DISTINCT FROM (
            SELECT (e.body->>'promised_at')::timestamptz FROM foundation_ledgerentry e
            WHERE e.subject = 'dossier:' || d.code AND jsonb_exists(e.body, 'promised_at') ORDER BY e.seq DESC LIMIT 1)
        AND EXISTS (SELECT FROM foundation_ledgerentry e WHERE e.subject = 'dossier:' || d.code)""",
    ("lateness", "Kết luận sớm, đúng hay trễ hạn của hồ sơ khác với sổ."): """
        SELECT code FROM dossiers_dossier d WHERE coalesce(lateness, '') <> coalesce((
            SELECT e.body->>'lateness' FROM foundation_ledgerentry e
            WHERE e.subject = 'dossier:' || d.code AND jsonb_exists(e.body, 'lateness') ORDER BY e.seq DESC LIMIT 1), '')
        AND EXISTS (SELECT FROM foundation_ledgerentry e WHERE e.subject = 'dossier:' || d.code)""",
    ("dossier", "Sổ có ghi hồ sơ này nhưng hồ sơ không còn."): """
        SELECT substr(e.subject, 9) FROM foundation_ledgerentry e
        WHERE e.seq = 1 AND e.subject LIKE 'dossier:%%'
        AND NOT EXISTS (SELECT FROM dossiers_dossier d WHERE d.code = substr(e.subject, 9))""",
}
_LOST_SUBMISSION = "Hồ sơ trực tuyến đã tiếp nhận nhưng không có hồ sơ tương ứng."


def breaches() -> tuple[int, tuple[Breach, ...]]:
    """Return how many dossiers there are and every breach of an invariant, one statement a check."""
    found: list[Breach] = []
    with connection.cursor() as cursor:
        for (kind, reason), statement in _CHECKS.items():
            cursor.execute(statement, [])
            found += [Breach(kind, f"dossier:{code}", reason) for (code,) in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM dossiers_dossier")
        total = int(cursor.fetchone()[0])
    lost = intake.accepted_without(Dossier.objects.values("code"))
    found += [Breach("submission", f"submission:{code}", _LOST_SUBMISSION) for code in lost]
    return total, tuple(found)
