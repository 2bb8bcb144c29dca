"""A run of questions: puts the next one on the screen, settles an answer, and says when the run is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Answer, Complain, Guessed, Next, Run, Save, Stop, button
from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import buttons, model, results, returns, score_report
from bot.learning import streaks
from bot.learning.quiz_selection import draw
from bot.storage.tables import EXAM, GROUP, Attempt
from bot.words import labels, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from bot.bank.models import Question
    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import QuizSession

A_MEMBER: Final = timedelta(days=30)
"""Who has answered in a group within it reads what that group is asked."""
TODAYS: Final = timedelta(hours=24)
SAYS_WHY: Final = frozenset({"daily", "practice"})
"""Kinds of quiz sessions that say of a question that it comes back, and for what."""
LONGEST_ANSWER: Final = 600.0
"""Seconds; who takes longer has put the phone away."""


def go_on(context: LearnerContext, session: QuizSession, *, lead: str = "", replace: bool = False) -> list[Reply]:
    """Show the open question of a quiz session, else the next one, else how it ended."""
    if session.ended_at is not None:
        return results.show(context, session)
    asked = context.store.quiz_sessions.attempts(_id(session))
    if asked and asked[-1].answered_at is None:
        return _open(context, session, asked[-1], lead=lead, replace=replace)
    if len(asked) < session.size and (attempt := _ask(context, session)):
        return [show(context, session, attempt, lead=lead, replace=replace)]
    if not asked:
        context.store.quiz_sessions.end(session, context.now)
        return [Card(words.nothing_new_today() if session.kind == "daily" else words.nothing_left(session.title))]
    return results.finish(context, session)


def show(
    context: LearnerContext, session: QuizSession, attempt: Attempt, *, lead: str = "", replace: bool = False
) -> Card:
    """Put a question on the screen; it becomes the one that free text answers here."""
    question = context.library.bank.questions[attempt.question]
    attempt.shown_at, attempt.shown_in, attempt.wording = context.now, context.chat_key, question.wording
    if not context.unasked:
        context.learner.expecting = ""
    session.explain = session.explain or "each"
    label = session.title if session.kind in {"mock", "placement"} else context.library.label(attempt.topic)
    number = len(context.store.quiz_sessions.attempts(_id(session)))
    if session.kind in SAYS_WHY:
        lead = " ".join(filter(None, (lead, returns.lead(context, attempt.question))))
    body = words.question(question, shown(attempt), label=label, number=number, total=session.size, lead=lead)
    letters = tuple(button(label, Answer(_id(attempt), letter)) for letter, label in enumerate(words.LETTERS))
    return Card(body, (letters, (button(labels.STOP, Stop(_id(session))),)), replace=replace)


def answer(context: LearnerContext, action: Answer, *, pressed: bool = True) -> list[Reply]:
    """Settle an answer once, and show the explanation; a second press shows the first result again."""
    attempt = context.store.quiz_sessions.attempt(action.attempt, context.me)
    if attempt is None or attempt.mode == EXAM:
        raise Refusal(refusals.not_yours())
    session = _session_of(context, attempt)
    question = context.library.published(attempt.question)
    if question is None and attempt.answered_at is None:
        return [Card(refusals.retired_question(), replace=pressed), *_instead(context, session, attempt)]
    if action.letter not in range(4):
        raise Refusal(refusals.old_button())
    if question and attempt.answered_at is None and attempt.wording != question.wording:
        return [show(context, session, attempt, lead=words.reworded())]
    if question and context.store.quiz_sessions.settle(attempt, **_settled(context, attempt, question, action.letter)):
        context.keep_streak(streaks.answer(context.streak, context.now))
    if session.explain == "end":
        return go_on(context, session, replace=pressed)
    return [explanation(context, session, attempt, replace=pressed)]


def explanation(context: LearnerContext, session: QuizSession, attempt: Attempt, *, replace: bool) -> Card:
    """Return the card that takes an answered question's place; its rows lead on."""
    question = context.library.bank.questions.get(attempt.question)
    if question is None or attempt.chosen is None:
        raise Refusal(refusals.retired_question())
    total = f"{_number(context, session, attempt)} of {session.size}" if session.kind != GROUP else ""
    label = context.library.label(attempt.topic)
    body = words.explanation(
        question,
        shown(attempt),
        attempt.chosen,
        label=label,
        guessed=attempt.guessed and bool(attempt.correct),
        progress=total,
        back=returns.promise(context, attempt),
    )
    rows = after_alone(context, attempt) if session.kind == GROUP else after(attempt, session)
    return Card(body, rows, replace=replace)


