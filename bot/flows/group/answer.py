"""A member's own answer: given once, explained to them alone, and theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.chat import Card, Toast
from bot.errors import Refusal
from bot.flows import quiz_session as run
from bot.flows.group.context import id_of, order, recount
from bot.flows.group.question import START_WHY, is_open
from bot.learning import streaks
from bot.storage.tables import GROUP, Asking, Sitting
from bot.words import group as words
from bot.words import questions as asking_words
from bot.words import refusals

if TYPE_CHECKING:
    from bot.actions import GroupAnswer
    from bot.bank.models import Question
    from bot.chat import Reply
    from bot.context import Turn
    from bot.storage.group_tables import Group, GroupQuestion

TITLE: Final = "Group question"


def answer(turn: Turn, action: GroupAnswer) -> list[Reply]:
    """Settle a member's answer once, and explain it to them; a second press shows the first result again."""
    question = turn.store.groups.answerable(action.question)
    group = turn.store.groups.look(question.group_id) if question else None
    if question is None or group is None or action.place not in range(4):
        raise Refusal(refusals.old_button())
    if not _is_here(turn, group):
        raise Refusal(words.another_group())
    given = _given(turn, question)
    item = _item(turn, question)
    if item is None:
        return [Toast(words.was_withdrawn())]
    if given is None and not is_open(question, turn.now):
        return [Toast(words.was_closed())]
    if given is None:
        given = _settled(turn, question, item, order(question)[action.place])
        recount(turn.store, question, turn.now)
    return [explanation(turn, question, item, given)]


def why(turn: Turn, typed: str) -> list[Reply]:
    """Show the whole explanation in the direct chat, to someone who has answered or after the reveal."""
    number = typed.removeprefix(START_WHY)
    question = turn.store.groups.answerable(int(number)) if number.isdecimal() and len(number) < 19 else None  # noqa: PLR2004 - 64 bits
    if question is None:
        raise Refusal(refusals.old_button())
    item = turn.library.bank.questions.get(question.question)
    given = turn.store.groups.answer(id_of(question), turn.me)
    if question.void or item is None:
        return [Card(words.withdrawn("") if question.void else words.no_longer_there())]
    if given is None and question.revealed_at is None:
        raise Refusal(words.not_answered())
    return [explanation(turn, question, item, given)]


def explanation(turn: Turn, question: GroupQuestion, item: Question, given: Asking | None) -> Card:
    """Return what a member alone is told; `given` is None for someone who did not answer."""
    if given is None or given.chosen is None:
        label = turn.library.label(item.topic)
        said = asking_words.explanation(item, order(question), None, label=label, guessed=False, place="")
        return Card(said, (run.own_questions(turn),))
    sitting = turn.store.sittings.get(given.sitting_id, turn.me)
    assert sitting is not None  # noqa: S101 - a foreign key
    told = run.explanation(turn, sitting, given, replace=False)
    return replace(told, brief=words.brief(item, order(question), given.chosen))


def uncount(turn: Turn) -> None:
    """Let the groups whose open questions a learner has answered show one answer less: they are being forgotten."""
    for question in turn.store.groups.answered_open(turn.me):
        recount(turn.store, question, turn.now)


def _given(turn: Turn, question: GroupQuestion) -> Asking | None:
    """Return the answer that the learner has given, also before they left the group and came back."""
    given = turn.store.groups.answer(id_of(question), turn.me)
    if given and given.left_group and is_open(question, turn.now):
        turn.store.groups.rejoin(given)
        recount(turn.store, question, turn.now)
    return given


def _is_here(turn: Turn, group: Group) -> bool:
    space = turn.address.space
    return turn.address.platform == group.platform and space != "" and space in (group.space, group.former_space)


def _item(turn: Turn, question: GroupQuestion) -> Question | None:
    found = turn.library.bank.questions.get(question.question)
    return found if found and found.asked and not question.void else None


def _settled(turn: Turn, question: GroupQuestion, item: Question, chosen: int) -> Asking:
    """Keep the answer as the learner's own: it counts for their model, their log and their streak."""
    sitting = turn.store.sittings.start(
        Sitting(
            learner_id=turn.me,
            kind=GROUP,
            title=TITLE,
            size=1,
            day_number=turn.learner.day_number,
            started_at=turn.now,
            ended_at=turn.now,
        )
    )
    assert sitting.id is not None  # noqa: S101 - stored
    turn.keep_streak(streaks.answer(turn.streak, turn.now))
    return turn.store.sittings.ask(
        Asking(
            learner_id=turn.me,
            sitting_id=sitting.id,
            position=1,
            question=item.id,
            version=item.version,
            topic=item.topic,
            shown=question.shown,
            mode=GROUP,
            asked_at=turn.now,
            shown_at=turn.now,
            place=turn.place,
            answered_at=turn.now,
            chosen=chosen,
            chosen_text=item.options[chosen].text,
            correct=chosen == 0,
            group_question_id=id_of(question),
        )
    )
