"""The study plan: shown by weeks, with what changed since the last look, and as a calendar file."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from bot import ics
from bot.actions import Run
from bot.chat import Card, File
from bot.context import button
from bot.flows import push_times
from bot.learning import plans
from bot.learning.calendar import DAY_TURNS, moment
from bot.learning.weeks import Standing
from bot.reading import read_exam_date
from bot.words import plan as words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.chat import Button, Reply, Rows
    from bot.context import Turn
    from bot.learning.plans import Plan

CALENDAR: Final = "calendar"
DATE: Final = "date"
EXPECTED: Final = "plan.exam"
PRACTICE_SIZE: Final = 10
SOON: Final = (4, 8)
"""Weeks ahead that are offered for the exam."""


def plan(turn: Turn, argument: str) -> list[Reply]:
    """Show the plan; with a date, plan toward it; "calendar" sends it as a file, "date" asks for the exam's date."""
    settled = push_times.settle_in(turn)
    asked = argument.strip()
    if asked.casefold() == CALENDAR:
        return [*settled, _file(turn)]
    if asked.casefold() == DATE:
        return [*settled, _ask(turn)]
    if asked:
        _book(turn, asked)
    return [*settled, _card(turn)]


def typed(turn: Turn, said: str) -> list[Reply]:
    """Take typed text where the exam's date was asked for."""
    _book(turn, said)
    return [_card(turn)]


def current(turn: Turn) -> Plan:
    """Return the plan of now."""
    me = turn.learner
    since = me.created_at.astimezone(turn.zone).date()
    weights = turn.library.weights
    return plans.make(turn.today, me.exam_date, standings(turn), weights, me.set_size, since=since, off=turn.is_paused)


def standings(turn: Turn, before: datetime | None = None) -> list[Standing]:
    """Return where the learner stands in each topic; with a moment, what they knew before it."""
    library = turn.library
    asked = {item.id: item.topic for item in library.items}
    seen = Counter(asked[question] for question in turn.store.answers.seen(turn.me) if question in asked)
    sizes = Counter(asked.values())
    tallies = turn.store.answers.tallies(turn.me, before)
    return [
        Standing(topic, domain, sizes[topic], seen[topic], *tallies.get(topic, (0, 0)))
        for topic, domain in library.domain_of.items()
    ]


def names(turn: Turn) -> dict[str, str]:
    """Return the names of the domains by id."""
    return {domain: turn.library.name(domain) for domain in turn.library.weights}


def _book(turn: Turn, said: str) -> None:
    turn.learner.exam_date = read_exam_date(said, turn.today)
    turn.learner.expecting = ""
    push_times.plan(turn)


def _card(turn: Turn) -> Card:
    now = current(turn)
    if now.exam is None:
        turn.learner.expecting = EXPECTED
    shown = words.Shown(
        now, names(turn), _this_week(turn, now), _news(turn, now), passed=now.exam != turn.learner.exam_date
    )
    return Card(words.plan(shown), _rows(turn, now))


def _this_week(turn: Turn, now: Plan) -> int:
    """Return how many questions were answered in the plan's current week."""
    if now.current is None:
        return 0
    return turn.store.answers.count(turn.me, moment(now.current.first, DAY_TURNS, turn.zone))


def _news(turn: Turn, now: Plan) -> str:
    """Return what changed since the learner last looked, "" the first time; looking again shows the same."""
    held = turn.learner.plan
    new = plans.look(now, turn.store.answers.count(turn.me))
    seen, before = plans.read_look(held.get("seen")), plans.read_look(held.get("before"))
    if seen is not None and seen != new:
        before = seen
    turn.learner.plan = {**held, "seen": new.to_json(), "before": before and before.to_json()}
    if before is None:
        return ""
    return words.changes(plans.changed(before, new, turn.is_paused), new, names(turn), turn.today)


def _rows(turn: Turn, now: Plan) -> Rows:
    today = button("Today's questions", Run("daily"))
    rows: list[tuple[Button, ...]] = [(today, *_practice(turn, now))]
    if now.own < now.daily:
        rows.append((button(f"Make it {now.daily} a day", Run("settings", f"size {now.daily}")),))
    if now.exam is None:
        rows.append(tuple(_in_weeks(turn)))
    rows.append(
        (button("Get the calendar file", Run("plan", CALENDAR)), button("Set the exam date", Run("plan", DATE)))
    )
    rows.append((button("The exam day", Run("examday")), button("Settings", Run("settings"))))
    return tuple(rows)


def _practice(turn: Turn, now: Plan) -> Iterator[Button]:
    week = now.current
    if week and week.main:
        label = f"Practice {turn.library.name(week.main)}"[:40]
        yield button(label, Run("practice", f"{week.main} {PRACTICE_SIZE}"))


def _in_weeks(turn: Turn) -> Iterator[Button]:
    for weeks in SOON:
        # The date itself stands on the button, so that pressing it tomorrow means the same.
        yield button(f"In {weeks} weeks", Run("plan", (turn.today + timedelta(weeks=weeks)).isoformat()))


def _ask(turn: Turn) -> Card:
    turn.learner.expecting = EXPECTED
    return Card(words.ask_date(), (tuple(_in_weeks(turn)), (button("Not booked", Run("plan", "not booked")),)))


def _file(turn: Turn) -> Card:
    now = current(turn)
    entries = list(_entries(turn, now))
    content = ics.calendar(words.CALENDAR, entries, turn.now)
    rows = ((button("Study plan", Run("plan")),),)
    return Card(words.calendar_file(len(entries), booked=now.exam is not None), rows, file=File(words.FILE, content))


def _entries(turn: Turn, now: Plan) -> Iterator[ics.WholeDays]:
    """Yield the weeks, the days of simulations and the exam; ids count from the exam, so that a new date moves them."""
    me = turn.learner
    key = sha256(f"{turn.me} {me.created_at.isoformat()}".encode()).hexdigest()[:16]
    for number, week in enumerate(now.weeks):
        if not week.days:
            continue
        place = str(len(now.weeks) - number) if now.exam else week.last.isoformat()
        title, note = words.week_entry(week, names(turn))
        yield ics.WholeDays(f"{key}-week-{place}@cehrs-tutor", week.first, week.last, title, note)
        for day in week.simulations:
            left = str((now.exam - day).days) if now.exam else day.isoformat()
            yield ics.WholeDays(f"{key}-simulation-{left}@cehrs-tutor", day, day, words.SIMULATION_ENTRY)
    if now.exam:
        yield ics.WholeDays(f"{key}-exam@cehrs-tutor", now.exam, now.exam, words.EXAM_ENTRY)
