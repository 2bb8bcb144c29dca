"""A study group for tests of the core: someone who manages it, members, and what its channel shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.chat import Address, Card, Delivery, Room, flat
from tests.bench import Person, Stage

if TYPE_CHECKING:
    from bot.bank.models import Question
    from bot.chat import Push
    from bot.storage.group_tables import Group, GroupQuestion

DAY = timedelta(days=1)


@dataclass
class Club:
    """A group on a stage: a server or chat `space` with a channel."""

    stage: Stage
    platform: str = "discord"
    space: str = "S1"
    chat: str = "C1"
    posts: list[tuple[Push, Card]] = field(default_factory=list)
    """Every card that was posted in the group, edits included."""
    told: list[Push] = field(default_factory=list)
    """What went to someone's direct chat."""

    def __post_init__(self) -> None:
        self.boss = self.member("boss")
        self.boss.manager = True
        self.boss.room = Room(self.chat, "", "#study", roles=True)

    def member(self, user: str) -> Person:
        where = Address(self.platform, user, self.chat, direct=False, space=self.space)
        return Person(self.stage, where)

    def members(self, count: int) -> list[Person]:
        return [self.member(f"m{number}") for number in range(count)]

    def begin(self, options: str = "") -> None:
        """Set the group up and start it."""
        self.boss.say(f"/group setup {options}".strip())
        self.boss.tap("Preview")
        self.boss.tap("Start")
        assert "Started." in self.boss.text, self.boss.text

    def sweep(self, delivery: Delivery | None = None) -> list[Card]:
        """Deliver what is due; return the cards that went to the group. As sent, unless told otherwise."""
        shown: list[Card] = []
        for push in self.stage.pushes(self.platform):
            slots = [card.slot for card in push.replies if card.slot]
            posted = tuple((slot.name, slot.message or f"message-{slot.name}") for slot in slots)
            self.stage.tutor.settle(push.id, delivery or Delivery("sent", messages=posted))
            if push.address.space:
                self.posts += [(push, card) for card in push.replies]
                shown += push.replies
            else:
                self.told.append(push)
        return shown

    def ask(self) -> Card:
        """Move to the next question's time and return it as it was posted."""
        with self.stage.database.transaction() as store:
            due = store.schedule.when("group-question", self.group.id or 0)
        assert due is not None, "no question is due"
        self.stage.clock.now = max(due, self.stage.clock.now)
        return next(card for card in self.sweep() if card.rows)

    def close(self) -> list[Card]:
        """Move to the open question's end and return what was posted."""
        self.stage.clock.now = max(self.latest.closes_at, self.stage.clock.now)
        return self.sweep()

    def press(self, who: Person, letter: str) -> str:
        """Press a letter under the newest question, and return what they alone are shown."""
        card = next(card for _, card in reversed(self.posts) if card.rows)
        who.press(next(b.token for row in card.rows for b in row if b.label == letter))
        return who.text

    def answer(self, who: Person, *, right: bool = True) -> str:
        """Answer the newest question."""
        shown = self.latest.shown
        return self.press(who, "ABCD"[shown.index("0") if right else shown.index("1")])

    @property
    def group(self) -> Group:
        with self.stage.database.transaction() as store:
            found = store.groups.find(self.platform, self.space)
            assert found is not None
            return found

    @property
    def latest(self) -> GroupQuestion:
        """The newest question."""
        with self.stage.database.transaction() as store:
            found = store.groups.latest(self.group.id or 0)
            assert found is not None
            return found

    @property
    def question(self) -> Question:
        return self.stage.library.bank.questions[self.latest.question]

    @property
    def shown(self) -> str:
        """What the newest post says."""
        return flat(self.posts[-1][1].body)