def after(attempt: Attempt, session: QuizSession) -> Rows:
    """Return the buttons under an explanation."""
    me = _id(attempt)
    return (
        (button(labels.NEXT, Next(_id(session))), button(labels.I_GUESSED, Guessed(me))),
        (button(labels.SAVE, Save(me)), button(labels.REPORT, Complain(me))),
    )


def after_alone(context: LearnerContext, attempt: Attempt) -> Rows:
    """Return the buttons under the explanation of a group's question, which no other one follows."""
    me = _id(attempt)
    tools = button(labels.I_GUESSED, Guessed(me)), button(labels.SAVE, Save(me)), button(labels.REPORT, Complain(me))
    return tools, own_questions(context)


def own_questions(context: LearnerContext) -> tuple[Button, ...]:
    """Return the way to the learner's own questions, set up or not."""
    if context.learner.onboarded:
        return (buttons.today(),)
    return (button(words.own_questions(), Run("start")),)


def onward(context: LearnerContext, action: Next) -> list[Reply]:
    """Go on with a quiz session, in a message of its own so that the explanation stays."""
    session = context.store.quiz_sessions.get(action.session, context.me)
    if session is None:
        raise Refusal(refusals.old_button())
    return go_on(context, session)


def guessed(context: LearnerContext, action: Guessed) -> list[Reply]:
    """Count a right answer as not known, and show what gives it away."""
    attempt = _answered(context, action.attempt)
    if not attempt.correct:
        return [Toast(words.guess_was_wrong(returns.promise(context, attempt)))]
    changes, attempt.guessed = not attempt.guessed, True
    held = context.store.models.get(context.me)
    if changes and held and attempt.answered_at and held.answered_at >= attempt.answered_at:
        model.spoil(context)
    told = explanation(context, _session_of(context, attempt), attempt, replace=True)
    return [Toast(words.guess_counted(returns.promise(context, attempt))), told]


def save(context: LearnerContext, action: Save) -> list[Reply]:
    """Keep a question for later."""
    attempt = _answered(context, action.attempt)
    context.store.learners.save(context.me, attempt.question, context.now)
    return [Toast(words.saved())]


def is_open(context: LearnerContext, attempt: Attempt) -> bool:
    """True if a question waits for its answer."""
    return attempt.answered_at is None and context.library.published(attempt.question) is not None


def stop(context: LearnerContext, action: Stop) -> list[Reply]:
    """End a quiz session, with its result so far."""
    session = context.store.quiz_sessions.get(action.session, context.me)
    if session is None:
        raise Refusal(refusals.old_button())
    return results.finish(context, session)


def stop_open(context: LearnerContext, _argument: str = "") -> list[Reply]:
    """End the newest quiz session that is open."""
    found = context.store.quiz_sessions.open(context.me)
    return results.finish(context, found) if found else [Card(words.nothing_open())]


def shown(attempt: Attempt) -> tuple[int, ...]:
    """Return the canonical option at each place of an attempt."""
    return tuple(map(int, attempt.shown))


def _ask(context: LearnerContext, session: QuizSession) -> Attempt | None:
    question = _pick(context, session)
    if question is None:
        return None
    order = question.order(context.rng)
    return context.store.quiz_sessions.ask(
        Attempt(
            learner_id=context.me,
            session_id=_id(session),
            position=context.store.quiz_sessions.next_position(_id(session)),
            question=question.id,
            version=question.version,
            topic=question.topic,
            wording=question.wording,
            shown="".join(map(str, order)),
            mode=session.kind,
            asked_at=context.now,
            shown_at=context.now,
            shown_in=context.chat_key,
        )
    )


