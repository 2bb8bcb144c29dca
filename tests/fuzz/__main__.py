"""Run hostile inputs: `python -m tests.fuzz --inputs 300000 --seed 1`.

A fault is written to `tests/fuzz/corpus`, where a test replays it. `tests.fuzz.guided` chooses inputs by what code they
reach, instead of by dice.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import structlog

from tests.fuzz import inputs
from tests.fuzz.targets import FaultError, checked, targets

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).parent / "corpus"
MAKERS: Final[dict[str, Callable[[random.Random], Any]]] = {
    "acts": inputs.acts,
    "update": inputs.update,
    "interaction": inputs.interaction,
    "file": inputs.file,
}
SHARES: Final = {"acts": 1, "update": 12, "interaction": 12, "file": 5}
"""A press or a text costs as much as a hundred updates that are only read."""
REPORT: Final = 10_000


def main() -> None:
    """Run, and print how many inputs of each kind were tried and which did harm."""
    asked = _asked()
    structlog.configure(processors=[lambda *_: ""], logger_factory=structlog.ReturnLoggerFactory())
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(_thrown(asked, targets(Path(folder))))


def _thrown(asked: argparse.Namespace, checks: dict[str, Callable[[Any], None]]) -> int:
    """Throw dice; return 1 if an input did harm."""
    dice, tried, faults = random.Random(asked.seed), Counter[str](), dict[str, str]()
    kinds = random.Random(asked.seed).choices(list(SHARES), list(SHARES.values()), k=asked.inputs)
    begun, until = time.monotonic(), time.monotonic() + asked.minutes * 60
    for number, kind in enumerate(kinds, 1):
        if asked.kind and kind != asked.kind:
            continue
        given = MAKERS[kind](dice)
        tried[kind] += 1
        try:
            checked(checks[kind], given)
        except FaultError as fault:
            faults.setdefault(f"{kind}: {str(fault)[:160]}", kept(kind, given))
        if number % REPORT == 0:
            _say(f"{number} inputs, {len(faults)} faults, {time.monotonic() - begun:.0f} s")
        if time.monotonic() > until:
            break
    _say(f"{sum(tried.values())} inputs: {dict(tried)}, seed {asked.seed}; {len(faults)} faults")
    for said, path in faults.items():
        _say(f"{path}: {said}")
    return 1 if faults else 0


def kept(kind: str, given: Any) -> str:  # noqa: ANN401 - JSON
    """Write an input to the corpus; return its name."""
    text = json.dumps({"kind": kind, "input": given})
    path = CORPUS / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.json"
    path.write_text(text + "\n")
    return path.name


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10_000.0, help="end earlier")
    parser.add_argument("--kind", choices=sorted(MAKERS), default="")
    return parser.parse_args()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a command says what it found


if __name__ == "__main__":
    main()
