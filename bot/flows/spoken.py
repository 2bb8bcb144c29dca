"""A typed button name: it does what that button would do under the last message shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions import Complain, ExplainMore, Finish, Flag, Guessed, Jump, Next, NotClear, Overview, Save, Stop, Unsave
from bot.bank import forms
from bot.chat import Card
from bot.flows import exam, explain_more, explanation, prompts, reports, waiting
from bot.flows import quiz_session as run
from bot.flows.exam import review
from bot.flows.exam_time import left
from bot.storage.tables import DUEL, EXAM, TOGETHER, Attempt, QuizSession, id_of
from bot.words import answers as words
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

    Act: TypeAlias = Callable[[LearnerContext, Attempt, QuizSession], list[Reply]]

_NAMES: Final = {
    "next": "next|next question|next one|next please|go on|move on|continue|another one|another question|keep going",
    "previous": "previous|previous question|previous one|back|go back|last question",
    "flag": "flag|flag it|flag this|flag this question|mark it|mark this",
    "unflag": "unflag|unflag it|unflag this|remove the flag",
    "overview": "overview|show overview|show the overview|show me the overview",
    "hand in": "hand in|hand it in|hand in now|turn in|turn it in|turn in my exam|submit|submit it|submit my exam"
    "|submit exam|submit the exam|finish|finish exam|finish the exam",
    "stop": "stop|stop it|stop this|stop here|end this",
    "more": "explain more|explain it more|more|tell me more|explain|explain it|explain this|explain that|why",
    "explained": "why did i get this wrong|why did i get that wrong|why did i get it wrong|why is this wrong"
    "|why is that wrong|why is it wrong|why was this wrong|why was that wrong|why was it wrong|why was i wrong"
    "|why am i wrong|why is my answer wrong|why was my answer wrong|what did i do wrong|explain my mistake",
    "save": "save|save it|save this|save this one|save this question",
    "unsave": "unsave|unsave it|unsave this",
    "report": "report|report it|report this|report this question",
    "guessed": "i guessed|guessed|i just guessed|i guessed it|i guessed that|i guessed on that|lucky guess|just guessed"
    "|that was a guess|it was a guess",
    "unclear": "poorly worded|badly worded|it is poorly worded|this is poorly worded|it is badly worded"
    "|this is badly worded|not clear|unclear|that is not clear|this is not clear",
}
_MEANT: Final = {name: meant for meant, names in _NAMES.items() for name in names.split("|")}


def button(context: LearnerContext, said: str) -> list[Reply]:
    """Do what a button of that name does; [] if none in sight has it, or another input was requested."""
    meant = _MEANT.get(forms.bare(said), "")
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key) if meant else None
    session = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if last is None or session is None or last.void or session.kind in TOGETHER or prompts.is_strict(context):
        return []
    if session.kind == EXAM and session.ended_at is None:
        return _in_exam(context, session, meant)
    if run.is_closed(last, session) and session.kind != EXAM:
        return []
    is_open = run.is_open(context, last) and session.ended_at is None
    act = (_UNDER_A_QUESTION if is_open else _UNDER_AN_EXPLANATION).get(meant)
    return act(context, last, session) if act else []


def _in_exam(context: LearnerContext, session: QuizSession, meant: str) -> list[Reply]:
    attempt = context.store.exams.at(id_of(session), session.cursor)
    if attempt is None or not left(context, session):
        return []
    act = _IN_EXAM.get(meant)
    return act(context, attempt, session) if act else []


def _onward(context: LearnerContext, _attempt: Attempt, session: QuizSession) -> list[Reply]:
    """Continue what was shown last, including a simulation's review; [] once it is over."""
    if session.kind == EXAM:
        return exam.onward(context, Next(id_of(session))) if session.explain in review.WHICH else []
    return run.go_on(context, session) if session.ended_at is None else []


def _same_again(context: LearnerContext, _attempt: Attempt, session: QuizSession) -> list[Reply]:
    """Show the open question again; the next one waits for its answer."""
    return run.go_on(context, session, lead=words.answer_or_skip())


def _stop(context: LearnerContext, _attempt: Attempt, session: QuizSession) -> list[Reply]:
    if session.ended_at is not None or session.kind == DUEL:
        return []
    return run.stop(context, Stop(id_of(session)))


def _answer_first(context: LearnerContext, _attempt: Attempt, _session: QuizSession) -> list[Reply]:
    return waiting.beside(context, [Card(refusals.answer_first())])


def _in_review(context: LearnerContext, attempt: Attempt, session: QuizSession) -> int:
    """Return the id of the question whose explanation is in sight; for a simulation, the one under review."""
    looked = review.current(context, session) if session.kind == EXAM else None
    return id_of(looked or attempt)


def _explained(context: LearnerContext, number: int) -> list[Reply]:
    attempt, session = explanation.explained(context, number)
    return [explanation.card(context, session, attempt, replace=False)]


def _step(by: int) -> Act:
    def act(context: LearnerContext, attempt: Attempt, session: QuizSession) -> list[Reply]:
        to = attempt.position + by
        if to > session.size:
            return exam.finish(context, Finish(id_of(session), "ask"))
        return exam.jump(context, Jump(id_of(session), str(max(1, to))))

    return act


def _waits(context: LearnerContext, _attempt: Attempt, _session: QuizSession) -> list[Reply]:
    return waiting.beside(context, [Card(words.waits_for_the_end())])


_IN_EXAM: Final[dict[str, Act]] = {
    "next": _step(1),
    "previous": _step(-1),
    "flag": lambda context, attempt, _: exam.flag(context, Flag(id_of(attempt), 1)),
    "unflag": lambda context, attempt, _: exam.flag(context, Flag(id_of(attempt), 0)),
    "overview": lambda context, _, session: exam.overview(context, Overview(id_of(session), 0)),
    "hand in": lambda context, _, session: exam.finish(context, Finish(id_of(session), "ask")),
    **dict.fromkeys(("more", "explained", "save", "report", "guessed", "unclear"), _waits),
}
_UNDER_A_QUESTION: Final[dict[str, Act]] = {
    "next": _same_again,
    "stop": _stop,
    **dict.fromkeys(("more", "explained", "save", "guessed"), _answer_first),
}
_UNDER_AN_EXPLANATION: Final[dict[str, Act]] = {
    "next": _onward,
    "stop": _stop,
    "more": lambda context, attempt, session: explain_more.more(
        context, ExplainMore(_in_review(context, attempt, session))
    ),
    "explained": lambda context, attempt, session: _explained(context, _in_review(context, attempt, session)),
    "save": lambda context, attempt, session: explanation.save(context, Save(_in_review(context, attempt, session))),
    "unsave": lambda context, attempt, session: explanation.unsave(
        context, Unsave(_in_review(context, attempt, session))
    ),
    "report": lambda context, attempt, session: reports.complain(
        context, Complain(_in_review(context, attempt, session))
    ),
    "guessed": lambda context, attempt, session: explanation.guessed(
        context, Guessed(_in_review(context, attempt, session))
    ),
    "unclear": lambda context, attempt, session: reports.not_clear(
        context, NotClear(_in_review(context, attempt, session))
    ),
}
