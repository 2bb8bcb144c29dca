"""What is said to the learner instead of a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat import Text


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """The learner's input cannot be acted on; `text` says why and what works. The transaction is rolled back."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


class ConfigurationError(Exception):
    """A setting, a token or a content file is unusable: said in one sentence, exit code 2, no traceback."""
