"""A write from outside, sent twice, is done once (architecture, decision 6; field.md 2.3)."""

import hashlib
import json
from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.kernel.language import say
from motcua.kernel.refusal import Refusal


class KeyUsedForAnother(Refusal):
    """The same key came with another request."""


_CLAIM = """
    INSERT INTO foundation_idempotencykey (scope, key, request_digest, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (scope, key) DO NOTHING
"""
_ANSWER = "SELECT request_digest, answer FROM foundation_idempotencykey WHERE scope = %s AND key = %s"
_KEEP = "UPDATE foundation_idempotencykey SET answer = %s WHERE scope = %s AND key = %s"


_inside: ContextVar[bool] = ContextVar("inside_a_keyed_write", default=False)


def is_keyed() -> bool:
    """Tell whether this is the act of a keyed write: when it fails, the whole transaction goes with it, key and all."""
    return _inside.get()


def once(*, scope: str, key: str, request: object, at: datetime, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do the act for a key that is new in its scope; for a known one return the answer it got.

    Two at the same time: the second waits for the first. `request` is anything JSON can hold; a key
    that comes again with another request raises KeyUsedForAnother. An act that fails leaves no key.
    """
    digest = _digest_of(request)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [scope, key, digest, at])
        if cursor.rowcount == 0:
            return _answer_of(cursor, scope=scope, key=key, digest=digest)
        token = _inside.set(True)
        try:
            answer = act()
        finally:
            _inside.reset(token)
        cursor.execute(_KEEP, [json.dumps(answer), scope, key])
        return answer


def _answer_of(cursor: Any, *, scope: str, key: str, digest: str) -> dict[str, Any]:
    cursor.execute(_ANSWER, [scope, key])
    known_digest, answer = cursor.fetchone()
    if known_digest != digest:
        raise KeyUsedForAnother(
            say("Khóa gửi này đã dùng cho một việc khác. Việc trước vẫn giữ nguyên; tải lại trang rồi làm lại.")
        )
    return json.loads(answer) if isinstance(answer, str) else dict(answer)


def _digest_of(request: object) -> str:
    return hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
