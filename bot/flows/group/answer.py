"""A member's own answer: given once, explained only to them, and theirs to keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import explanation as explaining
from bot.flows.group import copies
from bot.flows.group.context import order, recount, slot_of
from bot.flows.group.question import START_WHY, is_open
from bot.storage.tables import GROUP, Attempt, QuizSession, id_of
from bot.words import group as words
from bot.words import questions as asking_words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.actions import GroupAnswer
    from bot.bank.models import Question
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.group_tables import Group, GroupQuestion

TITLE: Final = "Group question"


def answer(context: LearnerContext, action: GroupAnswer) -> list[Reply]:
    """Settle a member's answer once, and explain it to them; a second press shows the first result again."""
    question = context.store.groups.answerable(action.question)
    group = context.store.groups.look(question.group_id) if question else None
    if question is None or group is None or action.letter not in range(4):
        raise Refusal(refusals.old_button())
    if not is_here(context, group):
        raise Refusal(words.another_group())
    older = copies.retired(context, slot_of(question), question.chat, is_open=is_open(question, context.now))
    return [_answered(context, action, question), *older]


def why(context: LearnerContext, typed: str) -> list[Reply]:
    """Show the whole explanation in the direct chat, to someone who has answered, or to anyone after the reveal."""
    number = typed.removeprefix(START_WHY)
    question = context.store.groups.answerable(int(number)) if number.isdecimal() and len(number) < 19 else None  # noqa: PLR2004 - 64 bits
    if question is None:
        raise Refusal(refusals.old_button())
    item = context.library.bank.questions.get(question.question)
    given = context.store.group_answers.get(id_of(question), context.me)
    if question.void or item is None:
        return [Card(words.withdrawn("") if question.void else words.no_longer_there())]
    if given is None and question.revealed_at is None:
        raise Refusal(words.not_answered())
    return [explanation(context, question, item, given)]


def explanation(context: LearnerContext, question: GroupQuestion, item: Question, given: Attempt | None) -> Card:
    """Return what only the member is told; `given` is None for someone who did not answer."""
    if given is None or given.chosen is None:
        label = context.library.label(item.topic)
        said = asking_words.explanation(item, order(question), None, label=label)
        return Card(said, (explaining.own_questions(context),))
    session = context.store.quiz_sessions.get(given.session_id, context.me)
    assert session is not None  # noqa: S101 - a foreign key
    told = explaining.card(context, session, given, replace=False)
    return replace(told, brief=words.brief(item, order(question), given.chosen))


def is_here(context: LearnerContext, group: Group) -> bool:
    """True if someone speaks in a group, under its current or former id."""
    space = context.address.space
    return context.address.platform == group.platform and space != "" and space in (group.space, group.former_space)


def uncount(context: LearnerContext) -> None:
    """Lower the count of each open group question that a learner answered: the learner is being deleted."""
    for question in context.store.group_answers.open(context.me):
        recount(context.store, question, context.now)


def _answered(context: LearnerContext, action: GroupAnswer, question: GroupQuestion) -> Reply:
    given = _given(context, question)
    item = _item(context, question)
    if item is None:
        return Toast(words.was_withdrawn())
    if given is None and not is_open(question, context.now):
        return Toast(words.was_closed())
    if given is None:
        given = _settled(context, question, item, order(question)[action.letter])
        recount(context.store, question, context.now)
    return explanation(context, question, item, given)


def _given(context: LearnerContext, question: GroupQuestion) -> Attempt | None:
    """Return the learner's answer, even one from before they left the group and came back."""
    given = context.store.group_answers.get(id_of(question), context.me)
    if given and given.left_group and is_open(question, context.now):
        context.store.group_answers.rejoin(given)
        recount(context.store, question, context.now)
    return given


def _item(context: LearnerContext, question: GroupQuestion) -> Question | None:
    found = context.library.bank.questions.get(question.question)
    is_same = found is not None and found.published and found.wording == question.wording
    return found if is_same and not question.void else None


def _settled(context: LearnerContext, question: GroupQuestion, item: Question, chosen: int) -> Attempt:
    """Store the answer as the learner's own: it counts for their model, their log and their streak."""
    session = context.store.quiz_sessions.start(
        QuizSession(
            learner_id=context.me,
            kind=GROUP,
            title=TITLE,
            size=1,
            day_number=context.learner.day_number,
            started_at=context.now,
            ended_at=context.now,
        )
    )
    context.count_answer()
    return context.store.quiz_sessions.keep(
        Attempt(
            learner_id=context.me,
            session_id=id_of(session),
            position=1,
            question=item.id,
            version=item.version,
            topic=item.topic,
            wording=item.wording,
            shown=question.shown,
            mode=GROUP,
            asked_at=context.now,
            shown_at=context.now,
            shown_in=context.chat_key,
            answered_at=context.now,
            chosen=chosen,
            chosen_text=item.options[chosen].text,
            correct=chosen == 0,
            group_question_id=id_of(question),
        )
    )
