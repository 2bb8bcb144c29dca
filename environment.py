"""What every command needs from the environment: the settings, the database, and the log."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr, ValidationError

from bot import logs
from bot.errors import ConfigurationError
from bot.settings import ENV_FILE, Settings, secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from bot.storage.database import Database


def read() -> Settings:
    """Read the settings from the environment and from `.env`.

    Raises:
        ConfigurationError: a setting cannot be used, or `.env` cannot be read.
    """
    try:
        if Path(ENV_FILE).is_dir():
            raise ConfigurationError("There is a folder named .env where the file with the settings should be.")
        return Settings()
    except ValidationError as error:
        raise ConfigurationError("\n".join(_fault(each) for each in error.errors(include_input=False))) from None
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            "The file .env cannot be read: it must be UTF-8 text, and readable by this user."
        ) from None


def _fault(error: ErrorDetails) -> str:
    """Return a sentence about an unusable setting, without its value."""
    wanted = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ").partition(", unable")[0]
    return f"{str(error['loc'][0]).upper()} must be {wanted}."


@contextmanager
def database() -> Iterator[Database]:
    """Open the database, migrated, until the block ends."""
    from bot.storage.database import Database

    opened = Database(secret(read().database_url))
    try:
        opened.migrate()
        yield opened
    finally:
        opened.close()


def log_to_standard_error(settings: Settings, *, quiet: bool) -> None:
    """Set up the log, with every secret masked; `quiet` shows errors only."""
    from bot.storage import address

    hidden = [secret(value) for _, value in settings if isinstance(value, SecretStr)]
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = "ERROR" if quiet else settings.log_level
    logs.configure(level=level, json=as_json, secrets=[*hidden, *address.secrets(secret(settings.database_url))])
