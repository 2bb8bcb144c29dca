"""The jobs of live rounds: each step schedules the next, so a round continues wherever a process stopped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.flows.live import steps
from bot.flows.live.context import COUNT, END, LOBBY, QUESTION, REVEAL, RoundContext
from bot.jobs.group import GROUP, TRIES
from bot.jobs.job import Job

if TYPE_CHECKING:
    from bot.chat import Address, Delivery
    from bot.context import Context
    from bot.jobs.job import Owner


def restore_covered_reveal(context: Context, job: Job[Any] | None, delivery: Delivery) -> None:
    """Show a reveal again if a count that was under way at the same time may have overwritten it."""
    if job is None or job.name not in (QUESTION, COUNT):
        return
    for slot, message in delivery.messages:
        revealed = context.store.rounds.of_slot(slot) if message else None
        held = _of(context, revealed.round_id) if revealed and revealed.revealed_at else None
        if held and revealed and revealed.id:
            held.put(REVEAL, revealed.id, context.now)


def _of(context: Context, round_id: int | None) -> RoundContext | None:
    """Lock the group, then its round."""
    group_id = context.store.rounds.group_of(round_id) if round_id is not None else None
    group = context.store.groups.get(group_id) if group_id is not None else None
    played = context.store.rounds.get(round_id) if round_id is not None else None
    return RoundContext(context, group, played) if group and played else None


def _lock(context: Context, round_id: int, _building: bool, _recipient: int) -> RoundContext | None:  # noqa: FBT001 - signature of `Owner.lock`
    return _of(context, round_id)


def _lock_question(context: Context, question_id: int, building: bool, _recipient: int) -> RoundContext | None:  # noqa: FBT001 - signature of `Owner.lock`
    """Lock the group and the round, then the question while it is rendered: players lock the job's row last, too."""
    held = _of(context, context.store.rounds.round_of(question_id))
    if building:
        context.store.rounds.alone(question_id)
    return held


def _address(context: RoundContext) -> Address:
    return context.address


_GROUP: Final[Owner[Any]] = GROUP
ROUND: Final[Owner[Any]] = replace(_GROUP, lock=_lock, address=_address)
ASKED: Final[Owner[Any]] = replace(ROUND, lock=_lock_question)
JOBS: Final[tuple[Job[Any], ...]] = (
    Job(LOBBY, ROUND, steps.lobby, steps.note_lobby, steps.give_up),
    Job(QUESTION, ROUND, steps.ask, steps.note_asked, steps.give_up),
    Job(COUNT, ASKED, steps.count, undeliverable=steps.give_up, max_tries=1),
    Job(REVEAL, ASKED, steps.reveal, steps.note_revealed, steps.give_up),
    Job(END, ROUND, steps.end, undeliverable=steps.give_up, max_tries=TRIES),
)
