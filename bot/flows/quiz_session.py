"""A quiz session: shows the next question, settles an answer, and decides when the session is over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import Answer, Explain, Skip, Stop, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import explanation, model, on_hold, results, returns, score_report
from bot.flows.duel import rules
from bot.learning.quiz_selection import draw
from bot.storage.tables import DUEL, EXAM, TOGETHER, Attempt
from bot.words import duel as duel_words
from bot.words import labels, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from datetime import datetime

    from bot.bank.models import Question
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.outlines import Outline
    from bot.storage.tables import QuizSession

A_MEMBER: Final = timedelta(days=30)
"""Anyone who has answered in a group within this time reads that group's questions."""
TODAYS: Final = timedelta(hours=24)
SAYS_WHY: Final = frozenset({"daily", "practice"})
"""Kinds of quiz sessions that say that a question is a return, and of which miss."""
LONGEST_ANSWER: Final = 600.0
"""In seconds; anyone who takes longer has put the phone away."""


def outline(context: LearnerContext, session_id: int) -> Outline | None:
    """Return one of the learner's quiz sessions, with what its next question depends on."""
    return context.store.quiz_sessions.outline(session_id, context.me, **moment(context))


def moment(context: LearnerContext) -> dict[str, str | datetime]:
    """Return what an outline depends on besides its quiz session: where it is shown, and when."""
    now = context.now
    return {"chat": context.chat_key, "now": now, "member_since": now - A_MEMBER, "asked_since": now - TODAYS}


def go_on(context: LearnerContext, session: QuizSession, *, lead: str = "", replace: bool = False) -> list[Reply]:
    """Show a quiz session's open question, otherwise the next one, otherwise the result."""
    found = outline(context, _id(session)) if session.ended_at is None else None
    return go_on_with(context, found, lead=lead, replace=replace) if found else results.show(context, session)


def go_on_with(context: LearnerContext, found: Outline, *, lead: str = "", replace: bool = False) -> list[Reply]:
    """Do what `go_on` does, for a quiz session whose outline was just read."""
    session = found.session
    if session.ended_at is not None:
        return results.show(context, session)
    lead = "\n".join(filter(None, (on_hold.lead(context, found), lead)))
    asked = [each for each in found.asked if not each.void]
    if asked and not asked[-1].answered and (last := context.store.quiz_sessions.attempt(asked[-1].id, context.me)):
        return _open(context, found, last, lead=lead, replace=replace)
    if len(asked) < session.size and (attempt := _ask(context, found)):
        return [show(context, session, attempt, lead=lead, replace=replace, number=len(asked) + 1)]
    if not asked and session.kind != DUEL:
        context.store.quiz_sessions.end(session, context.now)
        return [Card(words.nothing_new_today() if session.kind == "daily" else words.nothing_left(session.title))]
    return results.finish(context, session)


def show(
    context: LearnerContext,
    session: QuizSession,
    attempt: Attempt,
    *,
    lead: str = "",
    replace: bool = False,
    number: int = 0,
) -> Card:
    """Show a question, with its `number` if known; free text here now answers it."""
    question = context.library.bank.questions[attempt.question]
    attempt.shown_at, attempt.shown_in, attempt.wording = context.now, context.chat_key, question.wording
    if not context.unasked:
        context.learner.expecting = ""
    session.explain = session.explain or context.settings.mock_explains
    label = session.title if session.kind in {"mock", "placement"} else context.library.label(attempt.topic)
    number = number or context.store.quiz_sessions.place(attempt)
    if session.kind in SAYS_WHY:
        lead = " ".join(filter(None, (lead, returns.lead(context, attempt.question))))
    elif session.kind == DUEL:
        lead = " ".join(filter(None, (lead, rules.minute(context, attempt))))
    body = words.question(question, attempt.order, label=label, number=number, total=session.size, lead=lead)
    return Card(body, (*rows(session, attempt), *_explains(session, attempt)), replace=replace)


