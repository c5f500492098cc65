"""Errors of the database as sentences: a full disk, a lost server, a database that was never migrated."""

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from motcua.foundation.embedded.failures import DatabaseUnavailable
from motcua.kernel.language import say, to_say

LOST = to_say("Mất kết nối tới cơ sở dữ liệu: thao tác vừa rồi chưa được ghi, hãy thử lại sau ít giây.")
FULL = to_say(
    "Ổ đĩa của cơ sở dữ liệu đã đầy: thao tác vừa rồi chưa được ghi, hãy báo người quản trị giải phóng dung lượng."
)
READ_ONLY = to_say("Cơ sở dữ liệu đang chỉ cho đọc: thao tác vừa rồi chưa được ghi, hãy thử lại sau.")
NOT_MIGRATED = to_say("Cơ sở dữ liệu chưa được chuẩn bị cho bản này: hãy chạy motcua migrate.")
FORBIDDEN = to_say(
    "Vai trò của trang web không có quyền này trong cơ sở dữ liệu: hãy chạy motcua migrate để cấp lại quyền."
)
TOO_MANY = to_say("Cơ sở dữ liệu đang có quá nhiều kết nối: hãy thử lại sau ít giây.")
NO_USER = to_say(
    "Máy chủ không có người dùng mà địa chỉ nêu: hãy kiểm tra DATABASE_URL và "
    "DATABASE_APP_URL, rồi chạy motcua migrate."
)
WRONG_LOGIN = to_say("Cơ sở dữ liệu không nhận người dùng hoặc mật khẩu trong DATABASE_URL hay DATABASE_APP_URL.")
NO_DATABASE = to_say("Máy chủ không có cơ sở dữ liệu mà DATABASE_URL nêu: hãy tạo trước khi chạy motcua migrate.")

_BY_STATE: tuple[tuple[tuple[type[psycopg.Error], ...], str], ...] = (
    ((errors.DiskFull,), FULL),
    ((errors.ReadOnlySqlTransaction,), READ_ONLY),
    ((errors.UndefinedTable, errors.UndefinedColumn, errors.UndefinedFunction), NOT_MIGRATED),
    ((errors.InsufficientPrivilege,), FORBIDDEN),
    ((errors.TooManyConnections,), TOO_MANY),
    ((errors.InvalidPassword, errors.InvalidAuthorizationSpecification), WRONG_LOGIN),
    ((errors.InvalidCatalogName,), NO_DATABASE),
)
_BY_WORDS = (
    ("No space left on device", FULL),
    ("password authentication failed", WRONG_LOGIN),
    ("no password supplied", WRONG_LOGIN),
    ("too many clients", TOO_MANY),
    ('invalid value for parameter "role"', NOT_MIGRATED),
    ("role", NO_USER),
    ("database", NO_DATABASE),
)


class DatabaseLostError(DatabaseUnavailable, OperationalError):
    """The server cannot be reached. Also an OperationalError, as Django's own code expects."""


def sentence_for(error: BaseException) -> str | None:
    """Return one sentence for an error that the database's state caused, or None for any other error.

    A constraint that failed, wrong SQL and the like are faults of ours and stay errors.
    """
    if isinstance(error, DatabaseUnavailable):
        return str(error)
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    for kinds, sentence in _BY_STATE:
        if isinstance(cause, kinds):
            return say(sentence)
    is_lost = isinstance(error, (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError))
    if is_lost and (getattr(cause, "sqlstate", None) or "")[:2] in {"", "08", "57"}:
        return say(LOST)
    if isinstance(error, DatabaseError) and "No space left on device" in str(error):
        return say(FULL)
    return None


def connection_failure(error: psycopg.Error) -> DatabaseLostError:
    """Return the sentence for a connection that could not be made (libpq gives words, not states)."""
    words = str(error)
    if isinstance(error, PoolTimeout):
        return DatabaseLostError(say("Cơ sở dữ liệu không trả lời: hãy thử lại sau ít giây, hoặc báo người quản trị."))
    known = next((sentence for mark, sentence in _BY_WORDS if f"FATAL:  {mark}" in words or mark in words), None)
    if "does not exist" in words or known in (FULL, WRONG_LOGIN, TOO_MANY):
        return DatabaseLostError(say(known or LOST))
    first = words.strip().partition("\n")[0].removeprefix("connection failed: ") or say("không rõ lý do")
    return DatabaseLostError(
        say("Không kết nối được cơ sở dữ liệu ({reason}): hãy kiểm tra máy chủ và DATABASE_URL.", reason=first)
    )
