"""The language that core, adapters and scheduler share: events come in, replies go out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, ParamSpec, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Hashable
    from datetime import datetime
    from types import TracebackType
    from typing import Self

MAX_TOKEN: Final = 64
"""Bytes of a button's token: Telegram's callback_data, the smallest limit of all platforms."""
MAX_LABEL: Final = 40
MAX_TOAST: Final = 200
"""Characters of a toast: the limit of Telegram's answerCallbackQuery."""
MAX_ALT: Final = 900
"""Characters of what is said in a picture's place: below the limits of captions and descriptions."""
MAX_ROWS: Final = 5
MAX_COLUMNS: Final = 5

MAX_START: Final = 64
"""Characters of what opens a direct chat: the limit of Telegram's deep links, `A-Za-z0-9_-` only."""

Style: TypeAlias = Literal["plain", "bold", "italic"]
Obstacle: TypeAlias = Literal["", "missing", "forbidden", "closed", "removed"]
"""What is in the way of posting in a place: it is gone, the right to write there is, it is closed for new messages
(an archived thread, a closed topic), or the bot was removed from the group; "" for nothing."""
P = ParamSpec("P")
T = TypeVar("T")
_START: Final = re.compile(rf"[A-Za-z0-9_-]{{1,{MAX_START}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style. The characters are data: no markup in them means anything."""

    text: str
    style: Style = "plain"


Text: TypeAlias = tuple[Span, ...]


def text(*parts: str | Span | Text) -> Text:
    """Join strings, spans and texts into one Text."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, tuple):
            spans.extend(part)
        elif isinstance(part, Span):
            spans.append(part)
        elif part:
            spans.append(Span(part))
    return tuple(spans)


def bold(string: str) -> Span:
    """Return the string as bold span."""
    return Span(string, "bold")


def italic(string: str) -> Span:
    """Return the string as italic span."""
    return Span(string, "italic")


def flat(body: Text) -> str:
    """Return the characters of a Text without their styles."""
    return "".join(span.text for span in body)


@dataclass(frozen=True, slots=True)
class Address:
    """Where someone speaks: the platform's own ids as strings; `space` is the server or group, "" in a direct chat.

    `user` is "" where nobody speaks, or nobody says who: a group that something is posted in, an anonymous admin.
    """

    platform: str
    user: str
    chat: str
    direct: bool
    space: str = ""
    thread: str = ""

    def __post_init__(self) -> None:
        if not self.platform or not (self.user or self.space):
            raise ValueError("an address needs a platform, and a user or a group")


@dataclass(frozen=True, slots=True)
class Room:
    """A place in a group where something is to be posted: its name as people know it, and what is in the way."""

    chat: str
    thread: str = ""
    name: str = ""
    obstacle: Obstacle = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as /mock; `argument` is what follows its name, typed options joined by a space.

    In a group, `manager` says whether the platform lets the person manage it, and `room` is the place that a command
    for managers (`bot.commands.CommandSpec.managed`) is about: the one that it names, else where it was given.
    """

    id: str
    address: Address
    name: str
    argument: str = ""
    manager: bool = False
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Free text in a direct chat."""

    id: str
    address: Address
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a button. Who pressed comes from the platform, never from the token.

    `manager` says whether the platform lets the person manage the group; it need only be asked where
    `bot.actions.is_managers` says so of the token.
    """

    id: str
    address: Address
    token: str
    manager: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot or closed the direct chat: nothing is sent until they return.

    With `address.space`, they left that group.
    """

    id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Added:
    """The bot was added to the group `address.space`, perhaps not for the first time."""

    id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was removed from the group `address.space`, or the group is no more."""

    id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Moved:
    """The group `address.space` has a new id, `space`, which is its chat's too."""

    id: str
    address: Address
    space: str


Event: TypeAlias = Command | Said | Pressed | Left | Added | Removed | Moved
"""`id` is the platform's id of the event, the same each time it is delivered again, and names no user."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button with one of three: a token (it comes back in `Pressed`), a url (it opens), or a start.

    A `start` opens the direct chat with the bot and comes back there as `/start` and its text; a platform that has no
    such links leaves the button out.
    """

    label: str
    token: str = ""
    url: str = ""
    start: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= MAX_LABEL:
            raise ValueError(f"a label has 1 to {MAX_LABEL} characters")
        if bool(self.token) + bool(self.url) + bool(self.start) != 1:
            raise ValueError("a button has a token, a url or a start")
        if not self.token.isascii() or len(self.token) > MAX_TOKEN:
            raise ValueError(f"a token has at most {MAX_TOKEN} ASCII characters")
        if self.start and not _START.fullmatch(self.start):
            raise ValueError(f"a start has at most {MAX_START} of A-Z, a-z, 0-9, _ and -")


@dataclass(frozen=True, slots=True)
class File:
    """A file to download: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """Something to draw: frozen figures (see `bot.drawing`) and `alt`, which says the same in words.

    Whoever shows it draws it after the commit, in a second thread; who cannot shows `alt`.
    """

    figures: Hashable
    alt: str

    def __post_init__(self) -> None:
        hash(self.figures)
        if not 0 < len(self.alt) <= MAX_ALT or not self.alt.strip():
            raise ValueError(f"a picture's alternative has 1 to {MAX_ALT} characters")


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """The name of a message that is edited later without a press, such as "group-question:42".

    `message` is the platform's id of it, "" as long as none is known: then, and where the edit fails because the
    message is gone, the card is sent anew if `anew`, else not at all. The delivery names the message that it became.
    """

    name: str
    message: str = ""
    anew: bool = True


@dataclass(frozen=True, slots=True)
class Card:
    """A message: in a reply for the person addressed alone, in a push for whoever reads the chat it goes to.

    Attributes:
        replace: it takes the place of the message whose button was pressed.
        open: in a reply to a command or press in a group, others may see it; a platform that can hide it still does.
            One that is not open and cannot be hidden is not shown there: `brief` is, or an invitation to the direct
            chat.
        brief: what is said in its place where only a short alert can be shown, "" for nothing.
        slot: in a push, the name that the message is known by.
        mention: in a push, the platform's id of the role that is to be notified, "" for nobody. Nobody else ever is.
    """

    body: Text
    rows: Rows = ()
    file: File | None = None
    replace: bool = False
    picture: Picture | None = None
    open: bool = False
    brief: str = ""
    slot: Slot | None = None
    mention: str = ""

    def __post_init__(self) -> None:
        if not flat(self.body).strip():
            raise ValueError("a card says something")
        if len(self.rows) > MAX_ROWS or any(not 0 < len(row) <= MAX_COLUMNS for row in self.rows):
            raise ValueError(f"a card has at most {MAX_ROWS} rows of 1 to {MAX_COLUMNS} buttons")
        if len(self.brief) > MAX_TOAST:
            raise ValueError(f"a brief has at most {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Toast:
    """A short line shown over the chat after a press; where a platform has none, a message of its own."""

    text: str

    def __post_init__(self) -> None:
        if not 0 < len(self.text) <= MAX_TOAST:
            raise ValueError(f"a toast has 1 to {MAX_TOAST} characters")


@dataclass(frozen=True, slots=True)
class Later:
    """Nothing was stored: say the text once, do not confirm the event, and hand it in again where the platform can."""

    text: Text


Reply: TypeAlias = Card | Toast | Later


@dataclass(frozen=True, slots=True)
class Push:
    """Replies that nobody asked for; `at` is the moment (aware, UTC) that the pace allots to it.

    `address.chat` may be "": the courier then opens the direct chat and names it in the delivery. Where
    `address.direct` is false it goes to a group, for all to see.
    """

    id: str
    address: Address
    replies: tuple[Card, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a push ended.

    Attributes:
        outcome: "sent"; "gone": unreachable until the person returns or the group is mended; "retry": to be tried again
            in `retry_after` seconds; "moved": nothing was sent, the group has the new id `chat` now.
        chat: the direct chat where it had to be opened, or the group's new id.
        why: what is in the way in a group, with "gone".
        messages: the platform's id of the message that each slot became, "" where it is gone and was not sent anew.
    """

    outcome: Literal["sent", "gone", "retry", "moved"]
    retry_after: float = 0.0
    chat: str = ""
    why: Obstacle = ""
    messages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of an autocompletion: what is shown, and the value that is sent."""

    label: str
    value: str


class Courier(Protocol):
    """Carries pushes to one platform."""

    @property
    def platform(self) -> str:
        """Return the name that `Address.platform` has for it."""

    async def deliver(self, push: Push) -> Delivery:
        """Send every card of the push; never raise."""


class Adapter(Courier, Protocol):
    """Carries a platform's events and replies. Entering it checks the token, leaving it closes every connection."""

    async def serve(self, stop: asyncio.Event) -> None:
        """Listen until `stop` is set."""

    async def __aenter__(self) -> Self:
        """Sign in.

        Raises:
            ConfigurationError: the platform refuses the token, or does not answer.
        """

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Sign out."""


class Handler(Protocol):
    """What an adapter needs of the tutor. Every method blocks: call it through `Ask`."""

    def handle(self, event: Event) -> list[Reply]:
        """Settle the event and return what to show. Never raises."""

    def suggest(self, kind: str, typed: str) -> list[Suggestion]:
        """Return at most 25 completions for an option of that kind."""

    def recall(self, key: str) -> str:
        """Return what `remember` stored under the key, "" if nothing."""

    def remember(self, key: str, value: str) -> None:
        """Keep a short value, such as the hash of the commands that were registered."""


class Ask(Protocol):
    """Runs a blocking function of the core on the executor that owns the database."""

    def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """Return the function's result."""


class Clock(Protocol):
    """The process's wall clock."""

    def __call__(self) -> datetime:
        """Return now, aware, in UTC."""
