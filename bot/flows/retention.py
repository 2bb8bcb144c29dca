"""The end of long silence: a notice after 700 days, deletion after 730."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.chat import Card
from bot.context import JobOutput
from bot.flows import buttons
from bot.flows.duel import leaving
from bot.flows.group import answer
from bot.storage.tables import id_of
from bot.words import progress as words

if TYPE_CHECKING:
    from bot.context import LearnerContext
    from bot.storage.store import Store
    from bot.storage.tables import Due, Learner

NOTICE: Final = "erase-notice"
ERASE: Final = "erase"
ERASE_AFTER: Final = timedelta(days=730)
NOTICE_BEFORE: Final = timedelta(days=30)


def begin(store: Store, learner: Learner, platform: str) -> None:
    """Schedule the notice for a new learner."""
    store.schedule.put(NOTICE, id_of(learner), platform, learner.seen_at + ERASE_AFTER - NOTICE_BEFORE)


def notice(context: LearnerContext, _row: Due) -> JobOutput:
    """Warn someone who has been silent for almost two years that their data will be deleted."""
    if context.now < (again := context.learner.seen_at + ERASE_AFTER - NOTICE_BEFORE):
        return JobOutput(again=again)
    context.store.schedule.put(ERASE, context.me, context.identity.platform, context.now + NOTICE_BEFORE)
    return JobOutput((Card(words.erase_notice(), ((buttons.today(),),)),))


def expire(context: LearnerContext) -> None:
    """Schedule the deletion of someone the notice cannot reach."""
    context.store.schedule.put(ERASE, context.me, context.identity.platform, context.learner.seen_at + ERASE_AFTER)


def erase(context: LearnerContext, _row: Due) -> JobOutput:
    """Delete someone who did not return after the notice."""
    if context.now - context.learner.seen_at < ERASE_AFTER:
        begin(context.store, context.learner, context.identity.platform)
        return JobOutput()
    answer.uncount(context)
    leaving.forget(context)
    context.store.erase(context.me)
    return JobOutput()
