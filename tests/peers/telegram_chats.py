"""What people have on their phones: chats, messages, and their actions on them."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.peers.telegram_markup import Styled, units
from tests.peers.telegram_rules import Upload, photo

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.peers.telegram import TelegramPeer

WAIT: Final = 10.0
"""Seconds before an expected message counts as missing."""


@dataclass(slots=True)
class Message:
    """A message as it currently appears in a chat; `edits` holds its former texts."""

    id: int
    sender: int
    body: Styled
    date: int
    changed: int
    rows: list[list[dict[str, str]]] = field(default_factory=list)
    document: Upload | None = None
    photo: Upload | None = None
    thread: int | None = None
    under: int | None = None
    edits: list[str] = field(default_factory=list)
    inaccessible: bool = False

    @property
    def text(self) -> str:
        return self.body.plain

    @property
    def unfolded(self) -> str:
        """The text without the description of a photo, collapsed under it."""
        found = self.text
        if self.photo is None:
            return found
        for part in self.body.styled("expandable_blockquote"):
            found = found.replace(part, "")
        return found.rstrip("\n")

    @property
    def buttons(self) -> list[str]:
        return [button["text"] for row in self.rows for button in row]

    def button(self, label: str) -> dict[str, str] | None:
        """The button with that label, or the only one whose label starts with it."""
        found = [button for row in self.rows for button in row]
        begun = [button for button in found if button["text"].startswith(label)]
        exact = [button for button in found if button["text"] == label]
        return exact[0] if exact else begun[0] if len(begun) == 1 else None


@dataclass(slots=True)
class Query:
    """A press waiting for its answer."""

    id: str
    update: int
    user: int
    answer: str | None = None
    alert: bool = False
    opened: str = ""
    """What the answer opened: the payload with which the private chat with the bot starts."""
    expired: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Asked:
    """A query typed after the bot's name in some chat, and the results that were offered."""

    id: str
    results: list[dict[str, Any]] | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Chat:
    """A conversation; in a group, among several people."""

    def __init__(self, peer: TelegramPeer, number: int, kind: str, title: str, topics: tuple[int, ...] = ()) -> None:
        self.peer = peer
        self.id = number
        self.kind = kind
        self.title = title
        self.topics = topics
        self.screen: list[Message] = []
        self.forbidden = ""
        self.known = kind != "private"
        self.mark = 0
        self._count = 0
        self._change = asyncio.Event()

    @property
    def messages(self) -> list[Message]:
        """Messages from the bot that still exist here, oldest first."""
        return [message for message in self.screen if message.sender == self.peer.bot_id]

    def find(self, number: int) -> Message | None:
        return next((message for message in reversed(self.screen) if message.id == number), None)

    def touch(self, message: Message) -> None:
        """Notify waiters that a message is new or changed."""
        message.changed = self.peer.tick()
        self._change.set()
        self._change = asyncio.Event()

    def add(self, sender: int, body: Styled, thread: int | None = None) -> Message:
        self._count += 1
        message = Message(self._count, sender, body, int(time.time()), 0, thread=thread)
        self.screen.append(message)
        self.touch(message)
        return message

    async def see(self, what: str | Callable[[Message], bool], timeout: float = WAIT) -> Message:  # noqa: ASYNC109
        """Wait for the newest bot message, new or changed since the last action here, that matches."""
        try:
            async with asyncio.timeout(timeout):
                while True:
                    change, found = self._change, self._seen(what)
                    if found:
                        return found
                    await change.wait()
        except TimeoutError:
            shown = [message.text for message in self.messages if message.changed > self.mark]
            raise AssertionError(f"not seen: {what!r}, but {shown}") from None

    def _seen(self, what: str | Callable[[Message], bool]) -> Message | None:
        news = [message for message in self.messages if message.changed > self.mark]
        news.sort(key=lambda message: message.changed, reverse=True)
        return next((each for each in news if (what in each.text if isinstance(what, str) else what(each))), None)

    def hears(self, phone: Phone, text: str) -> bool:
        """True if the bot receives what a person says here."""
        return phone is self or bool(text)

    def json(self) -> dict[str, Any]:
        name = {"first_name": self.title} if self.kind == "private" else {"title": self.title}
        return {"id": self.id, "type": self.kind, **name, **({"is_forum": True} if self.topics else {})}

    def message_json(self, message: Message) -> dict[str, Any]:
        if message.inaccessible:
            return {"chat": self.json(), "message_id": message.id, "date": 0}
        found = {"message_id": message.id, "from": self.peer.user_json(message.sender), "chat": self.json()}
        found |= {"date": message.date, **topic(message.thread), **_content(message)}
        if message.edits:
            found["edit_date"] = int(time.time())
        if message.rows:
            found["reply_markup"] = {"inline_keyboard": message.rows}
        return found


