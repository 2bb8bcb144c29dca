"""Incoming events: who sent them, what they want, and the flow that handles them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import actions, flows
from bot.actions import Action, Complain, GroupDo, GroupSet, Operate, Run, decode
from bot.chat import Added, Card, Command, Left, Moved, Pointed, Pressed, Removed, Room, Said, text
from bot.commands import COMMANDS
from bot.context import LearnerContext, new_learner
from bot.errors import Refusal
from bot.flows import (
    account,
    arrival,
    career,
    exam,
    explain_more,
    explanation,
    guide,
    hours,
    in_words,
    linking,
    locales,
    mock,
    operators,
    prompts,
    push_times,
    quiz_session,
    reports,
    retention,
    settings,
    start,
)
from bot.flows.board import command as board_command
from bot.flows.classes import command as classes
from bot.flows.classes import joining, work
from bot.flows.duel import challenge, play
from bot.flows.free_text import talk
from bot.flows.group import answer, manage, membership
from bot.flows.live import answer as live_answer
from bot.flows.live import begin, board
from bot.flows.pointed import pointed
from bot.storage.learner_settings import DEFAULTS
from bot.words import managing as words
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.chat import Address, Event, Reply
    from bot.context import Context
    from bot.storage.tables import Identity, Learner

    Managing: TypeAlias = str | GroupSet | GroupDo
    Flow: TypeAlias = Callable[[LearnerContext, Any], list[Reply]]

MAX_TYPED: Final = 10_000
_HALF: Final = re.compile("[\ud800-\udfff]")
GROUP: Final = "group"
"""The only command reserved for group managers."""
LIVE: Final = ("quiz", "stop")
"""Commands that start and stop a live round in a group."""
IN_GROUP: Final = (
    actions.GroupAnswer,
    actions.LiveAnswer,
    actions.LiveJoin,
    actions.LivePlace,
    actions.LiveMisses,
    actions.DuelAccept,
    actions.DuelPlay,
    actions.BoardJoin,
    actions.BoardPlace,
)
"""Buttons on messages shared by a whole group: pressing one does not count as talking to the tutor there."""
REPEATABLE: Final = frozenset(spec.name for spec in COMMANDS if spec.repeatable)

ACTIONS: Final[dict[type[Action], Flow]] = {
    actions.Answer: quiz_session.answer,
    actions.Next: exam.onward,
    actions.Guessed: explanation.guessed,
    actions.Save: explanation.save,
    actions.Unsave: explanation.unsave,
    actions.Complain: reports.complain,
    actions.Stop: quiz_session.stop,
    actions.Explain: mock.explain,
    actions.Review: mock.review,
    actions.Setup: start.setup,
    actions.Change: settings.change,
    actions.Erase: account.erase,
    actions.Begin: exam.begin,
    actions.Choose: exam.choose,
    actions.Flag: exam.flag,
    actions.Jump: exam.jump,
    actions.Overview: exam.overview,
    actions.Finish: exam.finish,
    actions.Outcome: exam.part,
    actions.Look: exam.look,
    actions.GroupAnswer: answer.answer,
    actions.LiveAnswer: live_answer.answer,
    actions.LiveJoin: live_answer.join,
    actions.LivePlace: board.place,
    actions.LiveMisses: board.misses,
    actions.BoardJoin: board_command.join,
    actions.BoardPlace: board_command.place,
    actions.BoardLeave: board_command.leave,
    actions.Tool: career.press,
    actions.InWords: in_words.in_words,
    actions.Skip: quiz_session.skip,
    actions.ExplainMore: explain_more.more,
    actions.NotClear: reports.not_clear,
    actions.Page: guide.turn,
    actions.Hour: hours.move,
    actions.Link: linking.press,
    actions.Unlink: linking.take_out,
    actions.DuelAccept: challenge.accept,
    actions.DuelPlay: play.play,
    actions.DuelGo: play.go,
    actions.DuelShare: play.share,
    actions.DuelAgain: challenge.again,
    actions.ClassDo: classes.press,
    actions.ClassJoin: joining.press,
    actions.ClassWork: work.press,
}
"""The flow behind each button. `Run` does what its command does; managers' buttons are in `bot.flows.group.manage`."""


@dataclass(frozen=True, slots=True)
class Request:
    """An event and its decoded button action; None if it is not a press or the token is unknown.

    `export_at` is when the export it asks for is made (aware, UTC); None for at once.
    """

    event: Event
    action: Action | None = None
    export_at: datetime | None = None

    @property
    def is_repeatable(self) -> bool:
        """True if the event can be handled again without double counting."""
        if isinstance(self.event, Pointed):
            return True
        if isinstance(self.event, Command):
            return self.event.name in REPEATABLE
        if isinstance(self.action, Run):
            return self.action.command in REPEATABLE
        return self.action is not None and not isinstance(self.action, Complain)

    @property
    def is_notice(self) -> bool:
        """True for a platform notice, to which no one expects a reply."""
        return isinstance(self.event, Left | Added | Removed | Moved)

    @property
    def managing(self) -> Managing | None:
        """The group management request, if this is one; otherwise None."""
        if isinstance(self.event, Command):
            return self.event.argument[:MAX_TYPED] if self.event.name.casefold() == GROUP else None
        return self.action if isinstance(self.action, GroupSet | GroupDo) else None


