"""Keep tokens, ids and message text out of discord.py's logs."""

from __future__ import annotations

import logging
from typing import Final

import structlog

log = structlog.get_logger()

CHOSEN: Final = ("PyNaCl", "davey")
"""Prefixes of warnings about features this bot deliberately does without: voice."""


class Templates(logging.Handler):
    """Log a record's template and the kind of its error, never its arguments.

    The library's records contain whole requests and gateway events, and URLs with interaction tokens.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record's template."""
        said = str(record.msg)
        if said.startswith(CHOSEN):
            return
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        log.log(record.levelno, "discord.py reports", library=record.name, said=said, error=kind)


def quieten() -> None:
    """Reduce discord.py's own log to templates, whatever its level."""
    library = logging.getLogger("discord")
    library.handlers = [Templates()]
    library.propagate = False