def answer(context: LearnerContext, action: Answer, *, pressed: bool = True) -> list[Reply]:
    """Settle an answer once, and show the explanation; a second press shows the first result again."""
    if action.letter not in range(len(words.LETTERS)):
        raise Refusal(refusals.old_button())
    return _take(context, action.attempt, action.letter, pressed=pressed)


def skip(context: LearnerContext, action: Skip, *, pressed: bool = True) -> list[Reply]:
    """Settle a question without an answer: a miss, explained like any other."""
    return _take(context, action.attempt, None, pressed=pressed)


def is_open(context: LearnerContext, attempt: Attempt) -> bool:
    """True if a question is waiting for its answer."""
    return attempt.answered_at is None and context.library.published(attempt.question) is not None


def is_closed(attempt: Attempt, session: QuizSession) -> bool:
    """True if a question was left unanswered when its set ended; it accepts no answer any more."""
    return attempt.answered_at is None and session.ended_at is not None


def rows(session: QuizSession, attempt: Attempt) -> Rows:
    """Return the buttons that answer a question, skip it, or end its quiz session."""
    letters = tuple(button(label, Answer(_id(attempt), letter)) for letter, label in enumerate(words.LETTERS))
    skip_ = button(labels.SKIP_THIS, Skip(_id(attempt)))
    return letters, (skip_,) if session.kind == DUEL else (skip_, button(labels.STOP, Stop(_id(session))))


def stop(context: LearnerContext, action: Stop) -> list[Reply]:
    """End a quiz session, with its result so far."""
    session = context.store.quiz_sessions.get(action.session, context.me)
    if session is None:
        raise Refusal(refusals.old_button())
    return results.finish(context, session)


def stop_open(context: LearnerContext, _argument: str = "") -> list[Reply]:
    """End the quiz session that `to_stop` returns."""
    found = to_stop(context)
    return results.finish(context, found) if found else [Card(words.nothing_open())]


def to_stop(context: LearnerContext) -> QuizSession | None:
    """Return the open quiz session whose question was shown last here; without one, the newest that is open."""
    last = context.store.quiz_sessions.last_shown(context.me, context.chat_key)
    shown = context.store.quiz_sessions.get(last.session_id, context.me) if last else None
    if shown is not None and shown.ended_at is None and shown.kind not in {DUEL, *TOGETHER}:
        return shown
    return context.store.quiz_sessions.open(context.me)


def _take(context: LearnerContext, attempt_id: int, place: int | None, *, pressed: bool) -> list[Reply]:
    """Settle a question with the option at a position, or with none."""
    found = context.store.quiz_sessions.with_session(attempt_id, context.me)
    if found is None or found[0].mode == EXAM:
        raise Refusal(refusals.not_yours())
    attempt, session = found
    if is_closed(attempt, session) or (attempt.answered_at is None and rules.is_over(context, session)):
        raise Refusal(
            refusals.set_closed(daily=session.kind == "daily") if session.kind != DUEL else duel_words.played()
        )
    question = context.library.published(attempt.question)
    if question is None and attempt.answered_at is None:
        return [Card(refusals.retired_question(), replace=pressed), *_instead(context, session, attempt)]
    if question and attempt.answered_at is None and attempt.wording != question.wording:
        if session.kind == DUEL:
            return [Card(duel_words.changed()), *_instead(context, session, attempt)]
        return [show(context, session, attempt, lead=words.reworded())]
    if question and context.store.quiz_sessions.settle(attempt, **_settled(context, attempt, question, place)):
        context.count_answer()
    if session.explain == "end":
        return go_on(context, session, replace=pressed)
    told = explanation.card(context, session, attempt, replace=pressed)
    return rules.answered(context, session, attempt, told) if session.kind == DUEL else [told]


