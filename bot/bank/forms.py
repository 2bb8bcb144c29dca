"""Forms of asking for a meaning, a comparison or a topic, or of stating everything a command needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank import strangers
from bot.bank.plainwords import STATES, straight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DEFINE: Final = (
    re.compile(
        r"(?:please )?(?:what|who|wat|wht)(?: is|'?s| are|'?re| does| do)? (?P<x>.+?)(?: (?:stand for|mean|means"
        r"|meaning|about))?"
    ),
    re.compile(
        r"(?:please )?(?:define|explain|definition of|meaning of|the meaning of|describe|definition for) (?P<x>.+)"
    ),
    re.compile(r"what about (?P<x>.+)"),
    re.compile(r"(?P<x>.+?) (?:meaning|definition|means what|defined|means)"),
    re.compile(
        r"(?:can you |please |could you )?(?:tell me about|tell me what|explain|define"
        r"|remind me what) (?P<x>.+?)(?: (?:is|means|are|to me))?"
    ),
    re.compile(r"i (?:don'?t|do not) (?:know|understand|get) (?:what )?(?P<x>.+?)(?: (?:is|means|are))?"),
    re.compile(
        r"how long (?:do|does|must|should|can) (?:i|we|they|an?|the)\b.{0,30}? ?(?P<x>keep (?:medical "
        r"|patient )?(?:records"
        r"|charts))(?: (?:for|under|by|with|on|hipaa|law).{0,20})?"
    ),
    re.compile(
        r"(?:is|are|would|does|do) .{1,50}? (?:(?:always|still|considered|count|counted|as|a type of|part of|be) )*"
        r"(?P<x>e?phi|protected health information)"
    ),
)
_BETWEEN: Final = re.compile(
    r"^(?:(?:what(?: is|'?s| are) |explain |define |tell me |describe )?(?:the )?diff(?:erence)?s? (?:between"
    r"|btw|b/w|of)"
    r"|compare|(?:explain|define|describe)(?: the(?: terms?)?)?|how (?:are|is|do)|i(?:'?m"
    r"| am) confused (?:about|by|on)) "
)
_DIFFER: Final = re.compile(r" (?:different|differ|the same)(?: from each other| thing)?$")
_BESIDE: Final = re.compile(r",? (?:and|or|vs\.?|versus|&|compared (?:to|with)) |, ")
MOST_TERMS: Final = 4
"""Terms that one text may name."""
_ASKS: Final = (
    r"(?:what|wat|whats|what's|how|when|where|who|why|which|is|are|am|can|could|do|does|will|should|explain|define)\b"
)
_TWO: Final = re.compile(
    rf"(?P<one>{_ASKS}.{{5,}}?)(?:[?!.]+ *(?:and |also )*|,? (?:and|but|also|plus"
    rf"|or) (?:also )?)(?P<two>{_ASKS}.{{5,}})"
)
_SHORT: Final = re.compile(
    r"(?:how (?:much|long|often|many)|when|where|why|how)(?: (?:is|are|does) (?:it|that|they)(?: cost| take)?)?"
)
"""A second question that is about the subject of the first."""
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
    r"(?:learn|study|review|teach me|work on|let'?s do|let'?s try|help with|i need help with|more on|more about"
    r"|something about|read about|i (?:(?:really|always|still|kind of|kinda|just) )*(?:suck at|struggle with|stink at"
    r"|am (?:bad|terrible|weak|awful) (?:at|in|on|with)|have (?:trouble|problems|a hard time) with"
    r"|(?:keep )?(?:missing|failing|forgetting|mixing up|getting))"
    r"|i'?m (?:(?:really|so|just|still|very) )*(?:(?:bad|terrible|weak|awful) (?:at|in|on|with)"
    r"|struggling with|stuck on))"
    r"(?: about| on)?(?: all)?(?: the| these| those| my)? (?P<x>.+?)(?: wrong)?"
)
_QUESTION: Final = re.compile(
    r"(?:what|how|who|why|when|where|which|is|are|can|do|does|will|would|should|could|may|tell)\b.*|.*\?\s*",
    re.IGNORECASE | re.DOTALL,
)
FILLER: Final = re.compile(
    r"^(?:some |more |the )?(?:stuff|things?|questions?|info) (?:on|about) | (?:stuff|things?|info|questions?|rules)$"
)

_KIND: Final = re.compile(r" (?:codes?|rules?|standards?|forms?|laws?|acts?|lists?|systems?|numbers?|edits?)$")
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


def together(plain: str) -> Iterator[Sequence[Sequence[str]]]:
    """Yield the ways to read a text as several terms: for each part, the names it may have.

    "EOB vs ABN" and "what is an EOB and what is an ERA" have two parts; a part names itself, or what it asks the
    meaning of.
    """
    for way in (_DIFFER.sub("", _BETWEEN.sub("", plain)), *_defined(plain)):
        parts = _BESIDE.split(way)
        if 1 < len(parts) <= MOST_TERMS:
            yield [(article(each), *definitions(each)) for each in parts]


def halves(plain: str) -> Sequence[str]:
    """Return both questions of a text that asks two; [] for any other text."""
    found = _TWO.fullmatch(plain)
    return (found["one"], found["two"]) if found and not _SHORT.fullmatch(found["two"]) else ()


def refers_back(plain: str) -> bool:
    """Return True if a second question is about what the first one named."""
    return re.search(r"\b(?:it|its|they|them|that|those|one|we)\b", plain) is not None


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
