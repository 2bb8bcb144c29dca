"""How a simulation ends: handed in as a whole, by the learner or by the clock, or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Finish, Jump
from bot.chat import Card
from bot.context import button
from bot.errors import Refusal
from bot.flows import model
from bot.flows import quiz_session as run
from bot.flows.exam import report
from bot.learning import streaks
from bot.storage.tables import EXAM
from bot.words import exam as words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import Turn
    from bot.storage.tables import Asking, Sitting

CLOCK: Final = "exam"
"""The kind of due row that warns and, at zero, hands in."""


def left(turn: Turn, sitting: Sitting) -> float:
    """Return the seconds that are left; a clock that was set back gives no more than there were."""
    if sitting.ends_at is None:
        return 0.0
    whole = (sitting.ends_at - sitting.started_at).total_seconds()
    return min(max((sitting.ends_at - turn.now).total_seconds(), 0.0), whole)


def leave(turn: Turn, sitting: Sitting) -> None:
    """Add the time on the question that stood on the screen to it."""
    if sitting.visit_at is None or sitting.ends_at is None:
        return
    asking = turn.store.exams.at(_id(sitting), sitting.cursor)
    if asking:
        asking.seconds += max(0.0, (min(turn.now, sitting.ends_at) - sitting.visit_at).total_seconds())
    sitting.visit_at = None


def over(turn: Turn, sitting: Sitting, *, replace: bool) -> list[Reply]:
    """Return what is said of a simulation that is over, handed in now if its time is up; [] for one that goes on."""
    if sitting.ended_at is not None:
        return report.show(turn, sitting, replace=replace)
    if left(turn, sitting) > 0:
        return []
    _hand_in(turn, sitting)
    return report.show(turn, sitting, replace=replace, lead=words.time_up())


def finish(turn: Turn, action: Finish) -> list[Reply]:
    """Ask before handing in, hand in, or give up."""
    sitting = own(turn, action.sitting)
    if action.how not in {"ask", "hand in", "give up"}:
        raise Refusal(refusals.old_button())
    if found := over(turn, sitting, replace=True):
        return found
    if action.how == "ask":
        return [_ask(turn, sitting)]
    if action.how == "hand in":
        _hand_in(turn, sitting)
    else:
        _give_up(turn, sitting)
    return report.show(turn, sitting, replace=True)


def stop_open(turn: Turn, argument: str) -> list[Reply]:
    """End the newest sitting that is open; ask before a simulation is given up."""
    found = turn.store.sittings.open(turn.me)
    if found is None or found.kind != EXAM:
        return run.stop_open(turn, argument)
    if ended := over(turn, found, replace=False):
        return ended
    sheet = turn.store.sittings.askings(_id(found))
    body = words.ask_stop(sum(bool(asking.drafts) for asking in sheet), found.size, left(turn, found))
    rows = (
        (button("Go on with the exam", Jump(_id(found), "back")),),
        (button("Hand in", Finish(_id(found), "ask")), button("Yes, give up", Finish(_id(found), "give up"))),
    )
    return [Card(body, rows)]


def submit(turn: Turn, sitting: Sitting) -> None:
    """Turn every choice into an answer, at once; they count for memory, streak and export from now on."""
    assert sitting.ends_at is not None  # noqa: S101 - every simulation has an end
    leave(turn, sitting)
    turn.store.sittings.end(sitting, min(turn.now, sitting.ends_at))
    settled = [asking for asking in turn.store.sittings.askings(_id(sitting)) if _settle(turn, sitting, asking)]
    for _ in settled:
        turn.keep_streak(streaks.answer(turn.streak, turn.now))
    sitting.cursor = 0
    held = turn.store.models.get(turn.me)
    if held and sitting.ended_at and held.answered_at >= sitting.ended_at:
        model.forget(turn)  # it only takes in what comes after its last answer, which was given after time was up


def own(turn: Turn, sitting_id: int) -> Sitting:
    """Return a simulation of the learner.

    Raises:
        Refusal: it is no simulation, or someone else's.
    """
    sitting = turn.store.sittings.get(sitting_id, turn.me)
    if sitting is None or sitting.kind != EXAM:
        raise Refusal(refusals.old_button())
    return sitting


def _hand_in(turn: Turn, sitting: Sitting) -> None:
    submit(turn, sitting)
    if not turn.store.exams.open(turn.me):
        turn.store.schedule.drop(turn.me, CLOCK)


def _give_up(turn: Turn, sitting: Sitting) -> None:
    turn.store.sittings.end(sitting, turn.now)
    turn.store.exams.give_up(_id(sitting))
    if not turn.store.exams.open(turn.me):
        turn.store.schedule.drop(turn.me, CLOCK)


def _ask(turn: Turn, sitting: Sitting) -> Card:
    leave(turn, sitting)
    sheet = turn.store.sittings.askings(_id(sitting))
    open_, flagged = sum(not asking.drafts for asking in sheet), sum(asking.flagged for asking in sheet)
    rows = ((button("Yes, hand in", Finish(_id(sitting), "hand in")), button("Go on", Jump(_id(sitting), "back"))),)
    return Card(words.ask_hand_in(open_, flagged, left(turn, sitting)), rows, replace=True)


def _settle(turn: Turn, sitting: Sitting, asking: Asking) -> bool:
    """Settle one question; one that left the bank counts nowhere, one without a choice stays open."""
    question = turn.library.asked(asking)
    if question is None:
        asking.void = True
    if question is None or not asking.drafts:
        return False
    asking.chosen = int(asking.drafts[-1])
    asking.chosen_text, asking.correct = question.options[asking.chosen].text, asking.chosen == 0
    asking.answered_at = sitting.ended_at
    return True


def _id(sitting: Sitting) -> int:
    assert sitting.id is not None  # noqa: S101 - stored
    return sitting.id
