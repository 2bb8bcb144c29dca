"""A fourth platform, as CONTRIBUTING shows it: a chat over TCP on loopback, one JSON object a line."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final, Self

from bot.chat import Address, Card, Command, Delivery, Event, Later, Pressed, Said, Toast, flat

if TYPE_CHECKING:
    from types import TracebackType

    from bot.chat import Ask, Handler, Push, Reply


class Fourth:
    """Reads events from its connections, and writes replies and pushes to them."""

    platform: Final = "fourth"

    def __init__(self, tutor: Handler, ask: Ask) -> None:
        self._tutor = tutor
        self._ask = ask
        self._chats: dict[str, asyncio.StreamWriter] = {}
        self.port = 0
        self.silence = 0.0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._server.close()
        for writer in self._chats.values():
            writer.close()

    async def serve(self, stop: asyncio.Event) -> None:
        """Listen until `stop` is set."""
        await stop.wait()

    async def deliver(self, push: Push) -> Delivery:
        """Send a push, if the person is connected."""
        writer = self._chats.get(push.address.user)
        if writer is None:
            return Delivery("gone")
        self._write(writer, list(push.replies))
        return Delivery("sent", chat=push.address.user)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            event = _read(json.loads(line))
            self._chats[event.address.user] = writer
            self._write(writer, await self._ask(self._tutor.handle, event))
        writer.close()

    def _write(self, writer: asyncio.StreamWriter, replies: list[Reply]) -> None:
        writer.write(json.dumps([_render(reply) for reply in replies]).encode() + b"\n")


def _read(line: dict[str, str]) -> Event:
    user = line["user"]
    address = Address("fourth", user, user, direct=True)
    if "token" in line:
        return Pressed(line["id"], address, line["token"])
    if line["text"].startswith("/"):
        name, _, argument = line["text"][1:].partition(" ")
        return Command(line["id"], address, name, argument)
    return Said(line["id"], address, line["text"])


def _render(reply: Reply) -> dict[str, Any]:
    if isinstance(reply, Toast):
        return {"text": reply.text, "buttons": []}
    if isinstance(reply, Later):
        return {"text": flat(reply.text), "buttons": []}
    shown = {"alt": reply.picture.alt} if reply.picture else {}  # it draws nothing
    return {"text": flat(reply.body), "buttons": _buttons(reply), **shown}


def _buttons(card: Card) -> list[list[str]]:
    return [[button.label, button.token or button.url] for row in card.rows for button in row]
