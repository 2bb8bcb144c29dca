"""Says what Discord's refusals mean for the one who sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat import Obstacle

BROKEN: Final = (OSError, aiohttp.ClientError, discord.DiscordServerError)
"""Nobody knows whether the request took effect. discord.py itself sends again only on macOS's and Windows' errors."""

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_INTERACTION: Final = 10062
ALREADY_ACKNOWLEDGED: Final = 40060
MISSING_ACCESS: Final = 50001
NOT_ITS_OWN: Final = 50005
THREAD_ARCHIVED: Final = 50083

OVER: Final = frozenset({10015, UNKNOWN_INTERACTION, 50027})
"""The interaction takes no more replies: unknown webhook, unknown interaction, invalid webhook token."""

GONE: Final = frozenset({10013, 50001, 50007, 50033, 50278})
"""The person can't be written to: unknown user, missing access, direct messages closed, invalid recipient,
no server shared."""

OBSTACLES: Final[Mapping[int, Obstacle]] = {
    UNKNOWN_CHANNEL: "missing",
    UNKNOWN_GUILD: "removed",
    10007: "removed",  # unknown member: the bot itself
    MISSING_ACCESS: "forbidden",  # or removed, which only the server tells
    50008: "forbidden",  # nobody can write in a channel of that kind
    50013: "forbidden",  # missing permissions
    THREAD_ARCHIVED: "closed",
    160005: "closed",  # the thread is locked
}
"""What is in the way of posting in a server."""

UNWANTED_FILES: Final = frozenset({40005, 50013, 50046})
"""The files of a message are refused: too large, not allowed there, not what they are named."""

TOO_MANY: Final = 429
SOON: Final = 5.0
"""Seconds until a new attempt where Discord did not answer or did not say when."""


def code_of(error: BaseException) -> int:
    """Return Discord's code of a refusal, 0 where it has none."""
    return error.code if isinstance(error, discord.HTTPException) else 0


def wait_of(error: BaseException) -> float | None:
    """Return for how many seconds Discord asks to wait, None where the refusal is not about the rate."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if not isinstance(error, discord.HTTPException) or error.status != TOO_MANY:
        return None
    headers = error.response.headers
    return _seconds(headers.get("Retry-After") or headers.get("X-RateLimit-Reset-After"))


def described(error: BaseException) -> dict[str, str | int]:
    """Return what of an error may stand in the log: its kind and numbers, never its words."""
    if isinstance(error, discord.HTTPException):
        return {"error": type(error).__name__, "status": error.status, "code": error.code}
    return {"error": type(error).__name__}


def _seconds(value: str | None) -> float:
    try:
        return float(value or SOON)
    except ValueError:
        return SOON
