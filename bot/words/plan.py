"""The study plan, and its calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.chat import bold, text
from bot.words import moments
from bot.words.lists import every
from bot.words.moments import dates, short
from bot.words.setup import aim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.plans import Changes, Look, Plan
    from bot.learning.weeks import Week

FILE: Final = "cehrs-plan.ics"
CALENDAR: Final = "CEHRS study plan"
SIMULATION_ENTRY: Final = "CEHRS: timed simulation (/exam)"
CANCELED_ENTRY: Final = "Canceled: no longer in your CEHRS plan"
EXAM_ENTRY: Final = "CEHRS exam"
NAMED: Final = 3
"""Maximum length of lists."""
LONG: Final = 5
"""Number of weeks above which a line names only one domain."""
TWO_WEEKS: Final = 14
IN_DAYS: Final = 100
"""Days below which weeks are only named if they are whole ones: the list below counts begun ones, too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a plan's screen shows; `done` questions were answered in its current week."""

    plan: Plan
    names: Mapping[str, str]
    done: int
    news: str
    focus: str
    """The focus of the daily sets (`bot.learning.aims.Focus`)."""
    passed: bool
    """True if the stored exam date has passed."""


def plan(shown: Shown) -> Text:
    now = shown.plan
    lines = [shown.news] if shown.news else []
    if now.exam == now.today:
        lines.append("/examday has your checklist.")
    elif now.exam and (now.exam - now.today).days == 1:
        lines.append(f"Do at most {count(now.own)} today, then rest. /examday has your checklist.")
    else:
        lines += [*_numbers(shown), "", *_weeks(shown), *_tail(shown)]
    return text(bold(_head(now)), *(f"\n{line}" for line in lines))


def passed() -> Text:
    return text(bold("You passed, so there is no exam to plan for."), "\nWant to keep practicing?")


def ask_date() -> Text:
    return text('When is your exam? Pick one, or type the date, such as Jan 15, 1/15/2027, or "in 6 weeks".')


def changes(found: Changes, now: Look, names: Mapping[str, str], today: date, *, reaches: bool) -> str:
    """The most important change, and what it means for the days ahead.

    `reaches` is True if some number of questions a day covers all of them in time; if not, no number is named here.
    """
    needs = _needs(found, now) if reaches else ""
    since = "Since you last looked today" if found.since == today else f"Since {moments.near(found.since, today)}"
    if found.passed:
        return f"{since}, your exam day has come and gone."
    if found.moved and now.exam and (now.exam - today).days <= 1:
        return "You moved your exam date."
    if found.moved:
        booked = (
            f"Your exam date is now {moments.near(now.exam, today)}."
            if now.exam
            else "You no longer have an exam date."
        )
        return f"{booked} {needs}".strip()
    if found.finished:
        return f"{since}, you have seen all of {every(_named(found.finished, names))}. {needs}".strip()
    return f"{_answered(since, found)} {_follows(found, needs, names)}".strip()


def _answered(since: str, found: Changes) -> str:
    planned = f" of the {found.planned} questions planned" if found.planned else ""
    return f"{since}, you answered {f'{found.answered}{planned}' if planned else count(found.answered)}."


def _follows(found: Changes, needs: str, names: Mapping[str, str]) -> str:
    if found.daily:
        return needs
    if found.focus:
        return f"This week's focus is now {every([names[each] for each in found.focus])}."
    return "This week's focus stays the same."


def _needs(found: Changes, now: Look) -> str:
    """How many questions a day are needed now, and how many were before."""
    what = "To get through every question by then" if now.exam else "To keep to your plan"
    if found.daily:
        return f"{what}, you now need {now.daily} a day, not {found.daily[0]}."
    return f"{what}, you still need {now.daily} a day."


def calendar_file(entries: int, canceled: int, *, booked: bool) -> Text:
    what = "its weeks, the simulations, and exam day" if booked else "the next four weeks"
    all_day = "1 all-day entry" if entries == 1 else f"{entries} all-day entries"
    return text(
        f"Here is your plan as a calendar file: {what}, as {all_day} without alarms."
        " Open it on your phone and add them all. A newer file updates what you added before.",
        _canceled(canceled) if canceled else "",
    )


def _canceled(count: int) -> str:
    what = "One entry from your last file is" if count == 1 else f"{count} entries from your last file are"
    it = "it" if count == 1 else "them"
    return f"\n\n{what} no longer in the plan. This file cancels {it}; if your calendar shows {it} anyway, delete {it}."


def week_entry(week: Week, names: Mapping[str, str]) -> tuple[str, str]:
    """Title and note of a week in the calendar."""
    extra = f"\nExtra practice: {every([names[domain] for domain in week.focus])}." if week.focus else ""
    return f"CEHRS: {about(week, names)}", f"Your daily set as usual.{extra}"


