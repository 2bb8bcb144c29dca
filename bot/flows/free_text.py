"""Free text: an answer to the last question shown, requested input, or a question to be answered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import flows
from bot.actions import Answer, Skip
from bot.bank import care, forms
from bot.bank.understanding import Unclear, Wanted
from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import (
    ask,
    career,
    codes,
    discouraged,
    exam,
    exam_result,
    letters,
    offers,
    operators,
    pauses,
    plan,
    prompts,
    reports,
    settings,
    spoken,
    start,
    waiting,
    whereabouts,
    yes_no,
)
from bot.flows import quiz_session as run
from bot.flows.classes import joining
from bot.storage.tables import EXAM
from bot.words import answers as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

    Take: TypeAlias = Callable[[LearnerContext, str, str], list[Reply] | None]

LONGEST_OPTION: Final = 120
SENTENCE: Final = 3
"""Words that make a text a new question even while other input is requested."""
ANY_TEXT: Final = "settings.alias"
"""The prompt that would take a whole sentence for a name."""
_NUMBER: Final = re.compile(r"\d")
"""What makes a text more likely a date or a time than a question."""
IN_EXAM: Final = frozenset({"exam", "stop", "help"})
"""Commands that run without their slash during a simulation, because they do not leave it."""


def talk(context: LearnerContext, said: str) -> list[Reply]:
    """Take text as an answer, as requested input, or as a new question."""
    if care.is_despair(said):
        return [Card(words.crisis())]
    if (told := yes_no.said(context, said)) is None:
        told = _answered(context, said) or spoken.button(context, said)
    if told:
        return _as_messages(told)
    if (code := codes.alone(said)) and not context.learner.expecting.startswith("class."):
        return _command(context, Wanted("duel" if context.store.duels.by_code(code) else "join", code))
    if care.is_own_health(said):
        return waiting.beside(context, [Card(words.ask_a_clinician())])
    if not prompts.is_strict(context) and (line := _no_answer(context, said)):
        return [line]
    room, _, name = context.learner.expecting.partition(".")
    take = None if room == "start" and context.learner.onboarded else _EXPECTED.get(room)
    return _expected_or_understood(context, said, take, name) if take else understood(context, said)


def _no_answer(context: LearnerContext, said: str) -> Card | None:
    """Return the reply to a text that looks like an answer or a button's number but is neither; None for any other."""
    line = waiting.again(context) if letters.is_attempt(said) else None
    return line or waiting.nothing_open(context, said)


def _as_messages(told: list[Reply]) -> list[Reply]:
    """Return what a press would show as new messages: there is no card to change, and a notice is enough."""
    if any(isinstance(each, Toast) for each in told):
        return [each for each in told if not (isinstance(each, Card) and each.replace)]
    return [replace(each, replace=False) if isinstance(each, Card) else each for each in told]


def understood(context: LearnerContext, said: str) -> list[Reply]:
    """Do or offer what a text asks for, or answer it; the open question stays."""
    if replies := _in_plain_words(context, said):
        return replies
    meaning = context.library.understanding.meaning(said)
    if isinstance(meaning, Wanted):
        return _command(context, meaning)
    found = whereabouts.offer(context, said) if isinstance(meaning, Unclear) else []
    return found or ask.told(context, meaning)


def _in_plain_words(context: LearnerContext, said: str) -> list[Reply] | None:
    """Offer what a text asks to change, or answer someone who is discouraged; None for any other text."""
    return offers.offer(context, said) or discouraged.reply(context, said)


def _expected_or_understood(context: LearnerContext, said: str, take: Take, name: str) -> list[Reply]:
    """Take the text as the requested input; if it is something else, reply only to what it certainly says."""
    if context.learner.expecting == ANY_TEXT and (replies := _in_plain_words(context, said)):
        return replies
    try:
        taken = take(context, name, said)
    except Refusal:
        if value := offers.requested(context, said):
            return take(context, name, value) or []
        if replies := _in_plain_words(context, said):
            return _again(context, replies)
        meaning = context.library.understanding.meaning(said)
        if isinstance(meaning, Unclear) and not _asks_at_start(context, said):
            raise  # a word that resembles a term is more likely a typo in the requested input
        if not (isinstance(meaning, Wanted) or _is_a_sentence(said)):
            raise
        taken = None
    return _aside(context, said) if taken is None else taken


def _aside(context: LearnerContext, said: str) -> list[Reply]:
    """Reply to something other than the requested input."""
    return _again(context, understood(context, said))


def _again(context: LearnerContext, replies: list[Reply]) -> list[Reply]:
    """Repeat the open step of the first contact below a reply."""
    step = start.again(context)
    is_asked = bool(step) and any(isinstance(each, Card) and each.rows == step[0].rows for each in replies)
    return replies if is_asked else [*replies, *step]


def _asks_at_start(context: LearnerContext, said: str) -> bool:
    """True for a question asked during first contact instead of a date, a time or a zone, even without an answer."""
    asked = forms.is_question(said) and not _NUMBER.search(said)
    return asked and context.learner.expecting.startswith("start.")


def _is_a_sentence(said: str) -> bool:
    return "?" in said or len(said.split()) >= SENTENCE


def _command(context: LearnerContext, wanted: Wanted) -> list[Reply]:
    """Run a command typed without its slash, unless it would leave a simulation."""
    found = waiting.shown(context)
    if found and found[0].mode == EXAM and wanted.command not in IN_EXAM:
        return waiting.beside(context, [Card(words.exam_goes_on(wanted.command))])
    return prompts.leaving(context, lambda: flows.COMMANDS[wanted.command](context, wanted.argument))


def _answered(context: LearnerContext, said: str) -> list[Reply]:
    """Take text as an answer to the last question shown; [] if it is not one."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    if last is None or last.id is None:
        return []
    is_open = run.is_open(context, last)
    place = _place(context, last, said) if is_open else None
    if last.mode == EXAM:
        return exam.typed(context, last, place, said.strip())
    closed = prompts.is_strict(context) and _is_closed(context, last)
    if place is not None and not closed:
        return run.answer(context, Answer(last.id, place), pressed=False)
    if is_open and letters.is_skip(said) and not prompts.is_strict(context):
        return run.skip(context, Skip(last.id), pressed=False)
    return []


def _is_closed(context: LearnerContext, attempt: Attempt) -> bool:
    session = context.store.quiz_sessions.get(attempt.session_id, context.me)
    return session is not None and run.is_closed(attempt, session)


def _place(context: LearnerContext, attempt: Attempt, said: str) -> int | None:
    """Return the position of the option meant by its letter or its text."""
    place = letters.read_letter(said)
    if place is not None:
        return place
    typed = _folded(said[:LONGEST_OPTION].strip())
    options = context.library.bank.questions[attempt.question].options
    texts = [_folded(options[index].text) for index in attempt.order]
    return texts.index(typed) if typed in texts else None


def _folded(said: str) -> str:
    """Return the text without what phones change automatically: case, spaces, curly quotes, a final period."""
    straight = said.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})
    return " ".join(straight.split()).casefold().rstrip(".")


_EXPECTED: Final[dict[str, Take]] = {
    "start": start.typed,
    "career": career.typed,
    "class": joining.typed,
    "pause": lambda context, _name, said: pauses.pause(context, said),
    "plan": lambda context, _name, said: plan.typed(context, said),
    "report": reports.typed,
    "result": exam_result.typed,
    "operator": operators.typed,
    "settings": settings.typed,
}
"""Handlers of requested text, by the topic in `Learner.expecting`; None means it was meant for something else."""
