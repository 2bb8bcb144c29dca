"""Texts that only express a mood: a greeting, thanks, a goodbye, "lol", or anger."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from bot.bank.plainwords import straight

Mood: TypeAlias = Literal["cross", "bye", "thanks", "hello", "fine"]

_TOLD_BY: Final[dict[Mood, str]] = {
    "cross": """
stupid dumb suck sucks useless trash garbage terrible horrible worst hate idiot annoying crap f fu fuck shit damn
""",
    "bye": "bye goodbye night goodnight gn later cya ttyl tomorrow",
    "thanks": "thanks thank thx thnx ty tysm appreciate appreciated helpful helped",
    "hello": "hi hello hey heya hiya yo howdy gm morning afternoon evening greetings sup wassup",
    "fine": """
ok okay k kk cool nice great good awesome perfect sweet alright sure yes yep yeah yup lol lmao haha hahaha hehe hmm wow
fine right understood gotcha interesting np
""",
}
"""The words of each mood; if a text has several moods, the first one is answered."""
_BESIDE: Final = """
a i im you u ur your youre are is this that thats it its so very much lot the bot app tutor there again really for all
my of me got see have day was be just ever man guys everyone and too
"""
"""Words that may accompany them."""
_MOODS: Final = {mood: frozenset(told.split()) for mood, told in _TOLD_BY.items()}
_KNOWN: Final = frozenset(_BESIDE.split()).union(*_MOODS.values())
_ASKING: Final = frozenset({"is", "are", "was", "do"})
MOST: Final = 8
"""Maximum number of words; and signs of a mood without words, such as a thumbs-up."""
_WORD: Final = re.compile(r"[a-z]+")


def mood(said: str) -> Mood | None:
    """Return the mood of a text that expresses nothing else."""
    plain = straight(said).replace("'", "").replace("whats up", "wassup").replace("what up", "wassup")
    found = _WORD.findall(plain)
    if not found:
        return "fine" if _is_a_sign(plain) else None
    if len(found) > MOST or found[0] in _ASKING or any(word not in _KNOWN for word in found):
        return None
    moods = [mood for mood, told in _MOODS.items() if not told.isdisjoint(found)]
    return None if not moods or ("?" in plain and moods[0] != "hello") else moods[0]


def _is_a_sign(plain: str) -> bool:
    return 0 < len(plain) <= MOST and "?" not in plain and not any(map(str.isalnum, plain))
