"""Write files for people: for their owner's eyes only, never through a link, and over nothing unless told to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

OWNER_ONLY: Final = 0o600


def write(file: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file, replacing an existing one only with `over`; an existing one keeps its rights.

    Raises:
        ConfigurationError: the file exists, is a link, or cannot be written.
    """
    if file.is_symlink():
        raise ConfigurationError(f"{file} is a link. Name the file itself, so that nothing else is overwritten.")
    if file.exists() and not over:
        raise ConfigurationError(f"{file} exists already. Name another file, or add --force to replace it.")
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_TRUNC if over else os.O_EXCL)
    try:
        with os.fdopen(os.open(file, flags, OWNER_ONLY), "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be written: {error.strerror}.") from None


def write_beside(file: Path, content: bytes) -> Path:
    """Write a file under its own name, or with a number behind it if that is taken; return where it is now.

    Raises:
        ConfigurationError: the folder cannot be written to.
    """
    free, number = file, 2
    while free.is_symlink() or free.exists():
        free, number = file.with_stem(f"{file.stem}-{number}"), number + 1
    write(free, content)
    return free
