"""The tutor on Telegram: python-telegram-bot's `Bot` over its own HTTPS client, and nothing else of that library."""

from __future__ import annotations

import logging
import os
from typing import Final

_QUIET: Final = {
    "telegram": logging.WARNING,
    "telegram.Bot": logging.CRITICAL + 1,  # says updates in full where it cannot parse them, and its address at DEBUG
    "telegram.request.BaseRequest": logging.CRITICAL + 1,  # says answers in full where it cannot parse them
    "httpx": logging.WARNING,  # says every address, the token in it, at INFO
    "httpcore": logging.WARNING,
}

for _name, _level in _QUIET.items():
    logging.getLogger(_name).setLevel(_level)

# The library's own switch to its next interface: waits come as timedelta, without a deprecation warning each time.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from adapters.telegram.budget import Pace  # noqa: E402 - the loggers are quiet before the library is imported
from adapters.telegram.courier import Telegram  # noqa: E402
from adapters.telegram.waiting import Patience  # noqa: E402
from adapters.telegram.webhook import Webhook  # noqa: E402

__all__ = ["Pace", "Patience", "Telegram", "Webhook"]
