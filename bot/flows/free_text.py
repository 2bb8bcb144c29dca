"""Free text: an answer to the question shown last, or what was asked for; else a short hint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Answer
from bot.chat import Card
from bot.flows import buttons, career, exam, exam_result, pauses, plan, settings, start
from bot.flows import quiz_session as run
from bot.storage.tables import EXAM
from bot.words import account as words
from bot.words.questions import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

LONGEST_OPTION: Final = 120


def talk(context: LearnerContext, said: str) -> list[Reply]:
    """Take what was said as an answer, as what was asked for, or hint at what works."""
    if answered := _answered(context, said):
        return answered
    room, _, name = context.learner.expecting.partition(".")
    if room == "start" and not context.learner.onboarded:
        return start.typed(context, name, said)
    take = _EXPECTED.get(room)
    taken = take(context, name, said) if take else None
    if taken is not None:
        return taken
    return [Card(words.hint(), ((buttons.today(),),))]


def _answered(context: LearnerContext, said: str) -> list[Reply]:
    """Take what was said as an answer to the question shown last; [] if it is none."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    if last is None or last.id is None:
        return []
    place = _place(context, last, said) if run.is_open(context, last) else None
    if last.mode == EXAM:
        return exam.typed(context, last, place, said.strip())
    return [] if place is None else run.answer(context, Answer(last.id, place), pressed=False)


def _place(context: LearnerContext, attempt: Attempt, said: str) -> int | None:
    """Return the place of the option that was meant by its letter or its text."""
    typed = said[:LONGEST_OPTION].strip()
    if len(typed.rstrip(".)")) == 1 and typed[0].upper() in LETTERS:
        return LETTERS.index(typed[0].upper())
    options = context.library.bank.questions[attempt.question].options
    texts = [_folded(options[index].text) for index in run.shown(attempt)]
    return texts.index(_folded(typed)) if _folded(typed) in texts else None


def _folded(said: str) -> str:
    """Return the text without what phones change by themselves: case, spaces, curly quotes, an end period."""
    straight = said.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(straight.split()).casefold().rstrip(".")


_EXPECTED: Final[dict[str, Callable[[LearnerContext, str, str], list[Reply] | None]]] = {
    "career": career.typed,
    "pause": lambda context, _name, said: pauses.pause(context, said),
    "plan": lambda context, _name, said: plan.typed(context, said),
    "result": exam_result.typed,
    "settings": settings.typed,
}
"""What takes text that was asked for, by the room in `Learner.expecting`; None: it was meant for something else."""