def _explains(session: QuizSession, attempt: Attempt) -> Rows:
    """Return the other way to explain a quiz, for the button under its first question."""
    if session.kind != "mock" or attempt.position > 1:
        return ()
    label, other = (labels.EXPLAIN_AT_THE_END, "end") if session.explain == "each" else (labels.EXPLAIN_EACH, "each")
    return ((button(label, Explain(_id(session), other)),),)


def _ask(context: LearnerContext, found: Outline) -> Attempt | None:
    question = _pick(context, found)
    if question is None:
        return None
    session, order = found.session, question.order(context.rng)
    return context.store.quiz_sessions.ask(
        Attempt(
            learner_id=context.me,
            session_id=_id(session),
            position=found.asked[-1].position + 1 if found.asked else 1,
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


def _pick(context: LearnerContext, found: Outline) -> Question | None:
    """Return the next question of the session's paper, or the one most worth asking."""
    session = found.session
    if session.kind == DUEL:
        return rules.following(context, session)
    used, asked = {each.question for each in found.asked}, sum(not each.void for each in found.asked)
    used |= found.simulated
    if session.questions:
        bank = context.library.bank.questions
        return next((bank[q] for q in session.questions if q not in used and q in bank and bank[q].published), None)
    used |= found.in_groups | found.in_duels
    if session.kind == "placement":
        placed = model.engine(context).place(context.now, asked, exclude=used)
        return context.library.bank.questions[placed] if placed else None
    chosen = _choose(context, session, used, asked) or _longest_ago(context, session, used)
    return context.library.bank.questions[chosen] if chosen else None


def _choose(context: LearnerContext, session: QuizSession, used: set[str], asked: int) -> str | None:
    """Return the model's choice; a day's set, with so many already `asked`, begins with the most urgent return."""
    begins = session.kind == "daily" and not asked
    scope = score_report.domain(context, asked) if session.kind == "daily" else session.scope
    engine, within = model.engine(context), context.library.ids(scope)
    is_first = not engine.answered and not context.store.answers.count(context.me)
    if is_first and (easy := context.library.easy(within)):
        return engine.choose(context.now, exclude=used, within=easy, leads=begins)  # no one begins with a hard one
    return engine.choose(context.now, exclude=used, within=within, leads=begins)


def _longest_ago(context: LearnerContext, session: QuizSession, used: set[str]) -> str | None:
    """Return the question asked longest ago, for someone who has had all of them today, or whose exam is today."""
    left = [item for item in context.library.within(session.scope) if item.id not in used]
    return next(iter(draw(left, 1, context.store.answers.last_asked(context.me), context.rng)), None)


def _open(context: LearnerContext, found: Outline, attempt: Attempt, *, lead: str, replace: bool) -> list[Reply]:
    session = found.session
    elsewhere = session.kind == "daily" and attempt.question in found.in_groups  # the learner's own sets avoid those
    if context.library.published(attempt.question) and not elsewhere:
        return [show(context, session, attempt, lead=lead, replace=replace)]
    return _instead(context, session, attempt)


def _instead(context: LearnerContext, session: QuizSession, attempt: Attempt) -> list[Reply]:
    """Replace a question that left the bank."""
    context.store.quiz_sessions.withdraw(attempt)
    return go_on(context, session)


def _settled(context: LearnerContext, attempt: Attempt, question: Question, place: int | None) -> dict[str, object]:
    """Return the values that settle an attempt; a skipped one is not a guess, whatever was looked up before."""
    place = rules.in_time(context, attempt, place) if attempt.mode == DUEL else place
    chosen = None if place is None else attempt.order[place]
    seconds = min((context.now - attempt.shown_at).total_seconds(), LONGEST_ANSWER)
    return {
        "answered_at": context.now,
        "chosen": chosen,
        "chosen_text": "" if chosen is None else question.options[chosen].text,
        "correct": chosen == 0,
        "guessed": attempt.guessed and chosen is not None,
        "seconds": max(0.0, seconds),
    }


def _id(row: Attempt | QuizSession) -> int:
    assert row.id is not None  # noqa: S101 - stored rows have one
    return row.id
