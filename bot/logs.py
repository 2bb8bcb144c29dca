"""Logging: JSON in production, readable in a terminal, and never containing a token."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Final

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from structlog.typing import Processor, WrappedLogger

HIDDEN: Final = "[hidden]"


def configure(*, level: str, json: bool, secrets: Sequence[str]) -> None:
    """Send all logs, including those of libraries, to standard error, with secrets hidden."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.format_exc_info,
        _hide([secret for secret in secrets if secret]),
    ]
    look: Processor = structlog.processors.JSONRenderer() if json else structlog.dev.ConsoleRenderer(colors=False)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, look]
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _hide(secrets: Sequence[str]) -> Processor:
    def hide(_logger: WrappedLogger, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in line.items():
            if not key.startswith("_"):
                line[key] = _hidden(value, secrets)
        return line

    return hide


def _hidden(value: object, secrets: Sequence[str]) -> object:
    if isinstance(value, bool | int | float | None):
        return value
    said = str(value)
    for secret in secrets:
        said = said.replace(secret, HIDDEN)
    return said
