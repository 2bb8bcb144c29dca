"""What someone asks the tutor to change in plain words: "remind me at 8 pm", "I moved to Denver", "I passed with 420".

Only the words are matched here. The offer reads the value with the setting's own parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank import forms, strangers, told_results
from bot.bank.plainwords import STATES
from bot.bank.wished import DATE, EXAM, LEAD, MARKED, NUMBER, PER_DAY, PLACE, TIME, Wish, on_and_off

if TYPE_CHECKING:
    from collections.abc import Iterator


_SETS: Final = (
    r"(?:(?:my|the|a|your|today'?s|some|daily) )*(?:questions?|set|quiz|reminders?|messages?|texts?|stuff|lesson)"
)
_MY_TIME: Final = (
    r"(?:(?:my|the|your|daily) )*(?:time|hour|questions?|reminders?|set|messages?|(?:study|question) time)"
)
_MOVED: Final = r"(?:moved|changed|rescheduled|pushed|postponed|delayed|scheduled|booked|set)"
_QUESTIONS: Final = r"(?:questions?|qs?|items?)"
_SILENT: Final = (
    r"(?:(?:don'?t|do not|no|never|stop|quit) (?:text|message|bother|disturb|send|ping|write|remind|notify|contact|bug"
    r"|ask)(?:s|ing|ting)?(?: me)?(?: any| anything| questions?| messages?| texts?)*"
    r"|(?:no|stop)(?: the| my| all)? (?:questions?|messages?|texts?|notifications?))"
)
_AWAY: Final = r"(?:on (?:vacation|a trip|leave)|away|gone|out(?: of town)?|traveling|travelling|busy|off)"
_SPAN: Final = rf"(?P<x>{TIME} ?(?:-|to|until|till|til|through|and) ?{TIME})"
_DAYS: Final = r"(?P<x>(?:for|until|till|til|from|through|thru|next|this|over|starting|between) .+|tomorrow)"
_OFF: Final = r"(?:a|an|one|two|three|four|\d+|the (?:rest of the )?|this|next) ?(?:day|week|weekend|month)s?"

_ASKED: Final[dict[tuple[str, str, bool], tuple[str, ...]]] = {
    ("quiet", "too-many-messages", True): (
        (
            rf"(?:(?:set|change|make|move|update) )?(?:(?:my|the) )?quiet (?:hours?|time)(?: (?:are|is|should be))?"
            rf"(?: (?:to|from|between|for))?:? {_SPAN}"
        ),
        (
            rf"(?:{_SILENT}|(?:be|stay|keep) quiet|mute|silence|leave me alone|do not disturb|dnd) (?:from"
            rf"|between) {_SPAN}"
        ),
        rf"i(?:'m| am)? (?:sleep|asleep|sleeping)(?: from| between)? {_SPAN}",
    ),
    ("size", "more-questions", True): (
        rf"(?:send|give|ask|bring)(?: me)?(?: only| just)? (?P<x>{NUMBER})(?: {_QUESTIONS})? {PER_DAY}",
        (
            rf"(?:i (?:want|need|prefer|would like|can (?:do|handle))|i'?d (?:like|prefer)|(?:can"
            rf"|could) i (?:get|have|do))"
            rf"(?: to (?:do|get|answer))?(?: only| just)? (?P<x>{NUMBER})(?: {_QUESTIONS})? {PER_DAY}"
        ),
        (
            rf"(?:set|change|make|switch|bump|raise|lower|cut|increase|decrease|drop|reduce)(?: it"
            rf"| them)?(?: down| up)?"
            rf"(?: to)? (?P<x>{NUMBER})(?: {_QUESTIONS})? {PER_DAY}"
        ),
        (
            r"(?:set|change|make|switch|bump|raise|lower|cut|increase|decrease|drop|reduce) (?:the |my )?"
            rf"(?:number of )?(?:daily )?(?:questions(?: {PER_DAY})?|set(?: size)?)(?: down| up)? to (?P<x>{NUMBER})"
            rf"(?: {PER_DAY})?"
        ),
        (
            rf"(?:only |just )?(?P<x>{NUMBER})(?: {_QUESTIONS})? {PER_DAY}"
            r"(?: (?:is|would be) (?:enough|plenty|fine|better|all i can do))?"
        ),
    ),
    ("time", "change-time", True): (
        (
            rf"(?:remind|text|message|ping|quiz|ask|notify|nudge|alert|msg|dm|wake) me(?: up)?(?: to (?:study"
            rf"|practice|review))?"
            rf"(?: with {_SETS})? (?:at|around|by) (?P<x>{TIME})"
        ),
        rf"(?:send|give|deliver|bring)(?: me)?(?: it| them| {_SETS})?(?: to me)? (?:at|around|by|for) (?P<x>{TIME})",
        rf"(?:change|set|move|switch|update|shift) {_MY_TIME}(?: time)? (?:to|for|at) (?P<x>{TIME})",
        rf"(?:set|add|schedule|make) (?:a|my|the) reminder(?: to study)? (?:at|for) (?P<x>{TIME})",
        (
            rf"(?:i (?:want|need|prefer|would like)|i'?d (?:like|prefer)|(?:can|could) i (?:get"
            rf"|have))(?: to (?:get|have))?"
            rf" (?:it|them|{_SETS})(?: to come| sent)? (?:at|around|by|for) (?P<x>{TIME})"
        ),
        rf"(?:(?:change|set|move|switch|make|do) )?(?:it )?(?:to |for |at )?(?P<x>{MARKED})(?: (?:works|is) better.*)?",
        rf"(?:new )?{_MY_TIME}(?: (?:is|should (?:be|come)))?:?(?: at| for)? (?P<x>{MARKED})",
        rf"how about (?P<x>{MARKED})",
    ),
    ("exam", "reschedule", True): (
        (
            rf"{EXAM}(?:'s)?(?: (?:is|now|has|been|got|will be|was(?= {_MOVED})|{_MOVED}|back|up))*"
            rf"(?: (?:on|to|for|until|till))?:? (?P<x>{DATE})"
        ),
        (
            rf"i(?:'?m| am|'?ll| will|'?ve| have)?(?: (?:just|now|finally|have|be|got|take|taking"
            rf"|{_MOVED}))*(?: for| up)?"
            rf" (?:it|{EXAM})(?: is)?(?: back)?(?: (?:on|to|for|until))? (?P<x>{DATE})"
        ),
        rf"i(?:'?m| am)?(?: now)? test(?:ing)?(?: on| for)? (?P<x>{DATE})",
        (
            rf"(?:move|change|set|update|push|reschedule|switch|put) {EXAM}(?: back| up| out)?"
            rf" (?:to|for|on|until|till) (?P<x>{DATE})"
        ),
    ),
    ("zone", "change-time", True): (
        rf"(?:set|change|switch|move|update) (?:my |the )?(?:time ?)?zone to (?P<x>{PLACE})",
        rf"my (?:time ?)?zone is(?: now)? (?P<x>{PLACE})",
        rf"(?:switch|change|set|put me)(?: it)? (?:to|on) (?P<x>{PLACE}) time(?: zone)?",
    ),
    ("zone", "change-time", False): (
        (
            r"(?:i|we)(?:'ve| have)?(?: just| recently| now)* (?:moved|relocated)(?: out| over| back| down| up)? to "
            rf"(?P<x>{PLACE})(?: (?:last|this) (?:week|month|year)| now| recently)?(?:(?:,| and| so| but) .+)?"
        ),
        rf"i(?: now)? live in (?P<x>{PLACE})(?: now)?",
        rf"i(?:'?m| am)(?: now)? in (?P<x>{'|'.join(STATES)}|[a-z .]+, ?[a-z]{{2}}|{PLACE} now)",
        rf"i(?:'?m| am)(?: now)? (?:on|in) (?:the )?(?P<x>{PLACE}) time(?: ?zone)?(?: now)?",
    ),
    ("pause", "pause", False): (
        (
            r"(?:pause|freeze|hold off(?: on)?|hold|put)(?: (?:me|it|everything|this|all|messages|questions"
            r"|studying|on hold"
            rf"|on pause|(?:my|the) (?:questions?|messages?|studying|streak)))*,? {_DAYS}"
        ),
        r"(?:pause|hold off)(?: (?:me|it|everything|this|messages|questions))? (?P<x>.+)",
        rf"(?:i(?:'?m| am) )?(?:need|take|taking|want|have|give me)(?: (?:a|some))? (?:break|time off|rest),? {_DAYS}",
        rf"(?:i(?:'?m| am) )?(?:need|take|taking|want|give me) (?P<x>{_OFF}) off",
        rf"i (?:need|want|have)(?: to take)?(?: (?:a|some))? (?:break|time off|rest),? {_DAYS}",
        rf"i (?:need|want)(?: to take)? (?P<x>{_OFF}) off",
        rf"{_SILENT},? {_DAYS}",
        rf"i(?:'?m| am|'?ll be| will be) {_AWAY},? {_DAYS}",
    ),
}
"""Ways of asking, by what is asked for; the value is the group `x`."""
_TELLS: Final[dict[tuple[str, str, str], tuple[str, ...]]] = {
    **{
        (what, value, "too-many-messages"): patterns
        for what, named in {
            "reminders": r"(?:late|evening|second) reminders?",
            "daily": r"(?:daily|scheduled) (?:questions?|sets?|quiz(?:zes)?|messages?)",
            "weekly": r"(?:weekly|sunday|week'?s) (?:summar(?:y|ies)|reports?|recaps?|reviews?|updates?|messages?)"
            r"|summar(?:y|ies)",
            "news": r"(?:tutor )?news(?: about (?:the tutor|the bot|you))?|announcements?|newsletters?",
            "minimal": r"minimal mode",
            "confirm": r"(?:exam )?confirmations?(?: in exams?)?",
            "messages": r"messages|texts|notifications|reminders?|messages and reminders|everything you send",
        }.items()
        for value, patterns in on_and_off(named).items()
        if (what, value) != ("messages", "on")
    },
    ("messages", "off", "too-many-messages"): (
        *on_and_off(r"messages|texts|notifications|reminders?")["off"],
        r"(?:stop|quit) (?:messag|text|bother|bugg|contact|writ|ping|notify|remind|spamm)ing me(?: so much)?",
    ),
    ("minimal", "on", "streak"): (r"(?:hide|turn off|remove|disable|get rid of) (?:my |the )?streaks?(?: counter)?",),
    ("clock", "24", "change-time"): (
        (
            r"(?:use |show (?:me )?|switch to |change to |i want |set )?(?:a |the )?"
            r"(?:24[- ]?h(?:ou)?rs? (?:clock|time|format)|military time)"
        ),
    ),
    ("clock", "12", "change-time"): (
        (
            r"(?:use |show (?:me )?|switch to |change to |i want |set )?(?:a |the )?"
            r"(?:12[- ]?h(?:ou)?rs? (?:clock|time|format)|am/pm|am and pm)"
        ),
    ),
    ("focus", "weak", "which-domain-first"): (
        (
            r"(?:focus|concentrate)(?: (?:my |the )?(?:daily )?(?:questions|sets?))? (?:more )?on (?:my )?"
            r"(?:weak(?:er|est)?|worst) (?:domains?|areas?|topics?|spots?|subjects?)"
        ),
    ),
}
"""Ways of asking for a value that they name themselves."""
_READ: Final = [
    (re.compile(pattern), what, about, certain)
    for (what, about, certain), patterns in _ASKED.items()
    for pattern in patterns
]
_TOLD: Final = [
    (re.compile(pattern), Wish(what, value, about))
    for (what, value, about), patterns in _TELLS.items()
    for pattern in patterns
]
_LEAD: Final = re.compile(LEAD)
_DAILY: Final = re.compile(
    r" ?\b(?:every ?day|each day|daily|from now on|instead|going forward)(?=$| (?!question|set))"
)
_PART: Final = re.compile(r" ?\b(?:every|each) (morning|afternoon|evening|night)\b")
_HALF: Final = re.compile(r"[ap]\.?m\b|noon|midnight")


def read(said: str) -> Wish | None:
    """Return what a text asks to change; None for any other text."""
    if not strangers.is_ours(said):
        return None
    plain = forms.bare(said)
    ways = dict.fromkeys((plain, _LEAD.sub("", plain)))
    return next((wish for each in ways for wish in _wishes(each)), None)


def _wishes(plain: str) -> Iterator[Wish]:
    yield from (wish for pattern, wish in _TOLD if pattern.fullmatch(plain))
    timely = _timely(plain)
    for pattern, what, about, certain in _READ:
        if match := pattern.fullmatch(timely if what == "time" else plain):
            yield Wish(what, match["x"].strip(), about, certain)
    yield from told_results.wishes(plain)


def _timely(plain: str) -> str:
    """Return the text without words for "every day"; "every morning" goes to its end, as times are typed."""
    part = _PART.search(plain)
    plain = _DAILY.sub("", _PART.sub("", plain)).strip(" ,")
    if part is None or _HALF.search(plain):
        return plain
    return f"{plain} {'at night' if part[1] == 'night' else f'in the {part[1]}'}"
