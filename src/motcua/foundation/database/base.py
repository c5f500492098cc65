"""The backend that Django loads: PostgreSQL's own, with the address found at the first connection."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg_pool import PoolTimeout

from motcua.foundation import embedded
from motcua.foundation.database import access
from motcua.foundation.database.creation import DatabaseCreation
from motcua.foundation.database.failures import connection_failure


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose user and address are decided when it is opened, not in the settings."""

    creation_class = DatabaseCreation

    def get_connection_params(self) -> dict[str, Any]:
        """Return the parameters for psycopg; the first call starts the embedded server where it is meant."""
        parameters: dict[str, Any] = super().get_connection_params()
        given = self._access().parameters(access.who_connects())
        name = given.pop("dbname", None)
        return {**parameters, **given, **self._database(parameters["dbname"], name)}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, or raise DatabaseLostError with one sentence. A dead embedded server is started again."""
        try:
            return self._connection(conn_params)
        except psycopg.OperationalError as error:
            if not self._access().is_embedded:
                raise connection_failure(_reason(error, conn_params)) from error
            self._heal()
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError as error:
            raise connection_failure(_reason(error, conn_params)) from error

    def close_pool(self) -> None:
        """Close the pool where there is one; asking must not start a server."""
        if self.alias in self._connection_pools:  # type: ignore[attr-defined]  # not in the stubs
            super().close_pool()

    def _connection(self, conn_params: dict[str, Any]) -> Any:
        """A new pool would try for ten seconds and keep the reason to itself: so knock once before it is opened."""
        if self.pool is not None and self.pool.closed:
            psycopg.connect(**conn_params).close()
        return super().get_new_connection(conn_params)

    def _access(self) -> access.Access:
        found = self.settings_dict["ACCESS"]
        assert isinstance(found, access.Access)
        return found

    def _database(self, wanted: str, named: str | None) -> dict[str, str]:
        """The application's address may call the same database otherwise (a pooler); tests name their own."""
        owner = self._access().owner
        if named and owner is not None and wanted == owner.get("dbname"):
            return {"dbname": named}
        return {"dbname": wanted}

    def _heal(self) -> None:
        embedded.heal({"MOTCUA_DATA": str(self._access().data)})


def _reason(error: psycopg.OperationalError, conn_params: dict[str, Any]) -> psycopg.Error:
    """Return why a pool got no connection: it only says that the time is over."""
    if isinstance(error, PoolTimeout):
        try:
            psycopg.connect(**conn_params).close()
        except psycopg.Error as reason:
            return reason
    return error
