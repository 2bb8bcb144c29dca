"""The result of a quiz session: the day's set, a quiz, or practice; and the review of missed questions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.actions import Review, Run, button
from bot.chat import Card
from bot.flows import buttons, model, placed, returns
from bot.flows.classes import day
from bot.flows.duel import outcome
from bot.learning.engine import ANSWERS_TO_BE_WEAK
from bot.learning.weeks import KNOWN
from bot.storage.tables import DUEL, id_of
from bot.words import labels, moments
from bot.words import questions as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt, QuizSession

OF_A_DOMAIN: Final = 10
"""Answers in a domain needed to call it known."""


def finish(context: LearnerContext, session: QuizSession) -> list[Reply]:
    """End a quiz session and show its result."""
    if session.kind == DUEL:
        return outcome.finish(context, session)
    context.store.quiz_sessions.end(session, context.now)
    return show(context, session)


def show(context: LearnerContext, session: QuizSession) -> list[Reply]:
    """Show the result of a quiz session; it stays the same."""
    if session.kind == DUEL:
        return outcome.finish(context, session)
    settled = [
        attempt for attempt in context.store.quiz_sessions.attempts(id_of(session)) if attempt.answered_at is not None
    ]
    if not settled:
        return [Card(words.ended_early(session.title))]
    if session.kind == "daily":
        return [day.offer(context, _daily(context, session, settled))]
    if session.kind == "placement" and len(settled) >= session.size:
        return [placed.show(context, session, settled)]
    if session.kind in {"mock", "placement"}:
        return [_quiz(context, session, settled)]
    return [_practice(context, session, settled)]


def missed(attempts: Sequence[Attempt]) -> list[Attempt]:
    """Return the wrong answers among settled ones."""
    return [attempt for attempt in attempts if attempt.correct is False]


def _daily(context: LearnerContext, session: QuizSession, settled: Sequence[Attempt]) -> Card:
    right = len(settled) - len(missed(settled))
    if len(settled) < session.size:
        onward = button(labels.GO_ON, Run("daily"), "primary"), buttons.progress()
        return Card(words.daily_stopped(right, len(settled), session.size - len(settled)), (onward,))
    facts = []
    if not context.settings.minimal and context.streak.counted:
        facts.append(words.streak_fact(context.learner.streak))
    by_topic = context.store.answers.tallies(context.me)
    strong = _strongest(settled, by_topic)
    weak = _weakest(missed(settled), by_topic)
    if strong:
        facts.append(words.strongest(context.library.name(strong)))
    facts += filter(None, [words.missed(_topics(context, missed(settled)))])
    if context.learner.exam_date and (days := (context.learner.exam_date - context.today).days) >= 0:
        facts.append(moments.countdown(days))
    rows = _daily_rows(context, session, len(settled) - right, weak)
    return Card(words.daily_done(right, len(settled), facts), rows)


def _daily_rows(context: LearnerContext, session: QuizSession, wrong: int, weak: str | None) -> Rows:
    first, *others = buttons.menu(buttons.five_more())
    learn = ((buttons.learn(context, weak),),) if weak else ()
    return *((_review(session, wrong),) if wrong else ()), first, *learn, *others


def _review(session: QuizSession, wrong: int) -> tuple[Button, ...]:
    return (button(labels.review_missed(wrong), Review(id_of(session), 0)),)


def _topics(context: LearnerContext, wrong: Sequence[Attempt]) -> list[str]:
    """Return the names of the topics of missed questions, each once, in the order they came."""
    return list(dict.fromkeys(context.library.name(attempt.topic) for attempt in wrong))


def _strongest(settled: Sequence[Attempt], tallies: dict[str, tuple[int, int]]) -> str | None:
    """Return the best-known topic of those that came up; None if none has enough answers to tell."""
    came = [attempt.topic for attempt in settled if attempt.correct and not attempt.guessed]
    part = {topic: tallies[topic][0] / tallies[topic][1] for topic in came if tallies[topic][1] >= ANSWERS_TO_BE_WEAK}
    return max((topic for topic in part if part[topic] >= KNOWN), key=lambda topic: part[topic], default=None)


def _weakest(wrong: Sequence[Attempt], tallies: dict[str, tuple[int, int]]) -> str | None:
    topics = [attempt.topic for attempt in wrong]
    return min(topics, key=lambda t: tallies[t][0] / tallies[t][1], default=None)


def _quiz(context: LearnerContext, session: QuizSession, settled: Sequence[Attempt]) -> Card:
    wrong = missed(settled)
    asked, right = Counter[str](), Counter[str]()
    for attempt in settled:
        domain = context.library.name(context.library.domain_of[attempt.topic])
        asked[domain] += 1
        right[domain] += bool(attempt.correct)
    names = (domain.name for domain in context.library.by_weight)
    lines = [words.domain_line(name, right[name], asked[name]) for name in names if asked[name]]
    body = words.quiz_done(
        session.title,
        len(settled) - len(wrong),
        len(settled),
        sum(attempt.seconds for attempt in settled),
        lines,
        words.missed(_topics(context, wrong)),
    )
    return Card(body, _quiz_rows(session, len(wrong)))


def _quiz_rows(session: QuizSession, wrong: int) -> Rows:
    if session.kind == "placement":
        more = button(labels.FIND_LEVEL_LONG, Run("placement"))
    else:
        more = button(labels.more(session.size), Run("mock", f"{session.scope} {session.size}".strip()))
    if not wrong:
        return ((more,),)
    return ((*_review(session, wrong), more),)


def _practice(context: LearnerContext, session: QuizSession, settled: Sequence[Attempt]) -> Card:
    wrong = missed(settled)
    right, back = len(settled) - len(wrong), bool(wrong) and all(returns.is_sure(context, each) for each in wrong)
    again = f"{session.scope or 'mix'} {session.size}"
    more = button(labels.more(session.size), Run("practice", again))
    rows = ((*_review(session, len(wrong)), more), (buttons.progress(),)) if wrong else ((more, buttons.progress()),)
    after = _next(context, session.scope)
    onward = ((_practice_of(context, after),),) if after else ()
    known, following = (context.library.name(session.scope), context.library.name(after)) if after else ("", "")
    topics = [] if session.scope in context.library.domain_of else _topics(context, wrong)  # its title names the topic
    body = words.practice_done(
        session.title, right, len(settled), missed=words.missed(topics), back=back, known=known, after=following
    )
    return Card(body, (*onward, *rows))


def _practice_of(context: LearnerContext, scope: str) -> Button:
    return button(
        labels.practice_fully(context.library.name(scope), context.library.short(scope)), Run("practice", scope)
    )


def _next(context: LearnerContext, scope: str) -> str:
    """Return the topic or domain that now gains more than the one practiced; "" while that one is not well known."""
    blueprint = context.library.bank.blueprint
    topics = next(([topic.id for topic in each.topics] for each in blueprint.domains if each.id == scope), [scope])
    tallies = context.store.answers.tallies(context.me)
    known, answered = (sum(tallies.get(topic, (0, 0))[n] for topic in topics) for n in (0, 1))
    fewest = ANSWERS_TO_BE_WEAK if scope in context.library.domain_of else OF_A_DOMAIN
    if answered < fewest or known < KNOWN * answered:
        return ""
    others = (topic for topic in model.worth_most(context, len(context.library.domain_of)) if topic not in topics)
    best = next(others, "")
    return best if len(topics) == 1 or not best else context.library.domain_of[best]
