"""A loopback server that speaks Discord's REST and gateway, refuses what Discord refuses, and shows what people see."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from aiohttp import web

from tests.peers.discord_club import Club
from tests.peers.discord_gateway import Gateway
from tests.peers.discord_phone import Phone
from tests.peers.discord_rest import Body, Rest
from tests.peers.discord_world import Interaction, Refused, World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.peers.discord_world import Channel, Message, User

TOKEN: Final = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.0123456789abcdefghijklmnopqrstuvwxyzAB"
PREFIX: Final = "/api/v10"
MAJOR: Final = {"channels": 3, "guilds": 3, "webhooks": 4}
"""Number of path segments that identify what a route's rate limit applies to."""
UNAUTHENTICATED: Final = ("/interactions/", "/webhooks/", "/gateway")


@dataclass(frozen=True, slots=True)
class Request:
    """A request; `template` is its path with named segments in braces, `body` its JSON."""

    method: str
    template: str
    path: str
    query: dict[str, str]
    body: Any
    files: tuple[str, ...] = ()
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that Discord refused; `programmed` if a test asked for the refusal."""

    request: Request
    status: int
    code: int
    message: str
    programmed: bool


@dataclass(slots=True)
class Fault:
    """A programmed fault: applies to the next `times` requests of a method to a matching path."""

    kind: Literal["refuse", "cut before", "cut after", "stall", "garble"]
    method: str
    path: str
    times: int = 1
    refused: Refused | None = None
    headers: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


class DiscordPeer:
    """One bot's Discord; an asynchronous context manager.

    Attributes:
        requests: every request, in order.
        refused: the requests that were refused.
        world: people, channels, messages, interactions, commands.
        gateway: the websocket side.
        rest: the routes, with the deadlines of interactions.
        limit: requests that a route accepts per channel within `window` seconds.
        tolerated: refusal codes a test expects, besides those it programmed.
        global_limit: requests with the bot's token accepted within `window` seconds across all routes.
    """

    def __init__(self, token: str = TOKEN, port: int = 0) -> None:
        self.token, self.port = token, port
        self.world = World()
        self.gateway = Gateway(self.world, token)
        self.rest = Rest(self.world, self.gateway)
        self.requests: list[Request] = []
        self.refused: list[Refusal] = []
        self.faults: list[Fault] = []
        self.tolerated: set[int] = set()
        self.limit, self.global_limit, self.window = 1000, 1000, 1.0
        self._counted: dict[str, tuple[float, int]] = {}

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        for method, path, act in self.rest.routes:
            app.router.add_route(method, PREFIX + path, self._route(path, act))
        app.router.add_get("/ws", self.gateway.serve)
        app.router.add_get("/ws/", self.gateway.serve)
        app.router.add_route("*", "/{path:.*}", self._route("", _unknown))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        self.gateway.address = self.gateway_url
        return self

    async def __aexit__(self, *_: object) -> None:
        self.gateway.abort()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """The value for `DISCORD_API_URL`."""
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        """The value for `DISCORD_GATEWAY_URL`."""
        return f"ws://127.0.0.1:{self.port}/ws/"

    def server(self, name: str = "home", number: str = "") -> Club:
        """The server of that name, created (with this id, if given) with the bot in it if necessary."""
        return Club(self, self.world.server(name, number))

    def phone(self, name: str = "ada") -> Phone:
        """A person's phone, in the direct chat with the bot."""
        return Phone(self, self.world.person(name))

    async def until(self, true: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait until a condition is true."""
        assert await self.world.until(true, timeout), "it did not come to that"

    async def online(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait until a bot is connected to the gateway."""
        await self.until(lambda: self.gateway.connected, timeout)

    def interact(
        self, kind: int, user: User, channel: Channel, data: dict[str, Any], on: Message | None = None
    ) -> Interaction:
        """Create an interaction without notifying the bot."""
        number, born = self.world.snowflake(), asyncio.get_running_loop().time()
        made = Interaction(number, f"aW50ZXJhY3Rpb24{number}", kind, user, channel, data, born, on)
        self.world.interactions[number] = made
        return made

    def refuse(self, status: int, code: int, message: str, *, method: str, path: str, times: int = 1) -> None:
        """Refuse the next requests of a method to a path that matches the pattern."""
        self.faults.append(Fault("refuse", method, path, times, Refused(status, code, message)))

    def flood(
        self, retry_after: float, *, method: str, path: str, times: int = 1, everywhere: bool = False, via: bool = True
    ) -> None:
        """Refuse the next requests with 429; with `via` False, as if by the proxy in front of Discord."""
        headers = {"Retry-After": f"{retry_after:g}", "X-RateLimit-Scope": "global" if everywhere else "user"}
        headers |= {} if via else {"Via": ""}
        headers |= {"X-RateLimit-Global": "true"} if everywhere else {}
        refused = Refused(429, 0, "You are being rate limited.")
        extra = {"retry_after": retry_after, "global": everywhere}
        self.faults.append(Fault("refuse", method, path, times, refused, headers, extra))

    def cut(self, when: Literal["before", "after"], *, method: str, path: str, times: int = 1) -> None:
        """Close the connection of the next requests, before or after they take effect."""
        self.faults.append(Fault("cut before" if when == "before" else "cut after", method, path, times))

    def garble(self, body: bytes, status: int, *, method: str, path: str, times: int = 1) -> None:
        """Answer the next requests with these bytes, said to be JSON, as a proxy in trouble would."""
        self.faults.append(Fault("garble", method, path, times, Refused(status, 0, ""), extra={"body": body}))

    def stall(self, seconds: float, *, method: str, path: str, times: int = 1) -> None:
        """Delay the next requests by so many seconds."""
        self.faults.append(Fault("stall", method, path, times, seconds=seconds))

    @property
    def unexpected(self) -> list[Refusal]:
        """The refusals that no test asked for."""
        return [one for one in self.refused if not one.programmed and one.code not in self.tolerated]

    def calls(self, method: str, path: str) -> list[Request]:
        """Requests of a method to a path that matches the pattern."""
        return [one for one in self.requests if one.method == method and re.search(path, one.path)]

    def _route(
        self, template: str, act: Callable[[web.Request, Body], Awaitable[Any]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def called(request: web.Request) -> web.StreamResponse:
            try:
                body = await Body.of(request)
            except Refused as refused:
                return _json(refused.body, refused.status)
            names = tuple(name for name, _ in body.files)
            path = request.path.removeprefix(PREFIX)
            authorization = request.headers.get("Authorization", "")
            call = Request(request.method, template, path, dict(request.query), body.fields, names, authorization)
            self.requests.append(call)
            return await self._answered(request, call, lambda: act(request, body))

        return called

    async def _answered(
        self, request: web.Request, call: Request, act: Callable[[], Awaitable[Any]]
    ) -> web.StreamResponse:
        fault, headers = self._fault(call), self._headers(call)
        try:
            if fault and fault.kind == "cut before":
                return _hang_up(request)
            if fault and fault.kind == "garble" and fault.refused:
                return _raw(fault.extra["body"], fault.refused.status, headers)
            if fault:
                await asyncio.sleep(fault.seconds)
            if fault and fault.refused:
                raise fault.refused
            self._admit(call, headers)
            result = await act()
        except Refused as refused:
            programmed = bool(fault and fault.refused)
            self.refused.append(Refusal(call, refused.status, refused.code, refused.message, programmed))
            extra, more = (fault.extra, fault.headers) if fault else ({}, {})
            limited = {"retry_after": float(headers["Retry-After"])} if "Retry-After" in headers else {}
            return _json(
                refused.body | limited | extra, refused.status, {k: v for k, v in (headers | more).items() if v}
            )
        if fault and fault.kind == "cut after":
            return _hang_up(request)
        return result if isinstance(result, web.Response) else _json(result, 200, headers)

    def _headers(self, call: Request) -> dict[str, str]:
        """The rate-limit headers. An interaction's webhook is counted by its token; its callback has no limit."""
        if call.path.startswith("/interactions/"):
            return {"Via": "1.1 google"}
        major = "/".join(call.path.split("/")[2 : MAJOR.get(call.path.split("/")[1], 2)])
        key, now = f"{call.method} {call.template} {major}", time.time()
        since, count = self._counted.get(key, (now, 0))
        since, count = (now, 0) if now - since > self.window else (since, count)
        self._counted[key] = (since, count + 1)
        left, wait = self.limit - count - 1, since + self.window - now
        headers = {"X-RateLimit-Limit": str(self.limit), "X-RateLimit-Remaining": str(max(0, left))}
        headers |= {"X-RateLimit-Reset": f"{now + wait:.3f}", "X-RateLimit-Reset-After": f"{wait:.3f}"}
        headers |= {"X-RateLimit-Bucket": f"{hash((call.method, call.template)) & 0xFFFFFFFF:08x}", "Via": "1.1 google"}
        return headers | ({"Retry-After": f"{wait:.3f}"} if left < 0 else {})

    def _admit(self, call: Request, headers: dict[str, str]) -> None:
        if not call.path.startswith(UNAUTHENTICATED) or call.path == "/gateway/bot":
            if call.authorization != f"Bot {self.token}":
                raise Refused(401, 0, "401: Unauthorized")
            self._count_globally(headers)
        if "Retry-After" in headers:
            raise Refused(429, 0, "You are being rate limited.")

    def _count_globally(self, headers: dict[str, str]) -> None:
        now = time.time()
        since, count = self._counted.get("", (now, 0))
        since, count = (now, 0) if now - since > self.window else (since, count)
        self._counted[""] = (since, count + 1)
        if count >= self.global_limit:
            headers |= {"Retry-After": f"{since + self.window - now:.3f}", "X-RateLimit-Global": "true"}

    def _fault(self, call: Request) -> Fault | None:
        for fault in self.faults:
            if fault.method == call.method and re.search(fault.path, call.path):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None


def _json(body: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:  # noqa: ANN401 - JSON
    return _raw(json.dumps(body).encode(), status, headers)


def _raw(body: bytes, status: int, headers: dict[str, str] | None) -> web.Response:
    # Without a charset, as Discord does; otherwise discord.py would treat it as text.
    return web.Response(body=body, status=status, headers=headers, content_type="application/json")


async def _unknown(_request: web.Request, _body: Body) -> None:
    raise Refused(404, 0, "404: Not Found")


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
