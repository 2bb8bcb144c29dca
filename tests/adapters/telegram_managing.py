"""A core that lets managers set a group up, for tests of who is a manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import Button, Card, Command, Left, Pressed, text
from tests.adapters.telegram_house import until
from tests.peers.telegram_markup import Styled

if TYPE_CHECKING:
    from bot.chat import Event, Reply
    from tests.adapters.telegram_house import House

SETTINGS = ((Button("Pause", "gd|1|pause"),),)
NOT_YOU = "Only those who manage the group can do that."
BODY = Styled("The settings")


def core(event: Event) -> list[Reply]:
    """Let managers set up, and refuse everyone else."""
    if isinstance(event, Command | Pressed) and not event.address.direct:
        if isinstance(event, Pressed) and not event.manager:
            return [Card(text(NOT_YOU), brief=NOT_YOU)]
        if not event.manager:
            return [Card(text(NOT_YOU))]
        if isinstance(event, Command) and event.room and event.room.obstacle:
            return [Card(text(f"cannot write in {event.room.name}: {event.room.obstacle}"))]
        said = f"{type(event).__name__} {event.id}"
        return [Card(text(said), SETTINGS, open=True, replace=isinstance(event, Pressed))]
    return [] if isinstance(event, Left) else [Card(text("in private"))]


async def heard(home: House, count: int) -> Command | Pressed:
    """Return the event of that number, once it came."""
    await until(lambda: len(home.tutor.events) >= count)
    event = home.tutor.events[count - 1]
    assert isinstance(event, Command | Pressed)
    return event
