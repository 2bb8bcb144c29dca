"""The forms in which people ask for a meaning, a comparison or a topic, greet, and thank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.bank import strangers
from bot.bank.plainwords import straight

if TYPE_CHECKING:
    from collections.abc import Sequence

Manner: TypeAlias = Literal["hello", "thanks"]
READING: Final = ("learn", "study", "review", "teach me", "read about", "more on", "more about", "something about")

DEFINE: Final = (
    re.compile(
        r"(?:please )?(?:what|who|wat|wht)(?: is|'?s| are|'?re| does| do)? (?P<x>.+?)(?: (?:stand for|mean|means"
        r"|meaning|about))?"
    ),
    re.compile(
        r"(?:please )?(?:define|explain|definition of|meaning of|the meaning of|describe|definition for) (?P<x>.+)"
    ),
    re.compile(r"(?P<x>.+?) (?:meaning|definition|means what|defined|means)"),
    re.compile(
        r"(?:can you |please |could you )?(?:tell me about|tell me what|explain|define"
        r"|remind me what) (?P<x>.+?)(?: (?:is|means|are|to me))?"
    ),
    re.compile(r"i (?:don'?t|do not) (?:know|understand|get) (?:what )?(?P<x>.+?)(?: (?:is|means|are))?"),
)
COMPARE: Final = re.compile(
    r"(?:(?:what(?: is|'?s) |explain |tell me )?(?:the )?differences? between )?(?P<one>.+?) (?:and|vs\.?|versus"
    r"|or) (?P<other>.+)"
)
SHOW: Final = re.compile(r"(?:show|see|check|open|start|begin)(?: me)?(?: my| the| a| an)? (?P<x>\w+)")
STUDY: Final = re.compile(
    r"(?:can (?:you|we|i) |please |help me |i (?:want|need|would like) to |let'?s |lets )*"
    r"(?P<how>practice|learn|study|review|quiz me on|test me on|teach me|drill|work on|questions (?:on|about)"
    r"|help with|"
    r"i need help with|more on|more about|something about|read about)(?: about| on)? (?P<x>.+)"
)
FILLER: Final = re.compile(
    r"^(?:some |more |the )?(?:stuff|things?|questions?|info) (?:on|about) | (?:stuff|things?|info|questions?|rules)$"
)
_WORDS_ONLY: Final = re.compile(r"[^a-z]+")
HELLO: Final = [
    "hi",
    "hello",
    "hey",
    "hi there",
    "hello there",
    "hey there",
    "good morning",
    "good evening",
    "good afternoon",
    "yo",
    "howdy",
]
THANKS: Final = [
    "thanks",
    "thank you",
    "thx",
    "ty",
    "thank you so much",
    "thanks a lot",
    "ok thanks",
    "great thanks",
    "cool",
    "ok",
    "okay",
]
COURTESY: Final[dict[str, Manner]] = {**dict.fromkeys(HELLO, "hello"), **dict.fromkeys(THANKS, "thanks")}


def subjects(plain: str) -> Sequence[str]:
    """Return what a text may ask the meaning of: all of it, what follows "what is", and both without "stuff"."""
    asked = [plain, *(article(match["x"]) for pattern in DEFINE if (match := pattern.fullmatch(plain)))]
    return list(dict.fromkeys((*asked, *(FILLER.sub("", each) for each in asked))))


def courtesy(said: str) -> Manner | None:
    """Return whether a text is a greeting or thanks and nothing else."""
    return COURTESY.get(_WORDS_ONLY.sub(" ", straight(said)).strip())


def article(said: str) -> str:
    """Return the text without the article that it begins with."""
    for article in ("a ", "an ", "the ", "my "):
        said = said.removeprefix(article)
    return said


def bare(said: str) -> str:
    """Return the text in lower case, without greeting, courtesy and end marks."""
    plain = straight(said[: strangers.LONGEST]).strip(" ?!.,;:/\"'")
    plain = re.sub(r"^(?:(?:hi|hey|hello|ok|okay|so|um|and|please|pls)[ ,]+)+", "", plain)
    return re.sub(r"[ ,]+(?:please|pls|thanks|thx|exactly|again)$", "", plain).strip(" ?!.,")
