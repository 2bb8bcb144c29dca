"""The week's summary."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments
from bot.words.lists import every
from bot.words.moments import dates
from bot.words.plan import NAMED, about, count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.past_weeks import Milestone


def in_short(figures: Milestone, today: date) -> Text:
    """The essentials under the picture: what was done, what came of it, one next step."""
    facts = [_back(figures)] if figures.back else []
    facts += [_topics(figures)] if figures.newly or not facts else []
    return text(
        bold(_head(figures)),
        f"\n{_done(figures)}",
        *(f"\n{fact}" for fact in facts),
        f"\n{_now(figures, today)}",
    )


def whole(figures: Milestone, newly: Sequence[str], names: Mapping[str, str], by_day: str, today: date) -> Text:
    """All of a week; what comes next only until the following week is over."""
    ahead = today <= figures.last + timedelta(days=7)
    return text(
        bold(_head(figures)),
        f"\n{_done(figures)} By day: {by_day}.",
        f"\n{_back(figures)}" if figures.back else "",
        f"\n{_topics_at_its_end(figures, newly)}",
        f"\nThe week after: {_after(figures, names, today)}" if ahead else "",
    )


def _head(figures: Milestone) -> str:
    return f"Your week, {dates(figures.first, figures.last)}"


def _done(figures: Milestone) -> str:
    on = moments.days(figures.days_answered)
    return f"You answered {count(figures.answered)} on {on} and got {figures.right} right."


def _back(figures: Milestone) -> str:
    if figures.back > 1:
        return f"Of {figures.back} questions that came back after a miss, you got {figures.won} right."
    came = "1 question came back after a miss"
    return f"{came}, and you got it right." if figures.won else f"{came}, and it isn't right yet."


def _topics(figures: Milestone) -> str:
    """Topics known; until there are any, how many were practiced says more."""
    new = f", {len(figures.newly)} of them new" if figures.newly else ""
    if figures.known:
        return f"Topics now known: {figures.known} of {figures.topics}{new}."
    return f"Topics practiced so far: {figures.begun} of {figures.topics}."


def _topics_at_its_end(figures: Milestone, newly: Sequence[str]) -> str:
    gained = f" New that week: {every(_first(newly))}." if newly else ""
    if figures.known:
        return f"Topics known at its end: {figures.known} of {figures.topics}.{gained}"
    return f"Topics practiced by its end: {figures.begun} of {figures.topics}."


def _now(figures: Milestone, today: date) -> str:
    """The week that has begun, and one next step: the exam, a simulation, or what was missed."""
    if figures.exam and figures.exam <= figures.last + timedelta(days=7):
        days = "" if (figures.exam - today).days == 1 else f"This week: {figures.own} a day. "
        return f"{days}Your exam is {moments.on(figures.exam, today)}. /examday has your checklist."
    if figures.ahead is None:
        return f"This week: {figures.own} a day, as before.{_over_misses(figures)}"
    if figures.simulations:
        day = moments.on(figures.simulations[0], today)
        return f"This week: {figures.own} a day, and a timed simulation {day} (/exam)."
    return f"This week: {figures.own} a day.{_over_misses(figures)}"


def _over_misses(figures: Milestone) -> str:
    return " Next step: go over what you missed with /practice missed." if figures.missed else ""


def _after(figures: Milestone, names: Mapping[str, str], today: date) -> str:
    """What came next, with the domains to practice and the exam."""
    if figures.exam and (figures.exam - today).days <= 1:
        return f"your exam is {moments.on(figures.exam, today)}. /examday has your checklist."
    if figures.ahead is None:
        return f"{figures.own} a day, as before."
    soon = figures.exam and figures.exam <= figures.last + timedelta(days=7)
    exam = f" Your exam is {moments.on(figures.exam, today)}." if soon and figures.exam else ""
    return f"{figures.own} a day; for extra practice: {about(figures.ahead, names)}.{exam}"


def _first(items: Sequence[str]) -> list[str]:
    more = len(items) - NAMED
    return [*items[:NAMED], *([f"{more} more"] if more > 0 else [])]
