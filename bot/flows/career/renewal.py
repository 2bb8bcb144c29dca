"""`/renewal`: the deadline, a log of credits, reminders as one job, and a calendar file."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bot import ics
from bot.actions import Tool, button
from bot.chat import Card, File
from bot.context import JobOutput
from bot.errors import Refusal
from bot.flows.career import after, dialogue, kept, options
from bot.flows.career.dates import months_after
from bot.flows.career.dialogue import JOINT, Dialogue, Step
from bot.flows.past_dates import read_past_date
from bot.learning.calendar import moment
from bot.storage.career_tables import Credit
from bot.words import labels
from bot.words.career import renewal as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import Due

RENEWAL: Final = "renewal"
"""The job's kind."""
OFF: Final = "renewal_off"
MONTHS_BEFORE: Final = (6, 3, 1)
WEEK: Final = timedelta(days=7)
MAX_CREDITS: Final = 50
MAX_WHAT: Final = 100
NEEDS: Final = ("renewal-years", "renewal-credits", "fee-renewal", "renewal-lapse")


def renewal(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the state of the renewal, or handle "log", "calendar", "on" or "off"."""
    if after.passed(context) is None:
        return [Card(words.not_passed(), ((dialogue.to_desk(),),))]
    if given := options.named(RENEWAL, argument):
        return _log_line(context, given)
    part = argument.strip().casefold()
    if part and part not in _PARTS:
        raise Refusal(words.not_a_part())
    return _PARTS[part](context)


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Handle a button of the card: a part, or "drop/12" for an entry of the log."""
    what, _, entry = state.partition(JOINT)
    if what == "drop" and entry.isdecimal():
        context.store.learners.drop_credit(context.me, int(entry))
        return [Card(words.removed()), _card(context)]
    return renewal(context, what)


def typed(context: LearnerContext, state: str, said: str) -> list[Reply]:
    """Take what the credits were for, and store the entry."""
    credits_, day = dialogue.answers(context, LOG, state)
    return _keep(context, int(credits_) / 2, date.fromisoformat(day), said)


def plan(context: LearnerContext) -> None:
    """Schedule the next reminder, or none."""
    following = _next(context)
    if following is None or kept.get(context, OFF):
        context.store.schedule.drop(context.me, RENEWAL)
    else:
        context.store.schedule.put(RENEWAL, context.me, context.identity.platform, following)


def remind(context: LearnerContext, _row: Due) -> JobOutput:
    """Send a renewal reminder, or say that the deadline has passed; during a pause, try again tomorrow."""
    renew_by = after.renew_by(context)
    if renew_by is None or kept.get(context, OFF):
        return JobOutput()
    if context.is_paused(context.today):
        return JobOutput(again=moment(context.today + timedelta(days=1), context.settings.daily_at, context.zone))
    rows = (
        (
            button(career_labels.TOOLS[RENEWAL], Tool("open", RENEWAL)),
            button(career_labels.NO_REMINDERS, Tool(RENEWAL, "off")),
        ),
    )
    known, left = context.library.career, (renew_by - context.today).days
    if left < 0:
        return JobOutput((Card(words.lapsed(renew_by, known.by_id["renewal-lapse"]), rows),))
    figures = [known.by_id[name] for name in ("renewal-credits", "renewal-lapse")]
    needed = known.number("renewal-credits")
    return JobOutput(
        (Card(words.reminder(renew_by, context.today, after.earned(context), needed, figures), rows),), _next(context)
    )


def _card(context: LearnerContext) -> Card:
    known, found, renew_by = context.library.career, after.passed(context), after.renew_by(context)
    assert found is not None  # noqa: S101 - checked before
    assert renew_by is not None  # noqa: S101 - checked before
    entries = [words.Entry(each.earned_on, each.halves / 2, each.what) for each in _entries(context)]
    following, off = _next(context), bool(kept.get(context, OFF))
    shown = words.Standing(
        context.today,
        found.taken_on,
        renew_by,
        after.earned(context),
        known.number("renewal-credits"),
        entries,
        not off,
        following.astimezone(context.zone).date() if following else None,
    )
    return Card(words.renewal(shown, [known.by_id[name] for name in NEEDS]), _rows(context, off=off))


def _rows(context: LearnerContext, *, off: bool) -> Rows:
    entries = _entries(context)
    undo = [button(career_labels.REMOVE_THE_LAST, Tool(RENEWAL, f"drop{JOINT}{entries[-1].id}"))] if entries else []
    remind_ = (
        button(career_labels.REMIND_ME, Tool(RENEWAL, "on"))
        if off
        else button(career_labels.NO_REMINDERS, Tool(RENEWAL, "off"))
    )
    return (
        (button(career_labels.LOG_CREDITS, Tool(RENEWAL, "log")), *undo),
        (button(labels.GET_THE_CALENDAR_FILE, Tool(RENEWAL, "calendar")), remind_),
        (dialogue.to_desk(),),
    )


def _entries(context: LearnerContext) -> list[Credit]:
    found = after.passed(context)
    since = found.taken_on if found else context.today
    return [each for each in context.store.learners.credits(context.me) if each.earned_on >= since]


def _step(context: LearnerContext, answers: tuple[str, ...]) -> Step | None:
    if not answers:
        return Step(words.ask_credits(), {"1": "2", "2": "4", "5": "10"}, _halves, r"\d{1,3}")
    if len(answers) == 1:
        days = {labels.IT_WAS_TODAY: context.today, labels.YESTERDAY: context.today - timedelta(days=1)}
        taps = {label: day.isoformat() for label, day in days.items()}
        return Step(words.ask_day(context.today), taps, _day, r"\d{4}-\d\d-\d\d")
    return None


def _halves(_context: LearnerContext, said: str) -> str:
    match = re.fullmatch(
        r"(\d{1,2})(?:[.,]([05])0?)?(?: ?(?:credits?|ces?|hours?|h))?", said.strip().casefold(), re.ASCII
    )
    halves = 2 * int(match[1]) + (match[2] == "5") if match else 0
    if not 0 < halves <= 2 * MAX_CREDITS:
        raise Refusal(words.not_credits(MAX_CREDITS))
    return str(halves)


def _day(context: LearnerContext, said: str) -> str:
    return read_past_date(said, context.today).isoformat()


def _what(context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
    context.learner.expecting = f"career.what{JOINT}{JOINT.join(answers)}"
    return [Card(words.ask_what(), ((button(labels.STOP, Tool(dialogue.LEAVE)),),), replace=replace)]


def _log_line(context: LearnerContext, given: Mapping[str, str]) -> list[Reply]:
    """Log an entry given in one line."""
    if "credits" not in given or "what" not in given:
        raise Refusal(words.not_a_part())
    day = read_past_date(given.get("on", "today"), context.today)
    return _keep(context, int(_halves(context, given["credits"])) / 2, day, given["what"])


def _keep(context: LearnerContext, credits_: float, day: date, what: str) -> list[Reply]:
    tidy = " ".join(what.split())
    if not 0 < len(tidy) <= MAX_WHAT or not tidy.isprintable():
        raise Refusal(words.not_what(MAX_WHAT))
    entry = Credit(learner_id=context.me, earned_on=day, halves=round(2 * credits_), what=tidy, logged_at=context.now)
    context.store.learners.log_credit(entry)
    context.learner.expecting = ""
    needed = context.library.career.number("renewal-credits")
    return [
        Card(words.logged(credits_, after.earned(context), needed), _rows(context, off=bool(kept.get(context, OFF))))
    ]


def _switch(context: LearnerContext, *, on: bool) -> list[Reply]:
    if on:
        kept.drop(context, OFF)
    else:
        kept.put(context, OFF, True)  # noqa: FBT003 - the value to store
    plan(context)
    return [Card(words.reminders(on=on), ((button(career_labels.TOOLS[RENEWAL], Tool("open", RENEWAL)),),))]


def _next(context: LearnerContext) -> datetime | None:
    """Return when the next reminder is due, at the learner's hour; the last one comes the day after the deadline."""
    renew_by = after.renew_by(context)
    days = [*_reminders(renew_by), renew_by + timedelta(days=1)] if renew_by else []
    times = (moment(day, context.settings.daily_at, context.zone) for day in days)
    return next((at for at in times if at > context.now), None)


def _reminders(renew_by: date) -> list[date]:
    return [*(months_after(renew_by, -months) for months in MONTHS_BEFORE), renew_by - WEEK]


def _calendar(context: LearnerContext) -> list[Reply]:
    content = ics.calendar(words.CALENDAR, _calendar_entries(context), context.now)
    rows = ((button(career_labels.TOOLS[RENEWAL], Tool("open", RENEWAL)), dialogue.to_desk()),)
    return [Card(words.calendar(), rows, file=File(words.FILE, content))]


def _calendar_entries(context: LearnerContext) -> Iterator[ics.WholeDays]:
    renew_by = after.renew_by(context)
    if renew_by is None:
        return
    key = sha256(f"{context.me} {context.learner.created_at.isoformat()}".encode()).hexdigest()[:16]
    for number, day in enumerate(_reminders(renew_by)):
        yield ics.WholeDays(f"{key}-renewal-{number}@cehrs-tutor", day, day, words.REMINDER)
    yield ics.WholeDays(f"{key}-renewal@cehrs-tutor", renew_by, renew_by, words.ENTRY)


LOG: Final = Dialogue("log", _step, _what)
_PARTS: Final[dict[str, Callable[[LearnerContext], list[Reply]]]] = {
    "": lambda context: [_card(context)],
    "log": lambda context: dialogue.go_on(context, LOG),
    "calendar": _calendar,
    "on": lambda context: _switch(context, on=True),
    "off": lambda context: _switch(context, on=False),
}
