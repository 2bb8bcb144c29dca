"""The language that core, adapters and scheduler share: events come in, replies go out."""

from __future__ import annotations

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

Style: TypeAlias = Literal["plain", "bold", "italic"]
P = ParamSpec("P")
T = TypeVar("T")


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
    """Where someone speaks: the platform's own ids as strings; `space` is the server or group, "" in a direct chat."""

    platform: str
    user: str
    chat: str
    direct: bool
    space: str = ""
    thread: str = ""

    def __post_init__(self) -> None:
        if not self.platform or not self.user:
            raise ValueError("an address needs a platform and a user")


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as /mock; `argument` is what follows its name, typed options joined by a space."""

    id: str
    address: Address
    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Free text in a direct chat."""

    id: str
    address: Address
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a button. Who pressed comes from the platform, never from the token."""

    id: str
    address: Address
    token: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot or closed the direct chat: nothing is sent until they return."""

    id: str
    address: Address


Event: TypeAlias = Command | Said | Pressed | Left
"""`id` is the platform's id of the event, the same each time it is delivered again, and names no user."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button with either a token (it comes back in `Pressed`) or a url (it opens)."""

    label: str
    token: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= MAX_LABEL:
            raise ValueError(f"a label has 1 to {MAX_LABEL} characters")
        if bool(self.token) == bool(self.url):
            raise ValueError("a button has a token or a url")
        if not self.token.isascii() or len(self.token) > MAX_TOKEN:
            raise ValueError(f"a token has at most {MAX_TOKEN} ASCII characters")


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
class Card:
    """A message for the person addressed alone. `replace` edits the message whose button was pressed."""

    body: Text
    rows: Rows = ()
    file: File | None = None
    replace: bool = False
    picture: Picture | None = None

    def __post_init__(self) -> None:
        if not flat(self.body).strip():
            raise ValueError("a card says something")
        if len(self.rows) > MAX_ROWS or any(not 0 < len(row) <= MAX_COLUMNS for row in self.rows):
            raise ValueError(f"a card has at most {MAX_ROWS} rows of 1 to {MAX_COLUMNS} buttons")


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

    `address.chat` may be "": the courier then opens the direct chat and names it in the delivery.
    """

    id: str
    address: Address
    replies: tuple[Card, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a push ended: shown, unreachable until the person returns, or to be tried again in `retry_after` seconds."""

    outcome: Literal["sent", "gone", "retry"]
    retry_after: float = 0.0
    chat: str = ""


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
