"""Interpret Discord's refusals for senders."""

from __future__ import annotations

from json import JSONDecodeError
from typing import TYPE_CHECKING, Final

import aiohttp
import discord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.chat import Obstacle

BROKEN: Final = (OSError, aiohttp.ClientError, discord.DiscordServerError, JSONDecodeError)
"""The request may or may not have taken effect; a proxy's page may even claim to be JSON. discord.py retries only on
the errors of macOS and Windows.
"""

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_INTERACTION: Final = 10062
ALREADY_ACKNOWLEDGED: Final = 40060
MISSING_ACCESS: Final = 50001
NOT_ITS_OWN: Final = 50005
THREAD_ARCHIVED: Final = 50083
TOO_MANY_OLD_EDITS: Final = 30046
"""Messages older than an hour were edited too often lately."""

OVER: Final = frozenset({10015, UNKNOWN_INTERACTION, 50027})
"""The interaction accepts no more replies: unknown webhook, unknown interaction, invalid webhook token."""

GONE: Final = frozenset({10013, 50001, 50007, 50033, 50278})
"""The user can't be messaged: unknown user, missing access, direct messages closed, invalid recipient,
no shared server.
"""

OBSTACLES: Final[Mapping[int, Obstacle]] = {
    UNKNOWN_CHANNEL: "missing",
    UNKNOWN_GUILD: "removed",
    10007: "removed",  # unknown member: the bot itself
    MISSING_ACCESS: "forbidden",  # or removed; only the server endpoint can tell
    50008: "forbidden",  # no one can post in a channel of this kind
    50013: "forbidden",  # missing permissions
    THREAD_ARCHIVED: "closed",
    160005: "closed",  # the thread is locked
}
"""What prevents posting in a server, by Discord's error code."""

UNWANTED_FILES: Final = frozenset({40005, 50013, 50046})
"""Discord refused the message's files: too large, not allowed there, or not what their names claim."""

TOO_MANY: Final = 429
OLD_EDITS_AGAIN: Final = 600.0
"""Seconds before a message older than an hour is edited again, after too many such edits."""
SOON: Final = 5.0
"""Seconds before retrying when Discord did not answer or did not say how long to wait."""


def code_of(error: BaseException) -> int:
    """Discord's error code for a refusal; 0 if there is none."""
    return error.code if isinstance(error, discord.HTTPException) else 0


def wait_of(error: BaseException) -> float | None:
    """Seconds Discord asks to wait; None if this isn't a rate limit."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    if not isinstance(error, discord.HTTPException) or error.status != TOO_MANY:
        return None
    headers = error.response.headers
    return _seconds(headers.get("Retry-After") or headers.get("X-RateLimit-Reset-After"))


def described(error: BaseException) -> dict[str, str | int]:
    """The parts of an error that are safe to log: its kind and codes, never its text."""
    if isinstance(error, discord.HTTPException):
        return {"error": type(error).__name__, "status": error.status, "code": error.code}
    return {"error": type(error).__name__}


def _seconds(value: str | None) -> float:
    try:
        return float(value or SOON)
    except ValueError:
        return SOON
