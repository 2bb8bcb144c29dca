"""Questions about the learner's own numbers: "when is my exam", "did I lose my streak", "what's my worst topic"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from bot.bank import forms
from bot.bank.plainwords import straight

if TYPE_CHECKING:
    from collections.abc import Mapping

What: TypeAlias = Literal[
    "exam", "retake", "streak", "lost", "today", "left", "weakest", "domain", "sum", "next", "ready", "missed"
]


LONGEST: Final = 100
"""Character limit of such a question."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A question about the learner's own numbers; `about` is the command or FAQ question with the rule behind them."""

    what: What
    about: str


_IS: Final = r"(?:'?s| is| are| was)?"
_EXAM: Final = r"(?:(?:my|the|this|cehrs|real|actual) )*(?:exam|test|cehrs|it)"
_LEFT: Final = r"(?: (?:left|remaining|to go|i have left|do i have left|do i have|have i got|i have|are left|away))*"
_UNTIL: Final = rf"(?: (?:until|till|til|before|to|for|from) (?:{_EXAM}|i (?:take|have) {_EXAM}|exam day|test day))"
_SPAN: Final = r"(?:days?|weeks?|months?|time|much time)"
_RIGHT: Final = r"(?:right|correct|wrong)"
_ONES: Final = r"(?:ones?|questions?|answers?|items?|stuff|things?)"
_TOPIC: Final = r"(?:topics?|areas?|spots?|subjects?|sections?|parts?)"
_DOMAIN: Final = r"domains?"
_WORST: Final = r"(?:worst|weakest|lowest|weak|bad|poorest|least strong|bottom)"
_NOW: Final = r"(?:,? (?:today|right now|now|so far|currently|at the moment|yet|already|overall|lately))*"
_DO: Final = r"(?:do|study|practice|work on|focus on|review|learn|tackle)"

