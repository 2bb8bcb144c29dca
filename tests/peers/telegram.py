"""A loopback server that speaks Telegram's Bot API, refuses what Telegram refuses, and shows what people see."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from aiohttp import web

from tests.peers.telegram_chats import Asked, Phone, Query
from tests.peers.telegram_groups import STRANGERS, Group
from tests.peers.telegram_methods import Methods
from tests.peers.telegram_refusals import Refused
from tests.peers.telegram_rules import Upload
from tests.peers.telegram_updates import Updates

if TYPE_CHECKING:
    from tests.peers.telegram_chats import Chat
    from tests.peers.telegram_methods import Act

TOKEN: Final = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@dataclass(frozen=True, slots=True)
class Request:
    """A method call; form parameters are strings, files are `Upload`."""

    method: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that was not answered with ok; `programmed` if a test asked for that."""

    method: str
    params: dict[str, Any]
    code: int
    description: str
    programmed: bool


@dataclass(slots=True)
class Fault:
    """A programmed fault: the next `times` calls (of a method, to a chat) are refused, cut, delayed, or garbled."""

    kind: Literal["refuse", "cut before", "cut after", "stall", "garble"]
    method: str = ""
    chat: int = 0
    times: int = 1
    refused: Refused | None = None
    seconds: float = 0.0
    body: bytes = b""


