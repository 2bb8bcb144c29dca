"""A study group's week against the real process: questions, private answers, reveals, a summary, daily restarts."""

from __future__ import annotations

import asyncio
import re
import signal
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from bot.learning.calendar import next_at, zone
from tests.walk.house import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.peers.discord import DiscordPeer
    from tests.peers.discord_club import Club
    from tests.peers.discord_phone import Phone as DiscordPhone
    from tests.peers.discord_world import Message
    from tests.peers.telegram import TelegramPeer
    from tests.peers.telegram_chats import Phone as TelegramPhone
    from tests.walk.house import House

PATIENCE: Final = 60.0
DAYS: Final = 7
SUNDAY: Final = 6
NOON, MORNING, EVENING = time(12), time(8), time(18)
"""In the group's own time zone."""
COUNT: Final = re.compile(r"(\d+) ha(?:s|ve) answered\.")


class Hall(Protocol):
    """A group on a platform: what it shows everyone, and what each member does and sees privately."""

    def posts(self) -> Sequence[Seen]:
        """Bot messages visible to everyone, oldest first."""

    async def manage(self, typed: str, label: str = "") -> None:
        """Have the admin send `/group ...`, or tap a button of a message they see."""

    async def answer(self, member: int, letter: str) -> str:
        """Have a member press a letter under the newest question; return what only they see."""

    def private(self, member: int) -> str:
        """Everything only this member has seen."""


class OnDiscord:
    """A server, with its members' phones in its first channel."""

    def __init__(self, peer: DiscordPeer, size: int) -> None:
        self.club: Club = peer.server("study")
        self.boss: DiscordPhone = self.club.member("boss", manager=True)
        self.members: list[DiscordPhone] = [self.club.member(f"m{number}") for number in range(size)]

    def posts(self) -> Sequence[Seen]:
        every = self.members[0].peer.world.messages.values()
        shown = [m for m in every if m.channel is self.club.general and m.author.bot and m.only_for is None]
        return [Seen(m.plain, tuple(b for row in m.buttons for b in row)) for m in shown]

    async def manage(self, typed: str, label: str = "") -> None:
        if label:
            await self.boss.tap(label)
        else:
            part, *options = typed.split()
            pairs = dict(zip(options[::2], options[1::2], strict=True))
            await self.boss.send_command(f"group {part}", **pairs)

    @property
    def question(self) -> Message:
        """The newest message with buttons visible to everyone."""
        return next(m for m in reversed(self.boss.messages) if m.only_for is None and m.buttons)

    async def answer(self, member: int, letter: str) -> str:
        phone = self.members[member]
        interaction = await phone.tap(letter, self.question)
        assert not interaction.failed, "the press was not acknowledged in time"
        await phone.peer.until(lambda: interaction.told, PATIENCE)
        (seen,) = interaction.told
        assert seen.ephemeral
        assert seen.only_for is phone.user
        return seen.plain

    def private(self, member: int) -> str:
        return "\n".join(m.plain for m in self.members[member].messages if m.only_for)


class OnTelegram:
    """A supergroup with its members' phones."""

    def __init__(self, peer: TelegramPeer, size: int) -> None:
        self.boss: TelegramPhone = peer.phone("Boss")
        self.members: list[TelegramPhone] = [peer.phone(f"M{number}") for number in range(size)]
        self.group = peer.group("CEHRS class")
        for phone in (self.boss, *self.members):
            self.group.members[phone.id] = "member"
        self.group.promote(self.boss)

    def posts(self) -> Sequence[Seen]:
        return [Seen(message.text, tuple(message.buttons)) for message in self.group.messages]

    async def manage(self, typed: str, label: str = "") -> None:
        if label:
            await self.boss.answered(self.boss.tap(label, chat=self.group), PATIENCE)
        else:
            self.boss.say(f"/group {typed}", to=self.group)

    async def answer(self, member: int, letter: str) -> str:
        phone = self.members[member]
        said = await phone.answered(phone.tap(letter, chat=self.group), PATIENCE)
        assert phone.alerts[-1:] == [said], "an alert, not a passing note"
        return said

    def private(self, member: int) -> str:
        phone = self.members[member]
        return "\n".join([*phone.alerts, *(message.text for message in phone.messages)])


