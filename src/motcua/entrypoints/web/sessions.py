"""The session of a signed-in officer: Django's own in the database, looked up by plain SQL, for every request asks it."""

from typing import Any, Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.foundation import plain_rows

_SESSION: Final = f"""
    SELECT {plain_rows.columns(Session, "session")} FROM django_session session
    WHERE session.session_key = %(key)s AND session.expire_date > %(now)s
"""  # noqa: S608 - names of the table's columns


class SessionStore(db.SessionStore):
    """A session kept in the database; one that has expired is none."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of the rows."""
        return Session

    def _get_session_from_db(self) -> Any:
        found = plain_rows.first(Session, _SESSION, {"key": self.session_key, "now": timezone.now()})
        if found is None:
            self._session_key = None
        return found
