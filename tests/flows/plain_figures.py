"""What a period counted, by plain SQL over the rows of dossiers alone: written for the tests, and for nothing else.

It shares no line with what the flows are checked against elsewhere. Two tables are prepared once of a story that is over:
how each dossier left and between which moments that was believed, and how it stood at each moment.
"""

from datetime import date, datetime, time, timedelta

from django.db import connection

from motcua.kernel.working_time import ZONE

OWN = ["H12.61.01 H12.61", "H12.14 H12.62"]
"""Which desk is a unit's own: the nearest on its way up; that of the province for a commune without one. All others are any desk."""
_PREPARE = """
    CREATE TEMPORARY TABLE plain_exits AS
    WITH episodes AS (
        SELECT dossier_id, number, at AS disbelieved_at, state, outcome, ready_at, lateness, ended_at,
               lag(at) OVER (PARTITION BY dossier_id ORDER BY number) AS begun_at FROM dossiers_reopening
        UNION ALL
        SELECT id, 32767, 'infinity', state, outcome, ready_at, lateness, ended_at,
               (SELECT max(at) FROM dossiers_reopening WHERE dossier_id = dossiers_dossier.id) FROM dossiers_dossier
    ), believed AS (
        SELECT e.dossier_id, e.state, e.outcome, e.ended_at, c.was,
               coalesce((c.was->>'ready_at')::timestamptz, e.ready_at) AS ready_at,
               coalesce(c.was->>'lateness', e.lateness) AS lateness,
               coalesce(lag(c.at) OVER episode, e.begun_at, '-infinity') AS believed_from,
               coalesce(c.at, e.disbelieved_at) AS believed_until
        FROM episodes e LEFT JOIN LATERAL (
            SELECT at, was FROM dossiers_correction WHERE dossier_id = e.dossier_id AND jsonb_exists(was, 'ready_at')
                   AND at > coalesce(e.begun_at, '-infinity') AND at < e.disbelieved_at
            UNION ALL SELECT NULL, NULL
        ) c ON true WINDOW episode AS (PARTITION BY e.dossier_id, e.number ORDER BY c.at NULLS LAST)
    )
    SELECT dossier_id, believed_from, believed_until, lateness, outcome = 'refused' AS is_refusal, state,
           CASE WHEN state IN ('ready', 'returned') THEN ready_at
                WHEN state IN ('withdrawn', 'stopped', 'closed') THEN ended_at END AS left_at FROM believed;

    CREATE TEMPORARY TABLE plain_stretches AS
    WITH moments AS (
        SELECT dossier_id, since FROM dossiers_clocksegment UNION SELECT dossier_id, since FROM dossiers_promise
    )
    SELECT m.dossier_id, m.since, coalesce(lead(m.since) OVER (PARTITION BY m.dossier_id ORDER BY m.since), 'infinity') AS until,
           (array_agg(s.kind ORDER BY s.since DESC, s.id DESC))[1] AS kind,
           (SELECT p.at FROM dossiers_promise p WHERE p.dossier_id = m.dossier_id AND p.since <= m.since
            ORDER BY p.number DESC LIMIT 1) AS promised
    FROM moments m JOIN dossiers_clocksegment s ON s.dossier_id = m.dossier_id AND s.since <= m.since GROUP BY 1, 2;
"""
_ASKED = """
    WITH asked AS (
        SELECT %(since)s::timestamptz AS since, %(until)s::timestamptz AS until, %(known)s::timestamptz AS known, %(day)s::date AS day
    ), one AS (
        SELECT d.*, a.since, a.until, a.day, x.is_refusal, x.lateness AS told, x.state AS left_as,
               CASE WHEN x.left_at < a.until THEN x.left_at END AS gone_at
        FROM asked a JOIN dossiers_dossier d ON d.state <> 'void' AND d.received_at < a.until
        JOIN plain_exits x ON x.dossier_id = d.id AND x.believed_from < a.known AND a.known <= x.believed_until
    ), there AS (
        SELECT one.*, s.kind, s.promised, s.since AS stood_since,
               s.promised < CASE WHEN s.kind = 'running' THEN coalesce(gone_at, one.until) ELSE s.since END AS is_past,
               gone_at IS NOT NULL AND left_as IN ('ready', 'returned') AS is_settled
        FROM one JOIN plain_stretches s ON s.dossier_id = one.id
             AND s.since <= coalesce(gone_at, one.until - interval '1 microsecond')
             AND (s.until > coalesce(gone_at, one.until - interval '1 microsecond'))
        WHERE gone_at IS NULL OR gone_at >= one.since
    ), counted AS (
        SELECT *, CASE WHEN gone_at IS NULL THEN '' WHEN is_settled THEN told WHEN is_past THEN 'late'
                       WHEN (gone_at AT TIME ZONE %(zone)s)::date < (promised AT TIME ZONE %(zone)s)::date THEN 'early'
                       ELSE 'on_time' END AS how,
               (gone_at AT TIME ZONE %(zone)s)::date = (promised AT TIME ZONE %(zone)s)::date AS on_due_day FROM there
    ), figures AS (
        SELECT id, competent_id AS unit, received_at, channel, figure, number FROM counted CROSS JOIN LATERAL (VALUES
            ('received', (received_at >= since)::int),
            ('received_online', (received_at >= since AND channel = 'online')::int),
            ('received_direct', (received_at >= since AND channel <> 'online')::int),
            ('carried', (received_at < since)::int),
            (how, (is_settled)::int), ('ended_' || how, (gone_at IS NOT NULL AND NOT is_settled)::int),
            ('late_same_day', (is_settled AND how = 'late' AND on_due_day)::int),
            ('ended_late_same_day', (gone_at IS NOT NULL AND NOT is_settled AND how = 'late' AND on_due_day)::int),
            ('refused', (is_settled AND is_refusal)::int),
            (left_as, (gone_at IS NOT NULL AND NOT is_settled)::int),
            ('in_process', (gone_at IS NULL)::int),
            ('suspended', (gone_at IS NULL AND kind <> 'running')::int),
            ('overdue', (gone_at IS NULL AND kind = 'running' AND is_past)::int),
            ('overdue_by_date', (gone_at IS NULL AND kind = 'running' AND (promised AT TIME ZONE %(zone)s)::date < day)::int),
            ('overdue_suspended', (gone_at IS NULL AND kind <> 'running' AND is_past)::int),
            ('supplemented', (SELECT count(*) FROM dossiers_supplement q
                              WHERE q.dossier_id = counted.id AND q.asked_at >= since AND q.asked_at < until)),
            ('paused', (SELECT count(*) FROM dossiers_clocksegment q WHERE q.dossier_id = counted.id
                        AND q.kind = 'paused' AND q.since >= counted.since AND q.since < counted.until))
        ) AS told (figure, number)
        UNION ALL
        SELECT one.id, competent_id, received_at, channel, figure, number FROM one CROSS JOIN LATERAL (
            SELECT range_agg(tstzrange(greatest(s.since, s.promised), least(s.until, coalesce(gone_at, 'infinity')))) AS times
            FROM plain_stretches s WHERE s.dossier_id = one.id AND s.kind = 'running' AND s.since < one.until
                 AND greatest(s.since, s.promised) < least(s.until, coalesce(gone_at, 'infinity'))
        ) AS past CROSS JOIN LATERAL (
            SELECT 'fell_due', count(*) FROM unnest(times) AS time WHERE lower(time) >= one.since AND lower(time) < one.until
            UNION ALL
            SELECT 'cleared', count(*) FROM unnest(times) AS time WHERE upper(time) >= one.since AND upper(time) < one.until
        ) AS told (figure, number)
        UNION ALL
        SELECT id, desk_id, received_at, channel, 'any_desk', 1 FROM one
        WHERE received_at >= since AND NOT desk_id || ' ' || competent_id = ANY(%(own)s)
    )
    SELECT figures.unit, v.level, p.content->>'field', d.procedure_code, d.channel, figure, sum(figures.number)
    FROM figures JOIN dossiers_dossier d ON d.id = figures.id
    JOIN procedures_publishedversion p ON p.id = d.version_id
    JOIN organisation_unit u ON u.code = figures.unit
    JOIN organisation_unitversion v ON v.unit_id = u.id AND v.period @> (d.received_at AT TIME ZONE %(zone)s)::date
    WHERE figures.number <> 0 GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT n.desk_id, v.level, p.content->>'field', n.procedure_code, n.channel, 'not_received', count(*)
    FROM asked JOIN intake_nonreception n ON n.at >= since AND n.at < until
    JOIN procedures_publishedversion p ON p.id = n.version_id
    JOIN organisation_unit u ON u.code = n.desk_id
    JOIN organisation_unitversion v ON v.unit_id = u.id AND v.period @> (n.at AT TIME ZONE %(zone)s)::date
    GROUP BY 1, 2, 3, 4, 5
"""


def prepare() -> None:
    """Prepare the tables of the story that the database holds."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS plain_exits, plain_stretches")
        cursor.execute(_PREPARE)


def figures(first: date, last: date, as_of: date) -> list[tuple[dict[str, str], str, int]]:
    """Return group, figure and number, of what counts from `first` to `last` as known at the end of `as_of`; no noughts."""
    until = min(last, as_of)
    asked = {
        "since": _begin(first),
        "until": _begin(until + timedelta(days=1)),
        "day": until,
        "zone": str(ZONE),
        "own": OWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, asked | {"known": _begin(as_of + timedelta(days=1))})
        names = ("unit", "level", "field", "procedure", "channel")
        return [(dict(zip(names, row[:5], strict=True)), row[5], int(row[6])) for row in cursor.fetchall()]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