@dataclass(slots=True)
class Week:
    """A week of a group of `size` members; `chosen` holds each member's letter for each day."""

    house: House
    hall: Hall
    size: int
    killed: bool = True
    """True if the process is killed on odd days; otherwise it is always stopped properly."""
    chosen: list[dict[int, str]] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    reveals: list[str] = field(default_factory=list)

    async def live(self) -> None:
        """Run the week from Monday on; raise if anything is lost, counted twice, or seen too early."""
        await self.open(SUNDAY, EVENING)
        for day in range(DAYS):
            self.to(NOON, day=None)
            await self._day(day)
        await self.house.stop()

    async def open(self, day: int, at: time) -> None:
        """Start the process and set up the group on a weekday at a time; at noon, its question arrives."""
        (self.house.folder / "clock").write_text("0")
        self.to(at, day)
        await self.house.live()
        await self._begin()
        if at == NOON:
            self.to(NOON, day=None)
            await self.until(lambda: self._open(0), "the question of the day")

    def to(self, at: time, day: int | None) -> None:
        """Advance the clock to the next such time of day, on a given weekday if any (0 is Monday)."""
        file = self.house.folder / "clock"
        now = datetime.now(UTC) + timedelta(seconds=float(file.read_text()))
        eastern = zone("America/New_York")
        moment = next_at(now, at, eastern)
        while day is not None and moment.astimezone(eastern).weekday() != day:
            moment = next_at(moment, at, eastern)
        self.house.move((moment - now).total_seconds() + 1)

    async def _begin(self) -> None:
        await self.hall.manage("setup time 12:00")
        await self._menu("Preview")
        await self._menu("Start")
        await self.until(lambda: self._told("Started."), "the start")

    async def _menu(self, label: str) -> None:
        await self.until(lambda: self._offers(label), label)
        await self.hall.manage("", label)

    async def _day(self, day: int) -> None:
        question = await self.until(lambda: self._open(len(self.reveals)), "the question of the day")
        letters = {member: "ABCD"[(member + day * (member % 3)) % 4] for member in range(self.size)}
        self.chosen.append(letters)
        half = self.size // 2
        first = await asyncio.gather(*(self.hall.answer(m, letters[m]) for m in range(half)))
        await self._restart(day)
        rest = await asyncio.gather(*(self.hall.answer(m, letters[m]) for m in range(half, self.size)))
        self.judge(dict(enumerate([*first, *rest])), letters)
        again = await self.hall.answer(0, "ABCD"[("ABCD".index(letters[0]) + 1) % 4])
        assert _verdict(again) == _verdict(first[0]), "a second press shows the first result"
        self.house.move(10)
        await self.until(lambda: self.count() == self.size, f"{self.size} have answered")
        assert "the answer is" not in self.hall.posts()[-1].text
        assert question.buttons[:4] == ("A", "B", "C", "D")
        if day == SUNDAY:
            await self._summary()
        self.to(MORNING, day=None)
        await self.until(lambda: len(self._revealed()) > len(self.reveals), "the reveal")
        self._compare(self._revealed()[-1].text, letters)

    async def _restart(self, day: int) -> None:
        """Stop the process in the middle of the day, and restart it."""
        if day % 2 and self.killed:
            assert self.house.life is not None
            self.house.life.send_signal(signal.SIGKILL)
            await self.house.life.wait()
            self.house.life = None
        else:
            await self.house.stop()
        await self.house.live()

    async def _summary(self) -> None:
        self.to(EVENING, day=SUNDAY)
        seen = await self.until(lambda: self._told("This group's week"), "the weekly summary")
        answers = re.search(r"(\d+) questions?, (\d+) answers from (\d+) members, (\d+)% right", seen.text)
        assert answers, seen.text
        questions = SUNDAY  # Sunday's own question is still open
        share = round(100 * sum(self.right[:questions]) / (questions * self.size))
        assert tuple(map(int, answers.groups())) == (questions, questions * self.size, self.size, share)

    def judge(self, seen: dict[int, str], letters: dict[int, str]) -> None:
        """Check that everyone was told the same answer, and whether theirs was right."""
        answers = {_answer(said) for said in seen.values()}
        assert len(answers) == 1, answers
        right = answers.pop()
        assert all((letters[m] == right) is (_verdict(said) == "Right") for m, said in seen.items())
        self.right.append(sum(letter == right for letter in letters.values()))

    def _compare(self, reveal: str, letters: dict[int, str]) -> None:
        counts = {letter: sum(each == letter for each in letters.values()) for letter in "ABCD"}
        assert f"{self.right[-1]} of {self.size} right." in reveal, reveal
        assert ", ".join(f"{letter} {count}" for letter, count in counts.items()) in reveal
        self.reveals.append(reveal)

    def _open(self, done: int) -> Seen | None:
        """The open question, once `done` questions have been revealed."""
        found = [post for post in self.hall.posts() if post.buttons[:4] == ("A", "B", "C", "D")]
        return found[-1] if found and len(self._revealed()) == done else None

    def _revealed(self) -> list[Seen]:
        return [post for post in self.hall.posts() if "Question of the day: the answer is" in post.text]

    def count(self) -> int:
        """The number of answers, as shown to everyone."""
        found = [COUNT.search(post.text) for post in self.hall.posts()]
        counts = [int(each[1]) for each in found if each]
        return counts[-1] if counts else 0

    def _told(self, what: str) -> Seen | None:
        return next((seen for seen in reversed([*self.hall.posts(), *self._menus()]) if what in seen.text), None)

    def _offers(self, label: str) -> bool:
        return any(label in seen.buttons for seen in [*self.hall.posts(), *self._menus()])

    def _menus(self) -> list[Seen]:
        """What only the admin sees, where the platform can hide it."""
        if not isinstance(self.hall, OnDiscord):
            return []
        mine = [m for m in self.hall.boss.messages if m.only_for and not m.thinking]
        return [Seen(m.plain, tuple(b for row in m.buttons for b in row)) for m in mine]

    async def until(self, found: Callable[[], Seen | bool | None], what: str) -> Seen:
        """Wait for `found` to return something and return it; raise after too long."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not (seen := found()):  # noqa: ASYNC110 - it crosses two processes' worth of wire
                    await asyncio.sleep(0.01)
        except TimeoutError:
            shown = [post.text[:300] for post in self.hall.posts()][-4:]
            log = (self.house.folder / "log").read_text()[-2000:]
            raise AssertionError(f"not seen: {what}; shown: {shown}; log: {log}") from None
        return seen if isinstance(seen, Seen) else Seen("", ())


def _verdict(said: str) -> str:
    return "Right" if said.startswith("Right") else "Not quite"


def _answer(said: str) -> str:
    """The letter of the answer in a private reply."""
    found = re.match(r"Right: ([A-D])|Not quite: (?:you chose [A-D], )?the answer is ([A-D])", said)
    assert found, said
    return found[1] or found[2]
