"""A group's settings: how they are typed, applied, shown and chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import GroupSet, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows.group.context import TOWARDS_EXAM
from bot.reading import read_days, read_exam_date, read_number, read_switch
from bot.times import read_time, read_zone
from bot.words import labels, moments
from bot.words import managing as words
from bot.zones import US_ZONES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.chat import Button, Rows
    from bot.flows.group.context import GroupContext

NAMES: Final = {
    "time": "Time",
    "zone": "Zone",
    "days": "Which days",
    "questions": "Question mix",
    "exam": "Exam date",
    "answers": "Stays open",
    "role": "Role",
    "share": "A day counts when",
    "summary": "Sunday summary",
    "quiz": "Live rounds",
    "board": "Weekly board",
}
"""The settings, and their names on screen."""
CHANNEL: Final = "channel"
"""The one option that names a place, which the adapter looks up (`bot.chat.Room`)."""
UNASKED: Final = frozenset({"role", "summary", "board"})
"""Settings that are typed or toggled."""
KEYWORDS: Final = frozenset({CHANNEL, *NAMES})
WIDTH: Final = 36
"""Label characters that fit side by side on a phone."""
MAX_HOURS: Final = 72
MORNING: Final = "morning"
BLUEPRINT: Final = "blueprint"
NOBODY: Final = frozenset({"none", "nobody", "off", "0"})
DAYS: Final = {"Every day": "every day", "Weekdays": "weekdays", "Mon, Wed, Fri": "mon wed fri", "Weekends": "weekends"}
STARTERS: Final = {"Anyone": "on", "Managers": "managers", "Nobody": "off"}
"""Who may start a live round."""
ANSWERS: Final = {"Until the next morning": MORNING, "4 hours": "4", "12 hours": "12", "23 hours": "23"}


def parse(typed: str) -> dict[str, str]:
    """Return the settings of "time 12:00 zone US Central": a name, then its value up to the next name.

    Raises:
        Refusal: there is text before the first name, or a name has no value.
    """
    found: dict[str, str] = {}
    name = ""
    for word in typed.split():
        if word.casefold() in KEYWORDS and (not name or found[name]):
            name = word.casefold()
            found[name] = ""
        elif name:
            found[name] = f"{found[name]} {word}".strip()
        else:
            raise Refusal(words.not_setup())
    if "" in found.values():
        raise Refusal(words.not_setup())
    return found


def take(context: GroupContext, name: str, value: str) -> None:
    """Change a setting.

    Raises:
        Refusal: there is no such setting or value; nothing was changed.
    """
    if name not in _TAKE:
        raise Refusal(words.not_setup())
    _TAKE[name](context, value)


def described(context: GroupContext) -> dict[str, str]:
    """Return each setting's displayed value, by its name on screen."""
    group, library = context.group, context.library
    scope = group.questions if group.questions in ("", TOWARDS_EXAM) else library.name(group.questions)
    values = {
        "time": moments.clock(group.at, context.hours),
        "zone": moments.zone_time(group.zone),
        "days": words.on_days(group.days),
        "questions": words.asked(scope, moments.on(group.exam_date, context.today) if group.exam_date else ""),
        "answers": words.open_for(group.open_hours),
        "share": words.counts_when(group.share),
        "summary": "on" if group.summary else "off",
        "quiz": words.started_by(group.live),
        "board": words.weekly_board(on=group.board, posted=group.summary),
    }
    if group.exam_date:
        values["exam"] = moments.full(group.exam_date)
    if group.role:
        values["role"] = words.one_role()
    return {NAMES[name]: values[name] for name in NAMES if name in values}


def ask(context: GroupContext, name: str) -> Card:
    """Ask for a setting, offering the usual values to tap."""
    values = _suggested(context)[name]
    buttons = [button(label, GroupSet(context.id, name, value)) for label, value in values.items()]
    return Card(words.asks(name), _packed(buttons), replace=True, open=True)


def can_ask(name: str) -> bool:
    """True if a setting has usual values to tap."""
    return name in NAMES and name not in UNASKED


def days_meant(typed: str) -> str:
    """What typed days mean, for completion; "" if they aren't days yet."""
    try:
        said = words.on_days(read_days(typed))
    except Refusal:
        return ""
    return said[0].upper() + said[1:]


