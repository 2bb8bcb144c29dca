"""Announcements: an operator's text to every learner who wants them, after a preview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Change, Operate, button
from bot.chat import Card
from bot.context import JobOutput
from bot.errors import Refusal
from bot.flows.push_times import next_push
from bot.learning.calendar import is_quiet, next_at
from bot.words import labels, refusals
from bot.words import operators as words

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Due

MAX_BODY: Final = 1_000
AT_ONCE: Final = 3
"""Maximum number of announcements in one message."""


def preview(context: LearnerContext, body: str) -> list[Reply]:
    """Show an announcement as its readers will see it and ask before sending; without a text, ask for one."""
    context.learner.expecting = "" if body else "operator.announce"
    if not body:
        return [Card(words.ask_announcement())]
    if len(body) > MAX_BODY:
        raise Refusal(words.too_long(MAX_BODY))
    draft = str(context.store.announcements.draft(body, context.now))
    rows = ((button(labels.SEND_IT, Operate("send", draft)), button(labels.DISCARD, Operate("discard", draft))),)
    return [Card(words.announcement([body])), Card(words.preview(context.store.announcements.audience()), rows)]


def send(context: LearnerContext, draft: str) -> list[Reply]:
    """Release a draft: it is due for everyone at once, and goes out at the pace of pushes."""
    people = context.store.announcements.audience()
    if not context.store.announcements.release(_number(draft), context.now):
        raise Refusal(refusals.old_button())
    return [Card(words.released(people), replace=True)]


def discard(context: LearnerContext, draft: str) -> list[Reply]:
    """Throw a draft away."""
    if not context.store.announcements.discard(_number(draft)):
        raise Refusal(refusals.old_button())
    return [Card(words.discarded(), replace=True)]


def tell(context: LearnerContext, _row: Due) -> JobOutput:
    """Tell the learner recent announcements they have not seen, outside quiet hours and pauses."""
    me = context.learner
    pending = context.store.announcements.pending(me, context.now)[:AT_ONCE]
    if not pending or not me.settings.news or me.goodbye:
        return JobOutput()
    if context.is_paused(context.today):
        return JobOutput(again=next_push(context))
    if is_quiet(context.now, me.settings.quiet_from, me.settings.quiet_until, context.zone):
        return JobOutput(again=next_at(context.now, me.settings.quiet_until, context.zone))
    rows = ((button(labels.NO_NEWS, Change("news", "off")),),)
    return JobOutput((Card(words.announcement([each.body for each in pending]), rows),))


def told(context: LearnerContext, _row: Due) -> None:
    """Record what was delivered, so that it is never repeated."""
    pending = context.store.announcements.pending(context.learner, context.now)[:AT_ONCE]
    context.learner.announced = max([context.learner.announced, *(each.id or 0 for each in pending)])


def _number(draft: str) -> int:
    return int(draft) if draft.isdecimal() else 0
