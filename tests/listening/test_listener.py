"""A port that strangers may reach: nothing they send keeps others out, fills the log, or is a traceback."""

from __future__ import annotations

import asyncio
import gc
import socket
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import structlog
from aiohttp import web

from bot.errors import ConfigurationError
from listening import Listener, Port, connections
from listening.connections import TurnedAway

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST = 20
AT_ONCE = 90
"""Connections that one turn of the event loop accepts; fewer than the operating system keeps waiting."""

HOST = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
ODD = [
    (b"\x16\x03\x01\x02\x00\x01\x00", 400),
    (b"\x00" * 100, 400),
    (b"GET /live HTTP/9.9\r\n\r\n", 400),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    (b"GET /live" + HOST + b"A: " + b"x" * 20_000 + b"\r\n\r\n", 400),
    (b"GET /live" + HOST + b"a: b\r\n" * 5_000 + b"\r\n", 400),
    (b"GET /live" + HOST + b"\xff: \xff\r\n\r\n", 400),
    (b"GET /live" + HOST + b"Content-Length: -1\r\n\r\n", 400),
    (b"GET /live" + HOST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    (b"GET http://[" + HOST + b"\r\n", 400),
    (b"GET http://xn--a/live" + HOST + b"\r\n", 404),
    (b"GET /live" + HOST + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", 200),
    (b"POST /live" + HOST + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", 405),
    (b"GET /live" + HOST + b"Expect: nothing\r\n\r\n", 417),
    (b"HEAD /live" + HOST + b"\r\n", 200),
    (b"TRACE /live" + HOST + b"\r\n", 405),
    (b"CONNECT x:1" + HOST + b"\r\n", 404),
    (b"OPTIONS *" + HOST + b"\r\n", 404),
    (b"DELETE /live" + HOST + b"\r\n", 405),
    (b"X" * 50 + b" /live" + HOST + b"\r\n", 400),
    (b"GET /%ff%00" + HOST + b"\r\n", 404),
]


@asynccontextmanager
async def listening(arrival: float = 30.0) -> AsyncIterator[Listener]:
    async def live(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    app, listener = web.Application(), Listener(Port("127.0.0.1", 0, "PORT"), arrival=arrival)
    app.router.add_get("/live", live)
    async with listener.serving(app):
        yield listener


async def call(listener: Listener, sent: bytes) -> bytes:
    """Send bytes; return all that comes back until the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
    writer.write(sent)
    back = await asyncio.wait_for(reader.read(), 20)
    writer.close()
    return back


@pytest.mark.parametrize(("sent", "status"), ODD)
async def test_odd_calls_are_answered_and_leave_no_traceback(
    sent: bytes, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening() as listener:
        back = await call(listener, sent)
        assert back.split(b" ")[1] == str(status).encode(), back
        assert b" 200 " in await call(listener, b"GET /live" + HOST + b"\r\n")
    gc.collect()  # an error in a forgotten task is logged when the task is gone
    assert "Traceback" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_all_of_it_takes_one_line() -> None:
    with structlog.testing.capture_logs() as lines:
        async with listening() as listener:
            for _ in range(5):
                await call(listener, ODD[2][0])
    assert [(line["port"], line["not_http"]) for line in lines] == [("PORT", 1)]


async def test_a_body_that_never_ends_is_not_waited_for() -> None:
    async with listening() as listener:
        back = await call(listener, b"GET /live HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 9_999)
        assert b" 200 " in back


@pytest.mark.parametrize("sent", [b"", b"GET /li", b"GET /live HTTP/1.1\r\nHost: x\r\n"])
async def test_a_head_that_never_ends_is_cut_off(sent: bytes) -> None:
    async with listening(arrival=0.1) as listener:
        assert await call(listener, sent) == b""


async def test_a_head_that_trickles_in_is_cut_off() -> None:
    async with listening(arrival=0.2) as listener:
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        ended = asyncio.ensure_future(reader.read())
        writer.write(b"GET /")
        while not ended.done():
            writer.write(b"x")
            await asyncio.sleep(0.01)
        assert ended.exception() or ended.result() == b""
        writer.close()


async def test_many_that_arrive_at_once_do_not_exceed_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections.Connections.__init__, "__defaults__", (MOST,))
    async with listening() as listener:
        with ExitStack() as stack:
            for _ in range(3):
                callers = [stack.enter_context(_caller(listener.port)) for _ in range(AT_ONCE)]
                await asyncio.sleep(0.05)
                assert b" 200 " in await call(listener, b"GET /live" + HOST + b"\r\n")
                assert sum(_is_open(each) for each in callers) <= MOST


def test_a_flood_takes_one_line_a_minute() -> None:
    now = [0.0]
    away = TurnedAway("PORT", lambda: now[0])
    with structlog.testing.capture_logs() as lines:
        for _ in range(1000):
            away.note("too_many")
        assert [line["too_many"] for line in lines] == [1]
        now[0] = 61.0
        away.note("wrong_secret")
    assert len(lines) == 2
    assert (lines[1]["too_many"], lines[1]["wrong_secret"]) == (999, 1)


@pytest.mark.parametrize(
    ("host", "said"), [("nowhere.invalid", "nowhere.invalid"), ("x" * 99, "xxx"), ("1.2.3", "1.2.3"), (" ", "' '")]
)
async def test_a_host_that_is_none(host: str, said: str) -> None:
    listener = Listener(Port(host, 0, "HEALTH_PORT"))
    with pytest.raises(ConfigurationError, match="HEALTH_PORT 0 cannot be listened on at") as refused:
        async with listener.serving(web.Application()):
            pass
    assert said in str(refused.value)


def _caller(port: int) -> socket.socket:
    """A connection that nothing is ever sent on."""
    made = socket.socket()
    made.settimeout(0)
    made.connect_ex(("127.0.0.1", port))
    return made


def _is_open(caller: socket.socket) -> bool:
    try:
        return caller.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
