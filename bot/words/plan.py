"""The study plan, its calendar file, and the week's summary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words.setup import aim
from bot.words.setup import day as full

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.plans import Changes, Look, Milestone, Plan
    from bot.learning.weeks import Week

FILE: Final = "cehrs-plan.ics"
CALENDAR: Final = "CEHRS study plan"
SIMULATION_ENTRY: Final = "CEHRS: timed simulation (/exam)"
CANCELED_ENTRY: Final = "Canceled: no longer in your CEHRS plan"
EXAM_ENTRY: Final = "CEHRS exam"
NAMED: Final = 3
"""Every list is short."""
LONG: Final = 5
"""Weeks above which a line names one domain only."""
TWO_WEEKS: Final = 14


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the screen of a plan; `done` questions were answered in its current week."""

    plan: Plan
    names: Mapping[str, str]
    done: int
    news: str
    focus: str
    """What the daily sets aim at (`bot.learning.aims.Focus`)."""
    passed: bool
    """Whether the exam date that is set has passed."""


def plan(shown: Shown) -> Text:
    now = shown.plan
    lines = [shown.news] if shown.news else []
    if now.exam == now.today:
        lines.append("/examday has your checklist.")
    elif now.exam and (now.exam - now.today).days == 1:
        lines.append(f"Today: {_count(now.own)} at most, then rest. /examday has your checklist.")
    else:
        lines += [*_numbers(shown), "", *_weeks(shown), *_tail(shown)]
    return text(bold(_head(now)), *(f"\n{line}" for line in lines))


def ask_date() -> Text:
    return text('When is your exam? Tap, or type the date, such as 2027-01-15, Jan 15 or "in 6 weeks".')


def changes(found: Changes, now: Look, names: Mapping[str, str], today: date) -> str:
    """One sentence: what counts most, and what it means for the days ahead."""
    since = "Since your last look today" if found.since == today else f"Since {short(found.since)}"
    needs = f"reaching every question takes {now.daily} a day now" if now.exam else f"{now.daily} a day now"
    daily = needs + (f", not {found.daily[0]}" if found.daily else ", as before")
    if found.passed:
        return f"{since} your exam's day has come and gone."
    if found.moved and now.exam and (now.exam - today).days <= 1:
        return f"{since} your exam date is {full(now.exam)}."
    if found.moved:
        return f"{since} your exam date {f'is {full(now.exam)}' if now.exam else 'is no longer set'}: {daily}."
    if found.finished:
        return f"{since} you have seen all of {_and(_named(found.finished, names))}: {daily}."
    done = f"{since} you answered {found.answered}" + (f" of {found.planned} planned" if found.planned else "")
    if found.focus and not found.daily:
        return f"{done}, and the week turned to {_and([names[each] for each in found.focus])}."
    return f"{done}: {daily}." if found.daily else f"{done}; the plan stays as it was."


def calendar_file(entries: int, canceled: int, *, booked: bool) -> Text:
    what = "its weeks, the simulations and the exam day" if booked else "the next four weeks"
    return text(
        f"Your plan as a calendar file: {what}, {entries} whole-day entries without alarms."
        " Open it on your phone and add all. A newer file moves what you added before.",
        _canceled(canceled) if canceled else "",
    )


def _canceled(count: int) -> str:
    what = "One entry from your last file is" if count == 1 else f"{count} entries from your last file are"
    it = "it" if count == 1 else "them"
    return f"\n\n{what} no longer in the plan. This file cancels {it}; if your calendar shows {it} anyway, delete {it}."


def week_entry(week: Week, names: Mapping[str, str]) -> tuple[str, str]:
    """Title and note of a week in the calendar."""
    extra = f"\nExtra practice: {_and([names[domain] for domain in week.focus])}." if week.focus else ""
    return f"CEHRS: {_about(week, names)}", f"Your daily set as usual.{extra}"


def week_in_short(figures: Milestone) -> Text:
    """What matters under the picture: what was done, what is known, what comes next."""
    new = f", {len(figures.newly)} of them new" if figures.newly else ""
    return text(
        bold(f"Your week, {_span(figures.first, figures.last)}"),
        f"\n{_done(figures)}",
        f"\nTopics now known: {figures.known} of {figures.topics}{new}.",
        f"\nNext week: {_next(figures, {})}",
    )


def week_over(figures: Milestone, newly: Sequence[str], names: Mapping[str, str], by_day: str, today: date) -> Text:
    """All of a week; what comes next only until it is over."""
    gained = f" New that week: {_and(_first(newly))}." if newly else ""
    ahead = today <= figures.last + timedelta(days=7)
    return text(
        bold(f"Your week, {_span(figures.first, figures.last)}"),
        f"\n{_done(figures)} By day: {by_day}.",
        f"\nTopics known at its end: {figures.known} of {figures.topics}.{gained}",
        f"\nThe week after: {_next(figures, names, today)}" if ahead else "",
    )


def _done(figures: Milestone) -> str:
    days = "1 day" if figures.days_answered == 1 else f"{figures.days_answered} days"
    return f"You answered {_count(figures.answered)} on {days}."


def short(when: date) -> str:
    return f"{when:%b} {when.day}"


