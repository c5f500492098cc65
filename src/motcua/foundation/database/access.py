"""Who connects to which database, decided by the environment and by one process-wide choice."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import psycopg
from django.conf import settings
from django.db import connections
from psycopg.conninfo import conninfo_to_dict

from motcua.foundation import embedded
from motcua.foundation.embedded.cluster import APPLICATION, DATABASE
from motcua.foundation.embedded.failures import DatabaseUnavailable
from motcua.foundation.embedded.place import data_folder

Who = Literal["owner", "application"]
POOL = {"min_size": 1, "max_size": 8, "timeout": 10.0}
PATIENCE_WITH_EMBEDDED = 2.0
"""Seconds after which a process looks itself whether the embedded server died, and asks once more."""
CONNECT_TIMEOUT = 5
"""Seconds."""


@dataclass
class _Choice:
    """The one choice of this process."""

    who: Who = "owner"


_choice = _Choice()


@dataclass(frozen=True)
class Access:
    """The two ways into one database. Without `owner` the embedded server is meant.

    `owner` and `application` are libpq parameters (user, password, host, port, dbname, sslmode …).
    """

    data: Path
    owner: Mapping[str, Any] | None
    application: Mapping[str, Any] | None
    demo: bool

    @property
    def is_embedded(self) -> bool:
        return self.owner is None

    @property
    def application_role(self) -> str:
        """The role of web and worker: the user of DATABASE_APP_URL, else `motcua_app`."""
        return str(self.application["user"]) if self.application else APPLICATION

    def parameters(self, who: Who) -> dict[str, Any]:
        """Return the libpq parameters for this user, the embedded server started where it is meant."""
        if self.owner is None:
            address = embedded.ensure({"MOTCUA_DATA": str(self.data)})
            user = address.owner if who == "owner" else address.application
            return {"host": address.host, "port": address.port, "user": user}
        if who == "owner":
            return dict(self.owner)
        if self.application is not None:
            return dict(self.application)
        return {**self.owner, "options": f"{self.owner.get('options', '')} -c role={APPLICATION}".strip()}


def connect_as(who: Who) -> None:
    """Choose for the whole process who connects from now on. Open connections of this thread are closed."""
    if who == _choice.who:
        return
    _choice.who = who
    disconnect()


def disconnect() -> None:
    """Close the connections of this thread and the pool of the process."""
    if settings.configured:  # else nothing can be open
        for connection in connections.all(initialized_only=True):
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]  # not in the stubs


def who_connects() -> Who:
    """Return the choice of this process; the owner, unless something else was chosen."""
    return _choice.who


def database_settings(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return `DATABASES["default"]`. Nothing is started or connected.

    Raises DatabaseUnavailable where an address cannot be read, or both name the same user.
    """
    access = _access(environ)
    pool = {**POOL, "timeout": PATIENCE_WITH_EMBEDDED} if access.is_embedded else dict(POOL)
    name = str(access.owner.get("dbname") or DATABASE) if access.owner else DATABASE
    return {
        "ENGINE": "motcua.foundation.database",
        "NAME": name,
        "ACCESS": access,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": pool, "connect_timeout": CONNECT_TIMEOUT},
        "TEST": {"NAME": environ.get("MOTCUA_TEST_DATABASE") or f"test_{name}_{os.getpid()}"},
    }


def require_application_access(environ: Mapping[str, str]) -> None:
    """Refuse to serve where web and worker would have to connect as the owner of the database."""
    access = _access(environ)
    if access.owner is not None and access.application is None and not access.demo:
        raise DatabaseUnavailable(
            "Có DATABASE_URL nhưng thiếu DATABASE_APP_URL: trang web và tiến trình nền phải kết nối bằng "
            f"một vai trò không sở hữu gì (ví dụ {APPLICATION}); hãy đặt DATABASE_APP_URL, "
            "hoặc đặt MOTCUA_DEMO=1 khi chỉ chạy thử."
        )


def _access(environ: Mapping[str, str]) -> Access:
    owner, application = _read(environ, "DATABASE_URL"), _read(environ, "DATABASE_APP_URL")
    if application is not None and owner is None:
        raise DatabaseUnavailable("Có DATABASE_APP_URL nhưng thiếu DATABASE_URL: hãy đặt cả hai, hoặc bỏ cả hai.")
    if application is not None and owner is not None and application.get("user") == owner.get("user"):
        raise DatabaseUnavailable(
            "DATABASE_APP_URL và DATABASE_URL dùng chung một người dùng: "
            "trang web và tiến trình nền phải kết nối bằng một vai trò khác, không sở hữu gì."
        )
    demo = environ.get("MOTCUA_DEMO", "") in {"1", "true", "yes"}
    return Access(data=data_folder(environ), owner=owner, application=application, demo=demo)


def _read(environ: Mapping[str, str], variable: str) -> Mapping[str, Any] | None:
    address = environ.get(variable, "")
    if not address:
        return None
    try:
        parameters = conninfo_to_dict(address)
    except psycopg.Error:
        parameters = {}
    ports = str(parameters.get("port", "5432")).split(",")
    usable = bool(parameters.get("dbname")) and all(port.isascii() and port.isdigit() for port in ports)
    if not usable or (variable == "DATABASE_APP_URL" and not parameters.get("user")):
        raise DatabaseUnavailable(  # without the address: it may hold a password
            f"Không đọc được {variable}: cần dạng postgresql://người_dùng:mật_khẩu@máy_chủ:5432/tên_cơ_sở_dữ_liệu."
        )
    return parameters
