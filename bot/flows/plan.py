"""The study plan: by weeks, with changes since the last look, and as a calendar file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bot import ics
from bot.actions import Run, button
from bot.chat import Card, File, text
from bot.flows import buttons, model, push_times, score_report
from bot.flows.career import after, next_date
from bot.learning import plans, weeks
from bot.learning.calendar import DAY_TURNS, moment
from bot.learning.weeks import Standing
from bot.words import labels, ready
from bot.words import plan as words
from bot.words.setup import closed_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.learning.plans import Plan

CALENDAR: Final = "calendar"
CALENDARS: Final = (CALENDAR, "calendar file", "file")
"""What asks for the file when typed."""
DATE: Final = "date"
IN_CALENDAR: Final = "in_calendar"
"""Where the plan stores the ids and dates of the entries in the last file sent."""
EXPECTED: Final = "plan.exam"
PRACTICE_SIZE: Final = 10
EVEN: Final = 0.5
"""The chance of passing below which, even at its best, more questions a day are advised."""
SOON: Final = (4, 8)
"""Weeks ahead offered for the exam."""


def plan(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the plan; a date replans toward it; "calendar" or "file" sends the file; "date" asks for the exam date."""
    settled = push_times.settle_in(context)
    asked = argument.strip()
    if asked.casefold() in CALENDARS:
        return [*settled, _file(context)]
    if asked.casefold() == DATE:
        return [*settled, _ask(context)]
    if asked:
        return [*settled, _booked(context, asked)]
    return [*settled, _passed() if after.is_certified(context) else _card(context)]


def typed(context: LearnerContext, said: str) -> list[Reply]:
    """Take typed text after the exam date was asked for."""
    return [_booked(context, said)]


def current(context: LearnerContext) -> Plan:
    """Return the current plan."""
    me = context.learner
    since = me.created_at.astimezone(context.zone).date()
    weights = score_report.weights(context)
    return plans.make(
        context.today,
        me.exam_date,
        standings(context),
        weights,
        me.settings.set_size,
        since=since,
        off=context.is_paused,
        asked=model.asked(context),
    )


def standings(context: LearnerContext, before: datetime | None = None) -> list[Standing]:
    """Return the learner's standing in each topic; with a time, only what they knew before it."""
    library = context.library
    asked = {item.id: item.topic for item in library.items}
    seen = Counter(asked[question] for question in context.store.answers.seen(context.me) if question in asked)
    sizes = Counter(asked.values())
    tallies = context.store.answers.tallies(context.me, before)
    return [
        Standing(topic, domain, sizes[topic], seen[topic], *tallies.get(topic, (0, 0)))
        for topic, domain in library.domain_of.items()
    ]


def simulations(now: Plan) -> Iterator[date]:
    """Yield the days of the plan's timed simulations."""
    return (day for week in now.weeks for day in week.simulations)


def simulates(context: LearnerContext) -> bool:
    """True if a plan that the learner knows has a simulation for today, and none was begun today."""
    me, today = context.learner, context.today
    if me.exam_date is None and "seen" not in me.plan:
        return False
    bare = weeks.cut(today, me.exam_date, me.created_at.astimezone(context.zone).date(), context.is_paused)
    if not any(today in week.simulations for week in bare) or after.is_certified(context):
        return False
    newest = context.store.exams.newest(context.me)
    return newest is None or newest.started_at.astimezone(context.zone).date() < today


def names(context: LearnerContext) -> dict[str, str]:
    """Return the names of the domains by id."""
    return {domain.id: domain.name for domain in context.library.by_weight}


def way_back(context: LearnerContext, before: date | None) -> tuple[Button, ...]:
    """Return the way back to an exam date that was just replaced; nothing if it is the same, or past."""
    if before is None or before == context.learner.exam_date or before < context.today:
        return ()
    return (button(labels.back_to(before), Run("plan", before.isoformat())),)


def _booked(context: LearnerContext, said: str) -> Card:
    """Store the exam date and show the plan; ask first about a date too early for the next attempt."""
    if asked := next_date.too_soon(context, said, lambda value: Run("plan", value)):
        return asked
    before = _book(context, said)
    if after.is_certified(context):
        return _passed()
    shown = _card(context, before)
    return replace(shown, body=text(shown.body, closed_note(context.learner.exam_date, context.today)))


def _book(context: LearnerContext, said: str) -> date | None:
    """Store the exam date, and return the one before."""
    before, context.learner.exam_date = context.learner.exam_date, next_date.read(context, said)
    context.learner.expecting = ""
    push_times.plan(context)
    return before


def _passed() -> Card:
    weak, date_ = (
        button(labels.WEAK_SPOTS, Run("practice", "weak")),
        button(labels.SET_THE_EXAM_DATE, Run("plan", DATE)),
    )
    return Card(words.passed(), ((buttons.today(), weak), (date_,)))


def _card(context: LearnerContext, before: date | None = None) -> Card:
    now = current(context)
    if now.exam is None:
        context.learner.expecting = EXPECTED
    shown = words.Shown(
        now,
        names(context),
        _this_week(context, now),
        _news(context, now),
        context.settings.focus,
        passed=now.exam != context.learner.exam_date,
        pause=_pause(context),
        forecast=_forecast(context) if now.exam else "",
    )
    return Card(words.plan(shown), _rows(context, now, way_back(context, before)))


