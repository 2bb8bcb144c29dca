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
