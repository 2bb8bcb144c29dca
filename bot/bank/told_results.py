"""How an exam went, told with its score or its day: "I passed yesterday with 420"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank.wished import EXAM, RESULT_DAY, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

_PASSED: Final = re.compile(
    r"(?:i )?(?:(?:just|finally) )*(?:took (?:it|my exam|the exam|my test|the test) and )?"
    r"(?P<verdict>passed|failed|flunked|bombed|did(?: not|n'?t) pass|got|scored|made)"
    r"(?: (?:it|my|the|cehrs|nha|exam|test))*"
    rf"(?: (?P<day>{RESULT_DAY}))?"
    r"(?:(?:,| and)? ?(?:i )?(?:with|by|got|scored|at)?(?: an?)?(?: score of)? ?(?P<score>\d{3}))?"
    r"(?: on (?:it|(?:my|the) (?:exam|test)))?"
    rf"(?: (?P<later>{RESULT_DAY}))?"
)
_TAKEN: Final = re.compile(rf"(?:{EXAM} was|i (?:took|had) (?:it|{EXAM})) (?P<day>{RESULT_DAY})")
_SCORED: Final = re.compile(r"my (?:exam |test )?score (?:is|was) (?:an? )?(?P<score>\d{3})")
_VERDICTS: Final = {"passed": "passed", "got": "", "scored": "", "made": ""}
"""Verdicts as they can be typed; a score without one decides by itself."""


def wishes(plain: str) -> Iterator[Wish]:
    """Yield the result of an exam with its score or its day; without both, the FAQ knows what to say."""
    if found := _TAKEN.fullmatch(plain):
        yield Wish("result", found["day"], "result-how")
    if found := _SCORED.fullmatch(plain):
        yield Wish("result", found["score"], "result-how")
    found = _PASSED.fullmatch(plain)
    if found is None or not any((found["score"], found["day"], found["later"])):
        return
    verdict = _VERDICTS.get(found["verdict"], "not passed")
    if verdict or found["score"]:
        told = (verdict, found["score"], found["day"] or found["later"])
        yield Wish("result", " ".join(filter(None, told)), "i-failed" if verdict == "not passed" else "i-passed")
