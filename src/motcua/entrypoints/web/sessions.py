"""The session of a signed-in officer and whose it is: Django's own, looked up by plain SQL, for every request asks both."""

from typing import Any, Final

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
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
        if "\x00" in (self.session_key or ""):  # no cookie of ours; the database would refuse the text
            self._session_key = None
            return None
        found = plain_rows.first(Session, _SESSION, {"key": self.session_key, "now": timezone.now()})
        if found is None:
            self._session_key = None
        return found


class OfficerBackend(ModelBackend):
    """Officers sign in by their password; a session of one whose account was locked is nobody's."""

    def get_user(self, user_id: int) -> Any:
        """Return the officer to whom a session belongs; None where there is none, or the account is locked."""
        found: Any = plain_rows.by_key(get_user_model(), user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