def read(event: Event) -> Request:
    """Decode the event's token, which happens nowhere else, and strip what no database accepts from typed text."""
    if isinstance(event, Pressed):
        return Request(event, decode(event.token))
    if isinstance(event, Said):
        return Request(replace(event, text=_storable(event.text)))
    if isinstance(event, Command):
        room = event.room and replace(event.room, name=_storable(event.room.name))
        return Request(replace(event, name=_storable(event.name), argument=_storable(event.argument), room=room))
    return Request(event)


def _storable(typed: str) -> str:
    """The text without NUL, and with a replacement character for each unpaired surrogate."""
    return _HALF.sub("\ufffd", typed.replace("\0", ""))


@dataclass(frozen=True, slots=True)
class Incoming:
    """The handling of one event in its transaction."""

    base: Context

    def settle(self, request: Request) -> list[Reply]:
        """Do what the event asks for and return the replies.

        Raises:
            Refusal: it can't be done; the text says why.
        """
        event = request.event
        if isinstance(event, Added | Removed | Moved) or (isinstance(event, Left) and event.address.space):
            return membership.note(self.base, event)
        if isinstance(event, Left):
            self._leave(event.address)
            return []
        if isinstance(event, Command | Pressed) and (managing := request.managing) is not None:
            return self._managed(event, managing)
        if isinstance(event, Command) and event.address.space and event.name.casefold() in LIVE:
            live = self._live(event)
            if live is not None:
                return live
        if not event.address.user:
            return []  # an anonymous admin has no answers of their own
        learner, identity = self._who(event.address, event.locale)
        pressed = event.message if isinstance(event, Pressed) else ""
        context = LearnerContext(self.base, learner, identity, event.address, pressed=pressed)
        context.whom = event.whom if isinstance(event, Command) else ""
        context.export_at = request.export_at
        arrival.arrive(context, talks=not isinstance(request.action, IN_GROUP))
        return self._with_news(context, event, request.action)

    def _with_news(
        self, context: LearnerContext, event: Command | Said | Pressed | Pointed, action: Action | None
    ) -> list[Reply]:
        """Answer; in the direct chat, below what happened to the streak before, and by this answer."""
        if not context.address.direct:
            return _answer(context, event, action)
        before, replies = context.take_news(), _answer(context, event, action)
        news = "\n".join(filter(None, (before, context.take_news() if self.base.store.answered else "")))
        return [Card(text(news)), *replies] if news and not self.base.store.erased else replies

    def _managed(self, event: Command | Pressed, managing: Managing) -> list[Reply]:
        """Handle a group manager's request. Reject non-managers without creating a learner."""
        address = event.address
        if not address.space:
            raise Refusal(words.groups_only())
        if not event.manager:
            raise Refusal(words.managers_only())
        room = event.room if isinstance(event, Command) else None
        room = room or Room(address.chat, address.thread)
        learner = self._who(address, event.locale)[0] if address.user else None
        context = manage.ManagerContext(self.base, address, learner, room)
        return manage.command(context, managing) if isinstance(managing, str) else manage.press(context, managing)

    def _live(self, event: Command) -> list[Reply] | None:
        """Start or stop a live round; None if there is none to stop."""
        address, context = event.address, None
        if address.user:
            context = LearnerContext(self.base, *self._who(address, event.locale), address)
            arrival.arrive(context, talks=False)
        room = event.room or Room(address.chat, address.thread)
        caller = begin.Caller(self.base, address, context, event.manager, room)
        if event.name.casefold() == "stop":
            return begin.stop(caller)
        return begin.quiz(caller, event.argument[:MAX_TYPED])

    def _leave(self, address: Address) -> None:
        """Mark a learner as unreachable without creating one."""
        if found := self.base.store.learners.find(address.platform, address.user):
            push_times.lose(self.base.store, found[1])

    def _who(self, address: Address, locale: str) -> tuple[Learner, Identity]:
        """Return the speaker; a new learner starts in the zone suggested by their app's locale."""
        found = self.base.store.learners.find(address.platform, address.user)
        if found is None:
            zone = locales.zone_of(locale) or DEFAULTS.zone
            new = new_learner(self.base.now, replace(DEFAULTS, zone=zone))
            found = self.base.store.learners.add(new, address.platform, address.user)
            retention.begin(self.base.store, found[0], address.platform)
        return found


def _answer(context: LearnerContext, event: Command | Said | Pressed | Pointed, action: Action | None) -> list[Reply]:
    if operators.is_operator(context) and (operated := _operated(context, event, action)) is not None:
        return operated
    if isinstance(event, Said):
        return talk(context, event.text[:MAX_TYPED])
    if isinstance(event, Command):
        return prompts.leaving(context, lambda: flows.command(context, event.name, event.argument[:MAX_TYPED]))
    if isinstance(event, Pointed):
        return pointed(context, event)
    if action is None or isinstance(action, Operate):
        raise Refusal(refusals.old_button())
    if isinstance(action, IN_GROUP):
        return ACTIONS[type(action)](context, action)
    return prompts.leaving(context, lambda: _pressed(context, action))


def _pressed(context: LearnerContext, action: Action) -> list[Reply]:
    if isinstance(action, Run):
        return flows.command(context, action.command, action.argument)
    return ACTIONS[type(action)](context, action)


def _operated(
    context: LearnerContext, event: Command | Said | Pressed | Pointed, action: Action | None
) -> list[Reply] | None:
    """Handle an operator's request; None if it is not one."""
    if isinstance(action, Operate):
        return operators.press(context, action)
    typed = f"{event.name} {event.argument}" if isinstance(event, Command) else ""
    typed = event.text if isinstance(event, Said) else typed
    return (
        operators.command(context, typed[:MAX_TYPED].strip().partition(" ")[2]) if operators.is_command(typed) else None
    )
