"""The learner's model: loaded, and brought up to the last answer, when a flow needs it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from bot.learning import Engine, StaleStateError, State, aims, chooser, records
from bot.learning.engine import PLACEMENT
from bot.learning.memories import DAY
from bot.learning.readiness import FEWEST
from bot.storage.model_cache import Stamp, Warm
from bot.storage.tables import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.context import LearnerContext
    from bot.learning.aims import Focus
    from bot.learning.readiness import Readiness
    from bot.storage.model_cache import Answered, Stored

REBUILT_AFTER: Final = timedelta(minutes=1)
"""Minimum time between two rebuilds of a model from all answers: with thousands of them, one takes seconds."""
STORED_AFTER: Final = 8
"""Answers after which a model is stored. One that isn't in memory takes in those since, which costs little."""
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
    held = context.store.models.load(context.me)
    model = _resumed(context, held) if held else None
    answers = held.since if held and model else context.store.models.every(context.me)
    if len(answers) > MOST_TAKEN_IN:
        return None
    model = model or _begun(context)
    _take_in(model, answers)
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


def missed(context: LearnerContext) -> list[str]:
    """Return the topics of the questions last answered wrong: most of those first, then by the domain's weight."""
    latest = context.store.answers.latest(context.me)
    wrong = Counter(each.topic for each in latest if each.correct is False and each.topic in context.library.domain_of)
    places = {domain.id: place for place, domain in enumerate(context.library.by_weight)}
    return sorted(wrong, key=lambda topic: (-wrong[topic], places[context.library.domain_of[topic]], topic))


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
    warm, answers = _in_memory(context) or _loaded(context)
    model, taken = warm.engine, [*warm.taken, *answers]
    model.exam_date, model.zone = context.learner.exam_date, context.zone
    model.focus = cast("Focus", context.settings.focus)
    _take_in(model, answers)
    warm = replace(warm, taken=taken)
    if taken and (warm.stamp is None or len(taken) >= STORED_AFTER):
        warm = _stored(context, warm, taken[-1])
    if warm.stamp is not None:
        context.store.models.hold(context.me, warm)
    return model


def _in_memory(context: LearnerContext) -> tuple[Warm, list[Answered]] | None:
    """Return the model in memory, and the answers to process; None if it is not, or must not be used any more."""
    found = context.store.models.resume(context.me)
    if found is None or found[0].engine.catalogue is not context.library.catalogue or _is_due(context, found[0].stamp):
        return None
    return found


def _loaded(context: LearnerContext) -> tuple[Warm, list[Answered]]:
    """Return the stored model, and the answers to process; if there is none, or it must be rebuilt, a fresh one."""
    held = context.store.models.load(context.me)
    if held and not _is_due(context, held.stamp) and (model := _resumed(context, held)):
        return Warm(model, held.stamp, held.shelves, []), held.since
    if held:
        forget(context)
    return Warm(_begun(context), None, {}, []), context.store.models.every(context.me)


def _is_due(context: LearnerContext, stamp: Stamp | None) -> bool:
    """True if a stored model must be rebuilt now."""
    if stamp is None or not stamp.stale:
        return False
    return stamp.built_at is None or abs(context.now - stamp.built_at) >= REBUILT_AFTER


def _take_in(model: Engine, answers: Sequence[Answered]) -> None:
    """Feed settled answers to a model."""
    for each in answers:
        # No one knows when someone started looking at a group's question; and a quick skip is honest, not hasty.
        is_timed = each.mode not in TOGETHER and each.chosen_text
        seconds = each.seconds if is_timed else model.usual
        model.observe(each.answered_at, each.question, bool(each.correct), seconds, each.guessed)


def _stored(context: LearnerContext, warm: Warm, last: Answered) -> Warm:
    """Store a model after its last answer, with the shelves that changed, and return it as stored."""
    changed, model = records.changed(warm.engine, warm.shelves), warm.engine
    before = warm.stamp or Stamp(last.answered_at, last.id, context.now, stale=False)
    stamp = Stamp(last.answered_at, last.id, before.built_at, before.stale)
    context.store.models.put(context.me, model.packed_topics(), stamp, changed)
    model.memories.changed.clear()
    return Warm(model, stamp, {**warm.shelves, **changed}, [])


def _begun(context: LearnerContext) -> Engine:
    me, library = context.learner, context.library
    return Engine.start(library.catalogue, library.bank.blueprint, me.exam_date, zone=context.zone, seed=context.me)


def _resumed(context: LearnerContext, held: Stored) -> Engine | None:
    """Return the stored model; None if another version of the model stored it."""
    me, library = context.learner, context.library
    remembered: dict[str, bytes] = {}
    try:
        for shelf in held.shelves.values():
            remembered |= records.unpack(shelf)
        state = State(held.state, remembered)
        return Engine.resume(
            library.catalogue, library.bank.blueprint, me.exam_date, state, zone=context.zone, seed=context.me
        )
    except (StaleStateError, ValueError):
        return None
