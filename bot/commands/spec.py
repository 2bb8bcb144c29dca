"""How a command is described."""

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
`topic`, `term`, `faq`, `scope`, `zone`, `state` and `occupation` complete as one types; `channel`, `role` and `person`
are the platform's own, by their ids; a person comes in `Command.whom`, and not in the argument.
"""


Theme: TypeAlias = Literal["study", "exam", "progress", "together", "career", "settings", "data"]
"""What `/help` groups commands by."""


@dataclass(frozen=True, slots=True)
class Option:
    """An argument of a command. All are optional and stand in this order in `Command.argument`, joined by a space."""

    name: str
    description: str
    kind: Kind = "text"
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its name, a description of at most 100 characters, and its options.

    Attributes:
        example: one that works, for `/help`.
        repeatable: it may run again when the platform delivers it again: it shows the same and counts nothing twice.
        managed: it exists in groups only, for those who may manage the group.
        judged: anyone may send it, but in a group it matters whether they may manage it, so the platform is asked.
        by_link: a link to the private chat may run it, which anyone can send; not what ends, changes, or gives away
            something.
        menu: it is in the menus of Telegram and Discord; otherwise it works when typed.
        parts: its subcommands, such as "setup" or "ask now". What the argument holds is the part's name, then each
            option's name and value: `setup time 12:00 zone US Central`.
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