def _head(now: Plan) -> str:
    if now.exam is None:
        return "Your study plan: the next four weeks"
    days = (now.exam - now.today).days
    if days <= 1:
        return "Your exam is tomorrow." if days else "Your exam is today. Good luck."
    left = f"{days} days" if days < TWO_WEEKS else f"{days // 7} weeks"
    return f"Your study plan: {left} to {full(now.exam)}"


def _numbers(shown: Shown) -> Iterator[str]:
    now = shown.plan
    if now.exam is None:
        yield _pace(now)
    elif now.own < now.daily or not now.reaches:
        yield from _part(shown)
    else:
        more = f" ({now.daily} would do)" if now.daily < now.own else ""
        yield f"Your {now.own} a day reach all {now.total} questions in time{more}."
    through = _named(now.finished, shown.names) if len(now.finished) < len(shown.names) else []
    done = f" All of {_and(through)}." if through else ""
    yield f"Done: {now.seen} of {now.total} seen, {now.known} of {now.topics} topics known.{done}"


def _part(shown: Shown) -> Iterator[str]:
    """How far a number that does not reach every question comes, and what more would add."""
    now = shown.plan
    if now.reach is None or now.further is None:
        return
    where = f", from {'every domain' if now.reach.domains == len(shown.names) else 'the heaviest domains'}"
    points, more = round(100 * now.reach.points), round(100 * (now.further.points - now.reach.points))
    yield (
        f"At {now.own} a day you will have seen about {now.reach.questions} of {now.total} questions{where}."
        f" They stand for {points}% of the exam's points. Five more a day would add {more}%."
    )
    yield (
        f"{now.daily} a day would cover them all."
        if now.reaches
        else f"Even {now.daily} a day would not cover them all."
    )


def _pace(now: Plan) -> str:
    if now.seen >= now.total:
        return f"You have seen all {now.total} questions; your {now.own} a day keep them fresh."
    weeks = now.weeks_to_see_all
    return (
        f"Your {now.own} a day reach all {now.total} questions in about {'a week' if weeks == 1 else f'{weeks} weeks'}."
    )


def _weeks(shown: Shown) -> Iterator[str]:
    now = shown.plan
    if now.begins > now.today:
        yield f"Until {full(now.begins - timedelta(days=1))}: no hurry, {now.own} a day. Then, week by week:"
    rest = list(now.weeks)
    if now.current:
        rest = rest[1:]
        done = f"; {shown.done} answered so far" if shown.done else ""
        yield f"This week, to {short(now.current.last)}: {_line(now.current, shown)}{done}"
    for _, same in groupby(rest, lambda week: (_line(week, shown), week.simulations)):
        weeks = list(same)
        yield f"{_span(weeks[0].first, weeks[-1].last)}: {_line(weeks[0], shown)}"


def _line(week: Week, shown: Shown) -> str:
    return _about(week, shown.names, most=1 if len(shown.plan.weeks) > LONG else NAMED) if week.days else "pause"


def _about(week: Week, names: Mapping[str, str], most: int = NAMED) -> str:
    """What a week holds: its domains, review, and the days of its simulations."""
    domains = (week.main,) if most == 1 and week.main else week.focus[:most]
    parts = [", ".join(names[domain] for domain in domains)] if domains else []
    if week.review:
        parts.append("review")
    if week.simulations:
        kind = "simulation" if len(week.simulations) == 1 else "simulations"
        parts.append(f"timed {kind} {_and([short(day) for day in week.simulations])} (/exam)")
    return " + ".join(parts) or "rest"


def _tail(shown: Shown) -> Iterator[str]:
    now = shown.plan
    yield f"\n{aim(shown.focus)} The weeks above are for extra practice."
    if shown.passed:
        yield "Your exam date has passed. Send a new one, or tap."
    elif now.exam is None:
        yield "When is your exam? Send the date, such as 2027-01-15, or tap."


def _next(figures: Milestone, names: Mapping[str, str], today: date | None = None) -> str:
    """Return what comes next; without names, only the number a day and the exam. `today` defaults to the last day."""
    tomorrow = figures.last + timedelta(days=1)
    if figures.exam == tomorrow:
        when = "tomorrow" if today in (None, figures.last) else f"on {short(tomorrow)}"
        return f"your exam, {when}. /examday has your checklist."
    if figures.ahead is None:
        return f"{figures.own} a day, as before."
    exam = (
        f" Your exam is on {short(figures.exam)}." if figures.exam and figures.exam <= tomorrow + timedelta(6) else ""
    )
    extra = f"; for extra practice: {_about(figures.ahead, names)}" if names else ""
    return f"{figures.own} a day{extra}.{exam}"


def _named(domains: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the domains' names in the order of `names`, the exam's."""
    return [name for domain, name in names.items() if domain in domains]


def _first(items: Sequence[str]) -> list[str]:
    more = len(items) - NAMED
    return [*items[:NAMED], *([f"{more} more"] if more > 0 else [])]


def _and(items: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


def _span(first: date, last: date) -> str:
    return f"{short(first)}-{last.day}" if first.month == last.month else f"{short(first)} - {short(last)}"


def _count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"
