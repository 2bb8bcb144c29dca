"""What a learner can do with a class: see what it would share, join it, change what it shows, and leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import ClassDo, ClassJoin, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import codes, start
from bot.flows.classes import day, own
from bot.flows.classes.reading import read_name
from bot.storage.class_tables import ClassMember
from bot.storage.tables import id_of
from bot.words import class_members as member_words
from bot.words import classes as words
from bot.words import labels, refusals
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.class_tables import StudyClass

START: Final = "join_"
"""Prefix of the payload of an invitation's link; the code follows."""
MOST_JOINED: Final = 3
MOST_MEMBERS: Final = 100
MOST_TRIES: Final = 5
"""Wrong codes allowed within `TRIED`."""
TRIED: Final = timedelta(hours=1)
NAME: Final = "class.name/"
"""Prefixes of `expecting` while a name is asked for; a code follows, or the class's id for a new name."""
RENAME: Final = "class.rename/"
OUT: Final = frozenset({"cancel", "no", "no thanks", "no, thanks", "stop", "never mind", "nevermind", "quit", "exit"})


def join(context: LearnerContext, argument: str) -> list[Reply]:
    """Show what a class would see of the learner, and ask for confirmation."""
    code = codes.tidy(argument)
    if not code:
        return [Card(member_words.ask_code())]
    held = _opened(context, code)
    if isinstance(held, Card):
        return [held]
    if member := context.store.classes.member(id_of(held), context.me):
        return [card(context, held, member)]
    _check_room(context, held)
    rows = (
        (
            button(together_labels.TYPE_MY_NAME, ClassJoin(held.code, "name")),
            button(together_labels.JUST_COUNT_ME, ClassJoin(held.code, "counted")),
        ),
        (button(labels.NO_THANKS, ClassJoin(held.code, "no")),),
    )
    return [Card(member_words.consent(held.name, held.exam_date), rows)]


def by_link(context: LearnerContext, payload: str) -> list[Reply]:
    """Do what `/join` does, with the code of an invitation's link."""
    return join(context, payload.removeprefix(START))


def press(context: LearnerContext, action: ClassJoin) -> list[Reply]:
    """Handle the answer; the button's code is checked like a typed one."""
    if action.how not in {"name", "counted", "no"}:
        raise Refusal(refusals.old_button())
    context.learner.expecting = ""
    if action.how == "no":
        return [Card(member_words.not_joined(), replace=True)]
    held = _opened(context, codes.tidy(action.code))
    if isinstance(held, Card):
        return [held]
    _check_room(context, held)
    if action.how == "counted":
        return _join(context, held, "")
    context.learner.expecting = f"{NAME}{held.code}"
    return [Card(member_words.ask_name())]


def typed(context: LearnerContext, asked: str, said: str) -> list[Reply]:
    """Take a name that was asked for."""
    what, _, which = asked.partition("/")
    if said.strip().casefold().rstrip(".!") in OUT:
        context.learner.expecting = ""
        return [Card(member_words.not_joined() if what == "name" else words.kept())]
    name = read_name(said)
    context.learner.expecting = ""
    if what == "rename":
        return _rename(context, *own.as_member(context, int(which)), name)
    held = _opened(context, which)
    if isinstance(held, Card):
        return [held]
    _check_room(context, held)
    return _join(context, held, name)


def ask_new_name(context: LearnerContext, held: StudyClass, _member: ClassMember) -> list[Reply]:
    """Ask a member what name the instructor should see."""
    context.learner.expecting = f"{RENAME}{id_of(held)}"
    return [Card(member_words.ask_name())]


def count_only(context: LearnerContext, held: StudyClass, member: ClassMember) -> list[Reply]:
    """Count a member without a name from now on."""
    return _rename(context, held, member, "")


def leave(context: LearnerContext, held: StudyClass, _member: ClassMember) -> list[Reply]:
    """Leave a class: everything shared is gone from the instructor's view at once."""
    context.store.classes.leave(id_of(held), context.me)
    context.learner.expecting = ""
    return [Card(member_words.left(held.name), replace=True)]


def leave_one(context: LearnerContext) -> list[Reply]:
    """Leave the only class someone is in, or ask which one."""
    mine = context.store.classes.joined(context.me)
    if not mine:
        raise Refusal(member_words.none_joined())
    if len(mine) == 1:
        return leave(context, *mine[0])
    rows = tuple((button(labels.fitting(each.group.name), ClassDo(id_of(each.group), "leave")),) for each in mine)
    return [Card(member_words.which_to_leave(), rows[:5])]


def cards(context: LearnerContext) -> list[Reply]:
    """Return what someone shares with each of their classes."""
    return [card(context, *each) for each in context.store.classes.joined(context.me)]


def card(context: LearnerContext, held: StudyClass, member: ClassMember) -> Card:
    """Return what a member shares, with buttons to change it."""
    ident, over = id_of(held), own.is_over(context, held)
    out = (button(together_labels.LEAVE_THE_CLASS, ClassDo(ident, "leave")),)
    body = member_words.membership(held.name, member.name, held.exam_date, over=over)
    if over:
        return Card(body, (out,))
    name = (
        button(
            together_labels.SHOW_ANOTHER_NAME if member.name else together_labels.TYPE_MY_NAME, ClassDo(ident, "rename")
        ),
    )
    count = (button(together_labels.JUST_COUNT_ME, ClassDo(ident, "counted")),) if member.name else ()
    return day.offer(context, Card(body, ((*name, *count), out)))


def _opened(context: LearnerContext, code: str) -> StudyClass | Card:
    """Return the class with this code, or the reply to a wrong code, which is counted.

    Raises:
        Refusal: the class is over.
    """
    classes, before = context.store.classes, context.store.classes.tries(context.me)
    recent = before if before and context.now - before.since < TRIED else None
    if recent and recent.tries >= MOST_TRIES:
        return Card(member_words.too_many_tries())
    found = classes.by_code(code)
    if found is None:
        classes.count_try(context.me, recent.tries + 1 if recent else 1, recent.since if recent else context.now)
        return Card(member_words.no_such_code())
    if own.is_over(context, found):
        raise Refusal(member_words.class_over())
    return found


def _check_room(context: LearnerContext, held: StudyClass) -> None:
    """Refuse if the class is full, or the learner is in too many."""
    if context.store.classes.member(id_of(held), context.me):
        return
    if len(own.joined(context)) >= MOST_JOINED:
        raise Refusal(member_words.too_many_joined(MOST_JOINED))
    if context.store.classes.size(id_of(held)) >= MOST_MEMBERS:
        raise Refusal(member_words.class_full(MOST_MEMBERS))


def _join(context: LearnerContext, held: StudyClass, name: str) -> list[Reply]:
    classes = context.store.classes
    before = classes.member(id_of(held), context.me)
    since = before.joined_at if before else context.now
    classes.join(ClassMember(class_id=id_of(held), learner_id=context.me, name=name, joined_at=since))
    said = day.offer(context, Card(member_words.joined(held.name, name)))
    return [said] if context.learner.onboarded else [said, *start.start(context, "")]


def _rename(context: LearnerContext, held: StudyClass, member: ClassMember, name: str) -> list[Reply]:
    member.name = name
    context.store.classes.join(member)
    return [Card(member_words.joined(held.name, name))]