def hours_meant(typed: str) -> str:
    """What a typed number of hours means, for completion; "" if it isn't one yet."""
    try:
        return words.open_for(_hours(typed)).capitalize()
    except Refusal:
        return ""


def _packed(buttons: Sequence[Button]) -> Rows:
    """Return the buttons in rows that a phone shows without truncating a label."""
    rows: list[list[Button]] = [[]]
    for each in buttons:
        if rows[-1] and sum(len(other.label) for other in rows[-1]) + len(each.label) > WIDTH:
            rows.append([])
        rows[-1].append(each)
    return tuple(map(tuple, rows))


def _suggested(context: GroupContext) -> Mapping[str, Mapping[str, str]]:
    domains = context.library.by_weight
    return {
        "time": labels.times(context.hours, 9),
        "zone": {labels.us_zone(label): name for label, name in US_ZONES.items()},
        "days": DAYS,
        "questions": {"Weighted like the exam": BLUEPRINT}
        | {labels.only(domain.label): domain.id for domain in domains}
        | {labels.TOWARD_THE_EXAM: TOWARDS_EXAM},
        "exam": {"In 4 weeks": "in 4 weeks", "In 8 weeks": "in 8 weeks", "Not booked": "not booked"},
        "answers": ANSWERS,
        "share": {"Two members": "0", "25%": "25", "50%": "50"},
        "quiz": STARTERS,
    }


def _time(context: GroupContext, value: str) -> None:
    context.group.at = read_time(value)


def _zone(context: GroupContext, value: str) -> None:
    context.group.zone = read_zone(value)


def _days(context: GroupContext, value: str) -> None:
    context.group.days = read_days(value)


def _questions(context: GroupContext, value: str) -> None:
    plain = value.casefold()
    if plain in (BLUEPRINT, "all", "everything"):
        context.group.questions = ""
    elif plain == TOWARDS_EXAM:
        context.group.questions = TOWARDS_EXAM
    elif domain := context.library.find_domain(value):
        context.group.questions = domain.id
    else:
        raise Refusal(words.not_asked())


def _exam(context: GroupContext, value: str) -> None:
    context.group.exam_date = read_exam_date(value, context.today)
    if context.group.exam_date is None and context.group.questions == TOWARDS_EXAM:
        context.group.questions = ""


def _answers(context: GroupContext, value: str) -> None:
    context.group.open_hours = _hours(value)


def _hours(value: str) -> int:
    """How many hours answers stay open; 0 means until the next morning."""
    plain = value.casefold().removesuffix("s").removesuffix("hour").strip()
    if MORNING in plain:
        return 0
    try:
        return read_number(plain, 1, MAX_HOURS)
    except Refusal:
        raise Refusal(words.not_hours()) from None


def _role(context: GroupContext, value: str) -> None:
    if value == context.group.space or "everyone" in value.casefold() or value.casefold() == "here":
        raise Refusal(words.no_everyone())
    if value.casefold() in NOBODY:
        context.group.role = ""
    elif value.isdecimal() and value.isascii():
        context.group.role = value
    else:
        raise Refusal(words.not_a_role())


def _share(context: GroupContext, value: str) -> None:
    context.group.share = read_number(value.removesuffix("%").strip(), 0, 100)


def _summary(context: GroupContext, value: str) -> None:
    context.group.summary = read_switch(value)


def _board(context: GroupContext, value: str) -> None:
    context.group.board = read_switch(value)


def _quiz(context: GroupContext, value: str) -> None:
    plain = value.casefold()
    meant = {label.casefold(): name for label, name in STARTERS.items()}.get(plain, plain)
    if meant not in STARTERS.values():
        raise Refusal(words.not_starters())
    context.group.live = meant


_TAKE: Final[Mapping[str, Callable[[GroupContext, str], None]]] = {
    "time": _time,
    "zone": _zone,
    "days": _days,
    "questions": _questions,
    "exam": _exam,
    "answers": _answers,
    "role": _role,
    "share": _share,
    "summary": _summary,
    "quiz": _quiz,
    "board": _board,
}
