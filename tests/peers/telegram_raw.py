"""A client that sends arbitrary calls to the Telegram peer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.peers.telegram import TelegramPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.telegram_chats import Phone


class Raw:
    """A peer, and a client that sends arbitrary calls to it."""

    def __init__(self, peer: TelegramPeer, session: aiohttp.ClientSession) -> None:
        self.peer = peer
        self.session = session

    async def __call__(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - JSON
        """The result of a call, or (code, description) if refused."""
        return await self.post(f"{self.peer.api_url}{self.peer.token}/{method}", json=params)

    async def post(self, address: str, **content: Any) -> Any:  # noqa: ANN401 - JSON
        async with self.session.post(address, **content) as response:
            said = await response.json()
        assert said["ok"] == (response.status == 200)
        return said["result"] if said["ok"] else (said["error_code"], said["description"])

    async def arrived(self, method: str) -> None:
        """Wait until a call has reached the peer."""
        async with asyncio.timeout(10):
            while not self.peer.calls(method):  # noqa: ASYNC110 - the record has no bell
                await asyncio.sleep(0.005)

    async def refused(self, method: str, **params: Any) -> str:  # noqa: ANN401 - JSON
        """The description of a 400 that the peer has recorded."""
        code, description = await self(method, **params)
        last = self.peer.refused[-1]
        assert (code, last.method, last.description, last.programmed) == (400, method, description, False)
        return str(description).removeprefix("Bad Request: ")

    async def sent(self, phone: Phone, **params: Any) -> int:  # noqa: ANN401 - JSON
        message = await self("sendMessage", chat_id=phone.id, **{"text": "hello", **params})
        return int(message["message_id"])


@asynccontextmanager
async def raw() -> AsyncIterator[Raw]:
    async with TelegramPeer() as peer, aiohttp.ClientSession() as session:
        yield Raw(peer, session)