def _pick(context: LearnerContext, session: QuizSession) -> Question | None:
    """Return the next question of the quiz session's paper, or the one most worth asking."""
    used = context.store.quiz_sessions.used(_id(session))
    if session.questions:
        bank = context.library.bank.questions
        return next((bank[q] for q in session.questions if q not in used and q in bank and bank[q].published), None)
    used |= _with_groups(context)
    if session.kind == "placement":
        asked = len(context.store.quiz_sessions.attempts(_id(session)))
        placed = model.engine(context).place(context.now, asked, exclude=used)
        return context.library.bank.questions[placed] if placed else None
    chosen = _choose(context, session, used) or _longest_ago(context, session, used)
    return context.library.bank.questions[chosen] if chosen else None


def _choose(context: LearnerContext, session: QuizSession, used: set[str]) -> str | None:
    """Return what the model chooses; a day's set begins with the most urgent return."""
    begins = session.kind == "daily" and not context.store.quiz_sessions.attempts(_id(session))
    scope = session.scope
    if session.kind == "daily":
        scope = score_report.domain(context, len(context.store.quiz_sessions.attempts(_id(session))))
    return model.engine(context).choose(context.now, exclude=used, within=context.library.ids(scope), leads=begins)


def _with_groups(context: LearnerContext) -> set[str]:
    """Return what the learner's groups are asked these days: their own sets ask something else."""
    return context.store.groups.current(context.me, context.now - A_MEMBER, context.now - TODAYS)


def _longest_ago(context: LearnerContext, session: QuizSession, used: set[str]) -> str | None:
    """Return what was asked longest ago: for someone who has had all of it today, or whose exam is today."""
    left = [item for item in context.library.within(session.scope) if item.id not in used]
    return next(iter(draw(left, 1, context.store.answers.last_asked(context.me), context.rng)), None)


def _open(context: LearnerContext, session: QuizSession, attempt: Attempt, *, lead: str, replace: bool) -> list[Reply]:
    elsewhere = session.kind == "daily" and attempt.question in _with_groups(context)
    if context.library.published(attempt.question) and not elsewhere:
        return [show(context, session, attempt, lead=lead, replace=replace)]
    return _instead(context, session, attempt)


def _instead(context: LearnerContext, session: QuizSession, attempt: Attempt) -> list[Reply]:
    """Replace a question that left the bank."""
    attempt.void = True
    return go_on(context, session)


def _settled(context: LearnerContext, attempt: Attempt, question: Question, place: int) -> dict[str, object]:
    chosen = shown(attempt)[place]
    seconds = min((context.now - attempt.shown_at).total_seconds(), LONGEST_ANSWER)
    return {
        "answered_at": context.now,
        "chosen": chosen,
        "chosen_text": question.options[chosen].text,
        "correct": chosen == 0,
        "seconds": max(0.0, seconds),
    }


def _answered(context: LearnerContext, attempt_id: int) -> Attempt:
    attempt = context.store.quiz_sessions.attempt(attempt_id, context.me)
    if attempt is None or attempt.answered_at is None:
        raise Refusal(refusals.old_button())
    return attempt


def _session_of(context: LearnerContext, attempt: Attempt) -> QuizSession:
    session = context.store.quiz_sessions.get(attempt.session_id, context.me)
    assert session is not None  # noqa: S101 - a foreign key
    return session


def _number(context: LearnerContext, session: QuizSession, attempt: Attempt) -> int:
    return [other.id for other in context.store.quiz_sessions.attempts(_id(session))].index(attempt.id) + 1


def _id(row: Attempt | QuizSession) -> int:
    assert row.id is not None  # noqa: S101 - stored rows have one
    return row.id
