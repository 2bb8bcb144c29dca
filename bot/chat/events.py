"""What comes in: where someone is, and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Obstacle: TypeAlias = Literal["", "missing", "forbidden", "closed", "removed"]
"""What is in the way of posting in a place: it is gone, the right to write there is, it is closed for new messages
(an archived thread, a closed topic), or the bot was removed from the group; "" for nothing."""


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
    """A place in a group where something is to be posted: its name as people know it, and what is in the way.

    `roles` says whether the platform has roles that can be notified there.
    """

    chat: str
    thread: str = ""
    name: str = ""
    obstacle: Obstacle = ""
    roles: bool = False


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
