"""Setup and everything else for group managers; the platform says who is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import GroupDo, GroupSet, button
from bot.chat import Card, Room
from bot.context import Held
from bot.errors import Refusal
from bot.flows import near_names
from bot.flows.group import options, question
from bot.flows.group.context import EXTRA, TOWARDS_EXAM, GroupContext
from bot.learning import groups
from bot.learning.calendar import DEFAULT_ZONE
from bot.storage.group_tables import Group
from bot.words import group as group_words
from bot.words import labels, refusals
from bot.words import managing as words
from bot.words.labels import together as together_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Address, Reply, Rows
    from bot.context import Context
    from bot.storage.tables import Learner

AT_ONCE: Final = timedelta(minutes=1)
"""Minimum time between two questions asked out of turn."""
MAX_PLACE: Final = 100
_DEAD: Final = ("missing", "closed")
"""Obstacles that cannot be fixed in the same place, so that the group has to be set up in another."""


@dataclass(slots=True)
class ManagerContext(Held):
    """Someone who may manage a group; `learner` is None for an admin who stays anonymous."""

    base: Context
    address: Address
    learner: Learner | None
    room: Room

    def context(self) -> GroupContext | None:
        """Return the group of this server or chat; None if it was never set up."""
        found = self.store.groups.find(self.address.platform, self.address.space)
        return self.of(found) if found else None

    def known(self) -> GroupContext:
        """Return the group of this server or chat.

        Raises:
            Refusal: it was never set up.
        """
        found = self.context()
        if found is None:
            raise Refusal(words.not_set_up())
        return found

    def of(self, group: Group) -> GroupContext:
        """Return a group with its context."""
        return GroupContext(self.base, group)


def command(manager: ManagerContext, typed: str) -> list[Reply]:
    """Do what /group asks for; without an argument, show the settings or begin."""
    part, _, rest = " ".join(typed.split()).partition(" ")
    if part.casefold() == "setup":
        return setup(manager, rest)
    if not part:
        return show(manager.known()) if manager.context() else setup(manager, "")
    name = f"{part} {rest}".strip().casefold()
    if name not in _PARTS:
        raise Refusal(words.not_a_part(near_names.part(name, ("setup", *_PARTS))))
    return _PARTS[name](_signed(manager, manager.known()))


def setup(manager: ManagerContext, typed: str) -> list[Reply]:
    """Change settings, all or none of them, and show them; a new group begins with the usual ones."""
    values = options.parse(typed)
    context = _placed(manager, named=options.CHANNEL in values)
    _signed(manager, context)
    if values.get("role", "none") not in options.NOBODY and not manager.room.roles:
        raise Refusal(words.no_roles())
    names = [name for name in values if name != options.CHANNEL]
    for name in names:
        options.take(context, name, values[name])
    if context.group.questions == TOWARDS_EXAM and context.group.exam_date is None:
        raise Refusal(words.needs_date())
    return [_changed(context, words.changed([options.NAMES[name] for name in names]))]


def press(manager: ManagerContext, action: GroupSet | GroupDo) -> list[Reply]:
    """Handle a button under the settings."""
    context = manager.known()
    if context.id != action.group:
        raise Refusal(refusals.old_button())
    _signed(manager, context)
    if isinstance(action, GroupSet):
        return _set(context, action)
    if action.what not in _BUTTONS:
        raise Refusal(refusals.old_button())
    return _BUTTONS[action.what](context)


def show(context: GroupContext) -> list[Reply]:
    """Show the settings."""
    return [_settings(context)]


def preview(context: GroupContext) -> list[Reply]:
    """Show what the question of the day looks like, with a button to start."""
    item = context.choose()
    if item is None:
        raise Refusal(words.nothing_to_ask())
    following = groups.next_question(context.now, context.group.at, context.days, context.zone)
    after = groups.next_question(following, context.group.at, context.days, context.zone)
    closes = groups.closing(following, context.group.open_hours, after, context.zone)
    foot = group_words.foot(0, context.when(closes), closes, context.group.zone)
    said = words.preview(question.body(context, item, item.order(context.rng), foot))
    back = button(labels.SETTINGS, GroupDo(context.id, "show"))
    rows: Rows = (
        ((back,),) if context.runs else ((button(labels.START, GroupDo(context.id, "start"), "primary"), back),)
    )
    return [Card(said, rows, replace=True, open=True)]


def start(context: GroupContext) -> list[Reply]:
    """Start the question of the day."""
    if not context.items():
        raise Refusal(words.nothing_to_ask())
    if context.group.obstacle == "missing":
        raise Refusal(words.place_is_gone())
    if context.runs:
        return [_settings(context, words.runs_already())]
    note = words.started() if context.group.state == "new" else words.resumed()
    context.group.state = "on"
    context.go_on()
    return [_settings(context, note)]


def pause(context: GroupContext) -> list[Reply]:
    """Ask nothing until resumed."""
    return _rest(context, "paused", words.paused())


def off(context: GroupContext) -> list[Reply]:
    """Stop asking; the settings are kept."""
    return _rest(context, "off", words.off())


def ask_now(context: GroupContext) -> list[Reply]:
    """Ask a question out of turn; if one is open, first ask whether to reveal it."""
    latest = context.store.groups.latest(context.id)
    if latest and context.now - latest.asked_at < AT_ONCE:
        raise Refusal(words.just_asked())
    if latest and question.is_open(latest, context.now):
        over = button(together_labels.REVEAL_AND_ASK, GroupDo(context.id, "ask over"))
        return [Card(words.still_open(context.when(latest.closes_at)), ((over,),), open=True)]
    return ask_over(context)


def ask_over(context: GroupContext) -> list[Reply]:
    """Ask a question out of turn; an open one is revealed along with it."""
    latest = context.store.groups.latest(context.id)
    if latest and context.now - latest.asked_at < AT_ONCE:
        raise Refusal(words.just_asked())
    if context.group.state not in ("on", "paused") or context.group.obstacle:
        return [_settings(context)]
    if not context.items():
        raise Refusal(words.nothing_to_ask())
    context.put(EXTRA, context.id, context.now)
    return [Card(words.coming(), open=True, replace=True)]


def _set(context: GroupContext, action: GroupSet) -> list[Reply]:
    if action.setting not in options.NAMES or not (action.value or options.can_ask(action.setting)):
        raise Refusal(refusals.old_button())
    if not action.value:
        return [options.ask(context, action.setting)]
    options.take(context, action.setting, action.value)
    if context.group.questions == TOWARDS_EXAM and context.group.exam_date is None:
        raise Refusal(words.needs_date())
    return [_changed(context, words.changed([options.NAMES[action.setting]]))]


def _changed(context: GroupContext, note: str) -> Card:
    """Reschedule and show the settings. An open question keeps its original end."""
    context.plan()
    return _settings(context, note)


def _settings(context: GroupContext, note: str = "") -> Card:
    group = context.group
    lines = [words.line(name, value) for name, value in options.described(context).items()]
    streak = [words.line("Streak", words.streak(group.streak, group.best))] if group.best else []
    state = words.state(group.state, group.obstacle, context.next_at())
    lines = [words.line("Where", words.here(group.channel_name)), *lines, *streak, "", state]
    return Card(words.settings(lines, note), _menu(context), replace=True, open=True)


def _menu(context: GroupContext) -> Rows:
    group, me = context.group, context.id
    asked = ("time", "zone", "days", "questions", "exam", "answers", "share", "quiz")
    setters = [button(options.NAMES[name], GroupSet(me, name)) for name in asked]
    for name, is_on in (("summary", group.summary), ("board", group.board)):
        setters.append(button(options.NAMES[name], GroupSet(me, name, "off" if is_on else "on")))
    if group.role:
        setters.append(button(words.NO_ROLE, GroupSet(me, "role", "none")))
    doing = [button(together_labels.PREVIEW, GroupDo(me, "preview"))]
    if group.state == "on" and not group.obstacle:
        doing += [
            button(together_labels.PAUSE, GroupDo(me, "pause")),
            button(together_labels.TURN_OFF, GroupDo(me, "off")),
        ]
    elif group.state != "new":
        doing.append(button(together_labels.RESUME, GroupDo(me, "start")))
    return tuple(doing), *(tuple(setters[at : at + 3]) for at in range(0, len(setters), 3))


def _rest(context: GroupContext, state: str, note: str) -> list[Reply]:
    if context.group.state == "new":
        return [_settings(context)]
    context.group.state = state
    context.plan()
    return [_settings(context, note)]


def _resume(context: GroupContext) -> list[Reply]:
    return preview(context) if context.group.state == "new" else start(context)


def _placed(manager: ManagerContext, *, named: bool) -> GroupContext:
    """Return the group, in the named place; by default it stays where it is unless that place takes no posts."""
    context = manager.context()
    if context and not named and context.group.obstacle not in _DEAD:
        return context
    if manager.room.obstacle:
        raise Refusal(words.cannot_write(manager.room.name, manager.room.obstacle))
    if context is None:
        return manager.of(_new(manager))
    _settle_in(context, manager.room)
    context.go_on()
    return context


def _new(manager: ManagerContext) -> Group:
    zone = manager.learner.settings.zone if manager.learner and manager.learner.onboarded else DEFAULT_ZONE
    group = Group(
        platform=manager.address.platform, space=manager.address.space, chat="", created_at=manager.now, zone=zone
    )
    _settle_in(manager.of(group), manager.room)
    return manager.store.groups.add(group)


def _settle_in(context: GroupContext, room: Room) -> None:
    group = context.group
    group.chat, group.thread, group.channel_name = room.chat, room.thread, room.name[:MAX_PLACE]


def _signed(manager: ManagerContext, context: GroupContext) -> GroupContext:
    """Record who is told about obstacles: the last person who managed the group under their own name."""
    if manager.learner:
        context.group.admin_id = manager.learner.id
    return context


_BUTTONS: Final[dict[str, Callable[[GroupContext], list[Reply]]]] = {
    "show": show,
    "preview": preview,
    "start": start,
    "pause": pause,
    "off": off,
    "ask over": ask_over,
}
_PARTS: Final[dict[str, Callable[[GroupContext], list[Reply]]]] = {
    "show": show,
    "ask now": ask_now,
    "ask": ask_now,
    "pause": pause,
    "resume": _resume,
    "off": off,
    "preview": preview,
}
