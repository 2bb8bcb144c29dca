"""A pooler in front of PostgreSQL, as strict as PgBouncer with stock settings and transaction pooling.

All clients share one session of the server, a transaction at a time, so whatever a client leaves behind in the session
meets the next one.
"""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTUP = 3 << 16
IDLE = b"I"
REFUSAL = b"SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0"


class Pooler(socketserver.ThreadingTCPServer):
    """Listens on loopback; `drops` makes it ignore `options` silently instead of refusing them."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, server: str, *, drops: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Client)
        self.folder = server.partition("host=")[2]
        self.drops = drops
        self.turn = threading.Lock()
        self.session: socket.socket | None = None
        self.hello = b""
        """What the server says when a session begins; each client is told the same."""

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.server_address[1]}/{database}?sslmode=disable"

    def begin(self, startup: dict[bytes, bytes]) -> None:
        """Open the session, once."""
        with self.turn:
            if self.session:
                return
            self.session = socket.socket(socket.AF_UNIX)
            self.session.connect(f"{self.folder}/.s.PGSQL.5432")
            pairs = b"".join(b"%s\0%s\0" % pair for pair in startup.items()) + b"\0"
            self.session.sendall(struct.pack("!ii", len(pairs) + 8, STARTUP) + pairs)
            self.hello = b"".join(raw for _, raw in _until_ready(self.session))


@contextmanager
def pooler(server: str, *, drops: bool = False) -> Iterator[Pooler]:
    with Pooler(server, drops=drops) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running
        running.shutdown()
        if running.session:
            running.session.close()


class _Client(socketserver.BaseRequestHandler):
    server: Pooler

    def handle(self) -> None:
        startup = self._startup()
        if b"options" in startup and not self.server.drops:
            self.request.sendall(b"E" + struct.pack("!i", len(REFUSAL) + 4) + REFUSAL)
            return
        startup.pop(b"options", None)
        self.server.begin(startup)
        self.request.sendall(self.server.hello)
        while self._transaction():
            pass

    def _startup(self) -> dict[bytes, bytes]:
        while True:
            size, code = struct.unpack("!ii", _read(self.request, 8))
            rest = _read(self.request, size - 8)
            if code >> 16 == STARTUP >> 16:
                words = rest.rstrip(b"\0").split(b"\0")
                return dict(zip(words[::2], words[1::2], strict=True))
            self.request.sendall(b"N")  # a request for encryption

    def _transaction(self) -> bool:
        """Pass one transaction on; False once the client is gone."""
        sent = _message(self.request)
        with self.server.turn:
            session = self.server.session
            assert session
            while sent and sent[0] != b"X":
                session.sendall(sent[1])
                if sent[0] in (b"Q", b"S"):
                    state = b""
                    for kind, raw in _until_ready(session):
                        self.request.sendall(raw)
                        state = raw[5:6] if kind == b"Z" else b""
                    if state == IDLE:
                        return True
                sent = _message(self.request)
        return False


def _until_ready(session: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    kind = b""
    while kind != b"Z":
        found = _message(session)
        assert found, "the server has gone"
        kind = found[0]
        yield found


def _message(link: socket.socket) -> tuple[bytes, bytes] | None:
    try:
        head = _read(link, 5)
        return head[:1], head + _read(link, struct.unpack("!i", head[1:])[0] - 4)
    except OSError:
        return None


def _read(link: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = link.recv(count - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data
