"""Incoming events: where someone is and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Obstacle: TypeAlias = Literal["", "missing", "forbidden", "closed", "removed"]
"""What prevents posting in a channel or topic: it is gone ("missing"), the bot may not write there ("forbidden"), it
takes no new messages, being an archived thread or closed topic ("closed"), or the bot was removed from the group
("removed"); "" for nothing.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """Where someone speaks, as the platform's own ids; `space` is the server or group, "" in a direct chat.

    `user` is "" if there is no known speaker: a group to post in, or an anonymous admin.
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
    """A channel or topic in a group to post in: its display name and what prevents posting there.

    `roles` is True if the platform has roles that can be notified there.
    """

    chat: str
    thread: str = ""
    name: str = ""
    obstacle: Obstacle = ""
    roles: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command such as /mock; `argument` is everything after its name, with typed options joined by spaces.

    In a group, `manager` is True if the platform lets the person manage it, and `room` is the target of a manager
    command (`bot.commands.CommandSpec.managed`): the room it names, or the one it was used in. `locale` is the language
    of the person's app, such as "en-GB"; "" if the platform does not say. `whom` is the platform's id of the person it
    is about: the author of the message it replies to, or the person named in an option; "" for nobody, or for a bot.
    """

    id: str
    address: Address
    name: str
    argument: str = ""
    manager: bool = False
    room: Room | None = None
    locale: str = ""
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Free text in a direct chat; `locale` as in `Command`."""

    id: str
    address: Address
    text: str
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button press. The presser's identity comes from the platform, never from the token.

    `manager` is True if the platform lets the person manage the group. It only has to be looked up for tokens that
    satisfy `bot.actions.is_managers`. `locale` is as in `Command`. `message` is the platform's id of the message with
    the button, if a reply that replaces it does so for everyone who sees it; otherwise "".
    """

    id: str
    address: Address
    token: str
    manager: bool = False
    locale: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message command used on a message of the bot: `tokens` are those of its buttons, in order; () for none.

    `locale` is as in `Command`.
    """

    id: str
    address: Address
    what: Literal["explain", "report"]
    tokens: tuple[str, ...]
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot or closed the direct chat; nothing is sent until they return.

    With `address.space`, they left that group instead.
    """

    id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Added:
    """The bot was added to the group `address.space`, not necessarily for the first time.

    While `unsure`, this may turn out to be a known group with a new id: an unknown group gets no message yet, and the
    adapter asks again a little later.
    """

    id: str
    address: Address
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """The bot was removed from the group `address.space`, or the group was deleted."""

    id: str
    address: Address


@dataclass(frozen=True, slots=True)
class Moved:
    """The group `address.space` has a new id, `space`, which is also its new chat id."""

    id: str
    address: Address
    space: str


Event: TypeAlias = Command | Said | Pressed | Pointed | Left | Added | Removed | Moved
"""`id` is the platform's event id: the same on every redelivery, and identifying no user."""