class Phone(Chat):
    """A person and their private chat with the bot."""

    def __init__(self, peer: TelegramPeer, number: int, name: str) -> None:
        super().__init__(peer, number, "private", name)
        self.toasts: list[str] = []
        self.alerts: list[str] = []
        self.blocked = False

    def say(self, text: str, to: Chat | None = None, thread: int | None = None, under: Message | None = None) -> int:
        """Send a text, to the private chat or a group, as a reply or not; return the update's id."""
        replied = {"reply_to_message": (to or self).message_json(under)} if under else {}
        return self._speak({"text": text, **commands_in(text), **replied}, Styled(text), to or self, thread)

    def send(self, content: dict[str, Any], to: Chat | None = None) -> int:
        """Send any other kind of message, such as {"photo": [...], "caption": "..."}."""
        return self._speak(content, Styled(content.get("caption", "")), to or self, None)

    def tap(self, label: str, on: Message | None = None, chat: Chat | None = None) -> Query:
        """Press a button of a message, by default the newest that has it."""
        where = chat or self
        candidates = [on] if on else reversed(where.messages)
        message = next((each for each in candidates if each.button(label)), None)
        assert message, f"no button {label!r}, but {[each.buttons for each in where.messages]}"
        data = (message.button(label) or {}).get("callback_data")
        assert data, f"the button {label!r} opens an address"
        return self.press(data, message, where)

    def press(self, data: str | None, message: Message | None, where: Chat | None = None) -> Query:
        """Send a press with any data, even if no button has it."""
        where = where or self
        where.mark = self.mark = self.peer.tick()
        query: dict[str, Any] = {"from": self.peer.user_json(self.id), "chat_instance": "1"}
        query |= {"data": data} if data is not None else {"game_short_name": "chess"}
        query |= {"message": where.message_json(message)} if message else {"inline_message_id": "inline"}
        return self.peer.pressed(self, where, query)

    async def ask_anywhere(self, typed: str) -> list[dict[str, Any]]:
        """Type after the bot's name in a chat with someone else; return the results that are offered."""
        asked = self.peer.asks(self, typed)
        async with asyncio.timeout(WAIT):
            await asked.answered.wait()
        return asked.results or []

    def open(self, label: str, message: Message) -> int:
        """Press a button that opens the private chat, then Start there; return the update's id."""
        address = urlsplit((message.button(label) or {})["url"])
        assert (address.netloc, address.path) == ("t.me", f"/{self.peer.username}")
        start = parse_qs(address.query).get("start", [""])[0]
        assert re.fullmatch(r"[A-Za-z0-9_-]{0,64}", start)
        return self.say(f"/start {start}".strip())

    async def follow(self, query: Query) -> int:
        """Arrive in the private chat that a press has opened; return the update's id."""
        await self.answered(query)
        assert query.opened, f"the press opened nothing, but said {query.answer!r}"
        return self.say(f"/start {query.opened}")

    async def answered(self, query: Query, timeout: float = WAIT) -> str:  # noqa: ASYNC109
        """The toast that answered a press, "" if it was answered without one."""
        async with asyncio.timeout(timeout):
            await query.answered.wait()
        return query.answer or ""

    def block(self, *, quietly: bool = False) -> None:
        """Block the bot; with `quietly`, it is not notified and has to find out."""
        self.blocked = True
        if not quietly:
            self._membership("member", "kicked")

    def unblock(self) -> None:
        self.blocked = False
        self._membership("kicked", "member")

    def _speak(self, content: dict[str, Any], body: Styled, where: Chat, thread: int | None) -> int:
        assert not self.blocked, "who has blocked the bot cannot write to it"
        self.known = self.known or where is self
        where.mark = self.peer.tick()
        message = where.add(self.id, body, thread)
        where.mark = message.changed
        if not where.hears(self, body.plain):
            return 0
        spoken = {"message_id": message.id, "from": self.peer.user_json(self.id), "chat": where.json()}
        return self.peer.happened({"message": {**spoken, "date": message.date, **topic(thread), **content}}, where.id)

    def _membership(self, before: str, after: str) -> None:
        bot = self.peer.user_json(self.peer.bot_id)
        change = {"chat": self.json(), "from": self.peer.user_json(self.id), "date": int(time.time())}
        change |= {"old_chat_member": _member(bot, before), "new_chat_member": _member(bot, after)}
        self.peer.happened({"my_chat_member": change}, self.id)


def _member(bot: dict[str, Any], status: str) -> dict[str, Any]:
    return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def topic(thread: int | None) -> dict[str, Any]:
    return {"message_thread_id": thread, "is_topic_message": True} if thread else {}


def commands_in(text: str) -> dict[str, Any]:
    found = re.match(r"/[A-Za-z0-9_]{1,64}(@\w+)?", text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(found[0])}]} if found else {}


def _content(message: Message) -> dict[str, Any]:
    entities = [
        {"type": kind, "offset": start, "length": length}
        for kind, start, length in message.body.entities
        if start + length <= units(message.text)
    ]
    if message.photo:
        width, height = photo(message.photo)
        measures: dict[str, Any] = {"width": width, "height": height, "file_size": len(message.photo.content)}
        sizes = [{"file_id": "p", "file_unique_id": "p"} | measures]
        return {"photo": sizes, "caption": message.text, "caption_entities": entities}
    if not message.document:
        return {"text": message.text, "entities": entities}
    size = len(message.document.content)
    document = {"file_id": "d", "file_unique_id": "d", "file_name": message.document.name, "file_size": size}
    return {"document": document, "caption": message.text, "caption_entities": entities}
