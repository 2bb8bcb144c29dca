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

from tests.fuzz import acts, inputs
from tests.fuzz.targets import checked, targets
from tests.fuzz.town import FaultError

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS: Final = Path(__file__).parent / "corpus"
MAKERS: Final[dict[str, Callable[[random.Random], Any]]] = {
    "acts": acts.acts,
    "update": inputs.updates,
    "interaction": inputs.interactions,
    "file": inputs.file,
    "environment": inputs.environment,
}
SHARES: Final = {"acts": 17, "update": 19, "interaction": 19, "file": 26, "environment": 19}
"""How many of a hundred inputs are of each kind: acts, updates, interactions, files, environments."""
STAGED: Final = ("acts", "update", "interaction")
"""Kinds that begin with a scene."""
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
    begun, until, said = time.monotonic(), time.monotonic() + asked.minutes * 60, 0
    while tried.total() < asked.inputs and time.monotonic() < until:
        kind = asked.kind or max(SHARES, key=lambda each: SHARES[each] / (1 + tried[each]))
        given = MAKERS[kind](dice)
        tried[kind] += weight(kind, given)
        try:
            checked(checks[kind], given)
        except FaultError as fault:
            faults.setdefault(f"{kind}: {str(fault)[:160]}", kept(kind, given))
        if tried.total() >= said + REPORT:
            said = tried.total()
            _say(f"{said} inputs, {len(faults)} faults, {time.monotonic() - begun:.0f} s")
    _say(f"{tried.total()} inputs: {dict(tried)}, seed {asked.seed}; {len(faults)} faults")
    for what, path in faults.items():
        _say(f"{path}: {what}")
    return 1 if faults else 0


def weight(kind: str, given: Any) -> int:  # noqa: ANN401 - JSON
    """How many inputs this is: what leads to a scene does not count, nor does time that passes."""
    return sum(kind != "acts" or each[0] != "t" for each in given["raw"]) if kind in STAGED else 1


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
