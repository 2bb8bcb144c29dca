"""Texts of learners who are worn out or doubt themselves, which call for a short human answer."""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from bot.bank import forms

Low: TypeAlias = Literal["quit", "tired", "doubt", "hard", "hate"]

_VERY: Final = r"(?:(?:so|just|really|too|very|way|such|a|an|kind of|kinda|pretty|honestly|completely|about|ready) )*"
_THIS: Final = (
    r"(?:this|it|that|these|them|everything|anything|all(?: of)? this|any of (?:this|it)|(?:the|this"
    r"|my) (?:cehrs )?(?:exam"
    r"|test)|studying|school|this (?:stuff|material|course)|these questions|trying)"
)
_AT_LAST: Final = r"(?:,? (?:now|today|lately|already|for me|at all|honestly|with you))*"
_LEAD: Final = r"(?:(?:well|ugh+|omg|honestly|i guess|i think|i feel like|maybe|no|man|god|wow|lol|sorry|yeah)[,.! ]+)*"
_SAID: Final[dict[Low, tuple[str, ...]]] = {
    "quit": (
        r"quit|i quit|i(?:'?m| am) (?:quitting|giving up|out|done trying)",
        (
            rf"(?:i (?:just |really |kind of |kinda |almost )*)?(?:want to|wanna|need to|(?:am|'?m) (?:going to"
            rf"|gonna|about to"
            rf"|ready to)|should|might|feel like|will|'?ll|think i(?:'?ll| should| want to)) (?:just "
            rf"|probably )?(?:quit|quitting"
            rf"|give up|giving up|stop (?:studying|trying|this|doing this)|drop out|be done)(?:(?: on| with)? {_THIS})?"
        ),
        rf"i(?:'?m| am)? {_VERY}(?:quit(?:ting)?|giv(?:e|ing) up)(?:(?: on| with)? {_THIS})?",
        rf"i(?:'?m| am) {_VERY}done with (?:this|it|studying|everything|all(?: of)? this|trying|these questions)",
        r"(?:what'?s|what is) the point(?: of (?:this|studying|trying|even trying))?",
        r"i don'?t (?:want to|wanna|feel like) (?:study|studying|do(?:ing)? this)(?: any ?more)?",
        r"should i (?:just )?(?:quit|give up)",
    ),
    "tired": (
        (
            rf"i(?:'?m| am| feel) {_VERY}(?:tired|exhausted|drained|burn(?:ed|t) out|burning out|over it|fed up"
            rf"|worn out)"
            rf"(?: (?:of|with|from) {_THIS})?"
        ),
        r"i need a break|i(?:'?m| am) (?:so )?over (?:this|it|studying)",
    ),
    "hard": (
        rf"{_THIS}(?: ?'?s| is| are|'?re)? {_VERY}(?:hard|difficult|tough|confusing|overwhelming|impossible|much)",
        (
            rf"i(?:'?m| am| feel) {_VERY}(?:overwhelmed|lost with (?:this|everything)|stuck|struggling)(?: (?:with"
            rf"|by|on) {_THIS})?"
        ),
        r"(?:there(?:'?s| is) )?too much to (?:learn|remember|study)",
    ),
    "doubt": (
        (
            rf"i (?:really |just |honestly )*(?:can'?t|can ?not|could never|will never"
            rf"|'?ll never) (?:even )?(?:do|handle|learn"
            rf"|remember|get|understand|pass|make|figure out) {_THIS}"
        ),
        r"i (?:really |just )*(?:can'?t|will never|'?ll never|won'?t) (?:ever )?(?:pass|make it|remember anything)",
        (
            rf"i(?:'?m| am|'?ll| will) (?:(?:just|definitely|probably|totally|so|going to|gonna|never"
            rf"|never going to|not going to"
            rf"|not gonna|never gonna) )*(?:fail(?:ing)?|flunk|bomb|never pass)(?: {_THIS})?"
        ),
        rf"i(?:'?m| am) (?:never|not) (?:going to|gonna) (?:pass|make it|get)(?: {_THIS})?",
        rf"(?:there(?:'?s| is) )?no way i(?:'?ll| will|'?m going to| can)? (?:ever )?pass(?: {_THIS})?",
        (
            rf"i(?:'?m| am| feel)(?: like)? {_VERY}(?:dumb|stupid|idiot|moron|failure|loser|bad at (?:this"
            rf"|tests)|terrible at this"
            rf"|not smart enough|not good enough|discouraged|defeated|hopeless at this)(?: (?:for|at) {_THIS})?"
        ),
        r"i (?:suck|stink)(?: at (?:this|tests|everything|studying))?",
        (
            r"i (?:keep|always) (?:get(?:ting)?|fail(?:ing)?|miss(?:ing)?) (?:it|them|these|this|everything"
            r"|questions)(?: all)?"
            r"(?: wrong)?|i(?:'?m| am)? (?:get|getting) (?:everything|them all|it all|all of them) wrong|nothing sticks"
        ),
    ),
    "hate": (rf"i (?:really |just |fucking |so )*(?:hate|can'?t stand) {_THIS}",),
}
_READ: Final = {
    low: re.compile(rf"{_LEAD}(?:{'|'.join(patterns)}){_AT_LAST}(?:[,.! ]+lol)?") for low, patterns in _SAID.items()
}


def read(said: str) -> Low | None:
    """Return how a discouraged learner feels; None for any other text."""
    plain = forms.bare(said)
    return next((low for low, pattern in _READ.items() if pattern.fullmatch(plain)), None)
