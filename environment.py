"""What every command needs from the environment: the settings, the database, and the log."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import SecretStr, ValidationError

from bot import logs
from bot.errors import ConfigurationError
from bot.settings import ENV_FILE, Settings, secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from bot.storage.database import Database

_OF_FILES: Final = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM}
    | {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.ELOOP}
)
"""What can be wrong with a file or an output that a person names."""


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


def prepare_streams() -> None:
    """Give the process all three standard streams, whatever its terminal can show.

    A stream that was closed would leave its number to the next file that is opened, such as the database.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for as long as it runs
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop_output() -> None:
    """Discard what is still to be written: Python would fail at it again as it ends, with an exit code of its own."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unusable(error: OSError) -> str:
    """What an operator can do about a file or an output that cannot be used; "" for any other error."""
    if error.errno not in _OF_FILES:
        return ""
    return f"{error.filename or 'The output'} cannot be used: {error.strerror}."


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
