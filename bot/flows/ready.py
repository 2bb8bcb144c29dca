"""How ready the learner is, and the placement, which finds out sooner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Run, Tool, button
from bot.chat import MAX_ROWS, Card
from bot.flows import buttons, model, progress, push_times
from bot.flows import quiz_session as run
from bot.flows.career import advice, after
from bot.learning.engine import PLACEMENT
from bot.learning.readiness import FEWEST
from bot.storage.tables import QuizSession
from bot.words import labels
from bot.words import ready as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.learning.readiness import Likely, Readiness


def ready(context: LearnerContext, _argument: str) -> list[Reply]:
    """Show the likely score and the chance of passing, as ranges, and what would raise them most."""
    if after.is_certified(context):
        return [
            Card(words.passed(), ((button(career_labels.TOOLS["renewal"], Tool("open", "renewal")), buttons.today()),))
        ]
    found = model.readiness(context)
    if found is None:
        rows = ((buttons.today(), button(labels.FIND_MY_LEVEL, Run("placement"))),)
        return [Card(words.not_yet(context.store.answers.count(context.me), FEWEST), rows)]
    lines = [words.domain_line(context.library.name(domain), likely) for domain, likely in _in_order(context, found)]
    topics = progress.levels(context, found.topics)
    first = context.store.answers.count(context.me) < FEWEST
    bar = context.library.bank.blueprint.score.bar
    said = words.ready(found.score, lines, found.chance, topics, bar=bar, first=first)
    advised, dates = advice.offer(context, found.chance)
    return [Card((*said, *advised), (*dates, *_learn(context, found.topics))[:MAX_ROWS])]


def placement(context: LearnerContext, _argument: str) -> list[Reply]:
    """Ask the 15 questions that reveal most about what the learner knows; they are explained at the end."""
    settled = push_times.settle_in(context)
    if found := context.store.quiz_sessions.open(context.me, "placement"):
        return settled + run.go_on(context, found)
    size = min(PLACEMENT, len(context.library.items))
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind="placement",
            title="Placement",
            size=size,
            explain="end",
            started_at=context.now,
        )
    )
    return settled + run.go_on(context, session, lead=words.placement_start(size))


def _in_order(context: LearnerContext, found: Readiness) -> list[tuple[str, Likely]]:
    return [(domain.id, found.domains[domain.id]) for domain in context.library.by_weight]


def _learn(context: LearnerContext, topics: tuple[str, ...]) -> Rows:
    return tuple((buttons.learn(context, topic),) for topic in topics)