class TelegramPeer:
    """One bot's Telegram; an asynchronous context manager.

    Attributes:
        requests: every call with the right token, in order.
        refused: the calls that were refused.
        strangers: number of calls with another token.
        updates: what has happened and how it is delivered.
        methods: the Bot API's methods, with their limits.
    """

    def __init__(self, token: str = TOKEN, username: str = "cehrs_tutor_bot", port: int = 0) -> None:
        self.token = token
        self.username = username
        self.bot_id = int(token.split(":", maxsplit=1)[0])
        self.port = port
        self.requests: list[Request] = []
        self.refused: list[Refusal] = []
        self.strangers = 0
        self.updates = Updates()
        self.queries: dict[str, Query] = {}
        self.asked: dict[str, Asked] = {}
        self.faults: list[Fault] = []
        self.chats: dict[int, Chat] = {}
        self.phones: dict[int, Phone] = {}
        self._clock = 0
        self.methods = Methods(self)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.updates.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    def phone(self, name: str = "Ada", *, known: bool = False) -> Phone:
        """Give a person a phone. The bot can write to them once they have written to it, or if they are `known`."""
        phone = Phone(self, 5_000_000_000 + len(self.chats), name)
        phone.known = known
        self.chats[phone.id] = self.phones[phone.id] = phone
        return phone

    def group(
        self,
        title: str = "CEHRS class",
        topics: tuple[int, ...] = (),
        kind: Literal["group", "supergroup"] = "supergroup",
    ) -> Group:
        first = -1_000_000_000_000 if kind == "supergroup" else -1_000
        group = Group(self, first - len(self.chats), kind, title, topics)
        self.chats[group.id] = group
        return group

    def refuse(
        self,
        code: int,
        description: str,
        *,
        retry_after: float | None = None,
        method: str = "",
        chat: int = 0,
        times: int = 1,
    ) -> None:
        """Refuse the next calls."""
        self.faults.append(Fault("refuse", method, chat, times, Refused(code, description, retry_after)))

    def flood(self, retry_after: float, *, method: str = "", chat: int = 0, times: int = 1) -> None:
        """Refuse the next calls with 429."""
        said = f"Too Many Requests: retry after {retry_after:g}"
        self.refuse(429, said, retry_after=retry_after, method=method, chat=chat, times=times)

    def cut(self, when: Literal["before", "after"], *, method: str = "", chat: int = 0, times: int = 1) -> None:
        """Close the connection of the next calls, before or after they take effect."""
        self.faults.append(Fault("cut before" if when == "before" else "cut after", method, chat, times))

    def stall(self, seconds: float, *, method: str = "", times: int = 1) -> None:
        """Delay the next calls by so many seconds."""
        self.faults.append(Fault("stall", method, 0, times, seconds=seconds))

    def garble(self, body: bytes, code: int = 200, *, method: str = "", times: int = 1) -> None:
        """Answer the next calls with these bytes, as a proxy in trouble would."""
        self.faults.append(Fault("garble", method, 0, times, Refused(code, ""), body=body))

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every call of a method."""
        return [request.params for request in self.requests if request.method == method]

    def tick(self) -> int:
        self._clock += 1
        return self._clock

    def happened(self, content: dict[str, Any], chat: int) -> int:
        return self.updates.add(content, chat)

    def pressed(self, phone: Phone, where: Chat, query: dict[str, Any]) -> Query:
        number = str(9_000_000 + len(self.queries))
        found = Query(number, self.happened({"callback_query": {"id": number, **query}}, where.id), phone.id)
        self.queries[number] = found
        return found

    def asks(self, phone: Phone, typed: str) -> Asked:
        number = str(8_000_000 + len(self.asked))
        found = self.asked[number] = Asked(number)
        query = {"id": number, "from": self.user_json(phone.id), "query": typed, "offset": "", "chat_type": "private"}
        self.happened({"inline_query": query}, phone.id)
        return found

    def user_json(self, number: int) -> dict[str, Any]:
        if number == self.bot_id:
            return {"id": number, "is_bot": True, "first_name": "CEHRS tutor", "username": self.username}
        if number in STRANGERS:
            return dict(STRANGERS[number])
        return {"id": number, "is_bot": False, "first_name": self.chats[number].title, "language_code": "en"}

    async def _called(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"].lower()
        if token != self.token:
            self.strangers += 1
            return _refusal(Refused(401, "Unauthorized") if ":" in token else Refused(404, "Not Found"))
        if name not in self.methods.table:
            return _refusal(Refused(404, "Not Found"))
        method, act = self.methods.table[name]
        call = Request(method, await _params(request))
        self.requests.append(call)
        return await self._answered(request, call, act)

    async def _answered(self, request: web.Request, call: Request, act: Act) -> web.StreamResponse:
        fault = self._fault(call)
        try:
            if fault and fault.kind == "cut before":
                return _hang_up(request)
            if fault and fault.kind == "garble" and fault.refused:
                return web.Response(body=fault.body, status=fault.refused.code)
            result = await self._result(call, act, fault)
        except Refused as refused:
            if request.transport and not request.transport.is_closing():
                programmed = bool(fault and fault.refused)
                self.refused.append(Refusal(call.method, call.params, refused.code, refused.description, programmed))
            return _refusal(refused)
        if fault and fault.kind == "cut after":
            return _hang_up(request)
        return web.json_response({"ok": True, "result": result})

    async def _result(self, call: Request, act: Act, fault: Fault | None) -> Any:  # noqa: ANN401 - JSON
        if fault and fault.refused:
            raise fault.refused
        if fault:
            await asyncio.sleep(fault.seconds)
        result = act(call.params)
        return await result if inspect.isawaitable(result) else result

    def _fault(self, call: Request) -> Fault | None:
        chat = str(call.params.get("chat_id"))
        for fault in self.faults:
            if fault.method in ("", call.method) and (not fault.chat or str(fault.chat) == chat):
                fault.times -= 1
                if not fault.times:
                    self.faults.remove(fault)
                return fault
        return None


async def _params(request: web.Request) -> dict[str, Any]:
    """The parameters of a call, from either kind of form, JSON or the URL."""
    found: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        found.update(await request.json())
        return found
    for name, value in (await request.post()).items():
        found[name] = Upload(value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return found


def _refusal(refused: Refused) -> web.Response:
    said: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        said["parameters"] = refused.parameters
    return web.json_response(said, status=refused.code)


def _hang_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
