"""Two or more people for tests of duels: each in a private chat, and in a group that they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from bot.chat import Address, Card, Delivery, flat
from bot.storage.duel_tables import Duel
from tests.bench import Person, Stage

if TYPE_CHECKING:
    from bot.chat import Push, Reply


@dataclass
class Ring:
    """A stage with a group `space` on a platform; no one has to be a member of anything else."""

    stage: Stage
    platform: str = "telegram"
    space: str = "S1"
    chat: str = "S1"
    posts: list[Card] = field(default_factory=list)
    """Every card that the group was shown, edits included."""
    told: dict[str, list[Card]] = field(default_factory=dict)
    """Unsolicited messages to each private chat."""

    def alone(self, user: str, platform: str = "") -> Person:
        """Someone in their private chat, set up."""
        person = self.stage.person(user, platform or self.platform)
        person.begin()
        return person

    def member(self, user: str, space: str = "") -> Person:
        """The same someone in the group, or in another one."""
        space = space or self.space
        return Person(self.stage, Address(self.platform, user, space, direct=False, space=space))

    def sweep(self, platform: str = "", delivery: Delivery | None = None) -> list[Push]:
        """Deliver what is due, and keep what everybody is shown."""
        pushes = self.stage.pushes(platform or self.platform)
        for push in pushes:
            slots = [card.slot for card in push.replies if card.slot]
            posted = tuple((slot.name, slot.message or f"message-{slot.name}") for slot in slots)
            sent = Delivery("sent", chat=push.address.chat, messages=posted)
            self.stage.tutor.settle(push.id, delivery or sent)
            if push.address.space:
                self.posts += push.replies
            else:
                self.told.setdefault(push.address.user, []).extend(push.replies)
        return pushes

    def code(self, challenger: Person) -> str:
        """Challenge by code; return what the other one types."""
        challenger.say("/duel new")
        return challenger.button("Tap to copy it").copy

    def match(self, first: Person, second: Person) -> None:
        """Bring two people into a duel by code."""
        second.say(self.code(first))
        assert "Your duel" in second.text, second.text
        self.stage.clock.move(seconds=1)
        for platform in sorted({first.address.platform, second.address.platform}):
            self.sweep(platform)

    def post(self, challenger: Person) -> Card:
        """Challenge the group; return what it is shown."""
        challenger.say("/duel")
        assert challenger.replies == [], challenger.text
        self.sweep()
        return self.posts[-1]

    def accept(self, who: Person) -> str:
        """Press the newest button in the group, and return what they alone are shown."""
        card = next(card for card in reversed(self.posts) if card.rows)
        who.press(card.rows[0][0].token)
        self.stage.clock.move(seconds=1)
        return who.text

    @property
    def duel(self) -> Duel:
        """The newest duel."""
        with Session(self.stage.database.engine) as session:
            return session.exec(select(Duel).order_by(Duel.id.desc())).first()  # type: ignore[union-attr,return-value]

    def said_to(self, user: str) -> str:
        return "\n---\n".join(flat(card.body) for card in self.told.get(user, []))

    @property
    def shown(self) -> str:
        """What the group was shown last."""
        return flat(self.posts[-1].body)


def play(who: Person, right: int, *, seconds: float = 10, of: int = 5) -> str:
    """Play a side from Start to its end, with so many right answers; return what is shown at the end."""
    who.tap("Start")
    for number in range(of):
        who.stage.clock.move(seconds=seconds)
        who.answer(right=number < right)
        if number < of - 1:
            who.tap("Next")
    return who.text


def said(replies: list[Reply]) -> str:
    return "\n".join(flat(each.body) if isinstance(each, Card) else str(each.text) for each in replies)


def on(ring: Ring) -> tuple[Person, Person]:
    """Return two members, in their private chats, whose duel a group sees."""
    ann, bob = ring.alone("ann"), ring.alone("bob")
    ring.post(ring.member("ann"))
    ring.accept(ring.member("bob"))
    ring.sweep()
    for person, user in ((ann, "ann"), (bob, "bob")):
        person.say(f"/start duel_{ring.duel.id}")
        assert "Your duel" in person.text, user
    return ann, bob
