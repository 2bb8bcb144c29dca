"""The learner's model: loaded, and brought up to the last answer, when something is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import Engine, StaleStateError, State, chooser
from bot.learning.memories import DAY
from bot.storage.tables import GROUP, Model

if TYPE_CHECKING:
    from bot.context import LearnerContext

WORTH_NAMING: Final = 3
"""Every list is short."""


def engine(context: LearnerContext) -> Engine:
    """Return the learner's model with every answer taken in, also those of an older version of the model.

    Answers are taken in when the next question is chosen, not when they are given: until then "I guessed" still counts.
    """
    if context.model is None:
        context.model = _up_to_date(context)
    return context.model


def forget(context: LearnerContext) -> None:
    """Let the model be built anew: an answer that it has taken in was changed."""
    context.store.models.drop(context.me)
    context.model = None


def worth_most(context: LearnerContext, count: int = WORTH_NAMING) -> list[str]:
    """Return the topics in which study would move the exam's score most, the best first."""
    model = engine(context)
    promise = chooser.promise(model.catalogue, model.mastery, context.now.timestamp() / DAY)
    return [model.catalogue.topics[index] for index in np.argsort(-promise, kind="stable")[:count]]


def _up_to_date(context: LearnerContext) -> Engine:
    held = context.store.models.get(context.me)
    model = _resumed(context, held) if held else None
    since = (held.answered_at, held.attempt_id) if held and model else None
    model = model or _begun(context)
    rows = context.store.answers.since(context.me, since)
    for row in rows:
        # Nobody knows since when someone has looked at a group's question.
        seconds = model.usual if row.mode == GROUP else row.seconds
        model.observe(row.answered_at, row.question, bool(row.correct), seconds, row.guessed)
    if rows:
        last = rows[-1]
        state = model.state().to_bytes()
        context.store.models.put(
            Model(learner_id=context.me, state=state, answered_at=last.answered_at, attempt_id=last.id)
        )
    return model


def _begun(context: LearnerContext) -> Engine:
    me, library = context.learner, context.library
    return Engine.start(library.catalogue, library.bank.blueprint, me.exam_date, zone=context.zone, seed=context.me)


def _resumed(context: LearnerContext, held: Model) -> Engine | None:
    """Return the model as it was kept, None if another version of the model kept it."""
    me, library = context.learner, context.library
    try:
        state = State.from_bytes(held.state)
        return Engine.resume(
            library.catalogue, library.bank.blueprint, me.exam_date, state, zone=context.zone, seed=context.me
        )
    except StaleStateError:
        return None