_ASKED: Final[Mapping[Mine, tuple[str, ...]]] = {
    Mine("exam", "study-plan"): (
        (
            r"(?:when|what (?:day|date|time))(?:'?s| is| do i (?:take|have)) (?:my (?:cehrs )?(?:exam"
            r"|test)(?: date| day)?"
            r"(?: scheduled| again)?|my exam on|i take (?:my|the) (?:exam|test))"
        ),
        r"(?:when|what day)(?: do| am) i (?:take|have|taking|sit) (?:my|the) (?:exam|test)",
        r"what(?:'?s| is) my (?:exam|test) (?:date|day)|my exam date|what date (?:did i set|is my exam)",
        rf"how (?:many|much|long|far)(?: more)?(?: {_SPAN})?{_LEFT}{_UNTIL}",
        rf"how (?:many|much) {_SPAN}{_LEFT}{_UNTIL}?|how long do i have left",
        rf"{_SPAN} (?:left|until|till) ?{_EXAM}?|how (?:soon|far away|close) is my (?:exam|test)",
        r"(?:do you )?(?:know|have|remember) (?:when )?my (?:exam|test)(?: date)?(?: is)?|countdown",
    ),
    Mine("streak", "streak"): (
        (
            rf"(?:what(?:'?s| is)|how long{_IS}|how(?:'?s| is)|how many days{_IS}|how big is) my (?:current "
            rf"|day )?streak{_NOW}"
        ),
        rf"(?:what|how (?:long|big)) (?:day )?streak (?:do i have|am i on){_NOW}|how many days in a row.*",
        (
            r"how many (?:streak )?freezes (?:are|do i|have i|i)(?: have| got)?(?: left)?|do i (?:still )?have (?:a"
            r"|any) freezes?(?: left)?"
        ),
        r"what(?:'?s| is) my (?:longest|best|record) streak",
        (
            r"(?:did|have) i (?:lose|lost|break|broken|broke|keep|kept)(?: my)? streak|do i still have (?:my"
            r"|a) streak"
            r"|is my streak (?:gone|safe|ok|okay|over|broken|still there|still going|alive)"
            r"|(?:what happened to|where(?:'?s| is)|where did) my streak(?: go)?"
        ),
    ),
    Mine("lost", "streak"): (
        (
            r"(?:i )?(?:lost|broke|missed) my streak(?: yesterday| today| last night)?(?:,? (?:can|could|how do"
            r"|how can) (?:i|you)"
            r" (?:get it back|restore it|fix it|undo it|recover it|have it back))?"
        ),
        (
            r"(?:can|could|how (?:do|can)) (?:i|you) (?:get|restore|recover|fix|save|repair)(?: back)? my (?:lost "
            r"|old )?streak"
            r"(?: back)?"
        ),
    ),
    Mine("today", "/progress"): (
        (
            rf"how many(?: {_ONES})?(?: (?:did|have) i)? (?:get|got|gotten|answer|answered|do|done|miss"
            rf"|missed)(?: {_ONES})?"
            rf"(?: {_RIGHT})? today"
        ),
        (
            r"(?:what(?:'?s| is| was|'?d| did) (?:my score|i (?:get|score))|how (?:did|am|have) i (?:do|doing|done)"
            r"|my score) today"
        ),
    ),
    Mine("left", "/daily"): (
        (
            rf"how many(?: more)?(?: {_ONES})?(?: (?:do i have|are|have i got|i have))?(?: (?:left|to go|remaining"
            r"|more|still))*"
            r"(?: to (?:do|answer|go))? (?:today|for today)"
        ),
        (
            rf"how many(?: more)? {_ONES}(?: (?:do i have|are|have i))? (?:left|to go|remaining)(?: today"
            r"| in (?:this|the|my) set)?"
        ),
        (
            r"(?:am i|are we) (?:done|finished)(?: for)? (?:today|the day|yet)|(?:did|have) i (?:finish|finished"
            r"|do|done|complete"
            r"|completed) (?:today|my (?:daily )?questions|today'?s (?:set|questions))(?: today| yet)?"
        ),
    ),
    Mine("domain", "/progress"): (
        rf"(?:what|which)(?:'?s| is| are)?(?: (?:my|the))? {_WORST} {_DOMAIN}(?: (?:i have|i got|for me))?{_NOW}",
        (
            rf"(?:what|which) {_DOMAIN} (?:is|are|am i|do i have) (?:my )?(?:the )?(?:{_WORST}"
            rf"|lowest score)(?: (?:at|in))?{_NOW}"
        ),
        rf"(?:(?:my|the) )?{_WORST} {_DOMAIN}",
    ),
    Mine("weakest", "/progress"): (
        rf"(?:what|which)(?:'?s| is| are)?(?: (?:my|the))? {_WORST} {_TOPIC}(?: (?:i have|i got|for me))?{_NOW}",
        (
            rf"(?:what|which) {_TOPIC} (?:am i|are|is|do i)(?: (?:my|the|most|really|so))* (?:{_WORST}|struggle"
            r"|struggling"
            rf"|missing|miss)(?: (?:at|in|on|with|the most|most))*{_NOW}"
        ),
        rf"(?:how(?:'?s| is| are)|show(?: me)?|tell me|what about) my (?:{_WORST} {_TOPIC}|weakness(?:es)?){_NOW}",
        (
            rf"(?:what|where) am i (?:(?:most|really|the|so) )*(?:{_WORST}|struggling|weaker|behind)(?: (?:at|in|on"
            rf"|with))?{_NOW}"
        ),
        (
            r"(?:what|where) do i (?:need|have) (?:to (?:improve|work on|get better at)|(?:the )?most (?:work"
            rf"|help)){_NOW}"
        ),
        r"what(?:'?s| is| are) my (?:biggest )?weakness(?:es)?|what should i (?:get better at|work on)",
        (
            rf"(?:what|which) {_TOPIC} (?:do|should) i (?:need to )?(?:work on|improve|practice)(?: the)?(?: most"
            r"| more)?"
        ),
    ),
    Mine("sum", "/progress"): (
        rf"how(?: am i| i'?m)(?: (?:doing|progressing|coming along|looking))(?: overall)?{_NOW}",
        (
            rf"how(?:'?s| is) (?:my (?:progress|studying|score)|it going for me){_NOW}|am i (?:getting better"
            r"|improving|doing"
            rf" (?:ok|okay|good|well|alright|better)|on track){_NOW}"
        ),
        (
            rf"how many(?: {_ONES})? (?:have|did) i (?:answer|answered|do|done|get|got"
            rf"|gotten)(?: {_RIGHT})?(?: so far| total"
            r"| in total| overall)?"
        ),
        rf"what(?:'?s| is) my (?:score|average|percentage|percent|accuracy|grade|progress)(?: here)?{_NOW}",
        (
            r"what (?:percent|percentage|score) (?:am i|do i have|have i)(?: (?:getting|at|gotten|got))?(?: right)?"
            rf"{_NOW}"
        ),
    ),
    Mine("next", "/daily"): (
        (
            rf"what (?:should|do|can|shall|must) (?:i|we) {_DO}(?: (?:next|now|first|today|tonight|from here"
            r"|after this))+"
        ),
        (
            r"what(?:'?s| is) (?:next|my next step|the next step|the next thing(?: to do)?"
            r"|left(?: to do)?)(?: for me)?"
            r"|what now|now what|what next|whats next|what (?:do|would) you (?:recommend|suggest)(?: (?:i"
            r"|that i)(?: should)? do)?"
        ),
        rf"(?:i(?:'m| am)? )?(?:don'?t|do not|not sure|unsure) (?:know )?what to {_DO}(?: (?:next|now|first|today))?",
    ),
    Mine("ready", "how-ready"): (
        (
            r"(?:am i|do you think i(?:'?m| am)|are you sure i(?:'?m| am)|would you say i(?:'?m| am)) (?:almost "
            r"|really )?ready"
            rf"(?: (?:for|to take|to pass|to sit) (?:{_EXAM}|it))?{_NOW}"
        ),
        (
            r"(?:will|would|could|can|am|do you think)(?: i(?:'?ll| will| can| would)?)(?: (?:going to|gonna"
            rf"|really|still|even))* pass(?: {_EXAM})?"
            rf"(?: if i took it)?{_NOW}"
        ),
        (
            r"what(?:'?s| is| are) (?:my|the) (?:chances?|odds|likelihood|probability)(?: (?:of|to|that i'?ll"
            r"|i'?ll|for) ?(?:passing"
            rf"|pass)(?: {_EXAM})?)?(?: for me)?{_NOW}|how likely am i to pass(?: {_EXAM})?|what are the odds (?:i"
            r"|that i)(?:'?ll)? pass"
        ),
    ),
    Mine("missed", "/practice"): (
        r"(?:show me|let me see|review|go over|remind me) (?:what|everything|all) i (?:got wrong|missed)(?: today)?",
        (
            rf"(?:which|what)(?: {_ONES})?(?: (?:did|have) i)? (?:get|got|gotten|miss|missed|answer|answered"
            rf"|fail)(?: {_ONES})?"
            rf"(?: wrong| incorrectly)?{_NOW}"
        ),
        (
            r"(?:(?:can|could|may) (?:i|you)(?: please)?|i (?:want|need|would like) to|let me|show(?: me)?"
            r"|where (?:can|do) i)"
            rf"(?: (?:see|look at|view|review|show me|show|find|go over|check|redo|practice|retry|get|have))*"
            rf"(?: (?:the|my|all|all the|those|only|just))*"
            rf" (?:{_ONES} (?:that )?i (?:(?:got|get|had|answered|keep getting) (?:wrong|incorrect)|missed|failed)"
            rf"|(?:wrong|missed|incorrect) {_ONES}|mistakes|misses|wrong ones)(?: again)?{_NOW}"
        ),
        rf"(?:what|where) (?:are|were)(?: all)? my (?:mistakes|misses|wrong answers|missed questions){_NOW}",
        (
            rf"(?:review|practice|redo|go over|give me|quiz me on|the)(?: (?:the|my))? {_ONES} i (?:got wrong"
            rf"|missed|failed){_NOW}"
        ),
    ),
    Mine("retake", "retake-wait"): (
        (
            r"(?:when|how soon|what day) (?:(?:can|could|may|do|am) )?i(?: (?:allowed to|able to|get to))?"
            r" (?:retake|test again|take (?:it|the (?:exam|test)|my exam) again|retest|try again|re-?take (?:it"
            r"|the (?:exam|test)))"
        ),
    ),
}
"""Ways of asking, as typed in lower case without courtesies."""
_LEAD: Final = r"(?:(?:(?:can|could) you )?(?:please )?(?:tell me|remind me|do you know|i want to know|just) )?"
_READ: Final = [(mine, re.compile(rf"{_LEAD}(?:{'|'.join(patterns)})")) for mine, patterns in _ASKED.items()]


def read(said: str) -> Mine | None:
    """Return what a text asks about the learner's own numbers; None for any other text."""
    if len(said) > LONGEST:
        return None
    ways = dict.fromkeys((forms.bare(said), straight(said).strip(" ?!.,")))
    return next((mine for mine, pattern in _READ if any(map(pattern.fullmatch, ways))), None)
