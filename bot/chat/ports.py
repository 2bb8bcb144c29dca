"""Interfaces between core, adapters and scheduler: pushes, deliveries and protocols."""

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
    """Identifies one lease of a job: its row, the lease's end, and the recipient's identity (0 for a group).

    `due_at` is when the job was due. `riders` are the rows whose messages go along with it.
    """

    row: int
    lease: datetime
    due_at: datetime
    recipient: int = 0
    riders: tuple[int, ...] = ()

    def __str__(self) -> str:
        """The same for each attempt at one message, so that a platform can drop what it already has."""
        return f"{self.row}/{self.due_at.timestamp()}/{self.recipient}"


@dataclass(frozen=True, slots=True)
class Push:
    """Unsolicited cards; `at` is the send time assigned by the pacing (aware, UTC).

    If `address.chat` is "", the courier opens the direct chat and names it in the delivery. If `address.direct` is
    False, the push goes to a group, visible to everyone.
    """

    id: PushId
    address: Address
    replies: tuple[Card, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a push ended.

    Attributes:
        outcome: "sent"; "gone": unreachable until the person returns or the group is fixed; "retry": try again in
            `retry_after` seconds; "moved": nothing was sent, and the group's new id is `chat`.
        chat: the direct chat, if it had to be opened, or the group's new id.
        why: with "gone", the obstacle in the group.
        messages: the platform message id for each slot, "" if the message is gone and was not sent again.
    """

    outcome: Literal["sent", "gone", "retry", "moved"]
    retry_after: float = 0.0
    chat: str = ""
    why: Obstacle = ""
    messages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One autocompletion choice: the label shown and the value sent."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """A result to post in any chat: how a list shows it, and the message it becomes."""

    id: str
    title: str
    description: str
    body: Text


class Stop(Protocol):
    """Signals a serving process to stop; `asyncio.Event` satisfies it."""

    def is_set(self) -> bool:
        """True once the process should stop."""

    async def wait(self) -> object:
        """Return when the process should stop."""


class Courier(Protocol):
    """Delivers pushes to one platform."""

    @property
    def platform(self) -> str:
        """The platform's name in `Address.platform`."""

    async def deliver(self, push: Push) -> Delivery:
        """Send every card of the push; never raise."""


class Adapter(Courier, Protocol):
    """Connects one platform to the core. Entering it checks the token; leaving it closes every connection."""

    @property
    def silence(self) -> float:
        """Seconds since the platform was last heard from while serving; 0 if that cannot be known."""

    async def serve(self, stop: Stop) -> None:
        """Listen for events until `stop` is set."""

    async def __aenter__(self) -> Self:
        """Log in.

        Raises:
            ConfigurationError: the platform refuses the token, or does not answer.
        """

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Log out."""


class Handler(Protocol):
    """The parts of the tutor an adapter needs. Every method blocks, so call it through `Ask`."""

    def handle(self, event: Event) -> list[Reply]:
        """Handle the event and return the replies. Never raises."""

    def suggest(self, kind: str, typed: str, by: str = "") -> list[Suggestion]:
        """At most 25 completions for an option of this kind; `by` is the typist's id on the platform, or "".

        None while that person types far too fast.
        """

    def lookup(self, typed: str, by: str = "") -> list[Article]:
        """Return at most 10 answers and terms that match a text, to be posted in any chat. Opens no transaction.

        `by` is as in `suggest`.
        """

    def recall(self, key: str) -> str:
        """The value `remember` stored under the key; "" if none."""

    def remember(self, key: str, value: str) -> None:
        """Store a short value, such as the hash of the registered commands."""


class Ask(Protocol):
    """Runs a blocking function of the core on the executor that owns the database."""

    def __call__(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """Return the function's result."""


class Clock(Protocol):
    """The process's wall clock."""

    def __call__(self) -> datetime:
        """The current time, aware, in UTC."""
