"""Questions about the learner's own numbers, answered from their own data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.flows import ask, buttons, model, plan, progress, ready, waiting
from bot.flows.career import after, next_date
from bot.learning.calendar import DAY_TURNS, moment
from bot.words import answers as answer_words
from bot.words import labels
from bot.words import mine as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.bank.mine import Mine, What
    from bot.chat import Button, Reply
    from bot.context import LearnerContext
    from bot.storage.tables import Attempt

NAMED: Final = 3
"""Topics named in one answer."""


def answer(context: LearnerContext, asked: Mine) -> list[Reply]:
    """Answer with the learner's own numbers; the open question stays, and a simulation's clock isn't disturbed."""
    if waiting.in_exam(context) and asked.what in _AFTER_AN_EXAM:
        return waiting.beside(context, [Card(answer_words.waits_for_the_end())])
    return waiting.beside(context, _ANSWERS[asked.what](context))


def missed(context: LearnerContext) -> Sequence[Attempt]:
    """Return the questions last answered wrong that can be practiced, newest first; none that awaits its result."""
    latest = context.store.answers.latest(context.me)
    awaited = {each.id for each in context.store.quiz_sessions.all_open(context.me) if each.explain == "end"}
    wrong = (each for each in latest if each.correct is False and each.session_id not in awaited)
    return [each for each in wrong if context.library.published(each.question)]


def _exam(context: LearnerContext) -> list[Reply]:
    if after.is_certified(context):
        return [Card(words.passed(), ((button(labels.SET_THE_EXAM_DATE, Run("plan", plan.DATE)),),))]
    day = context.learner.exam_date
    if day is None:
        return [Card(words.no_exam(), ((button(labels.SET_THE_EXAM_DATE, Run("plan", plan.DATE)),),))]
    if day < context.today:
        told = button(labels.TELL_HOW_IT_WENT, Run("result"))
        return [Card(words.exam_is_over(day, context.today), ((told, _other_date()),))]
    return [Card(words.exam(day, context.today), ((buttons.plan(), _other_date()),))]


def _other_date() -> Button:
    return button(labels.MOVE_THE_EXAM_DATE, Run("plan", plan.DATE))


def _retake(context: LearnerContext) -> list[Reply]:
    """Say from when the next attempt is possible; without a failed one on record, what the rule is."""
    if first := next_date.earliest(context):
        return [Card(words.retake(first, context.today), (next_date.offers(context),))]
    entry = context.library.faq.by_id.get("retake-wait")
    return [ask.answered(context, entry)] if entry else ask.faq(context, "")


def _streak(context: LearnerContext) -> list[Reply]:
    now = context.streak
    said = words.streak(now.length, now.best, now.freezes, now.answered, now.goal)
    return [Card(said, ((buttons.questions(context),),))]


def _lost(context: LearnerContext) -> list[Reply]:
    now = context.streak
    return [Card(words.lost_streak(now.length, now.best, now.answered, now.goal), ((buttons.questions(context),),))]


def _today(context: LearnerContext) -> list[Reply]:
    since = moment(context.learner.day_date, DAY_TURNS, context.zone)
    right, answered = context.store.answers.score(context.me, since)
    return [Card(words.today(right, answered), ((buttons.questions(context),),))]


def _left_today(context: LearnerContext) -> int:
    """Return how many of today's questions are unanswered; those of a day not begun count."""
    found = context.store.quiz_sessions.daily(context.me, context.learner.day_number)
    if found is None or found.id is None:
        return context.learner.day_goal
    attempts = context.store.quiz_sessions.attempts(found.id)
    return max(0, found.size - sum(each.answered_at is not None for each in attempts))


def _left(context: LearnerContext) -> list[Reply]:
    return [Card(words.left(_left_today(context)), ((buttons.questions(context),),))]


def _weakest(context: LearnerContext) -> list[Reply]:
    """Name the weakest topics; with too few answers for that, those missed most."""
    if weak := model.weakest(context, NAMED):
        return [Card(words.weakest(_names(context, weak)), (_practice(context, weak[0]),))]
    counts = Counter(each.topic for each in missed(context))
    topics = [topic for topic in model.missed(context) if topic in counts][:NAMED]
    if not topics:
        return [_nothing_missed(context)]
    said = words.weakest_so_far(_names(context, topics), [counts[topic] for topic in topics])
    return [Card(said, (_practice(context, topics[0]), (buttons.missed(),)))]


def _domain(context: LearnerContext) -> list[Reply]:
    """Name the domain with the smallest share known; those without an answer are named as such."""
    sums = progress.sums(context)
    tried = [domain for domain in context.library.by_weight if domain.id in sums]
    if not tried:
        return [_nothing_missed(context)]
    worst = min(tried, key=lambda domain: sums[domain.id][0] / sums[domain.id][1])
    untried = [domain.name for domain in context.library.by_weight if domain.id not in sums]
    said = words.weakest_domain(worst.name, *sums[worst.id], untried)
    return [Card(said, ((button(labels.only(worst.label), Run("practice", worst.id)), buttons.progress()),))]


def _missed(context: LearnerContext) -> list[Reply]:
    found = missed(context)
    if not found:
        return [_nothing_missed(context)]
    topics = list(dict.fromkeys(each.topic for each in found))
    said = words.missed(len(found), _names(context, topics[:NAMED]), len(topics[NAMED:]))
    return [Card(said, ((buttons.missed(),),))]


def _nothing_missed(context: LearnerContext) -> Card:
    return Card(words.nothing_missed(context.store.answers.count(context.me)), ((buttons.questions(context),),))


def _next(context: LearnerContext) -> list[Reply]:
    """Return one next step: the exam's checklist, today's set, what was missed, or the weakest topic."""
    exam = context.learner.exam_date
    if exam and 0 <= (days := (exam - context.today).days) <= 1:
        return [Card(words.next_on_exam_day(days), ((button(labels.THE_EXAM_DAY, Run("examday")),),))]
    if left := _left_today(context):
        return [Card(words.next_today(left), ((buttons.today(),),))]
    if found := missed(context):
        return [Card(words.next_missed(len(found)), ((buttons.missed(), buttons.plan()),))]
    topic = (model.weakest(context) or model.worth_most(context, 1))[0]
    return [Card(words.next_topic(context.library.name(topic)), (_practice(context, topic),))]


def _names(context: LearnerContext, topics: Sequence[str]) -> list[str]:
    return [context.library.name(topic) for topic in topics]


def _practice(context: LearnerContext, topic: str) -> tuple[Button, ...]:
    return (button(labels.practice(context.library.short(topic)), Run("practice", topic)), buttons.progress())


_ANSWERS: Final[Mapping[What, Callable[[LearnerContext], list[Reply]]]] = {
    "exam": _exam,
    "retake": _retake,
    "streak": _streak,
    "lost": _lost,
    "today": _today,
    "left": _left,
    "weakest": _weakest,
    "domain": _domain,
    "sum": lambda context: progress.progress(context, ""),
    "next": _next,
    "ready": lambda context: ready.ready(context, ""),
    "missed": _missed,
}
_AFTER_AN_EXAM: Final = frozenset({"next", "missed", "weakest", "domain"})
"""What would lead away from a running simulation."""
