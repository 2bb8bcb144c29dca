"""A request in plain words, and the parts it is made of: times, dates, numbers, places, and how people ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that someone asks for.

    Attributes:
        what: the name of a setting, "messages" for everything sent unasked, "pause", or "result".
        value: as typed.
        about: the id of the FAQ question that it would otherwise get the answer of.
        is_certain: nothing else can be meant, so a value that can't be read is refused rather than ignored.
    """

    what: str
    value: str
    about: str
    is_certain: bool = True


LEAD: Final = (
    r"(?:(?:(?:can|could|would|will) (?:you|u|i|we|it) |(?:please|pls|just|actually|also) "
    r"|i(?:'?d like| want| need| would like|'?m going)(?: you)? to |i(?:'?ll| will) |let'?s |from now on,? "
    r"|change (?:it|this) so )"
    r"(?:please |just )?)*"
)
"""How a request may begin."""
_CLOCK: Final = r"\d{1,2}(?:[:.h]\d{1,2}|(?<=\d\d)\d{2})?"
_HALF: Final = r" ?(?:[ap]\.? ?m\b\.?|[ap]\b)"
_PART: Final = r" (?:in the (?:morning|afternoon|evening)|at night)"
TIME: Final = rf"(?:{_CLOCK}(?: o'?clock)?(?:{_HALF})?(?:{_PART})?|noon|midday|midnight)"
MARKED: Final = rf"(?:{_CLOCK}(?: o'?clock)?(?:{_HALF}|{_PART})|\d{{1,2}}:\d\d|noon|midday|midnight)"
"""What can only be a time of day: "8 pm" and "8:00", but not "8"."""
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_COUNT: Final = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
DATE: Final = (
    rf"(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|(?:the )?\d{{1,2}}(?:st|nd|rd"
    rf"|th)? (?:of )?{_MONTH}"
    rf"(?:,? \d{{4}})?|\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?|in {_COUNT} (?:day"
    rf"|week|month)s?"
    rf"|{_COUNT} (?:day|week|month)s? from (?:now|today)|today|tomorrow)|(?:this |next )?{_WEEKDAY}"
)
EXAM: Final = r"(?:(?:my|the|our|new|cehrs) )*(?:exam|test)(?: date| day)?"
RESULT_DAY: Final = (
    rf"(?:on )?(?:yesterday|today|this morning|last (?:night|{_WEEKDAY})|{_COUNT} (?:day|week)s? ago|{_MONTH} \d{{1,2}}"
    rf"(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|(?<=on ){_WEEKDAY})"
)
NUMBER: Final = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)"
)
PER_DAY: Final = r"(?:(?:a|per|each|every) (?:day|morning|night)|daily|everyday)"
PLACE: Final = r"(?:[a-z.'-]+(?: [a-z.'-]+){0,2}?(?:, ?[a-z.]+(?: [a-z]+)?)?|\d{5})"
_ARTICLES: Final = r"(?:(?:the|my|your|that|those|these|all|of|any|more) )*"


def on_and_off(named: str) -> dict[str, tuple[str, ...]]:
    """Return the ways of asking to turn something on and off, given a pattern of its names."""
    it = rf"{_ARTICLES}(?:{named})"
    return {
        "off": (
            rf"(?:turn|switch|shut) off {it}",
            rf"(?:turn|switch|shut) {it} off",
            (
                rf"(?:no|stop|cancel|disable|mute|end|drop|remove|silence|get rid of|opt out of"
                rf"|unsubscribe(?: me)? from"
                rf"|(?:stop|quit) (?:sending|giving)(?: me)?|(?:don'?t|do not) (?:send"
                rf"|give)(?: me)?) {it}(?: any ?more| to me)*"
            ),
            rf"i (?:don'?t|do not) (?:want|need|like) {it}(?: any ?more)?",
            rf"{it} off",
        ),
        "on": (
            rf"(?:turn|switch) (?:back )?on {it}(?: again)?",
            rf"(?:turn|switch) {it} (?:back )?on(?: again)?",
            rf"(?:enable|restart|activate|bring back|start sending(?: me)?) {it}(?: again)?",
            rf"(?:send me|i want|give me|i'd like) {it} (?:again|back)",
            rf"{it} on",
        ),
    }
