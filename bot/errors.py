"""What the learner is told instead of a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat import Rows, Text


class Refusal(Exception):  # noqa: N818 - it is a reply, not an error
    """The learner's input cannot be acted on; `text` says why and what works. The transaction is rolled back.

    `rows` offers what the learner may have meant.
    """

    def __init__(self, text: Text, rows: Rows = ()) -> None:
        super().__init__()
        self.text = text
        self.rows = rows


class ConfigurationError(Exception):
    """A setting, a token or a content file is unusable: reported in one sentence, exit code 2, no traceback."""


class AwayError(ConfigurationError):
    """The database or a platform does not answer for now, as during a failover; a process that serves may try again."""


def where(error: Exception) -> str:
    """Return the file and line of an error, for the log: its message may contain what a learner typed."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else ""
