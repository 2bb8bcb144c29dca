"""Setting a group up, and what else those who manage it do: the platform says who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.actions import GroupDo, GroupSet
from bot.chat import Card, Room
from bot.context import button
from bot.errors import Refusal
from bot.flows.group import options, question
from bot.flows.group.context import EXTRA, TOWARDS_EXAM, Meeting
from bot.learning import groups
from bot.storage.group_tables import Group
from bot.words import group as group_words
from bot.words import managing as words
from bot.words import refusals

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from random import Random

    from bot.chat import Address, Reply, Rows
    from bot.context import Library
    from bot.storage.store import Store
    from bot.storage.tables import Learner

AT_ONCE: Final = timedelta(minutes=1)
"""Between two questions that are asked out of turn."""
MAX_PLACE: Final = 100
_DEAD: Final = ("missing", "closed")
"""What in a place cannot be mended, so that the group is set up in another."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Someone who may manage a group speaks there; `learner` is None for an admin who stays anonymous."""

    store: Store
    library: Library
    now: datetime
    rng: Random
    address: Address
    learner: Learner | None
    room: Room

    def meeting(self) -> Meeting | None:
        """Return the group of this server or chat, None if it was never set up."""
        found = self.store.groups.find(self.address.platform, self.address.space)
        return self.of(found) if found else None

    def known(self) -> Meeting:
        """Return the group of this server or chat.

        Raises:
            Refusal: it was never set up.
        """
        found = self.meeting()
        if found is None:
            raise Refusal(words.not_set_up())
        return found

    def of(self, group: Group) -> Meeting:
        """Return a group as a meeting."""
        return Meeting(self.store, self.library, self.now, self.rng, group)


def command(desk: Desk, typed: str) -> list[Reply]:
    """Do what /group says; without a word, show the settings or begin."""
    part, _, rest = " ".join(typed.split()).partition(" ")
    if part.casefold() == "setup":
        return setup(desk, rest)
    if not part:
        return show(desk.known()) if desk.meeting() else setup(desk, "")
    name = f"{part} {rest}".strip().casefold()
    if name not in _PARTS:
        raise Refusal(words.not_a_part())
    return _PARTS[name](_signed(desk, desk.known()))


def setup(desk: Desk, typed: str) -> list[Reply]:
    """Change settings, all or none of them, and show them; a group that is new begins with the usual ones."""
    values = options.parse(typed)
    meeting = _placed(desk, named=options.CHANNEL in values)
    _signed(desk, meeting)
    if values.get("role", "none") not in options.NOBODY and not desk.room.roles:
        raise Refusal(words.no_roles())
    names = [name for name in values if name != options.CHANNEL]
    for name in names:
        options.take(meeting, name, values[name])
    if meeting.group.questions == TOWARDS_EXAM and meeting.group.exam_date is None:
        raise Refusal(words.needs_date())
    return [_changed(meeting, words.changed([options.NAMES[name] for name in names]))]


def press(desk: Desk, action: GroupSet | GroupDo) -> list[Reply]:
    """Do what a button under the settings says."""
    meeting = desk.known()
    if meeting.id != action.group:
        raise Refusal(refusals.old_button())
    _signed(desk, meeting)
    if isinstance(action, GroupSet):
        return _set(meeting, action)
    if action.what not in _BUTTONS:
        raise Refusal(refusals.old_button())
    return _BUTTONS[action.what](meeting)


def show(meeting: Meeting) -> list[Reply]:
    """Show the settings."""
    return [_settings(meeting)]


def preview(meeting: Meeting) -> list[Reply]:
    """Show what the question of the day looks like, with a button to start."""
    item = meeting.choose()
    if item is None:
        raise Refusal(words.nothing_to_ask())
    following = groups.next_question(meeting.now, meeting.group.at, meeting.days, meeting.zone)
    after = groups.next_question(following, meeting.group.at, meeting.days, meeting.zone)
    closes = groups.closing(following, meeting.group.open_hours, after, meeting.zone)
    foot = group_words.foot(0, closes, meeting.zone, meeting.group.zone)
    said = words.preview(question.body(meeting, item, item.order(meeting.rng), foot))
    back = button("Settings", GroupDo(meeting.id, "show"))
    rows: Rows = ((back,),) if meeting.runs else ((button("Start", GroupDo(meeting.id, "start")), back),)
    return [Card(said, rows, replace=True, open=True)]


def start(meeting: Meeting) -> list[Reply]:
    """Ask the group its question from now on."""
    if not meeting.items():
        raise Refusal(words.nothing_to_ask())
    if meeting.group.obstacle == "missing":
        raise Refusal(words.place_is_gone())
    if meeting.runs:
        return [_settings(meeting, words.runs_already())]
    note = words.started() if meeting.group.state == "new" else words.resumed()
    meeting.group.state = "on"
    meeting.go_on()
    return [_settings(meeting, note)]


def pause(meeting: Meeting) -> list[Reply]:
    """Ask nothing until it is resumed."""
    return _rest(meeting, "paused", words.paused())


def off(meeting: Meeting) -> list[Reply]:
    """Stop asking; the settings are kept."""
    return _rest(meeting, "off", words.off())


