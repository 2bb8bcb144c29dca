"""The tutor on Telegram, built only on python-telegram-bot's `Bot`, with an HTTPS client of the adapter's own."""

from __future__ import annotations

import logging
import os
from typing import Final

_QUIET: Final = {
    "telegram": logging.WARNING,
    "telegram.Bot": logging.CRITICAL + 1,  # logs whole updates it can't parse, and its URL at DEBUG
    "telegram.request.BaseRequest": logging.CRITICAL + 1,  # logs whole responses it can't parse
}

for _name, _level in _QUIET.items():
    logging.getLogger(_name).setLevel(_level)

# Opt in to the library's upcoming interface: waits are timedelta, without a deprecation warning each time.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from adapters.telegram.budget import Pace  # noqa: E402 - silence the loggers before importing the library
from adapters.telegram.courier import Telegram  # noqa: E402
from adapters.telegram.waiting import Patience  # noqa: E402

__all__ = ["Pace", "Patience", "Telegram"]
