"""How ready the learner is; the placement that finds it out sooner; and the exam's result, which checks the guess."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.actions import Change, Run, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, model, push_times
from bot.flows import quiz_session as run
from bot.learning.engine import PLACEMENT
from bot.learning.readiness import FEWEST
from bot.storage.tables import ExamResult, QuizSession
from bot.words import labels
from bot.words import ready as words

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.learning.readiness import Likely, Readiness

_RESULT = re.compile(r"(passed|pass|not passed|failed|fail)(?: (\d{3}))?(?: (\d{4}-\d\d-\d\d))?", re.ASCII)
SCALE: Final = range(200, 501)


def ready(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the likely score and the chance to pass, as ranges, and what would move them most."""
    found = model.readiness(context)
    if found is None:
        rows = ((buttons.today(), button(labels.FIND_MY_LEVEL, Run("placement"))),)
        return [Card(words.not_yet(context.store.answers.count(context.me), FEWEST), rows)]
    lines = [words.domain_line(context.library.name(domain), likely) for domain, likely in _in_order(context, found)]
    topics = [context.library.name(topic) for topic in found.topics]
    first = context.store.answers.count(context.me) < FEWEST
    return [Card(words.ready(found.score, lines, found.chance, topics, first=first), _learn(context, found.topics))]


def placement(context: LearnerContext, _argument: str) -> list[Reply]:
    """Ask 15 questions that tell most about what the learner knows; they are explained at the end."""
    found = context.store.quiz_sessions.open(context.me, "placement") or context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind="placement",
            title="Placement",
            size=min(PLACEMENT, len(context.library.items)),
            explain="end",
            started_at=context.now,
        )
    )
    return push_times.settle_in(context) + run.go_on(context, found)


def result(context: LearnerContext, argument: str) -> list[Reply]:
    """Take the exam's result: it checks the readiness, and begins the way to the next attempt if there is one."""
    typed = " ".join(argument[:100].casefold().split())
    if not typed:
        rows = (
            (
                button(labels.I_PASSED, Run("result", "passed")),
                button(labels.NOT_THIS_TIME, Run("result", "not passed")),
            ),
        )
        return [Card(words.ask_result(), rows)]
    has_passed = _keep(context, typed)
    if has_passed:
        context.learner.pushes = False
        push_times.plan(context)
        return [Card(words.passed())]
    context.learner.exam_date = None
    context.learner.expecting = "settings.exam"
    push_times.plan(context)
    topics = [context.library.name(topic) for topic in model.worth_most(context)]
    dates = ("In 4 weeks", "In 8 weeks", "Not booked")
    return [Card(words.not_passed(topics), (tuple(button(each, Change("exam", each.lower())) for each in dates),))]


def _keep(context: LearnerContext, typed: str) -> bool:
    """Keep a result, one for each day of an exam; tell whether it was passed."""
    match = _RESULT.fullmatch(typed)
    if not match or (match[2] and int(match[2]) not in SCALE):
        raise Refusal(words.not_a_result())
    guess = model.readiness(context)
    taken = _day(match[3]) or context.learner.exam_date or context.today
    if taken > context.today:
        raise Refusal(words.result_ahead())
    context.store.learners.keep_result(
        ExamResult(
            learner_id=context.me,
            taken_on=taken,
            passed=match[1] in {"passed", "pass"},
            score=int(match[2]) if match[2] else None,
            chance=guess.chance.middle if guess else None,
            reported_at=context.now,
        )
    )
    return match[1] in {"passed", "pass"}


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Refusal(words.not_a_result()) from None


def _in_order(context: LearnerContext, found: Readiness) -> list[tuple[str, Likely]]:
    return [(domain.id, found.domains[domain.id]) for domain in context.library.heaviest_first]


def _learn(context: LearnerContext, topics: tuple[str, ...]) -> Rows:
    return tuple((button(labels.learn(context.library.name(topic)), Run("learn", topic)),) for topic in topics)
