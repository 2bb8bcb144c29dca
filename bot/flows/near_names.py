"""What someone meant by a name that does not exist: another word for it, or a typo."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from bot.actions import Change, button
from bot.errors import Refusal
from bot.reading import plain
from bot.words import labels as button_labels
from bot.words import refusals
from bot.words.moments import CLOCKS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from bot.chat import Button

    Meant = Mapping[str, tuple[str, ...]]

WORDS: Final = 3
"""Most words of a name."""
SWITCHED: Final = frozenset({"on", "off", "yes", "no"})
"""What only switches are set to."""
LIKE: Final = 0.7
"""Similarity from which a word may be a misspelled name."""

SETTINGS: Final[Meant] = {
    **dict.fromkeys(("date", "test", "exam day", "test date", "examdate"), ("exam",)),
    **dict.fromkeys(("hour", "daily time", "when", "times"), ("time",)),
    **dict.fromkeys(("tz", "timezone", "city", "state", "location", "place", "zip", "zip code"), ("zone",)),
    **dict.fromkeys(("reminder", "remind", "alarm"), ("reminders", "time", "daily")),
    **dict.fromkeys(("question", "questions", "daily question"), ("size", "daily", "time")),
    **dict.fromkeys(("number", "amount", "count", "questions a day", "per day", "set", "how many"), ("size",)),
    **dict.fromkeys(("message", "messages", "notifications", "notification"), ("daily", "reminders", "weekly", "news")),
    **dict.fromkeys(("silence", "sleep", "dnd", "mute", "night", "do not disturb"), ("quiet",)),
    **dict.fromkeys(("name", "nickname", "nick", "username"), ("alias",)),
    **dict.fromkeys(("summary", "report", "week"), ("weekly",)),
    **dict.fromkeys(("announcements", "updates"), ("news",)),
    **dict.fromkeys(("format", "time format", "24h", *CLOCKS, "hours"), ("clock", "quiet")),
    **dict.fromkeys(("mix", "weak", "domains", "topics"), ("focus",)),
    **dict.fromkeys(("streak", "corrections"), ("minimal",)),
    **dict.fromkeys(("confirmation", "answers"), ("confirm",)),
}
"""Other words for settings."""
TOOLS: Final[Meant] = {
    **dict.fromkeys(("pay", "wage", "wages", "money", "income", "salaries"), ("salary",)),
    **dict.fromkeys(("job", "jobs", "work", "paths", "next"), ("path",)),
    **dict.fromkeys(("cost", "costs", "worth", "worth it", "return"), ("roi",)),
    **dict.fromkeys(("for me", "right for me"), ("fit",)),
    **dict.fromkeys(("eligible", "requirements"), ("eligibility",)),
    **dict.fromkeys(("retakes", "fail", "failed", "try again"), ("retake",)),
    **dict.fromkeys(("renew", "credits", "ce", "ceu", "ceus"), ("renewal",)),
    **dict.fromkeys(("cheat sheet", "cheatsheet", "notes"), ("sheet",)),
    **dict.fromkeys(("share", "badge", "cards"), ("card",)),
    **dict.fromkeys(("plan", "steps", "map"), ("roadmap",)),
}
"""Other words for the tools of the career desk."""


def nearest(typed: str, called: Mapping[str, str], meant: Meant) -> tuple[tuple[str, ...], str]:
    """Return the names that a text may begin with, and what follows; ((), "") if none is near.

    `called` has the names by what they are called, and `meant` by other words for them.
    """
    words = typed.split()
    heads = [(plain(" ".join(words[:size])).rstrip(":"), " ".join(words[size:])) for size in _sizes(words)]
    for head, rest in heads:
        if head in meant:
            return meant[head], rest
    known = {name.casefold(): name_of for name, name_of in called.items()}
    close = [(_alike(head, name), known[name], rest) for head, rest in heads for name in known]
    best = max(close, default=(0.0, "", ""))
    return ((best[1],), best[2]) if best[0] >= LIKE else ((), "")


def no_setting(typed: str, labels: Mapping[str, str], switches: Container[str]) -> Refusal:
    """Return the refusal of a name that no setting has, with those that may have been meant as buttons.

    `labels` has the settings' names and labels; `switches` the names of those that are on or off.
    """
    called = {name: name for name in labels} | {label: name for name, label in labels.items()}
    near, value = nearest(typed, called, SETTINGS)
    fitting = [name for name in near if not value or (name in switches) == (plain(value) in SWITCHED)]
    rows = tuple((_change(name, labels[name], value),) for name in fitting or near)
    return Refusal(refusals.not_a_setting(near=len(rows)), rows)


def _change(name: str, label: str, value: str) -> Button:
    """Return the button that changes a setting to a typed value, or asks for one."""
    try:
        return button(button_labels.fitting(f"{label}: {value}" if value else label), Change(name, value))
    except ValueError:  # no button can carry it
        return button(label, Change(name))


def part(typed: str, parts: Iterable[str]) -> str:
    """Return the part of a command that was probably meant; "" if none is near."""
    return next(iter(difflib.get_close_matches(plain(typed), list(parts), 1, LIKE)), "")


def _alike(typed: str, name: str) -> float:
    return difflib.SequenceMatcher(None, typed, name).ratio()


def _sizes(words: list[str]) -> range:
    return range(min(WORDS, len(words)), 0, -1)
