"""Records that describe a command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "text",
    "integer",
    "domain",
    "topic",
    "term",
    "faq",
    "scope",
    "zone",
    "setting",
    "form",
    "days",
    "questions",
    "answers",
    "switch",
    "starters",
    "seconds",
    "channel",
    "role",
    "state",
    "occupation",
    "person",
]
"""What an option takes.

`domain`, `setting`, `form`, `days`, `questions`, `answers`, `switch`, `starters` and `seconds` are fixed choices;
`topic`, `term`, `faq`, `scope`, `zone`, `state` and `occupation` complete while typing; `channel`, `role` and `person`
are the platform's own, by their ids; a person is passed in `Command.whom`, not in the argument.
"""


Theme: TypeAlias = Literal["study", "exam", "progress", "together", "career", "settings", "data"]
"""Headings under which `/help` groups commands."""


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a command. All are optional and appear in this order in `Command.argument`, joined by a space."""

    name: str
    description: str
    kind: Kind = "text"
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its name, a description of at most 100 characters, and its options.

    Attributes:
        example: a working one, for `/help`.
        repeatable: it may run again if the platform delivers it twice: it shows the same and counts nothing twice.
        managed: it exists only in groups, for the group's managers.
        judged: anyone may send it, but its effect in a group depends on whether they manage it, so the platform is
            asked.
        by_link: a link to the private chat may run it. Anyone can send such a link, so this is False for commands that
            end, change, or reveal something.
        menu: it is in the menus of Telegram and Discord; otherwise it only works when typed.
        parts: its subcommands, such as "setup" or "ask now". The argument holds the part's name, then each option's
            name and value: `setup time 12:00 zone US Central`.
    """

    name: str
    description: str
    options: tuple[Option, ...] = ()
    example: str = ""
    repeatable: bool = False
    managed: bool = False
    judged: bool = False
    by_link: bool = True
    menu: bool = True
    parts: tuple[CommandSpec, ...] = ()
