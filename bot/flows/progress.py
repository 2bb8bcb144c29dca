"""Streak and progress, in text with a picture."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.actions import Run, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.figures import DAYS, DomainLevel, ProgressFigures
from bot.figures.ranges import Range
from bot.flows import buttons, calendar, model
from bot.flows.career import after
from bot.learning.calendar import DAY_TURNS
from bot.learning.readiness import FEWEST
from bot.words import labels, moments, pictures, questions, ready
from bot.words import progress as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button, Reply
    from bot.context import LearnerContext


def streak(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the streak, the number first."""
    now = context.streak
    rows = ((buttons.questions(context),),)
    shown = None if context.settings.minimal else calendar.streak_picture(context)
    if now.length:
        turns = moments.clock(DAY_TURNS, context.hours)
        return [Card(words.streak(now, turns=turns), rows, picture=shown)]
    return [Card(words.no_streak(now.answered, now.goal), rows, picture=shown)]


def progress(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the picture of the learner's progress, and what it leaves out."""
    tallies = context.store.answers.tallies(context.me)
    if not tallies:
        return [_nothing_yet()]
    missed, weak = model.missed(context), model.weakest(context)
    body = words.in_short(*_totals(tallies), _ahead(context), _named(context, missed), weak=bool(weak))
    rows = (_onward(context, weak, missed), (buttons.in_words("progress"),))
    return [Card(body, rows, picture=picture(progress_figures(context), worded=True))]


def in_words(context: LearnerContext, _of: str) -> list[Reply]:
    """Describe the answers by domain, and the weakest topics, in words."""
    tallies = context.store.answers.tallies(context.me)
    if not tallies:
        return [_nothing_yet()]
    weak, missed = model.weakest(context), model.missed(context)
    topics, tail = (levels(context, weak), _named(context, missed)), _tail(context)
    by_day = pictures.by_day(progress_figures(context))
    body = words.progress(*_totals(tallies), _domains(context, tallies), *topics, [*tail, by_day])
    return [Card(body, (_onward(context, weak, missed),))]


def levels(context: LearnerContext, topics: Sequence[str]) -> list[str]:
    """Return topics by name, each with how many of its answers are known."""
    tallies = context.store.answers.tallies(context.me)
    return [words.level(context.library.name(topic), *tallies.get(topic, (0, 0))) for topic in topics]


def progress_figures(context: LearnerContext) -> ProgressFigures:
    """Return the figures for the picture of the learner's progress."""
    sums = _sums(context, context.store.answers.tallies(context.me))
    levels = (
        DomainLevel(domain.name, domain.weight, _percent(*sums[domain.id]), sums[domain.id][1])
        for domain in context.library.by_weight
    )
    has_passed = after.is_certified(context)
    guess = None if has_passed else model.readiness(context)
    return ProgressFigures(
        domains=tuple(levels),
        weakest=tuple(_named(context, model.weakest(context))),
        days=calendar.answers_by_day(context, DAYS),
        today=context.learner.day_date,
        ready=Range(round(guess.score.low), round(guess.score.high)) if guess else None,
        missing=0 if guess or has_passed else _missing(context),
        passed=has_passed,
    )


def _ahead(context: LearnerContext) -> str:
    """Say how the exam would go, or that it is passed; "" if there are too few answers to tell."""
    if after.is_certified(context):
        return words.passed()
    guess = model.readiness(context)
    return ready.ready_line(guess.score, guess.chance) if guess else ""


def _nothing_yet() -> Card:
    return Card(words.nothing_yet(), ((buttons.today(),),))


def _totals(tallies: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Return how many were answered, and how many of those are known."""
    return sum(answered for _, answered in tallies.values()), sum(known for known, _ in tallies.values())


def _missing(context: LearnerContext) -> int:
    """Return how many more answers an estimate takes."""
    return max(0, FEWEST - context.store.answers.count(context.me))


def _named(context: LearnerContext, topics: Sequence[str]) -> list[str]:
    return [context.library.name(topic) for topic in topics]


def _onward(context: LearnerContext, weak: Sequence[str], missed: Sequence[str]) -> tuple[Button, ...]:
    """Return what to do next; while no topic can be called weak, practice of a missed one and the placement."""
    if weak:
        return button(labels.PRACTICE_THE_WEAKEST, Run("practice", weak[0])), buttons.today()
    spots = (button(labels.WEAK_SPOTS, Run("practice", "weak")),) if missed else ()
    return (*spots, _level(context), buttons.today())


def _level(context: LearnerContext) -> Button:
    """Return the way to the placement for anyone who has not done it, otherwise to practice."""
    if context.store.quiz_sessions.is_done(context.me, "placement"):
        return buttons.five_more()
    return button(labels.FIND_MY_LEVEL, Run("placement"))


def _percent(known: int, answered: int) -> int | None:
    return round(100 * known / answered) if answered else None


def _domains(context: LearnerContext, tallies: dict[str, tuple[int, int]]) -> list[str]:
    sums = _sums(context, tallies)
    return [words.domain_progress(domain.name, domain.weight, *sums[domain.id]) for domain in context.library.by_weight]


def sums(context: LearnerContext) -> dict[str, tuple[int, int]]:
    """Return (known, answered) for each domain that has an answer."""
    return dict(_sums(context, context.store.answers.tallies(context.me)))


def _sums(context: LearnerContext, tallies: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return (known, answered) for each domain."""
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for topic, (known, answered) in tallies.items():
        domain = context.library.domain_of[topic]
        sums[domain] = (sums[domain][0] + known, sums[domain][1] + answered)
    return sums


def _tail(context: LearnerContext) -> list[str]:
    lines = [ahead] if (ahead := _ahead(context)) else []
    if context.learner.streak and not context.settings.minimal:
        lines.append(questions.streak_fact(context.learner.streak))
    if context.learner.exam_date and (days := (context.learner.exam_date - context.today).days) >= 0:
        lines.append(moments.countdown(days))
    return lines
