"""The result of a placement: the likely level in each domain, and its effect on the daily sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import Review, button
from bot.chat import Card
from bot.flows import buttons, model, returns
from bot.storage.tables import id_of
from bot.words import labels
from bot.words import placed as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession


def show(context: LearnerContext, session: QuizSession, settled: Sequence[Attempt]) -> Card:
    """Return the result of a completed placement."""
    wrong = [attempt for attempt in settled if not attempt.correct]
    levels = model.engine(context).levels(context.now)
    body = words.result(
        len(settled) - len(wrong),
        len(settled),
        [(domain.name, levels[domain.id]) for domain in context.library.by_weight],
        context.settings.focus,
        back=bool(wrong) and all(returns.is_sure(context, each) for each in wrong),
    )
    rows: list[tuple[Button, ...]] = [(buttons.today(),)]
    if wrong:
        rows = [(button(labels.review_missed(len(wrong)), Review(id_of(session), 0)), buttons.today())]
    return Card(body, tuple(rows))
