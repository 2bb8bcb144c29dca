"""Learners who want to quit or doubt themselves: an honest word, and choices; nothing changes unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, Skip, button
from bot.bank import discouraged
from bot.chat import Card
from bot.flows import buttons, model, waiting
from bot.flows import quiz_session as run
from bot.flows.settings import SETTINGS
from bot.storage.tables import id_of
from bot.words import offers as words
from bot.words.labels import offers as offer_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.discouraged import Low
    from bot.chat import Button, Reply
    from bot.context import LearnerContext

CHOOSES: Final = frozenset({"quit", "tired"})
"""Those who may want less of it, rather than a step further."""
SMALLER: Final = 3
"""Questions per day offered to someone for whom it is too much."""


def reply(context: LearnerContext, said: str) -> list[Reply] | None:
    """Answer a discouraged learner; None for any other text."""
    low = discouraged.read(said)
    if low is None:
        return None
    if waiting.in_exam(context):
        return waiting.beside(context, [_in_exam(low)])
    if low in CHOOSES:
        lead = words.tired() if low == "tired" else words.quitting()
        return [Card(lead, tuple((each,) for each in (*_open(context), *_less(context))))]
    return waiting.beside(context, [_step(context, low)])


def _in_exam(low: Low) -> Card:
    if low in CHOOSES:
        return Card(words.stopping_an_exam(), ((button(offer_labels.STOP_THIS_EXAM, Run("stop")),),))
    return Card(words.low_in_exam(low))


def _step(context: LearnerContext, low: Low) -> Card:
    """Say what the answers say, and offer the topic in which a little study gains the most."""
    tallies = context.store.answers.tallies(context.me).values()
    right, answered = sum(known for known, _ in tallies), sum(count for _, count in tallies)
    if not answered:
        rows = () if waiting.shown(context) else ((buttons.questions(context),),)
        return Card(words.low(low, 0, 0, ""), rows)
    topic = model.worth_most(context, 1)[0]
    said = words.low(low, right, answered, context.library.name(topic))
    return Card(said, ((buttons.learn(context, topic),),))


def _open(context: LearnerContext) -> Iterator[Button]:
    """Yield the ways out of the question in sight and its set, or of the set that is open elsewhere."""
    found = waiting.shown(context)
    if found:
        yield button(offer_labels.SKIP_THIS_QUESTION, Skip(id_of(found[0])))
    if run.to_stop(context):
        yield button(offer_labels.STOP_THIS_SET, Run("stop"))


def _less(context: LearnerContext) -> Iterator[Button]:
    """Yield the ways to have less of it."""
    if not context.is_paused(context.today):
        yield button(offer_labels.PAUSE_A_WEEK, Run("pause", "for a week"))
    if context.settings.set_size > SMALLER:
        yield button(offer_labels.only_a_day(SMALLER), Run("settings", f"size {SMALLER}"))
    if context.settings.daily_question:
        yield button(offer_labels.turn_off(SETTINGS["daily"].label), Run("settings", "daily off"))
