"""When a person is told: at once, or at the end of the quiet hours (giờ yên tĩnh).

Law: docs/law/following.md, section 7.
"""

from datetime import datetime, time, timedelta

from motcua.kernel.working_time import local


def told_at(at: datetime, *, begins: time, ends: time) -> datetime:
    """Return the moment itself, or the end of the quiet hours it falls into; begin and end alike: no hour is quiet.

    The end does not belong to them. They may lie within a day or over midnight.
    """
    here = local(at)
    clock = here.time().replace(second=0, microsecond=0)
    over_midnight = begins > ends
    is_quiet = (clock >= begins or clock < ends) if over_midnight else begins <= clock < ends
    if not is_quiet:
        return at
    end = here.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    return end if end > here else end + timedelta(days=1)