def about(week: Week, names: Mapping[str, str], most: int = NAMED) -> str:
    """The content of a week: its domains, review, and the days of its simulations."""
    domains = (week.main,) if most == 1 and week.main else week.focus[:most]
    parts = [", ".join(names[domain] for domain in domains)] if domains else []
    if week.review:
        parts.append("review")
    if week.simulations:
        kind = "simulation" if len(week.simulations) == 1 else "simulations"
        parts.append(f"timed {kind} {every([short(day) for day in week.simulations])} (/exam)")
    return " + ".join(parts) or "rest"


def count(questions: int) -> str:
    return "1 question" if questions == 1 else f"{questions} questions"


def _head(now: Plan) -> str:
    if now.exam is None:
        return "Your study plan: the next four weeks"
    days = (now.exam - now.today).days
    if days <= 1:
        return "Your exam is tomorrow." if days else "Your exam is today. Good luck."
    in_days = days < TWO_WEEKS or (days < IN_DAYS and days % 7)
    left = f"{days} days" if in_days else f"{days // 7} weeks"
    return f"Your study plan: {left} to your exam {moments.on(now.exam, now.today)}"


def _numbers(shown: Shown) -> Iterator[str]:
    now = shown.plan
    if now.exam is None:
        yield _pace(now)
    elif now.own < now.daily or not now.reaches:
        yield from _part(shown)
    else:
        more = f" ({now.daily} a day would be enough)" if now.daily < now.own else ""
        yield f"At {now.own} a day, you'll get through all {now.total:,} questions in time{more}."
    through = _named(now.finished, shown.names) if len(now.finished) < len(shown.names) else []
    done = f" You have finished {every(through)}." if through else ""
    yield f"{_seen(now)}{done}"


def _seen(now: Plan) -> str:
    """What was seen and is known; until a topic is, in how many topics it was seen."""
    if not now.seen:
        return f"All {now.total:,} questions, on {now.topics} topics, are still new to you."
    seen = f"You have seen {now.seen:,} of {now.total:,} questions"
    if now.known:
        return f"{seen} and know {now.known} of {now.topics} topics."
    return f"{seen}, from {now.begun} of the {now.topics} topics."


def _part(shown: Shown) -> Iterator[str]:
    """How far a number that does not cover every question gets, and what more would add."""
    now = shown.plan
    if now.reach is None or now.further is None:
        return
    where = f", from {'every domain' if now.reach.domains == len(shown.names) else 'the heaviest domains'}"
    points, more = round(100 * now.reach.points), round(100 * now.further.points)
    yield (
        f"At {now.own} a day (with reviews), you'll see about {now.reach.questions:,} of the {now.total:,}"
        f" questions (about {points}%){where} and weighted like the exam. Five more a day would make it"
        f" {more}%."
    )
    yield (
        f"{now.daily} a day would cover them all."
        if now.reaches
        else f"Even {now.daily} a day, the most I can send, wouldn't cover every question by then."
    )


def _pace(now: Plan) -> str:
    if now.seen >= now.total:
        return f"You have seen all {now.total:,} questions; {now.own} a day keeps them fresh."
    weeks = now.weeks_to_see_all
    span = "a week" if weeks == 1 else f"{weeks} weeks"
    return f"At {now.own} a day (with reviews), you'll get through all {now.total:,} questions in about {span}."


def _weeks(shown: Shown) -> Iterator[str]:
    now = shown.plan
    if now.begins > now.today:
        until = moments.near(now.begins - timedelta(days=1), now.today)
        yield f"Through {until}: no rush, {now.own} a day. Then, week by week:"
    rest = list(now.weeks)
    if now.current:
        rest = rest[1:]
        done = f"; {count(shown.done)} answered so far, across all domains" if shown.done else ""
        yield f"This week, through {short(now.current.last)}: {_line(now.current, shown)}{done}"
    for _, same in groupby(rest, lambda week: (_line(week, shown), week.simulations)):
        weeks = list(same)
        yield f"{dates(weeks[0].first, weeks[-1].last)}: {_line(weeks[0], shown)}"


def _line(week: Week, shown: Shown) -> str:
    return about(week, shown.names, most=1 if len(shown.plan.weeks) > LONG else NAMED) if week.days else "pause"


def _tail(shown: Shown) -> Iterator[str]:
    now = shown.plan
    yield f"\n{aim(shown.focus)} For extra practice, follow the weeks above."
    if shown.passed:
        yield "Your exam date has passed. Send a new one, or pick one."
    elif now.exam is None:
        yield "When is your exam? Send the date, such as Jan 15, or pick one."


def _named(domains: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the domains' names in the order of `names`, the exam's."""
    return [name for domain, name in names.items() if domain in domains]
