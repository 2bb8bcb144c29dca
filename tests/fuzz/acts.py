"""Make what people do one after another: from a scene in which something is open, then whatever the dice say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import _CODES
from bot.commands import COMMANDS
from bot.flows.settings import SETTINGS

if TYPE_CHECKING:
    from random import Random

Act: TypeAlias = "list[str]"
"""Who, and what they do. See `town.Town.act`."""

CANARY: Final = "c4n4ry"
"""Appears in every input in place of a person's words, name, or id, and must never reach the log."""
NAMES: Final = tuple(spec.name for spec in COMMANDS)
WORDS: Final = (
    *("", " ", "a", "B", "skip", "1", "0", "-1", "99999999999999999999", "1e9", "٣", "²", "on", "off", "not booked"),
    *("Jan 15", "2/30/2027", "in 6 weeks", "in 999999999 weeks", "yesterday", "for a week", "Dec 20 to Jan 3"),
    *("7:30 am", "25:61", "noon", "9 pm to 8 am", "Chicago, IL", "60601", "00000", "Eastern", "Etc/GMT+25"),
    *("\0", "\ud800", "\u202e", "\u2028", "\u0085", "🩺" * 30, "a\u0301" * 40),
    *("<b>&amp;", "{}", "%s%n", "'; --", "|||", "{code}", "full", "half", "new", "missed", "clinical", "$45,000"),
    *("why?", "what is the passing score", "salary in ohio", "I want to die", "x" * 5_000, "/" * 20, "@bot"),
    *(CANARY, f"my name is {CANARY}", f"{CANARY}@example.com"),
)
SCENES: Final[dict[str, list[Act]]] = {
    "new": [["a", "/start"]],
    "planned": [["a", "/start"], ["a", "in 6 weeks"], ["a", "5 pm"], ["a", "Chicago"]],
    "quiz": [["a", "/start"], ["a", "/mock 3"]],
    "answered": [["a", "/start"], ["a", "/mock 3"], ["a", "@B"]],
    "exam": [["a", "/start"], ["a", "/exam half"], ["a", "@Start now"], ["a", "@C"]],
    "asked": [["a", "/start"], ["a", "/settings"], ["a", "#1"]],
    "tool": [["a", "/start"], ["a", "/roi"], ["a", "#0"]],
    "duel": [["a", "/start"], ["b", "/start"], ["a", "/duel new"], ["b", "{copy}"], ["t", "0"], ["a", "#0"]],
    "link": [["a", "/start"], ["b", "/start"], ["a", "/link"], ["b", "{copy}"], ["b", "@I made"], ["t", "0"]],
    "class": [
        *(["a", "/start"], ["b", "/start"], ["b", '/class new "Fall" exam 2027-01-15'], ["a", "/join {code}"]),
        *(["a", "@Just count me"], ["b", "/class assign scheduling 3"], ["a", "/daily"]),
    ],
    "group": [["M", "/group setup"], ["M", "@Preview"], ["M", "@Start"], ["t", "24"], ["A", "@A"]],
    "live": [["M", "/quiz 5 20s"], ["t", "0"], ["A", "@Join"], ["t", "0.02"], ["A", "@B"]],
    "board": [["M", "/group setup board on"], ["M", "@Preview"], ["M", "@Start"], ["A", "/board join Night Owl"]],
    "group duel": [["a", "/start"], ["A", "/duel"], ["t", "0"], ["B", "#0"]],
}
"""How each begins: it must lead where its name says (see `test_fuzz`)."""
WHO: Final = ("a", "a", "a", "a", "a", "b", "A", "B", "M")
HOURS: Final = ("0", "0.01", "1", "20", "24", "200", "3000")


def acts(dice: Random) -> dict[str, list[Act]]:
    """A scene, and up to forty acts after it."""
    return {"scene": scene(dice), "raw": [_act(dice) for _ in range(dice.randint(1, 40))]}


def scene(dice: Random) -> list[Act]:
    """One of the scenes."""
    return [list(act) for act in SCENES[dice.choice(list(SCENES))]]


def token(dice: Random) -> str:
    """A token of a code that exists, with values that may not."""
    values = [str(dice.choice((0, 1, 2, 7, -1, 2**31, 2**63, "", "x", "help", "é"))) for _ in range(dice.randint(0, 3))]
    made = "|".join([dice.choice(list(_CODES)), *values])
    return made if dice.random() < 0.8 else made[: dice.randrange(len(made))] + dice.choice(WORDS)


def _act(dice: Random) -> Act:
    kind = dice.randrange(10)
    if kind == 0:
        return ["t", dice.choice(HOURS)]
    return [dice.choice(WHO), _done(dice, kind)]


def _done(dice: Random, kind: int) -> str:
    if kind == 1:
        return f"/settings {dice.choice(list(SETTINGS))} {_words(dice)}"
    if kind <= 3:
        return f"/{dice.choice(NAMES)} {_words(dice)}"
    if kind <= 7:
        return f"#{dice.randrange(12)}"
    return f"!{token(dice)}" if kind == 8 else _words(dice)


def _words(dice: Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(0, 3)))
