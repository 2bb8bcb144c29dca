"""Parse what is typed about a class: its name, a member's name, an assignment."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.commands import MAX_QUIZ, MIN_QUIZ
from bot.errors import Refusal
from bot.flows.pause_days import read_day
from bot.reading import plain, read_exam_date, read_number, scope_and_number
from bot.words import class_members as member_words
from bot.words import class_work as work_words
from bot.words import classes as words

if TYPE_CHECKING:
    from bot.bank.library import Library
    from bot.chat import Text

LONGEST: Final = 40
"""Character limit of a name."""
STACKED: Final = 3
"""Combining marks in a row; no script needs more."""
DEFAULT_SIZE: Final = 10
WEEK: Final = timedelta(days=7)
_LINKS: Final = re.compile(r"\w\.[^\W\d]{2,}|://|\s/")
"""What chats turn into a link to tap: a domain, an address, a command."""
_QUOTES: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2019": "'", "\u2018": "'"})
_NEW: Final = re.compile(
    r'(?:name\s+)?(?:"(?P<quoted>[^"]*)"|(?P<bare>.+?))'
    r"(?:,?\s+exam\s+(?:on\s+)?(?P<exam>.+)|,?\s+(?P<date>\d{4}-\d\d?-\d\d?|\d\d?/\d\d?/\d{2,4}))?",
    re.IGNORECASE | re.DOTALL,
)
_BY: Final = re.compile(r"(?:^|,?\s+)(?:due(?:\s+by)?|by|until)\s+", re.IGNORECASE)
_FILLER: Final = re.compile(r"\b(?:questions?(?:\s+(?:on|about|from|in))?)\b", re.IGNORECASE)


class Wanted(NamedTuple):
    """An assignment as typed: the id of a domain or topic, the number of questions, and the last day."""

    scope: str
    size: int
    due: date

    @property
    def typed(self) -> str:
        """The same in a form that `read_task` parses and a button can carry."""
        return f"{self.scope} {self.size} by {self.due.isoformat()}"


def read_new(argument: str, today: date) -> tuple[str, date | None]:
    """Return a new class's name and exam date.

    Raises:
        Refusal: there is no name, or the date cannot be used.
    """
    match = _NEW.fullmatch(argument.translate(_QUOTES).strip())
    if match is None:
        raise Refusal(words.not_new())
    name = read_title(match["quoted"] if match["quoted"] is not None else match["bare"])
    typed = match["exam"] or match["date"]
    return name, read_exam_date(typed, today) if typed else None


def read_title(typed: str) -> str:
    """Return the name of a class.

    Raises:
        Refusal: it holds markup, links, or control characters, begins with neither letter nor digit, or is too long.
    """
    return _read(typed, "LN", " '-.,&:()/#+", words.not_a_title(), shortest=1)


def read_name(typed: str) -> str:
    """Return a member's name.

    Raises:
        Refusal: it holds markup, links, emoji, or marks of direction, begins with no letter, or is too short or long.
    """
    return _read(typed, "L", " '-.", member_words.not_a_name(), shortest=2)


def read_task(argument: str, library: Library, today: date) -> Wanted:
    """Parse a typed assignment: by default 10 questions, due in a week.

    Raises:
        Refusal: it names no domain or topic, or the number or the day cannot be used.
    """
    what, *by = _BY.split(argument.strip(), maxsplit=1)
    scope, number = scope_and_number(_FILLER.sub(" ", re.sub(r"^what\s+", "", what)))
    place = (library.find_domain(scope) or library.find_topic(scope)) if scope else None
    if place is None:
        raise Refusal(work_words.not_a_task())
    size = DEFAULT_SIZE if number is None else read_number(number, MIN_QUIZ, MAX_QUIZ)
    return Wanted(place.id, min(size, len(library.within(place.id))), _due(by[0], today) if by else today + WEEK)


def without(option: str, argument: str) -> str:
    """Return an argument without the option's name, which Discord puts before the value."""
    return re.sub(rf"^{option}\s+", "", argument.strip(), flags=re.IGNORECASE)


def _due(typed: str, today: date) -> date:
    try:
        return read_day(plain(typed), today)
    except Refusal as refusal:
        raise Refusal(work_words.not_a_task()) from refusal


def _read(typed: str, kinds: str, others: str, refusal: Text, *, shortest: int) -> str:
    name = unicodedata.normalize("NFC", " ".join(typed.translate(_QUOTES)[: 4 * LONGEST].split()))
    found = "".join(unicodedata.category(each)[0] for each in name)
    allowed = all(each in others or kind in f"{kinds}M" for each, kind in zip(name, found, strict=True))
    fits = found[:1] in tuple(kinds) and shortest <= len(name) <= LONGEST
    if not (allowed and fits) or "M" * STACKED in found or _LINKS.search(name):
        raise Refusal(refusal)
    return name
