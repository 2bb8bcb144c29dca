"""What every part of a duel works with: its sides, their names, and who is told what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.chat import Address
from bot.context import Held
from bot.storage.duels import JOB
from bot.storage.tables import id_of
from bot.words import duel as words
from bot.words import moments

if TYPE_CHECKING:
    from datetime import datetime

    from bot.context import Context, LearnerContext
    from bot.storage.duel_tables import Duel, DuelPlayer

NEWS: Final = "duel-news"
"""The job that tells a learner the news of their duels."""
OPEN_FOR: Final = timedelta(hours=24)
"""How long a challenge can be accepted, and then how long both have for their questions."""
KEPT: Final = timedelta(days=30)
"""How long a duel is kept after it ends, for a rematch."""


@dataclass(slots=True)
class DuelContext(Held):
    """A duel, in one transaction."""

    base: Context
    duel: Duel

    @property
    def address(self) -> Address:
        """Where its challenge is posted; meaningful only for a duel in a group."""
        duel = self.duel
        return Address(duel.platform, "", duel.chat, direct=False, space=duel.space or "none", thread=duel.thread)


Scene: TypeAlias = "Context | DuelContext | LearnerContext"


def wake(context: Scene, duel: Duel) -> None:
    """Run the duel's own job now: it shows the group what changed, and schedules its next run."""
    context.store.schedule.put(JOB, id_of(duel), duel.platform, context.now, "duel")


def tell(context: Scene, player: DuelPlayer, news: str) -> None:
    """Schedule news for a side in their private chat."""
    home = context.store.learners.home(player.learner_id)
    if home:  # the row in `due` comes first: the job that tells locks in the same order
        context.store.schedule.put(NEWS, player.learner_id, home.platform, context.now)
    player.news = news


def other(context: Scene, duel: Duel, learner: int) -> DuelPlayer | None:
    """Return the other side; None if there is none yet or no longer."""
    return next((each for each in context.store.duels.players(id_of(duel)) if each.learner_id != learner), None)


def name_of_other(context: LearnerContext, duel: Duel) -> str:
    """Return the other side's alias; "" if they have none."""
    aliases = context.store.duels.aliases(id_of(duel))
    return next((alias for learner, alias in aliases.items() if learner != context.me), "")


def answered(context: Scene, player: DuelPlayer) -> int:
    """Return how many questions a side has finished."""
    return sum(each.answered_at is not None for each in context.store.duels.answers(player))


def end(context: Scene, duel: Duel, at: datetime) -> None:
    """End a duel and its open parts, and forget whom the challenge was for."""
    context.store.duels.close(id_of(duel), at)
    duel.ended_at, duel.invited = at, ""
    wake(context, duel)


def until(context: LearnerContext, duel: Duel) -> str:
    """Return when a duel's time is up, as the learner's clock shows it."""
    said = moments.moment(duel.ends_at, context.zone, context.hours)
    return words.until(said, context.settings.zone)
