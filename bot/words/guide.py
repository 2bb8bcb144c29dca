"""Help by theme, and the tour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.chat import Text
    from bot.commands import CommandSpec, Theme

THEMES: Final[Mapping[Theme, str]] = {
    "study": "Study",
    "exam": "The exam",
    "progress": "Progress",
    "together": "Together",
    "career": "Jobs and career",
    "settings": "Settings",
    "data": "Your data",
}
"""The themes of the commands, as on their buttons."""
_TOUR: Final[tuple[tuple[str, ...], ...]] = (
    (
        "Your day",
        "Once a day, at the time you pick, a question comes to you.",
        "Answer it and the next one follows: five in all, unless you change that in /settings.",
        "A finished day adds one to your streak.",
    ),
    (
        "Every answer is explained",
        "You see why the right answer is right, why the others are wrong, and the source.",
        "Just guessed? Say so with the button, and it won't count as known.",
    ),
    (
        "What you miss comes back",
        "A question you missed, or one like it, returns on a later day.",
        "New questions follow the exam's own proportions. To work on one area, send /practice.",
    ),
    (
        "Practice for real",
        "/mock is a quick quiz.",
        "/exam is the full simulation, timed like the real one, with a report and your chance of passing.",
    ),
    (
        "Ask me anything",
        'Type a question such as "what does it cost?", or a term such as EOB.',
        "/progress shows where you are, /plan shows your weeks up to the exam, and /help lists everything I can do.",
    ),
)
SCREENS: Final = len(_TOUR)


def first(lines: Iterable[CommandSpec]) -> Text:
    """What most people need, one line each."""
    return text(
        bold("What I can do"),
        *map(_line, lines),
        "\n\nTo answer a question, pick a button or send its letter. Pick a category for the rest.",
    )


def one(command: CommandSpec) -> Text:
    """A single command that was asked about."""
    return text(_line(command).lstrip("\n"))


def no_help(near: str) -> Text:
    """`near` is the command that was probably meant; "" for none."""
    meant = refusals.did_you_mean(f"/{near}" if near else "")
    return text(f"I don't know that command. {meant}Send /help for what I can do, or ask me in your own words.")


def no_such_screen() -> Text:
    return text(f"The tour has {SCREENS} screens. Send /tour for the first, or one like /tour 3.")


def theme(name: Theme, commands: Iterable[CommandSpec]) -> Text:
    """The commands of one theme, with an example if a command takes an argument."""
    return text(bold(THEMES[name]), *map(_line, commands))


def _line(spec: CommandSpec) -> str:
    return f"\n/{spec.name}: {spec.description}{f' ({spec.example})' if spec.example else ''}"


def screen(number: int) -> Text:
    """A screen of the tour, counted from 1."""
    title, *said = _TOUR[number - 1]
    return text(bold(f"{title} ({number} of {SCREENS})"), "\n", *(f"\n{line}" for line in said))
