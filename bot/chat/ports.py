"""What core, adapters and scheduler ask of each other: pushes and their deliveries, and the protocols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from bot.chat.cards import Card, Reply
    from bot.chat.events import Address, Event, Obstacle
    from bot.chat.spans import Text

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PushId:
    """Names one lease of a job: its row, the lease's end, and the identity that it goes to (0 for a group)."""

    row: int
    lease: datetime
    recipient: int = 0

    def __str__(self) -> str:
        return f"{self.row}/{self.lease.timestamp()}/{self.recipient}"


@dataclass(frozen=True, slots=True)
class Push:
    """Cards that nobody asked for; `at` is the moment (aware, UTC) that the pace allots to it.

    `address.chat` may be "": the courier then opens the direct chat and names it in the delivery. Where
    `address.direct` is false it goes to a group, for all to see.
    """

    id: PushId
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


@dataclass(frozen=True, slots=True)
class Article:
    """Something to post in any chat: what a list shows of it, and the message that it becomes."""

    id: str
    title: str
    description: str
    body: Text


class Stop(Protocol):
    """Tells a serving process to end; `asyncio.Event` is one."""

    def is_set(self) -> bool:
        """Return True once the process is to end."""

    async def wait(self) -> object:
        """Return once the process is to end."""


class Courier(Protocol):
    """Carries pushes to one platform."""

    @property
    def platform(self) -> str:
        """Return the name that `Address.platform` has for it."""

    async def deliver(self, push: Push) -> Delivery:
        """Send every card of the push; never raise."""


class Adapter(Courier, Protocol):
    """Carries a platform's events and replies. Entering it checks the token, leaving it closes every connection."""

    async def serve(self, stop: Stop) -> None:
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

    def lookup(self, typed: str) -> list[Article]:
        """Return at most 10 answers and terms that fit a text, to be posted in any chat. Opens no transaction."""

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
