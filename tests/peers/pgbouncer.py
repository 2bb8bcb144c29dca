"""The real PgBouncer in front of PostgreSQL, with stock settings and transaction pooling, where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM: Final = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
SETTINGS: Final = """[databases]
* = host={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = 2
logfile =
unix_socket_dir =
"""
"""Stock settings, except for where it runs, and a pool of two of the server's sessions, so that clients share them."""


class PgBouncer:
    """A running pooler."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}?sslmode=disable"


@contextmanager
def pgbouncer(server: str) -> Iterator[PgBouncer]:
    """Run it in front of the server at this address."""
    behind = Path(server.partition("host=")[2])
    with tempfile.TemporaryDirectory(prefix="pgb") as name, socket.create_server(("127.0.0.1", 0)) as taken:
        folder, port = Path(name), taken.getsockname()[1]
        taken.close()
        folder.chmod(0o755)
        (folder / "users.txt").write_text('"postgres" ""\n')
        (folder / "settings.ini").write_text(SETTINGS.format(server=behind, port=port, folder=folder))
        # It refuses to run as root, but may run as the owner of the server's socket.
        user = behind.owner() if os.geteuid() == 0 else None
        running = subprocess.Popen(  # noqa: S603 - a fixed command
            [str(PROGRAM), "-q", str(folder / "settings.ini")], user=user, stderr=subprocess.DEVNULL
        )
        try:
            made = PgBouncer(port)
            _wait(running, made)
            yield made
        finally:
            running.terminate()
            running.wait()


def _wait(running: subprocess.Popen[bytes], made: PgBouncer) -> None:
    while True:
        assert running.poll() is None, "it ended"
        try:
            psycopg.connect(made.url("postgres")).close()
        except psycopg.OperationalError:
            continue
        return
