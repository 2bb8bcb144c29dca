"""Telegram's update queue: long polling with offsets, and webhook calls repeated until a 200."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from tests.peers.telegram_refusals import Refused, bad
from tests.peers.telegram_rules import secret, structure

OTHER_POLL: Final = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE: Final = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
WEBHOOK_SET: Final = "Conflict: terminated by setWebhook request"
FIRST: Final = 1000


@dataclass(slots=True)
class Hook:
    """A registered webhook."""

    url: str
    secret: str
    connections: int


class Updates:
    """Events that are not confirmed yet.

    Attributes:
        scrambled: deliver pending updates in the wrong order.
        insecure: accept http webhooks, as a self-hosted Bot API server does.
        reach: where calls really go, in turns, such as "http://127.0.0.1:8080", with the webhook's own path; () for its
            own URL.
        retry: seconds before a refused call is repeated.
        calls: (update id, status) of each webhook call.
    """

    def __init__(self) -> None:
        self.pending: list[dict[str, Any]] = []
        self.history: dict[int, dict[str, Any]] = {}
        self.hook: Hook | None = None
        self.scrambled = False
        self.insecure = False
        self.reach: tuple[str, ...] = ()
        self.retry = 0.05
        self.calls: list[tuple[int, int]] = []
        self._chats: dict[int, int] = {}
        self._again: list[dict[str, Any]] = []
        self._next = FIRST
        self._allowed: list[str] = []
        self._news = asyncio.Event()
        self._poll: asyncio.Future[str] | None = None
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    def add(self, content: dict[str, Any], chat: int) -> int:
        """Queue an update; return its id."""
        number, self._next = self._next, self._next + 1
        update = {"update_id": number, **content}
        self.history[number], self._chats[number] = update, chat
        if not self._allowed or next(iter(content)) in self._allowed:
            self.pending.append(update)
            self._wake(chat)
        return number

    def again(self, number: int) -> None:
        """Redeliver an update, even if it was confirmed."""
        self._again.append(self.history[number])
        self._wake(self._chats[number])

    async def get(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.hook:
            raise Refused(409, WEBHOOK_ACTIVE)
        self._end_poll(OTHER_POLL)
        self._allow(params)
        mine = self._poll = asyncio.get_running_loop().create_future()
        self._confirm(int(params.get("offset", 0)))
        await self._wait(mine, float(params.get("timeout", 0)))
        if mine.done():
            raise Refused(409, mine.result())
        return self._batch(min(int(params.get("limit", 100)), 100))

    def set_hook(self, params: dict[str, Any]) -> bool:
        url = str(params.get("url", ""))
        if not url:
            return self.delete_hook(params)
        if urlsplit(url).scheme != "https" and not self.insecure:
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        self.hook = Hook(url, secret(params), int(params.get("max_connections", 40)))
        self._allow(params)
        self._end_poll(WEBHOOK_SET)
        for update in self.pending:
            self._wake(self._chats[update["update_id"]])
        return True

    def delete_hook(self, params: dict[str, Any]) -> bool:
        self.hook = None
        if str(params.get("drop_pending_updates", "false")).lower() == "true":
            self.pending.clear()
        return True

    def info(self) -> dict[str, Any]:
        waiting = {"has_custom_certificate": False, "pending_update_count": len(self.pending)}
        if not self.hook:
            return {"url": "", **waiting}
        allowed = {"allowed_updates": self._allowed} if self._allowed else {}
        return {"url": self.hook.url, **waiting, "max_connections": self.hook.connections, **allowed}

    async def close(self) -> None:
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._end_poll("closed")
        if self._session:
            await self._session.close()

    def _allow(self, params: dict[str, Any]) -> None:
        if "allowed_updates" in params:
            self._allowed = list(structure(params["allowed_updates"], "allowed_updates"))

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def _batch(self, limit: int) -> list[dict[str, Any]]:
        found = [*self._again, *self.pending][:limit]
        self._again.clear()
        return found[::-1] if self.scrambled else found

    async def _wait(self, mine: asyncio.Future[str], seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not (self.pending or self._again or mine.done()):
                    self._news.clear()
                    await self._news.wait()

    def _end_poll(self, reason: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_result(reason)
            self._news.set()

    def _wake(self, chat: int) -> None:
        self._news.set()
        if self.hook and chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._call_all(chat))

    async def _call_all(self, chat: int) -> None:
        """Call the webhook with a chat's updates in order, repeating each until it is accepted."""
        try:
            while self.hook and (update := self._first_of(chat)):
                if await self._call(self.hook, update):
                    self._forget(update)
                else:
                    await asyncio.sleep(self.retry)
        finally:
            del self._tasks[chat]

    def _first_of(self, chat: int) -> dict[str, Any] | None:
        waiting = [*self._again, *self.pending]
        return next((update for update in waiting if self._chats[update["update_id"]] == chat), None)

    def _forget(self, update: dict[str, Any]) -> None:
        for queue in (self._again, self.pending):
            if update in queue:
                queue.remove(update)
                return

    async def _call(self, hook: Hook, update: dict[str, Any]) -> bool:
        self._session = self._session or aiohttp.ClientSession()
        reach = self.reach[len(self.calls) % len(self.reach)] if self.reach else ""
        url = reach + urlsplit(hook.url).path if reach else hook.url
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        status = 0
        with suppress(aiohttp.ClientError, TimeoutError):
            async with self._session.post(url, json=update, headers=headers) as response:
                status = response.status
        self.calls.append((update["update_id"], status))
        return 200 <= status < 300
