"""Running the tutor from a private chat, on both platforms: the commands are in no menu, but still work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.phones import DiscordScreen, TelegramScreen, on_discord, on_telegram

if TYPE_CHECKING:
    from tests.adapters.phones import AdapterPhone
    from tests.bench import Stage

pytestmark = pytest.mark.slow


def appoint(phone: AdapterPhone) -> None:
    """Restart the tutor with this account in ADMINS."""
    stage, screen = phone.witness.stage, phone.screen
    assert isinstance(screen, TelegramScreen | DiscordScreen)
    user = str(screen.phone.id) if isinstance(screen, TelegramScreen) else screen.phone.user.id
    stage.operators = frozenset({(screen.platform, user)})
    stage.start()


@pytest.mark.parametrize(("platform", "slash"), [(on_telegram, "/"), (on_discord, "")])
async def test_an_operator(stage: Stage, platform: object, slash: str) -> None:
    async with platform(stage) as phone:  # type: ignore[operator]
        await phone.say("/start")
        await phone.tap("Skip")
        await phone.say("/report too vague")
        await phone.say(f"{slash}admin stats")
        assert "Figures" not in str(phone.shown())
        appoint(phone)
        await phone.say(f"{slash}admin stats")
        assert "Open reports: 1 on 1 question" in str(phone.shown())
        await phone.say(f"{slash}admin reports")
        await phone.tap("Accept")
        await phone.say("The rule changed in May.")
        assert "1 person will be thanked" in str(phone.shown())
        await phone.say(f"{slash}admin announce Live rounds are here.")
        await phone.tap("Send it")
        assert "On its way to 1 person." in str(phone.shown())
        await phone.wait(5 * 3600)  # the day's two messages are the question and the thanks, so it comes with them
        assert "Live rounds are here." in str(phone.shown())
