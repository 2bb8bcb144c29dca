"""Metrics of a process for Prometheus. No label ever names a person, a chat, a server, or a question."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from prometheus_client import Counter, Gauge, Histogram

from bot.actions import is_answer
from bot.chat import Pressed

if TYPE_CHECKING:
    from bot.chat import Event

MOST: Final = 1_000
"""Presses timed at once; beyond that, the oldest are dropped."""
_QUICK: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)
_SHOWN: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)

PUSHES: Final = Counter("tutor_pushes", "Scheduled messages by how they ended.", ["platform", "outcome"])
DUE: Final = Gauge("tutor_pushes_due", "Scheduled messages that are due and not under way.")
LAG: Final = Gauge("tutor_push_lag_seconds", "How late the oldest of them is.")
ANSWERS: Final = Counter("tutor_answers", "Answers that were committed, of every mode.")
EXPLANATION: Final = Histogram(
    "tutor_explanation_seconds", "From a press on an answer until the reply is shown.", ["platform"], buckets=_SHOWN
)
RATE_LIMITED: Final = Counter("tutor_rate_limited", "Requests that the platform refused with 429.", ["platform"])
SERVERS: Final = Gauge("tutor_servers", "Servers that the bot is in.", ["platform"])
SILENCE: Final = Gauge("tutor_platform_silence_seconds", "Since the platform was last heard from.", ["platform"])
TRANSACTION: Final = Histogram("tutor_database_seconds", "One transaction, with its work.", buckets=_QUICK)

_pressed: Final[dict[str, float]] = {}


def arrived(event: Event) -> None:
    """Note that an event arrived; only presses on answers are timed."""
    if isinstance(event, Pressed) and is_answer(event.token):
        if len(_pressed) >= MOST:
            _pressed.pop(next(iter(_pressed)), None)
        _pressed[event.id] = time.perf_counter()


def shown(event: Event) -> None:
    """Note that the reply to an event was shown."""
    since = _pressed.pop(event.id, None)
    if since is not None:
        EXPLANATION.labels(event.address.platform).observe(time.perf_counter() - since)
