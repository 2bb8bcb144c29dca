"""Linking two accounts of one person, which both sides confirm, and unlinking one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Link, Unlink, button
from bot.chat import Address, Button, Card
from bot.context import JobOutput, LearnerContext, new_learner, streak_of
from bot.errors import Refusal
from bot.flows import codes, exam, model, prompts, push_times, retention
from bot.flows.career import renewal
from bot.flows.classes import weekly
from bot.flows.duel import leaving
from bot.flows.group import answer
from bot.learning import streaks
from bot.storage.tables import LinkCode, id_of
from bot.words import labels, refusals
from bot.words import linking as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Reply
    from bot.storage.tables import Due, Identity, Learner

ASK: Final = "link-ask"
"""The job that asks the chat that created a code."""
JOINED: Final = "link-joined"
"""The job that tells the chat that sent the code that the accounts are linked."""
LEFT: Final = "link-left"
"""The job that tells the remaining chats that an account was unlinked."""
CODE_LIFE: Final = timedelta(minutes=10)
CODE_SIZE: Final = 8


def link(context: LearnerContext, argument: str) -> list[Reply]:
    """Give a code, or ask whether to link with the account behind one; a pending request comes first."""
    typed = codes.tidy(argument)
    if typed:
        return [_check(context, typed)]
    if (by := context.store.learners.requested(context.me, context.now)) is not None:
        prompts.confirm(context, "join")
        return [_question(context, by)]
    code = codes.make(context, CODE_SIZE)
    context.store.learners.add_code(LinkCode(code=code, learner_id=context.me, expires_at=context.now + CODE_LIFE))
    return [Card(words.link_code(code), ((Button(labels.COPY_THE_LINE, copy=words.link_line(code)),),))]


def press(context: LearnerContext, action: Link) -> list[Reply]:
    """Continue linking: "ask" the other side, "join", or "no"."""
    if action.what == "ask":
        return [_ask(context, action.code)]
    if action.what == "join":
        return [_accept(context)]
    context.store.learners.drop_requests(context.me)
    return [Card(words.not_joined(), replace=True)]


def unlink(context: LearnerContext, _argument: str) -> list[Reply]:
    """Ask whether to unlink this account."""
    rest = _others(context)
    if not rest:
        raise Refusal(words.nothing_linked())
    prompts.confirm(context, "unlink")
    rows = ((button(labels.TAKE_OUT, Unlink()), button(labels.DO_NOT_JOIN, Link("", "no"))),)
    return [Card(words.check_unlink(_platforms(rest)), rows)]


def take_out(context: LearnerContext, _action: Unlink) -> list[Reply]:
    """Leave everything to the other accounts, and start here with nothing."""
    store, old, mine, rest = context.store, context.learner, context.identity, _others(context)
    if not rest:
        raise Refusal(words.nothing_linked())
    stays = _as(context, old, next((each for each in rest if each.home), rest[0]))
    fresh = store.learners.detach(mine, new_learner(context.now))
    retention.begin(store, fresh, mine.platform)
    store.learners.move_home(stays.identity)
    _plan(stays)
    store.schedule.put(LEFT, stays.me, stays.identity.platform, context.now)
    return [Card(words.taken_out(_platforms(rest)), replace=True)]


def ask(context: LearnerContext, _row: Due) -> JobOutput:
    """Ask the owner of a code whether they sent it, unless that is settled."""
    by = context.store.learners.requested(context.me, context.now)
    return JobOutput((_question(context, by),)) if by is not None else JobOutput()


def tell_joined(context: LearnerContext, _row: Due) -> JobOutput:
    """Report that the other side has confirmed."""
    return JobOutput((Card(words.linked(len(context.store.answers.log(context.me)))),))


def tell_left(_context: LearnerContext, _row: Due) -> JobOutput:
    """Report that an account was unlinked."""
    return JobOutput((Card(words.one_left()),))


def _check(context: LearnerContext, code: str) -> Card:
    """Explain what linking does before anything happens."""
    owner = context.store.learners.owner_of(code[:CODE_SIZE], context.now) if len(code) == CODE_SIZE else None
    if owner is None:
        raise Refusal(refusals.no_code())
    if owner == context.me:
        raise Refusal(refusals.own_code())
    prompts.confirm(context, "link", code)
    rows = ((button(labels.ASK_TO_JOIN, Link(code, "ask")), button(labels.DO_NOT_JOIN, Link("", "no"))),)
    return Card(words.check_link(_platforms(context.store.learners.identities(owner))), rows)


def _ask(context: LearnerContext, code: str) -> Card:
    store, until = context.store, context.now + CODE_LIFE
    owner = store.learners.request(code, context.me, context.now, until)
    if owner is None:
        raise Refusal(refusals.no_code())
    home = store.learners.home(owner)
    if home:
        store.schedule.put(ASK, owner, home.platform, context.now)
    return Card(words.asked_there(_platforms(store.learners.identities(owner))), replace=True)


def _question(context: LearnerContext, by: int) -> Card:
    held = len(context.store.answers.log(by))
    rows = ((button(labels.JOIN, Link("", "join")), button(labels.DO_NOT_JOIN, Link("", "no"))),)
    return Card(words.was_it_you(_platforms(context.store.learners.identities(by)), held), rows)


def _accept(context: LearnerContext) -> Card:
    store = context.store
    by = store.learners.requested(context.me, context.now)
    asker = store.learners.get(by) if by is not None else None
    home = store.learners.home(by) if by is not None else None
    if asker is None or home is None:
        raise Refusal(refusals.no_code())
    joined = _as(context, asker, home)
    answers = _join(joined, context.learner)
    store.schedule.put(JOINED, joined.me, home.platform, context.now)
    return Card(words.linked(answers), replace=True)


def _join(context: LearnerContext, held: Learner) -> int:
    """Move everything of another learner here; return the number of answers counted together."""
    store, me = context.store, context.learner
    if held.onboarded and not me.onboarded:
        _take_settings(context, held)
    me.career = {**held.career, **me.career}
    me.alias = me.alias or held.alias
    theirs = streak_of(held)
    shift = me.day_number - held.day_number - (me.day_date - held.day_date).days
    answer.uncount(context)  # someone who answered with both accounts now counts once
    leaving.merge(context, id_of(held))
    store.rounds.join_learners(context.me, id_of(held))
    store.classes.merge(context.me, id_of(held))
    store.boards.join_learners(context.me, id_of(held))
    store.learners.join(context.me, id_of(held), shift)
    model.forget(context)
    times = [row.answered_at for row in store.answers.log(context.me)]
    lived = streaks.replay(times, context.now, context.zone, me.settings.set_size, context.is_paused)
    context.keep_streak(streaks.join(context.streak, theirs, lived))
    store.learners.move_home(context.identity)
    _plan(context)
    leaving.remind(context)
    return len(times)


def _plan(context: LearnerContext) -> None:
    push_times.plan(context)
    renewal.plan(context)
    exam.plan(context)
    weekly.plan(context)


def _take_settings(context: LearnerContext, other: Learner) -> None:
    """Copy the settings of the account that is being linked."""
    context.settings = other.settings
    for column in ("onboarded", "exam_date", "alias", "paused_from", "paused_until", "hour_asked"):
        setattr(context.learner, column, getattr(other, column))


def _as(context: LearnerContext, learner: Learner, identity: Identity) -> LearnerContext:
    """Return the context of another account in the same transaction."""
    where = Address(identity.platform, identity.user_id, identity.chat, direct=True)
    return LearnerContext(context.base, learner, identity, where)


def _others(context: LearnerContext) -> list[Identity]:
    held = context.store.learners.identities(context.me)
    return [each for each in held if each.id != context.identity.id]


def _platforms(identities: Sequence[Identity]) -> list[str]:
    return sorted({each.platform for each in identities})
