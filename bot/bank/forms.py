"""Forms of asking for a meaning, a comparison or a topic, or of stating everything a command needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank import strangers
from bot.bank.plainwords import STATES, straight

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    r"(?:(?:what(?: is|'?s) |explain |tell me )?(?:the )?diff(?:erence)?s? (?:between|btw|b/w|of) )?(?P<one>.+?)"
    r" (?:and|vs\.?|versus|or) (?P<other>.+)"
)
_PAY: Final = re.compile(r"\b(?:pays?|paid|salar(?:y|ies)|wages?|earn(?:s|ings)?|make|income|how much)\b")
_COST: Final = re.compile(r"\b(?:exam|test|fee|cost|renew\w*|course|class)\b")
_OTHERS: Final = re.compile(
    r"\b(?:nurses?|rns?|lpns?|cnas?|doctors?|physicians?|teachers?|pharmacists?|paramedics?|emts?)\b"
)
"""People whose pay the tutor does not know."""
_CODES: Final = (
    "al|ak|az|ar|ca|co|ct|de|dc|fl|ga|hi|id|il|ia|ks|ky|la|ma|md|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc"
    "|sd|tn|tx|ut|vt|va|wa|wv|wi|wy"
)
_STATE: Final = re.compile(rf"\b(?:{'|'.join(STATES)})\b|(?<=\bin )(?:{_CODES})$")
SHOW: Final = re.compile(r"(?:show|see|check|open|start|begin)(?: me)?(?: my| the| a| an)? (?P<x>\w+)")
STUDY: Final = re.compile(
    r"(?:can (?:you|we|i) |please |help me |i (?:want|need|would like) to |let'?s |lets )*"
    r"(?P<how>practice|learn|study|review|quiz me on|test me on|teach me|drill|work on|questions (?:on|about)"
    r"|ask me|give me questions|let'?s do|let'?s try|help with|"
    r"i need help with|more on|more about|something about|read about)(?: about| on)? (?P<x>.+)"
)
_QUESTION: Final = re.compile(
    r"(?:what|how|who|why|when|where|which|is|are|can|do|does|will|would|should|could|may|tell)\b.*|.*\?\s*",
    re.IGNORECASE | re.DOTALL,
)
FILLER: Final = re.compile(
    r"^(?:some |more |the )?(?:stuff|things?|questions?|info) (?:on|about) | (?:stuff|things?|info|questions?|rules)$"
)

_KIND: Final = re.compile(r" (?:codes?|rules?|standards?|forms?|laws?|acts?|lists?|systems?|numbers?)$")
"""What kind of thing a term is, said after its name: "CPT code", "minimum necessary rule"."""
_NUMBERED: Final = re.compile(r"(?P<x>[a-z][a-z -]*[a-z]) (?:(?:number|no\.?) |#|-)?\d{1,3}")
"""A term with the number of one of its kind, such as "modifier 25"."""
_DOSE: Final = re.compile(
    r"^(?:take )?(?:\d+(?:[./]\d+)?|one|two|three|half a) ?"
    r"(?:mg|mcg|ml|cc|gm?|grams?|units?|tabs?|tablets?|caps?|capsules?|pills?|puffs?|drops?|gtts?|tsp|tbsp)\b\.? ?"
)
"""The amount at the beginning of a drug's directions."""


def subjects(plain: str) -> Sequence[str]:
    """Return what a text may ask the meaning of: all of it, what follows "what is", and both without "stuff"."""
    asked = [plain, *_defined(plain)]
    general = (numbered["x"] for each in asked if (numbered := _NUMBERED.fullmatch(each)))
    return list(dict.fromkeys((*asked, *(FILLER.sub("", each) for each in asked), *general, *map(_unkind, asked))))


def definitions(plain: str) -> Sequence[str]:
    """Return what "what is ..." and the like ask the meaning of, as said and without "code" or "rule" at its end."""
    asked = _defined(plain)
    return (*asked, *map(_unkind, asked))


def _defined(plain: str) -> Sequence[str]:
    return [article(match["x"]) for pattern in DEFINE if (match := pattern.fullmatch(plain))]


def _unkind(name: str) -> str:
    return _KIND.sub("", name)


def directions(plain: str) -> Sequence[str]:
    """Return the abbreviations in a drug's directions: "po" and "bid" of "what does 500 mg po bid mean"."""
    dosed = next((found for each in subjects(plain) if (found := _DOSE.sub("", each)) != each), "")
    return dosed.split()


def state_pay(plain: str) -> str:
    """Return the state whose pay a text asks for, with "billing" if that is the job; "" for none."""
    state = _STATE.search(plain)
    if not state or not _PAY.search(plain) or _COST.search(plain) or _OTHERS.search(plain):
        return ""
    return f"{state[0]} billing" if "billing" in plain or "biller" in plain else state[0]


def is_question(said: str) -> bool:
    """Return True if a text asks something."""
    return _QUESTION.fullmatch(said.strip()) is not None


def article(said: str) -> str:
    """Return the text without its leading article."""
    for article in ("a ", "an ", "the ", "my "):
        said = said.removeprefix(article)
    return said


def bare(said: str) -> str:
    """Return the text in lower case, without greeting, courtesies and final punctuation."""
    plain = straight(said[: strangers.LONGEST]).strip(" ?!.,;:/\"'")
    plain = re.sub(r"^(?:(?:hi|hey|hello|ok|okay|so|um|and|please|pls)[ ,]+)+", "", plain)
    return re.sub(r"[ ,]+(?:please|pls|thanks|thx|exactly|again)$", "", plain).strip(" ?!.,")
