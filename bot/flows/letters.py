"""Typed answers: a letter in any form, a skip, and failed attempts at an answer."""

from __future__ import annotations

import re
from typing import Final

from bot.bank.plainwords import straight
from bot.words.questions import LETTERS

LONGEST: Final = 60
WORDS: Final = frozenset({"ad", "add", "baa", "bad", "cab", "cad", "dab", "dad"})
"""Words made of the letters A to D."""
_LETTER: Final = r"[(\[\"']*(?P<letter>[a-d])[)\]\"']*"
_LEAD: Final = (
    r"(?:(?:ok|okay|so|um|uh|hmm|well|maybe|probably|definitely|surely|yes|yeah|final answer|it'?s|it is|its"
    r"|that'?s|that is)[,: ]+)*"
    r"(?:(?:i (?:think|guess|believe|say|choose|pick|chose|go with|would say|would go with|am going with|vote)"
    r"|i'?d (?:say|go with)|"
    r"i'?ll (?:say|go with|take|pick)|i'?m (?:going with|thinking|guessing)|(?:my|the|the right|the correct"
    r"|the best|correct|right) "
    r"(?:answer|guess|choice|pick|option|one)(?: is| would be)?|going with|gonna go with|go with|answer|option"
    r"|choice|letter|choose|pick|must be|"
    r"should be|(?:it|that) (?:has to be|must be|should be|could be|might be))[,: ]+)*"
    r"(?:(?:that )?(?:it|that|this)(?:'?s| is| must be| should be| has to be| would be)?[,: ]+)?(?:(?:is|was|be"
    r"|option|answer|letter|the answer is)[,: ]+)*"
)
_TAIL: Final = (
    r"(?:[,. ]+(?:i think|i guess|i believe|please|pls|probably|maybe|for sure|final answer|right|lol"
    r"|is my answer|is right|is correct|is the answer))*"
)
_MEANT: Final = re.compile(rf"{_LEAD}{_LETTER}{_TAIL}[.!,]*")
_PLACES: Final = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 3}
_COUNTED: Final = re.compile(
    rf"{_LEAD}(?:the )?(?P<place>{'|'.join(_PLACES)}) (?:one|answer|option|choice){_TAIL}[.!]*"
)
_HESITANT: Final = r"(?:(?:h+m+|u+h+m*|u+m+|er+m*|oh|ah|well|ok|okay|so|sorry|honestly|gosh|gee|yikes|ugh)[,. ]+)*"
_SHRUG: Final = re.compile(
    "(?:\U0001f937[\U0001f3fb-\U0001f3ff]?(?:\u200d[\u2640\u2642])?\ufe0f?"
    "|[\u00af`~]?\\\\?_?\\(\u30c4\\)_?/?[\u00af`~]?)+"
)
"""The emoji in any skin tone, and the one made of letters."""
_SKIP: Final = re.compile(
    rf"{_HESITANT}"
    r"(?:(?:(?:(?:can|could|may) (?:i|we|you) (?:please |just )?)|i(?:'?d like| want| need|'?m going) to |i'?ll "
    r"|let'?s |let me |please )?(?:skip|pass on)(?: (?:it|this|that|this one|that one|(?:this|the) question))?"
    r"|idk|(?:i (?:really |just |honestly )?)?(?:don'?t|do not) know(?: (?:it|this|that|this one|the answer))?|dunno"
    r"|i dunno|(?:i have |i'?ve got |i got )?(?:absolutely |really )?no (?:idea|clue)"
    r"|i (?:don'?t|do not) have (?:a clue|any idea)|not a clue|beats me"
    r"|i(?:'?m| am)? giv(?:e|ing) up on (?:this|that)(?: one| question))"
    r"(?:[,. ]+(?:please|pls|sorry|lol|at all|yet))*[.!?]*"
)
_NUMBER: Final = re.compile(r"#?(\d{1,2})[.)]?", re.ASCII)
_NOT_QUITE: Final = re.compile(
    r"[(\[\"']*[a-z][)\]\"'.!?]*|[a-d]{2,4}|(?:[a-d][ ,/&+-]*)+(?:(?:or|and) )?[a-d][.?!]?|[-+]?\d{1,6}[.)]?"
    r"|(?:option|answer|letter|choice) [a-z0-9]{1,2}|[?!.]+"
    r"|all of the above|none of the above|all of them|none of them|both"
    r"|(?:i'?m )?(?:not sure|lost|confused|stuck)|no|nope|huh[?!.]*|what do you mean[?.]*"
    r"|i (?:don'?t|do not) (?:understand|get)(?: (?:it|this|that|(?:this|the) question))?[.!]*"
)


def read_letter(said: str) -> int | None:
    """Return the position of the letter that was meant, also as "the second one"; None if there is none."""
    if len(said) > LONGEST:
        return None
    if counted := _COUNTED.fullmatch(straight(said)):
        return _PLACES[counted["place"]]
    found = _MEANT.fullmatch(straight(said))
    return LETTERS.lower().index(found["letter"]) if found else None


def is_attempt(said: str) -> bool:
    """Return True for an attempt at an answer that cannot be one: another letter, two letters, a number, "I'm lost"."""
    plain = straight(said)
    return (len(said) <= LONGEST and plain not in WORDS and _NOT_QUITE.fullmatch(plain) is not None) or is_skip(said)


def is_skip(said: str) -> bool:
    """True if a text skips a question: "skip", "idk", "hm, I don't know", a shrug."""
    plain = straight(said)
    return len(said) <= LONGEST and bool(_SKIP.fullmatch(plain) or _SHRUG.fullmatch(plain))


def button_number(said: str) -> str:
    """Return the number in a text that is nothing else, as where buttons have numbers; "" if it is not one."""
    found = _NUMBER.fullmatch(said.strip())
    return found[1] if found else ""
