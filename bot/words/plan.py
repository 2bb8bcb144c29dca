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
FIVE: Final = 5
EXACT: Final = 50
"""Below this, a number of questions is not rounded."""
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
    pause: tuple[date, date] | None = None
    """The first and the last day of a pause that is not over."""
    forecast: str = ""
    """The chance of passing in words, if it is low."""


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


def changes(found: Changes, now: Look, names: Mapping[str, str], today: date) -> str:
    """The most important change, and what it means for the weeks ahead."""
    since = "Since you last looked today" if found.since == today else f"Since {moments.near(found.since, today)}"
    if found.passed:
        return f"{since}, your exam day has come and gone."
    if found.moved and now.exam and (now.exam - today).days <= 1:
        return "You moved your exam date."
    if found.moved:
        return (
            f"Your exam date is now {moments.near(now.exam, today)}."
            if now.exam
            else "You no longer have an exam date."
        )
    if found.finished:
        return f"{since}, you have seen all of {every(_named(found.finished, names))}."
    return f"{_answered(since, found)} {_follows(found, names)}"


def _answered(since: str, found: Changes) -> str:
    planned = f" of the {found.planned} questions planned" if found.planned else ""
    if not (planned or found.answered):
        return f"{since}, you haven't answered any questions."
    return f"{since}, you answered {f'{found.answered}{planned}' if planned else count(found.answered)}."


def _follows(found: Changes, names: Mapping[str, str]) -> str:
    """What the weeks hold now, and why, if they are not as they were shown."""
    focus = every([names[each] for each in found.focus or ()])
    if found.shifted:
        now = f"The weeks have changed, and this one is now for {focus}" if focus else "The weeks ahead have changed"
        if found.paused:
            return f"{now}: your pause leaves fewer days, and the heaviest domains come first."
        return f"{now}: the heaviest domains come first while they have questions you haven't seen."
    return f"This week's focus is now {focus}." if focus else "This week's focus stays the same."


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


def about(week: Week, names: Mapping[str, str], most: int = NAMED, *, is_last: bool = False) -> str:
    """The content of a week: its domains, review, and the days of its simulations.

    The last week before the exam (`is_last`) names every other domain as what is reviewed.
    """
    domains = (week.main,) if most == 1 and week.main else week.focus[:most]
    parts = [", ".join(names[domain] for domain in domains)] if domains else []
    if week.review:
        others = [name for domain, name in names.items() if domain not in domains]
        what = every(others) if domains else "every domain"
        parts.append(f"review of {what}" if is_last and others else "review")
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
    if now.exam is None or now.own < now.daily or not now.reaches:
        yield from _pace(shown)
    else:
        more = f" ({now.daily} a day would be enough)" if now.daily < now.own else ""
        yield f"At {now.own} a day, you'll get through all {now.total:,} questions in time{more}."
    through = _named(now.finished, shown.names) if len(now.finished) < len(shown.names) else []
    done = f" You have finished {every(through)}." if through else ""
    yield f"{_seen(now)}{done}"


def _seen(now: Plan) -> str:
    """What was seen and is known; until a topic is, in how many topics it was seen."""
    if not now.seen:
        return f"All {now.topics} topics are still new to you."
    if now.seen >= now.total:
        return f"You have seen all {now.total:,} questions and know {now.known} of {now.topics} topics."
    seen = f"You have seen {count(now.seen)} so far"
    if now.known:
        return f"{seen} and know {now.known} of {now.topics} topics."
    return f"{seen}, from {now.begun} of the {now.topics} topics."


def _pace(shown: Shown) -> Iterator[str]:
    """How many questions the learner's number comes to, and what more a day would add."""
    now, more = shown.plan, shown.plan.more
    when = "before your exam" if now.exam else "in these weeks"
    added = "Five" if more == FIVE else str(more)
    adds = f" {added} more a day would add about {_round(more * now.sets)}." if more else ""
    yield f"At {now.own} a day, you'll answer about {_round(now.own * now.sets)} more questions {when}.{adds}"
    if shown.forecast and more:
        yield f"/ready says passing is {shown.forecast}. More a day would help; {now.own + more} is a good next step."


def _round(questions: int) -> str:
    """A number as it is said after "about"."""
    return f"{questions if questions < EXACT else round(questions, -1):,}"


def _weeks(shown: Shown) -> Iterator[str]:
    now = shown.plan
    if now.begins > now.today:
        until = moments.near(now.begins - timedelta(days=1), now.today)
        yield f"Through {until}: no rush, {now.own} a day. Then, week by week:"
    yield from (line for _, line in sorted((*_studied(shown), *_paused(shown))))


def _studied(shown: Shown) -> Iterator[tuple[date, str]]:
    """Yield the weeks in which there is study, from their first day of it, those that are alike as one."""
    now = shown.plan
    rest = [week for week in now.weeks if week.days]
    if now.current and now.current.days:
        rest = rest[1:]
        done = f"; {count(shown.done)} answered so far, across all domains" if shown.done else ""
        last = short(now.current.days[-1])
        yield now.current.days[0], f"This week, through {last}: {_line(now.current, shown)}{done}"
    for _, same in groupby(rest, lambda week: (_line(week, shown), week.simulations, _is_after(week, shown.pause))):
        weeks = list(same)
        first, last_day = weeks[0].days[0], weeks[-1].days[-1]
        yield first, f"{dates(first, last_day) if first < last_day else short(first)}: {_line(weeks[0], shown)}"


def _paused(shown: Shown) -> Iterator[tuple[date, str]]:
    """Yield the pause, if it falls into the weeks shown."""
    now = shown.plan
    if shown.pause and now.weeks and shown.pause[0] <= now.weeks[-1].last:
        first, last = shown.pause
        days = f"{dates(first, last)}" if first > now.today and first < last else f"Through {short(last)}"
        yield max(first, now.today), f"{short(first) if now.today < first == last else days}: pause"


def _is_after(week: Week, pause: tuple[date, date] | None) -> bool:
    return pause is not None and week.days[0] > pause[1]


def _line(week: Week, shown: Shown) -> str:
    now = shown.plan
    is_last = now.exam is not None and week is now.weeks[-1]
    return about(week, shown.names, most=1 if len(now.weeks) > LONG else NAMED, is_last=is_last)


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
