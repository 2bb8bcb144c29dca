"""Commands without their slash: by name, or asked for in a sentence, such as "give me 10 questions on HIPAA"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.bank import forms
from bot.bank.wished import NUMBER
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from bot.bank.blueprint import Blueprint

NAMES: Final = {spec.name: spec.name for spec in COMMANDS if not spec.managed} | {
    "quiz": "mock",
    "commands": "help",
    "menu": "help",
    "more": "help",
    "exit": "stop",
    "cancel": "stop",
    "today": "daily",
    "simulation": "exam",
    "continue": "resume",
    "stats": "progress",
    "glossary": "define",
    "next": "daily",
    "next question": "daily",
    "another one": "daily",
    "another question": "daily",
    "give me a question": "daily",
    "quiz me": "mock",
    "test": "mock",
    "leave": "stop",
    "never mind": "stop",
    "nevermind": "stop",
    "test me": "mock",
    "help me": "help",
    "my weak topics": "progress",
    **dict.fromkeys(("pause it", "pause me", "pause everything", "pause messages", "pause for a while"), "pause"),
    **dict.fromkeys(("unpause", "end the pause", "end my pause", "stop the pause"), "resume"),
}
"""Command names without the slash."""

KEPT: Final = ("missed", "guessed", "saved")
LONGEST: Final = 100
"""Character limit of a request; a longer text asks about something else."""
EVERYTHING: Final = "mix"
A_FEW: Final = "5"
"""How many questions "more questions" brings."""
_LEAD: Final = (
    r"(?:(?:can|could|would|will|may) (?:you|u|i|we) |(?:please|pls|just|ok|now) |let'?s |lets |let me "
    r"|i(?:'?d| would)? (?:like|want|need|wanna)(?: to)? |i'?m ready (?:to|for) |help me )*"
)
_GIVE: Final = (
    r"(?:gimme|(?:give|send|show|ask|get|bring|hit|throw|feed)(?: me| at me)?|try|do|answer|have|get|take|start"
    r"|practice|see) "
)
_COUNT: Final = rf"(?P<n>{NUMBER})"
_SOME: Final = rf"(?:{_COUNT} |(?:a few|some|a couple(?: of)?|a bunch of|a|an|all|any|my|the) )?"
_SORT: Final = r"(?:(?:more|extra|other|another|random|practice|new|sample|cehrs|exam|quick) )*"
_ITEMS: Final = r"(?:questions?|qs?|problems?|items?)"
_ON: Final = r"(?:on|about|from|for|in|of|over|covering|regarding|with)"
_ON_A_PLACE: Final = (
    re.compile(rf"{_LEAD}(?:{_GIVE})?{_SOME}{_SORT}{_ITEMS}(?: to (?:practice|answer|do))? {_ON} (?P<x>.+)"),
    re.compile(rf"{_LEAD}(?:quiz|test|drill|grill|question) (?:me|us|myself) {_ON} (?P<x>.+)"),
    re.compile(rf"{_LEAD}ask (?:me|us) (?:something |anything |stuff )?{_ON} (?P<x>.+)"),
    re.compile(rf"{_LEAD}(?:practice|practise|drill)(?: (?:with|on|some|more|my|the|questions?))* (?P<x>.+)"),
    re.compile(rf"{_LEAD}(?:{_GIVE})?{_SOME}{_SORT}(?P<x>.+?) {_ITEMS}"),
    re.compile(rf"{_LEAD}(?:{_GIVE})?(?:a |an )?(?:{_COUNT}[ -]{_ITEMS} )?(?P<x>.+?) (?:practice|drill)"),
)
_CERTAIN: Final = _ON_A_PLACE[:2]
"""Forms that ask for questions even if their place is unknown: "10 questions on ...", "quiz me on ..."."""
_QUIZ: Final = re.compile(
    rf"{_LEAD}(?:{_GIVE})?(?:a |an |the )?(?:quick |short |practice |mini |mock |little )*(?:{_COUNT}[ -]{_ITEMS} )?"
    rf"(?:quick |short |practice |mini |mock )*(?:quiz|mock)(?: {_ON} (?P<x>.+))?"
)
_MORE: Final = re.compile(
    rf"{_LEAD}(?:(?:{_GIVE}|(?<=want )|(?<=need )){_COUNT}(?: more| extra| random| practice"
    rf"| new)*(?: {_ITEMS})?(?: now)?"
    rf"|{_GIVE}(?:(?:some|a few) )?(?:more|extra|random|practice) {_ITEMS}(?: now)?"
    r"|(?:just )?(?P<m>\d{1,2}|one|two|three|four|five|ten) more(?: questions?)?)"
)
_ANOTHER: Final = re.compile(rf"{_LEAD}(?:{_GIVE})(?:another|the next|one more|a new|my next) (?:question|one)")
_AGAIN: Final = re.compile(
    rf"{_LEAD}(?:practice|redo|retry|repeat|quiz me on|test me on|go over|review|do|give me)(?: (?:only|just"
    r"|again|the|all|my))*"
    r"(?: (?:questions|ones|stuff|what|everything))?(?: that| which)? (?:i(?:'ve| have)? )?(?P<kept>missed"
    r"|got wrong|guessed"
    r"(?: on)?|saved|flagged)(?: questions| ones)?(?: again)?"
)
_KEPT_AS: Final = {"got wrong": "missed", "guessed on": "guessed", "flagged": "saved"}
_EXAM: Final = re.compile(
    rf"(?!(?:can|could|may) i ){_LEAD}(?:(?:start|take|do|begin|run|try|open|launch|give me|get|have) )(?:a "
    r"|an |the |my |another )?"
    r"(?:(?P<size>full|half|whole|complete)(?:[ -]length)? )?"
    r"(?:(?:practice|mock|sample|simulated|cehrs) )*(?P<what>exam|test|simulation|sim)(?: simulation)?(?: here)?"
    r"|(?P<only>full|half)(?:[ -]length)? (?:practice )?(?:exam|test|simulation|sim)"
)
_PART: Final = re.compile(
    r"^(?:the |my |some )|(?: (?:domain|topic|section|part|area|stuff|things|rules|questions?|codes|chapter)"
    r"|,? (?:again|now"
    r"|today|please))$"
)


def read(plain: str, blueprint: Blueprint) -> tuple[str, str] | None:
    """Return the command and its argument that a text in `forms.bare` form names or asks for; None for any other."""
    if named := _named(plain):
        return named
    if state := forms.state_pay(plain):
        return "salary", state
    if len(plain) > LONGEST:
        return None
    return _quiz(plain, blueprint) or _exam(plain) or _practice(plain, blueprint)


def _named(plain: str) -> tuple[str, str] | None:
    """Return the command that a text is the name of, with what it is about."""
    if plain in NAMES:
        return NAMES[plain], ""
    if (shown := forms.SHOW.fullmatch(plain)) and shown["x"] in NAMES:
        return NAMES[shown["x"]], ""
    head, _, rest = plain.partition(" ")
    if head == "exam" and rest in {"half", "full"}:
        return "exam", rest
    return ("practice", rest) if head == "practice" and rest in KEPT else None


def _quiz(plain: str, blueprint: Blueprint) -> tuple[str, str] | None:
    """Return a quiz, on one domain or like the exam; on a topic, its practice."""
    head, _, rest = plain.partition(" ")
    if (
        head in {"mock", "quiz"}
        and not rest.startswith("me ")
        and (rest.isdecimal() or blueprint.find_domain(rest.rstrip("0123456789 ")))
    ):
        return "mock", rest
    found = _QUIZ.fullmatch(plain)
    if found is None:
        return None
    if not found["x"]:
        return "mock", found["n"] or ""
    place = _place(found["x"], blueprint)
    return ("practice", _join(place, found["n"])) if place else None


def _exam(plain: str) -> tuple[str, str] | None:
    """Return a simulation; a bare "exam" or "test" may be the real one."""
    found = _EXAM.fullmatch(plain)
    size = found and (found["only"] or found["size"])
    is_ours = bool(found) and bool(size or re.search(r"\b(?:practice|mock|sample|simulat\w+|sim)\b", plain))
    return ("exam", "half" if size == "half" else "full" if size else "") if is_ours else None


def _practice(plain: str, blueprint: Blueprint) -> tuple[str, str] | None:
    """Return practice of what was missed, guessed or saved, of a place that is named in full, or of everything."""
    if kept := _AGAIN.fullmatch(plain):
        return "practice", _KEPT_AS.get(kept["kept"], kept["kept"])
    for pattern in _ON_A_PLACE:
        found = pattern.fullmatch(plain)
        if found and (place := _place(found["x"], blueprint)):
            return "practice", _join(place, found.groupdict().get("n"))
        if found and pattern in _CERTAIN and found.groupdict().get("n", "1"):
            return "topics", ""
    if _ANOTHER.fullmatch(plain):
        return "daily", ""
    more = _MORE.fullmatch(plain)
    return ("practice", _join(EVERYTHING, more["n"] or more["m"] or A_FEW)) if more else None


def _place(said: str, blueprint: Blueprint) -> str:
    """Return the id of the domain or topic that a text names in full; "" for none."""
    ways = (said, _PART.sub("", said), _PART.sub("", _PART.sub("", said)))
    for each in dict.fromkeys(ways):
        found = blueprint.domain_called(each) or blueprint.called(forms.article(each))
        if found:
            return found.id
    return ""


def _join(place: str, count: str | None) -> str:
    return f"{place} {count}" if count else place
