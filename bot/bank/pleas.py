"""Pleas for help with a question: "I don't get it", "why is A wrong", "can you explain it differently"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.bank import forms

LONGEST: Final = 90
"""Character limit of a plea; a longer text asks about something else."""
_HEDGE: Final = (
    r"(?:(?:but|wait|no|ok|okay|sorry|hm+|um+|uh+|ugh+|omg|lol|wtf|well|oh|yeah|hold on|honestly|bro|man|idk|so|and)"
    r"[,.! ]+)*"
)
_ONE: Final = r"(?:it|this|that|this one|that one|(?:this|that|the) question)"
_IT: Final = (
    rf"(?:{_ONE}|these|(?:this|that|the last|the) (?:one|answer|explanation|reason|part)"
    r"|what (?:it|this|that) (?:is|means?|is saying|is asking)|what (?:you mean|you'?re saying))"
)
_NOT: Final = r"(?:don'?t|do not|didn'?t|did not|doesn'?t|does not|can'?t|cannot|can not)"
_VERY: Final = r"(?:(?:still|so|really|very|too|totally|super|pretty|kind of|kinda|a bit|a little) )*"
_HOW: Final = (
    r"(?:again|better|differently|more|once more|one more time|simply|simpler|slowly|clearly|to me|for me"
    r"|in (?:more )?detail|like i'?m (?:five|\d|dumb|a kid)"
    r"|(?:in |an? ?|some )*(?:another|other|different|simpler|simple|plain|easier|more)"
    r" (?:way|ways|words?|terms?|english|detail))"
)
_EXPLAIN: Final = (
    r"(?:(?:(?:can|could|would|will) (?:you|u)(?: please)?|please|pls|i (?:need|want) you to) )?"
    r"(?:explain|clarify|simplify|elaborate(?: on)?|reword|rephrase|re-?explain|go over|walk me through|say"
    r"|break down"
    r"|break it down|help me (?:understand|get|with))"
)
_VERDICT: Final = (
    r"(?:is|was|be|not|isn'?t|wasn'?t|the|a|right|wrong|correct|incorrect|answer|one|it|better|best|true|false"
    r"|option)"
)
_IS: Final = (
    r"(?:is|isn'?t|was|wasn'?t|not|it|it'?s|its|can'?t|couldn'?t|would|wouldn'?t|be|are|does|doesn'?t|just|and not"
    r"|the|right|correct|best|answer|did (?:you|u) (?:say|pick|choose))"
)
_OPTION: Final = re.compile(
    rf"{_HEDGE}(?:(?:why|how come|y|how) (?:{_IS} )*|(?:what'?s|what is) wrong with |what about |explain "
    r"|(?:how|what) makes )"
    rf"(?:option |answer |letter |choice )?(?P<letter>[a-d])(?: {_VERDICT})*"
    r"(?: (?:and not|not|instead of|over|rather than|but not)(?: just)? (?P<against>[a-d]))?"
)
_CHOSEN: Final = (
    (
        rf"(?:why|how) (?:is|was|isn'?t|wasn'?t|am|did|were) (?:i|my (?:answer|choice)|mine|{_ONE})(?: (?:get|got))?"
        rf"(?: {_ONE})? (?:wrong|not right|incorrect|right|correct)"
    ),
    rf"why did i (?:miss|get) {_ONE}(?: wrong)?",
    r"(?:what|where) did i (?:do|get|go|mess up)(?: wrong)?",
    r"explain (?:my|the) (?:mistake|miss|error)",
    r"what'?s wrong with (?:my|that) answer",
)
_ALL: Final = (
    (
        rf"i (?:(?:still|really|just|also|kind of|kinda|honestly) )*{_NOT} (?:(?:really|quite|even|fully) )*"
        rf"(?:(?:get|understand|follow|see)(?: {_IT})?|know (?=why|how))(?: ?(?:why|how)"
        r"(?: (?:(?:that|this|it)(?:'?s| is)|is (?:it|that|this))(?: (?:right|wrong|correct|the answer|[a-d]))?)?)?"
        r"(?: at all)?"
    ),
    (
        rf"(?:(?:i'?m|i am) )?{_VERY}(?:lost|confused|not following|not getting {_IT})(?: (?:by|about|with|on|here))?"
        rf"(?: {_IT})?"
    ),
    rf"(?:{_IT}(?:'?s| is| was)? )?{_VERY}(?:confusing|not clear to me)",
    rf"(?:{_IT} )?(?:(?:makes?|made) (?:no|zero)|{_NOT} make(?: any)?) sense(?: to me)?|no sense",
    r"you lost me|(?:what|wat|wut|huh|say what|come again|eh|pardon)(?: (?:what|huh))?",
    rf"what (?:do|did) (?:you|u) mean(?: by {_IT})?|what (?:does|did) (?:{_ONE}|the answer) mean",
    (
        r"(?:why|how come|y)(?: so)?(?: tho| though| not)?"
        r"(?: (?:is|was) (?:it|that|this)(?: so| the (?:(?:right|correct) )?(?:answer|one))?)?"
    ),
    rf"{_EXPLAIN}(?: {_IT})?(?: please)?(?:,? {_HOW})*",
    (
        r"(?:i (?:want|need)|give me|is there|can i (?:get|have)) (?:an? |some )?(?:better |simpler |different "
        r"|other |another |longer |more )?(?:explanation|details?)"
    ),
    rf"i need help(?: (?:with|on) {_IT})?",
)


@dataclass(frozen=True, slots=True)
class Plea:
    """A plea for an explanation, and what it is about: an option by its place, the learner's own choice, or all."""

    about: Literal["all", "chosen"] | int


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_HEDGE}(?:{'|'.join(patterns)})")


_CHOSEN_READ: Final = _any(_CHOSEN)
_ALL_READ: Final = _any(_ALL)


def read(said: str) -> Plea | None:
    """Return the plea that a text is; None for any other text."""
    plain = forms.bare(said)
    if not plain or len(plain) > LONGEST:
        return None
    if found := _OPTION.fullmatch(plain):
        return Plea("abcd".index(found["against"] or found["letter"]))
    if _CHOSEN_READ.fullmatch(plain):
        return Plea("chosen")
    return Plea("all") if _ALL_READ.fullmatch(plain) else None
