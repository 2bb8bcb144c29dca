"""The learner's model: loaded, and brought up to the last answer, when something is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import Engine, StaleStateError, State, chooser
from bot.learning.memories import DAY
from bot.storage.tables import GROUP, Model

if TYPE_CHECKING:
    from bot.context import Turn

WORTH_NAMING: Final = 3
"""Every list is short."""


def engine(turn: Turn) -> Engine:
    """Return the learner's model with every answer taken in, also those of an older version of the model.

    Answers are taken in when the next question is chosen, not when they are given: until then "I guessed" still counts.
    """
    if turn.model is None:
        turn.model = _up_to_date(turn)
    return turn.model


def forget(turn: Turn) -> None:
    """Let the model be built anew: an answer that it has taken in was changed."""
    turn.store.models.drop(turn.me)
    turn.model = None


def worth_most(turn: Turn, count: int = WORTH_NAMING) -> list[str]:
    """Return the topics in which study would move the exam's score most, the best first."""
    model = engine(turn)
    promise = chooser.promise(model.catalogue, model.mastery, turn.now.timestamp() / DAY)
    return [model.catalogue.topics[index] for index in np.argsort(-promise, kind="stable")[:count]]


def _up_to_date(turn: Turn) -> Engine:
    held = turn.store.models.get(turn.me)
    model = _resumed(turn, held) if held else None
    since = (held.answered_at, held.asking_id) if held and model else None
    model = model or _begun(turn)
    rows = turn.store.answers.since(turn.me, since)
    for row in rows:
        # Nobody knows since when someone has looked at a group's question.
        seconds = model.usual if row.mode == GROUP else row.seconds
        model.observe(row.answered_at, row.question, bool(row.correct), seconds, row.guessed)
    if rows:
        last = rows[-1]
        state = model.state().to_bytes()
        turn.store.models.put(Model(learner_id=turn.me, state=state, answered_at=last.answered_at, asking_id=last.id))
    return model


def _begun(turn: Turn) -> Engine:
    me, library = turn.learner, turn.library
    return Engine.start(library.catalogue, library.bank.blueprint, me.exam_date, zone=turn.zone, seed=turn.me)


def _resumed(turn: Turn, held: Model) -> Engine | None:
    """Return the model as it was kept, None if another version of the model kept it."""
    me, library = turn.learner, turn.library
    try:
        state = State.from_bytes(held.state)
        return Engine.resume(
            library.catalogue, library.bank.blueprint, me.exam_date, state, zone=turn.zone, seed=turn.me
        )
    except StaleStateError:
        return None
