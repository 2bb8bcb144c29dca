"""Write files that only their owner can read, never through a link, and without overwriting unless told to."""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWNER_ONLY: Final = 0o600
_PART: Final = ".tutor-part-"
"""Name prefix of a file that is still incomplete."""
_NEW: Final = ".tutor-new-"
"""Name prefix of a file that is about to replace another one."""


def write(file: Path, content: bytes, *, over: bool = False) -> None:
    """Write a file, replacing an existing one only with `over`; a replaced file keeps its permissions.

    If that fails, there is no new file, and an existing one is as it was.

    Raises:
        ConfigurationError: the file exists, is a link, or cannot be written.
    """
    if file.is_symlink():
        raise ConfigurationError(f"{file} is a link. Name the file itself, so that nothing else is overwritten.")
    if file.exists() and not over:
        raise ConfigurationError(f"{file} exists already. Name another file, or add --force to replace it.")
    if file.exists() and not file.is_file():
        raise ConfigurationError(f"{file} is no ordinary file. Name another one.")
    try:
        if over:
            _replace(file, content)
        else:
            _create(file, content)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be written: {error.strerror}.") from None


def write_beside(file: Path, content: bytes) -> Path:
    """Write a file under its own name, or with a number appended if that is taken; return its path.

    Raises:
        ConfigurationError: the folder cannot be written to.
    """
    free, number = file, 2
    while free.is_symlink() or free.exists():
        free, number = file.with_stem(f"{file.stem}-{number}"), number + 1
    write(free, content)
    return free


@contextmanager
def arriving(file: Path, *, over: bool = False) -> Iterator[Path]:
    """Yield a new, empty file beside `file`; it is renamed to `file` if the block succeeds, and deleted otherwise.

    A killed process leaves at most the temporary file, which the next call for the same folder deletes. One process at
    a time may do this in a folder. Missing folders are created, accessible to their owner only.

    Raises:
        ConfigurationError: the file exists (unless `over`), its folder is in use by another process or cannot be
            written to, or the disk is full.
    """
    if file.is_symlink() or (file.exists() and not over):
        raise ConfigurationError(f"{file} exists already. Name another file, or move it away.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _folder(file.parent) as folder:
            part = file.with_name(f"{_PART}{secrets.token_hex(8)}")
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
            try:
                yield part
                _sync(part)
                part.replace(file)
                os.fsync(folder)
            finally:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{file} cannot be written: {error.strerror}.") from None


def _create(file: Path, content: bytes) -> None:
    """Write a new file; none is left if that fails."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, OWNER_ONLY)
    try:
        with os.fdopen(opened, "wb") as writer:
            writer.write(content)
    except OSError:
        file.unlink(missing_ok=True)
        raise


def _replace(file: Path, content: bytes) -> None:
    """Replace a file, or leave it as it was if that fails."""
    new = file.with_name(f"{_NEW}{secrets.token_hex(8)}")
    _create(new, content)
    if file.exists():
        new.chmod(stat.S_IMODE(file.stat().st_mode))
    new.replace(file)


@contextmanager
def _folder(folder: Path) -> Iterator[int]:
    """Lock a folder for this process, and delete what a killed one left there."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in folder.glob(f"{_PART}*"):
            left.unlink()
        yield opened
    except BlockingIOError:
        raise ConfigurationError(f"Another command is writing to {folder}. Try again when it is done.") from None
    finally:
        os.close(opened)


def _sync(file: Path) -> None:
    """Wait until a file is completely on disk."""
    opened = os.open(file, os.O_RDONLY)
    os.fsync(opened)
    os.close(opened)