def ask_now(meeting: Meeting) -> list[Reply]:
    """Ask a question out of turn, unless one is open: then ask first whether to reveal it."""
    latest = meeting.store.groups.latest(meeting.id)
    if latest and meeting.now - latest.asked_at < AT_ONCE:
        raise Refusal(words.just_asked())
    if latest and question.is_open(latest, meeting.now):
        over = button("Reveal it, ask the next", GroupDo(meeting.id, "ask over"))
        return [Card(words.still_open(meeting.when(latest.closes_at)), ((over,),), open=True)]
    return ask_over(meeting)


def ask_over(meeting: Meeting) -> list[Reply]:
    """Ask a question out of turn; one that is open is revealed with it."""
    latest = meeting.store.groups.latest(meeting.id)
    if latest and meeting.now - latest.asked_at < AT_ONCE:
        raise Refusal(words.just_asked())
    if meeting.group.state not in ("on", "paused") or meeting.group.obstacle:
        return [_settings(meeting)]
    if not meeting.items():
        raise Refusal(words.nothing_to_ask())
    meeting.put(EXTRA, meeting.id, meeting.now)
    return [Card(words.coming(), open=True, replace=True)]


def _set(meeting: Meeting, action: GroupSet) -> list[Reply]:
    if action.setting not in options.NAMES or not (action.value or options.can_ask(action.setting)):
        raise Refusal(refusals.old_button())
    if not action.value:
        return [options.ask(meeting, action.setting)]
    options.take(meeting, action.setting, action.value)
    if meeting.group.questions == TOWARDS_EXAM and meeting.group.exam_date is None:
        raise Refusal(words.needs_date())
    return [_changed(meeting, words.changed([options.NAMES[action.setting]]))]


def _changed(meeting: Meeting, note: str) -> Card:
    """Plan anew and show the settings. A question that is open keeps the end that it was given."""
    meeting.plan()
    return _settings(meeting, note)


def _settings(meeting: Meeting, note: str = "") -> Card:
    group = meeting.group
    lines = [words.line(name, value) for name, value in options.described(meeting).items()]
    streak = [words.line("Streak", words.streak(group.streak, group.best))] if group.best else []
    state = words.state(group.state, group.obstacle, meeting.next_at())
    lines = [words.line("Where", words.here(group.place)), *lines, *streak, "", state]
    return Card(words.settings(lines, note), _menu(meeting), replace=True, open=True)


def _menu(meeting: Meeting) -> Rows:
    group, me = meeting.group, meeting.id
    asked = ("time", "zone", "days", "questions", "exam", "answers", "share")
    setters = [button(options.NAMES[name], GroupSet(me, name)) for name in asked]
    setters.append(button(options.NAMES["summary"], GroupSet(me, "summary", "off" if group.summary else "on")))
    if group.role:
        setters.append(button(words.NO_ROLE, GroupSet(me, "role", "none")))
    doing = [button("Preview", GroupDo(me, "preview"))]
    if group.state == "on" and not group.obstacle:
        doing += [button("Pause", GroupDo(me, "pause")), button("Turn off", GroupDo(me, "off"))]
    elif group.state != "new":
        doing.append(button("Resume", GroupDo(me, "start")))
    return tuple(doing), *(tuple(setters[at : at + 3]) for at in range(0, len(setters), 3))


def _rest(meeting: Meeting, state: str, note: str) -> list[Reply]:
    if meeting.group.state == "new":
        return [_settings(meeting)]
    meeting.group.state = state
    meeting.plan()
    return [_settings(meeting, note)]


def _resume(meeting: Meeting) -> list[Reply]:
    return preview(meeting) if meeting.group.state == "new" else start(meeting)


def _placed(desk: Desk, *, named: bool) -> Meeting:
    """Return the group, in the place that is named; it stays where it is unless that place takes nothing any more."""
    meeting = desk.meeting()
    if meeting and not named and meeting.group.obstacle not in _DEAD:
        return meeting
    if desk.room.obstacle:
        raise Refusal(words.cannot_write(desk.room.name, desk.room.obstacle))
    if meeting is None:
        return desk.of(_new(desk))
    _settle_in(meeting, desk.room)
    meeting.go_on()
    return meeting


def _new(desk: Desk) -> Group:
    zone = desk.learner.zone if desk.learner and desk.learner.onboarded else "America/New_York"
    group = Group(platform=desk.address.platform, space=desk.address.space, chat="", created_at=desk.now, zone=zone)
    _settle_in(desk.of(group), desk.room)
    return desk.store.groups.add(group)


def _settle_in(meeting: Meeting, room: Room) -> None:
    group = meeting.group
    group.chat, group.thread, group.place = room.chat, room.thread, room.name[:MAX_PLACE]


def _signed(desk: Desk, meeting: Meeting) -> Meeting:
    """Note who is told when something gets in the way: the last one who managed the group under their own name."""
    if desk.learner:
        meeting.group.admin_id = desk.learner.id
    return meeting


_BUTTONS: Final[dict[str, Callable[[Meeting], list[Reply]]]] = {
    "show": show,
    "preview": preview,
    "start": start,
    "pause": pause,
    "off": off,
    "ask over": ask_over,
}
_PARTS: Final[dict[str, Callable[[Meeting], list[Reply]]]] = {
    "show": show,
    "ask now": ask_now,
    "ask": ask_now,
    "pause": pause,
    "resume": _resume,
    "off": off,
    "preview": preview,
}
