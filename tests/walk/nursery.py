"""A process that imports the product once and then forks: `python -m tests.walk.nursery`.

Each line it reads, `{"listen": [...], "push": [...], "when": "...", "env": {...}, "clock": "...", "log": "...",
"journal": "..."}`, starts a tutor and is answered with `born PID`; `dead PID EXITCODE` follows when that one has ended.
`journal` may be "". All of them end with this one's input.
"""

from __future__ import annotations

import gc
import json
import os
import random
import select
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

import adapters.discord
import adapters.telegram  # noqa: F401 - like those above and below, imported for those that are forked
import bot.storage.postgres  # noqa: F401
import main as product
from bot.errors import AwayError
from bot.settings import Settings
from cli import AWAY
from tests.walk import child

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.host import App

LOOK_SECONDS = 0.02


def watch(journal: int, app: App) -> None:
    """Write down when the app begins to claim, what it has claimed, and what it has settled."""
    asked = app.ask

    def note(did: str, *words: object) -> None:
        os.write(journal, f"{' '.join(map(str, (os.getpid(), did, *words)))}\n".encode())

    async def ask(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the core's own
        if function.__name__ == "claim":
            note("claims")
        result = await asked(function, *args, **kwargs)
        if function.__name__ == "claim":
            note("claimed", *(claim.row for claim in result))
        if function.__name__ == "settle_all":
            note("settled", *(push.row for push, _ in args[0]))
        if function.__name__ == "build" and result is None:
            note("settled", args[0].row)
        return result

    app.ask = ask  # type: ignore[method-assign]


def fork(order: dict[str, Any]) -> int:
    """Start a tutor; return its process id."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        status = _live(order)
    finally:
        sys.stderr.flush()
        os._exit(status)


def _live(order: dict[str, Any]) -> int:
    nothing, said = os.open(os.devnull, os.O_RDWR), _append(order["log"])
    for number, target in ((0, nothing), (1, nothing), (2, said)):
        os.dup2(target, number)
    seen = partial(watch, _append(order["journal"])) if order["journal"] else None
    os.environ.clear()
    os.environ.update(order["env"])
    random.seed()
    try:
        child.run(Path(order["clock"]), listen=order["listen"], push=order["push"], when=order["when"], watch=seen)
    except AwayError:
        return AWAY
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    return 0


def _append(file: str) -> int:
    return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def warm() -> None:
    """Do once what every start repeats, on a database of its own: forks then start in a fraction of the time."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, database_url=SecretStr(f"sqlite:///{folder}/warm.db"))
        product.build(settings, product.now, random.Random(1)).close()
    gc.collect()
    gc.freeze()


def _reap(born: set[int]) -> None:
    while born:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        born.discard(pid)
        _say(f"dead {pid} {os.waitstatus_to_exitcode(status)}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Fork until the input ends."""
    born: set[int] = set()
    orders = os.fdopen(os.dup(0), "rb", buffering=0)  # nothing may wait in a buffer, where `select` does not see it
    warm()
    _say("ready")
    while True:
        if select.select([orders], [], [], LOOK_SECONDS)[0]:
            line = orders.readline()
            if not line:
                break
            pid = fork(json.loads(line))
            born.add(pid)
            _say(f"born {pid}")
        _reap(born)
    for pid in born:
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
