"""A group's channel during live rounds: what everyone sees, and what a member presses and is told alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from tests.walk import group, house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.peers.discord_phone import Phone as DiscordPhone
    from tests.peers.discord_world import Interaction
    from tests.peers.telegram_chats import Phone as TelegramPhone

PATIENCE: Final = 6.0
"""Seconds after which a person presses once more."""
BOSS: Final = -1
"""The member who manages the group."""


@dataclass(frozen=True, slots=True)
class Post(house.Seen):
    """A message that everyone sees."""

    id: str = ""


class LiveHall(group.Hall, Protocol):
    """A group on a platform, during a live round."""

    def posts(self) -> Sequence[Post]:
        """Bot messages visible to everyone, oldest first."""

    async def command(self, member: int, typed: str) -> None:
        """Send a command in the channel."""

    async def press(self, member: int, label: str, post: str) -> str:
        """Press a button under a post; return what only the member is told, "" if there is no reply."""

    async def enter(self, member: int, label: str, post: str) -> house.Screen:
        """Press a button that leads to something private; return the screen where it is."""

    def direct(self, member: int) -> house.Screen:
        """Return a member's private chat with the bot."""

    async def leave(self, member: int) -> bool:
        """Leave the group; True if the platform tells the bot."""

    def asides(self, member: int) -> list[str]:
        """Everything that this member alone was shown, here and in the private chat."""


class OnDiscord(group.OnDiscord):
    """A server, with its members' phones in its first channel."""

    def posts(self) -> Sequence[Post]:
        every = self.boss.peer.world.messages.values()
        shown = [m for m in every if m.channel is self.club.general and m.author.bot and m.only_for is None]
        return [Post(m.plain, tuple(b for row in m.buttons for b in row), m.id) for m in shown]

    async def command(self, member: int, typed: str) -> None:
        await house.OnDiscord(self._phone(member)).type(typed)

    async def press(self, member: int, label: str, post: str) -> str:
        acted = await self.acted(member, label, post)
        return "\n".join(each.plain for each in acted.told)

    async def acted(self, member: int, label: str, post: str) -> Interaction:
        """Press, and wait for the answer."""
        phone = self._phone(member)
        acted = await phone.tap(label, phone.peer.world.messages[post])
        if not acted.failed:
            await phone.peer.world.until(lambda: acted.told, PATIENCE)
        assert all(each.only_for is phone.user for each in acted.told)
        return acted

    async def enter(self, member: int, label: str, post: str) -> house.Screen:
        await self.press(member, label, post)
        return house.OnDiscord(self._phone(member))

    def direct(self, member: int) -> house.Screen:
        return house.OnDiscord(self._phone(member).at("direct"))

    async def leave(self, _member: int) -> bool:
        return False  # no bot is told without a privileged intent

    def asides(self, member: int) -> list[str]:
        phone = self._phone(member)
        here = [m.plain for m in phone.messages if m.author.bot and m.only_for]
        return [*here, *(m.plain for m in phone.at("direct").messages if m.author.bot)]

    def _phone(self, member: int) -> DiscordPhone:
        return self.boss if member == BOSS else self.members[member]


class OnTelegram(group.OnTelegram):
    """A supergroup with its members' phones."""

    def posts(self) -> Sequence[Post]:
        return [Post(m.text, tuple(m.buttons), str(m.id)) for m in self.group.messages]

    async def command(self, member: int, typed: str) -> None:
        self._phone(member).say(typed, to=self.group)

    async def press(self, member: int, label: str, post: str) -> str:
        phone, message = self._phone(member), self.group.find(int(post))
        with suppress(TimeoutError):
            return await phone.answered(phone.tap(label, message, self.group), PATIENCE)
        return ""

    async def enter(self, member: int, label: str, post: str) -> house.Screen:
        phone, message = self._phone(member), self.group.find(int(post))
        await phone.follow(phone.tap(label, message, self.group))
        return house.OnTelegram(phone)

    def direct(self, member: int) -> house.Screen:
        return house.OnTelegram(self._phone(member))

    async def leave(self, member: int) -> bool:
        self.group.leave(self.members[member])
        return True

    def asides(self, member: int) -> list[str]:
        phone = self._phone(member)
        return [*phone.toasts, *phone.alerts, *(message.text for message in phone.messages)]

    def _phone(self, member: int) -> TelegramPhone:
        return self.boss if member == BOSS else self.members[member]
