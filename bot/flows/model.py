"""The learner's model: loaded, and brought up to the last answer, when a flow needs it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from bot.learning import Engine, StaleStateError, State, aims, chooser, records
from bot.learning.engine import PLACEMENT
from bot.learning.memories import DAY
from bot.learning.readiness import FEWEST
from bot.storage.tables import TOGETHER, Model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from bot.context import LearnerContext
    from bot.learning.aims import Focus
    from bot.learning.readiness import Readiness

REBUILT_AFTER: Final = timedelta(minutes=1)
"""Minimum time between two rebuilds of a model from all answers: with thousands of them, one takes seconds."""
WORTH_NAMING: Final = 3
"""Maximum length of lists."""
MOST_TAKEN_IN: Final = 100
"""Maximum number of answers to process when looking at someone else's model."""


def engine(context: LearnerContext) -> Engine:
    """Return the learner's model with every answer processed, including those of an older version of the model.

    Answers are processed when the next question is chosen, not when they are given: until then "I guessed" still
    counts.
    """
    if context.model is None:
        context.model = _up_to_date(context)
    return context.model


def look(context: LearnerContext) -> Engine | None:
    """Return someone's model with every answer processed, without storing it: only its learner's own events write it.

    None if the model must be rebuilt first, which their next question does; a class would wait for all of them.
    """
    held = context.store.models.get(context.me)
    model = _resumed(context, held, context.store.models.memories(context.me)) if held else None
    rows = context.store.answers.since(context.me, (held.answered_at, held.attempt_id) if held and model else None)
    if len(rows) > MOST_TAKEN_IN:
        return None
    model = model or _begun(context)
    _take_in(model, rows)
    return model


def spoil(context: LearnerContext) -> None:
    """Record that a processed answer was changed; the model is rebuilt, at most once a minute."""
    context.store.models.spoil(context.me)
    context.model = None


def forget(context: LearnerContext) -> None:
    """Have the model rebuilt from scratch."""
    context.store.models.drop(context.me)
    context.model = None


def readiness(context: LearnerContext) -> Readiness | None:
    """Return the likely result if the exam were today; None with too few answers (fewer suffice after a placement)."""
    model = engine(context)
    placed = model.answered < FEWEST and context.store.quiz_sessions.is_done(context.me, "placement")
    return model.readiness(context.now, fewest=PLACEMENT if placed else FEWEST)


def weakest(context: LearnerContext, count: int = WORTH_NAMING) -> list[str]:
    """Return the weakest topics, among those with enough answers to tell."""
    return [topic for topic, _ in engine(context).weakest(context.now, count)]


def worth_most(context: LearnerContext, count: int = WORTH_NAMING) -> list[str]:
    """Return the topics in which study would raise the exam score most, best first."""
    model = engine(context)
    promise = chooser.promise(model.catalogue, model.mastery, context.now.timestamp() / DAY)
    return [model.catalogue.topics[index] for index in np.argsort(-promise, kind="stable")[:count]]


def asked(context: LearnerContext) -> dict[str, float]:
    """Return each domain's share of the daily sets' questions, by its id."""
    model = engine(context)
    shares = aims.shares(model.catalogue, model.mastery, model.focus, context.now.timestamp() / DAY)
    return dict(zip(model.catalogue.domains, map(float, shares), strict=True))


def _up_to_date(context: LearnerContext) -> Engine:
    held = context.store.models.get(context.me)
    if held and held.stale and (held.built_at is None or abs(context.now - held.built_at) >= REBUILT_AFTER):
        forget(context)
        held = None
    kept = context.store.models.memories(context.me) if held else {}
    model = _resumed(context, held, kept) if held else None
    since = (held.answered_at, held.attempt_id) if held and model else None
    if held and model is None:
        forget(context)
        held, kept = None, {}
    model = model or _begun(context)
    model.focus = cast("Focus", context.learner.focus)
    rows = context.store.answers.since(context.me, since)
    _take_in(model, rows)
    if rows:
        _keep(context, model, rows[-1], kept, held)
    return model


def _take_in(model: Engine, rows: Sequence[Row[Any]]) -> None:
    """Feed settled answers to a model."""
    for row in rows:
        # No one knows when someone started looking at a group's question; and a quick skip is honest, not hasty.
        is_timed = row.mode not in TOGETHER and row.chosen_text
        seconds = row.seconds if is_timed else model.usual
        model.observe(row.answered_at, row.question, bool(row.correct), seconds, row.guessed)


def _keep(
    context: LearnerContext, model: Engine, last: Row[Any], kept: Mapping[str, bytes], held: Model | None
) -> None:
    """Store the model after its last answer, along with the changed memories (`kept` by topic)."""
    row = Model(
        learner_id=context.me,
        state=model.packed_topics(),
        answered_at=last.answered_at,
        attempt_id=last.id,
        built_at=held.built_at if held else context.now,
        stale=held.stale if held else False,
    )
    context.store.models.put(row, records.changed(model, kept))


def _begun(context: LearnerContext) -> Engine:
    me, library = context.learner, context.library
    return Engine.start(library.catalogue, library.bank.blueprint, me.exam_date, zone=context.zone, seed=context.me)


def _resumed(context: LearnerContext, held: Model, kept: Mapping[str, bytes]) -> Engine | None:
    """Return the stored model; None if another version of the model stored it."""
    me, library = context.learner, context.library
    remembered: dict[str, bytes] = {}
    try:
        for shelf in kept.values():
            remembered |= records.unpack(shelf)
        state = State(held.state, remembered)
        return Engine.resume(
            library.catalogue, library.bank.blueprint, me.exam_date, state, zone=context.zone, seed=context.me
        )
    except (StaleStateError, ValueError):
        return None
