"""`tutor doctor`: what is configured, what is missing, and whether database, content and tokens work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.bank.loader import load
from bot.errors import ConfigurationError
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.chat import Adapter, Article, Event, Reply, Suggestion

GOOD: Final = "ok     "
BAD: Final = "FAULT  "
OFF: Final = "not set"
SHOWN: Final = 11
"""Maximum lines of a list of faults, including its heading."""


class Nobody:
    """A no-op handler for adapters that only log in."""

    def handle(self, _event: Event) -> list[Reply]:
        """Reply nothing."""
        return []

    def suggest(self, _kind: str, _typed: str, by: str = "") -> list[Suggestion]:  # noqa: ARG002 - the protocol's
        """Suggest nothing."""
        return []

    def lookup(self, _typed: str, by: str = "") -> list[Article]:  # noqa: ARG002 - the protocol's
        """Find nothing."""
        return []

    def recall(self, _key: str) -> str:
        """Recall nothing."""
        return ""

    def remember(self, _key: str, _value: str) -> None:
        """Store nothing."""


def content(folder: Path) -> str:
    """Status line of the question bank."""
    try:
        bank = load(folder)
    except ConfigurationError as error:
        return f"{BAD} content: {_some(str(error))}"
    return f"{GOOD} content: {len(bank.published)} questions, {len(bank.notes)} notes"


def database(address: str) -> str:
    """Status line of the database, without its address, which may contain a password."""
    try:
        found = Database(address)
        current = found.is_current()
        found.close()
    except ConfigurationError as error:
        return f"{BAD} database: {error}"
    kind = "SQLite" if found.is_sqlite else "PostgreSQL"
    if not current:
        return f"{BAD} database: {kind}, not migrated. Run: tutor migrate"
    return f"{GOOD} database: {kind}" + "; its file can be read by other users: chmod 600" * found.is_exposed


async def token(name: str, opened: Callable[[], Adapter], *, given: bool) -> str:
    """Status line of a platform's token, tested by logging in and out."""
    if not given:
        return f"{OFF} {name}: {name.upper()}_TOKEN"
    try:
        async with opened() as adapter:
            remark = getattr(adapter, "remark", "")  # an adapter's own remark, such as what is switched off
            return f"{GOOD} {name}: the token works{remark and f'; {remark}'}"
    except ConfigurationError as error:
        return f"{BAD} {name}: {error}"


def _some(faults: str) -> str:
    """The first lines of a list of faults, indented under the line they belong to."""
    lines = faults.split("\n")
    more = [f"and {len(lines) - SHOWN} more; see: tutor check"] if len(lines) > SHOWN else []
    return "\n          ".join([*lines[:SHOWN], *more])
