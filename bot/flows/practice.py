"""Practice of a domain, a topic, or missed, guessed or saved questions; and a topic's note with three questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import Card
from bot.commands import MAX_QUIZ, MIN_QUIZ
from bot.errors import Refusal
from bot.flows import buttons, model, progress, push_times, topics
from bot.flows import quiz_session as run
from bot.reading import read_number, scope_and_number
from bot.storage.tables import QuizSession
from bot.words import labels, menus, refusals
from bot.words import questions as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat import Reply
    from bot.context import LearnerContext

DEFAULT_SIZE: Final = 10
LEARN_SIZE: Final = 3
KEPT: Final = ("missed", "guessed", "saved")
MIX: Final = "mix"
"""Everything, weighted like the exam."""
SAME: Final = {
    **dict.fromkeys(("all", "any", "anything", "everything", "mixed", "random"), MIX),
    **dict.fromkeys(("miss", "misses", "wrong", "mistakes", "my mistakes", "incorrect"), "missed"),
    **dict.fromkeys(("guess", "guesses"), "guessed"),
    **dict.fromkeys(("save", "saves", "bookmarks", "bookmarked", "flagged", "favorites", "starred"), "saved"),
}
"""Other words for what can be practiced."""
WEAK: Final = frozenset({"weak", "weakest", "weak spots", "my weak spots", "weak topics", "weaknesses", "worst"})


def practice(context: LearnerContext, argument: str) -> list[Reply]:
    """Begin practice; without an argument, continue the open one or offer the choices."""
    settled = push_times.settle_in(context)
    if not argument.strip():
        found = context.store.quiz_sessions.open(context.me, "practice")
        return settled + (run.go_on(context, found) if found else [_menu(context)])
    scope, number = scope_and_number(argument)
    wanted = DEFAULT_SIZE if number is None else read_number(number, MIN_QUIZ, MAX_QUIZ)
    return settled + _begin(context, SAME.get(scope.casefold(), scope) or MIX, wanted)


def learn(context: LearnerContext, argument: str) -> list[Reply]:
    """Show a topic's note, then three questions on it; without a topic, or for a domain, offer topics."""
    if not argument.strip():
        return topics.topics(context, "")
    if listed := topics.of_domain(context, argument):
        return listed
    topic = context.library.find_topic(argument)
    if topic is None:
        return _extra(context, argument)
    note = context.library.bank.notes.get(topic.id)
    cards: list[Reply] = [Card(note)] if note else []
    size = min(LEARN_SIZE, len(context.library.within(topic.id)))
    return cards + _start(context, "learn", topic.name, topic.id, size, ())


def _extra(context: LearnerContext, typed: str) -> list[Reply]:
    """Show a note outside the blueprint, which has no questions."""
    for extra in context.library.bank.extras:
        if extra.is_meant(typed):
            return [Card(extra.text, ((buttons.today(),),))]
    raise Refusal(refusals.not_a_topic(), ((topics.all_of_them(),),))


def _begin(context: LearnerContext, scope: str, wanted: int) -> list[Reply]:
    if scope in WEAK:
        return _weakest(context, wanted)
    if scope == MIX:
        return _start(context, "practice", "Practice", "", min(wanted, len(context.library.items)), ())
    if scope in KEPT:
        questions = [question for question in _kept(context, scope) if _is_asked(context, question)]
        if scope != "saved":
            questions = _one_of_each_point(context, questions)
        questions = questions[:wanted]
        return _start(context, "practice", words.kept_title(scope), scope, len(questions), questions)
    place = context.library.find_domain(scope) or context.library.find_topic(scope)
    if place is None:
        kept = tuple(button(name.capitalize(), Run("practice", name)) for name in KEPT)
        raise Refusal(refusals.not_a_scope(), (kept, (topics.all_of_them(),)))
    return _topic(context, place.id, wanted)


def _weakest(context: LearnerContext, wanted: int) -> list[Reply]:
    """Begin with the weakest topic; with too few answers to name one, say so, and begin with one that was missed."""
    if weak := model.weakest(context):
        return _topic(context, weak[0], wanted, lead=menus.weakest_first(*progress.levels(context, weak[:1])))
    if missed := model.missed(context):
        return _topic(context, missed[0], wanted, lead=menus.missed_first(context.library.name(missed[0])))
    return [Card(menus.no_weak_spots(), ((buttons.five_more(), buttons.today()),))]


def _topic(context: LearnerContext, place: str, wanted: int, *, lead: str = "") -> list[Reply]:
    """Begin practice of a topic or domain."""
    size, title = min(wanted, len(context.library.within(place))), words.practice_title(context.library.name(place))
    return _start(context, "practice", title, place, size, (), lead=lead)


def _start(
    context: LearnerContext, kind: str, title: str, scope: str, size: int, questions: Iterable[str], *, lead: str = ""
) -> list[Reply]:
    if not size:
        return [Card(words.nothing_left(title))]
    if found := context.store.quiz_sessions.open(context.me, kind):
        context.store.quiz_sessions.end(found, context.now)
    session = QuizSession(learner_id=context.me, kind=kind, title=title, size=size, scope=scope, started_at=context.now)
    session.questions = list(questions)
    return run.go_on(context, context.store.quiz_sessions.start(session), lead=lead)


def _kept(context: LearnerContext, scope: str) -> list[str]:
    if scope == "saved":
        return [saved.question for saved in context.store.saved.all(context.me)]
    latest = context.store.answers.latest(context.me)
    return [a.question for a in latest if (a.correct is False if scope == "missed" else a.correct and a.guessed)]


def _is_asked(context: LearnerContext, question: str) -> bool:
    found = context.library.bank.questions.get(question)
    return found is not None and found.published


def _one_of_each_point(context: LearnerContext, questions: list[str]) -> list[str]:
    """Return the first question of each knowledge point."""
    first: dict[str, str] = {}
    for question in questions:
        first.setdefault(context.library.point_of.get(question, question), question)
    return list(first.values())


def _menu(context: LearnerContext) -> Card:
    domains = [button(labels.only(domain.label), Run("practice", domain.id)) for domain in context.library.by_weight]
    kept = tuple(button(scope.capitalize(), Run("practice", scope)) for scope in KEPT)
    return Card(menus.practice(), ((*domains[:2],), (*domains[2:4],), (*domains[4:],), kept))
