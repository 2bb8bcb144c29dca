"""The one table of jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.jobs import duel, group, learner, live

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Delivery
    from bot.context import Context
    from bot.jobs.job import Job

_ALL: Final[tuple[Job[Any], ...]] = (*learner.JOBS, *group.JOBS, *live.JOBS, *duel.JOBS)
JOBS: Final[dict[str, Job[Any]]] = {job.name: job for job in _ALL}
PLAIN: Final = tuple(sorted(job.name for job in _ALL if job.is_plain))
"""Jobs of which only the row changes once their cards were delivered."""
AFTER_DELIVERY: Final[tuple[Callable[[Context, Job[Any] | None, Delivery], None], ...]] = (
    group.restore_covered_reveal,
    live.restore_covered_reveal,
)
"""What is checked after every delivery that reports messages, whichever job it was."""
