"""Backs up or restores again and again, each time in a process that kills itself one step later.

Run as `python -m tests.storage.dying backup|restore URL FILE`. A step is anything Python's audit hooks report of files
and processes, or a slice of SQLite's work inside of its copying. Prints "killed" or "done" and what is at FILE then.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any, Final

from bot.storage.backup import back_up, restore
from bot.storage.database import Database

STEPS: Final = ("open", "os.rename", "os.remove", "fcntl.flock", "sqlite3.connect")
SLICE: Final = 300
"""Instructions of SQLite's machine in a step."""


class Death:
    """Kills the process at a step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def count(self) -> int:
        """Take one step."""
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def hear(self, event: str, args: tuple[object, ...]) -> None:
        """Count a step that Python reports, but not the modules that it opens."""
        if event in STEPS and not str(args[0]).endswith((".py", ".pyc")):
            self.count()

    def watch(self) -> None:
        """Count from now on, in SQLite's connections too."""
        plain = sqlite3.connect

        def connect(*words: Any, **named: Any) -> sqlite3.Connection:  # noqa: ANN401 - the driver's own
            connection: sqlite3.Connection = plain(*words, **named)
            connection.set_progress_handler(self.count, SLICE)
            return connection

        sqlite3.connect = connect  # type: ignore[assignment]
        sys.addaudithook(self.hear)


def run(command: str, url: str, file: Path) -> None:
    """Do it once, in this process."""
    database = Database(url)
    if command == "backup":
        back_up(database, file)
    else:
        restore(database, file)
    database.close()


def died(command: str, url: str, file: Path, step: int) -> bool:
    """Do it in a child process that dies at a step; False if it got to the end before."""
    sys.stdout.flush()  # or the child would write it once more
    child = os.fork()
    if not child:
        Death(step).watch()
        run(command, url, file)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "it failed by itself"
    return os.WIFSIGNALED(status)


def main(command: str, url: str, file: Path) -> None:
    """Let it die at ever later steps until it gets to the end."""
    target = file if command == "backup" else Path(url.removeprefix("sqlite:///"))
    step = 1
    while died(command, url, file, step):
        sys.stdout.write(f"killed {_found(target)}\n")
        target.unlink(missing_ok=True)
        step += 1
    sys.stdout.write(f"done {_found(target)}\n")


def _found(target: Path) -> str:
    """What is at a file's name: "none", "empty", "whole", or "HALF"."""
    if not target.exists():
        return "none"
    with sqlite3.connect(target) as opened:
        whole = opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    opened.close()
    if not tables:
        return "empty"
    return "whole" if whole and "learner" in tables else "HALF"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