def _this_week(context: LearnerContext, now: Plan) -> int:
    """Return how many questions were answered in the plan's current week."""
    if now.current is None:
        return 0
    return context.store.answers.count(context.me, moment(now.current.first, DAY_TURNS, context.zone))


def _pause(context: LearnerContext) -> tuple[date, date] | None:
    """Return the pause that is on or ahead."""
    first, last = context.learner.paused_from, context.learner.paused_until
    return (first, last) if first and last and last >= context.today else None


def _forecast(context: LearnerContext) -> str:
    """Return a low chance of passing in words; "" for any other, and while there is no estimate."""
    found = model.readiness(context)
    return ready.in_words(found.chance) if found and found.chance.high < EVEN else ""


def _news(context: LearnerContext, now: Plan) -> str:
    """Return what changed since the learner last looked; "" the first time. Looking again shows the same."""
    held = context.learner.plan
    pause = " ".join(day.isoformat() for day in _pause(context) or ())
    new = plans.look(now, context.store.answers.count(context.me), pause)
    seen, before = plans.read_look(held.get("seen")), plans.read_look(held.get("before"))
    if seen is not None and seen != new:
        before = seen
    context.learner.plan = {**held, "seen": new.to_json(), "before": before and before.to_json()}
    if before is None:
        return ""
    changed = plans.changed(before, new, context.is_paused)
    return words.changes(changed, new, names(context), context.today)


def _rows(context: LearnerContext, now: Plan, back: tuple[Button, ...]) -> Rows:
    today = buttons.today()
    rows: list[tuple[Button, ...]] = [(today, *_practice(context, now))]
    if now.exam and now.more and (now.own < now.daily or not now.reaches):
        rows.append(
            (button(labels.questions_a_day(now.own + now.more), Run("settings", f"size {now.own + now.more}")),)
        )
    if now.exam is None:
        rows.append(_dates(context))
    rows.append(
        (
            button(labels.GET_THE_CALENDAR_FILE, Run("plan", CALENDAR)),
            button(labels.exam_date(booked=now.exam is not None), Run("plan", DATE)),
            *back,
        )
    )
    rows.append((button(labels.THE_EXAM_DAY, Run("examday")), buttons.settings()))
    return tuple(rows)


def _practice(context: LearnerContext, now: Plan) -> Iterator[Button]:
    week = now.current
    if week and week.main:
        label = labels.work_on(context.library.short(week.main))
        yield button(label, Run("practice", f"{week.main} {PRACTICE_SIZE}"))


def _dates(context: LearnerContext) -> tuple[Button, ...]:
    """Return dates for the exam to tap; after a failed attempt, none that comes too soon."""
    return next_date.offers(context) or tuple(_in_weeks(context))


def _in_weeks(context: LearnerContext) -> Iterator[Button]:
    for count in SOON:
        # The button carries the date itself, so that pressing it tomorrow means the same.
        yield button(labels.in_weeks(count), Run("plan", (context.today + timedelta(weeks=count)).isoformat()))


def _ask(context: LearnerContext) -> Card:
    context.learner.expecting = EXPECTED
    return Card(words.ask_date(), (_dates(context), (button(labels.NOT_BOOKED, Run("plan", "not booked")),)))


def _file(context: LearnerContext) -> Card:
    now = current(context)
    entries = list(_entries(context, now))
    canceled = _canceled(context, {entry.uid for entry in entries})
    content = ics.calendar(words.CALENDAR, [*entries, *canceled], context.now)
    shown = {entry.uid: [entry.first.isoformat(), entry.last.isoformat()] for entry in entries}
    context.learner.plan = {**context.learner.plan, IN_CALENDAR: shown}
    said = words.calendar_file(len(entries), len(canceled), booked=now.exam is not None)
    return Card(said, ((buttons.plan(),),), file=File(words.FILE, content))


def _canceled(context: LearnerContext, kept: set[str]) -> list[ics.WholeDays]:
    """Return entries of the last file that are no longer in the plan and not past."""
    before = context.learner.plan.get(IN_CALENDAR, {})
    spans = {uid: [date.fromisoformat(day) for day in days] for uid, days in before.items() if uid not in kept}
    return [
        ics.WholeDays(uid, first, last, words.CANCELED_ENTRY, canceled=True)
        for uid, (first, last) in spans.items()
        if last >= context.today
    ]


def _entries(context: LearnerContext, now: Plan) -> Iterator[ics.WholeDays]:
    """Yield the weeks, the days of simulations and the exam; ids count back from the exam, so a new date moves them."""
    me = context.learner
    key = sha256(f"{context.me} {me.created_at.isoformat()}".encode()).hexdigest()[:16]
    for number, week in enumerate(now.weeks):
        if not week.days:
            continue
        place = str(len(now.weeks) - number) if now.exam else week.last.isoformat()
        title, note = words.week_entry(week, names(context))
        yield ics.WholeDays(f"{key}-week-{place}@cehrs-tutor", week.first, week.last, title, note)
        for day in week.simulations:
            left = str((now.exam - day).days) if now.exam else day.isoformat()
            yield ics.WholeDays(f"{key}-simulation-{left}@cehrs-tutor", day, day, words.SIMULATION_ENTRY)
    if now.exam:
        yield ics.WholeDays(f"{key}-exam@cehrs-tutor", now.exam, now.exam, words.EXAM_ENTRY)
