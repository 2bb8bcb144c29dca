"""Keeps what discord.py logs free of tokens, ids and texts."""

from __future__ import annotations

import logging
from typing import Final

import structlog

log = structlog.get_logger()

CHOSEN: Final = ("PyNaCl", "davey")
"""How the warnings begin that are about what this bot does without on purpose: voice."""


class Templates(logging.Handler):
    """Passes on a record's template and the kind of its error, never what was put into it.

    The library's records hold whole requests and gateway events, and addresses with the tokens of interactions.
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
    """Let nothing of discord.py's own log through but templates, whatever level it is set to."""
    library = logging.getLogger("discord")
    library.handlers = [Templates()]
    library.propagate = False
