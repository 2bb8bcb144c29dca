"""Let a coverage-guided fuzzer choose hostile inputs: `python -m tests.fuzz.guided acts 10000`.

It takes atheris (`pip install atheris`, on Linux), which the set-up leaves out: it has no builds for other systems. The
first fault is written to `tests/fuzz/corpus`, and ends the run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris
import structlog

from tests.fuzz.dice import FuzzBytes


def main(kind: str, inputs: int) -> None:
    """Try so many inputs of a kind (see `tests.fuzz.__main__.MAKERS`)."""
    with atheris.instrument_imports(include=["bot", "adapters"]):
        from tests.fuzz.__main__ import MAKERS, kept  # noqa: PLC0415 - instrumented as it is imported
        from tests.fuzz.targets import checked, targets  # noqa: PLC0415 - instrumented as it is imported
        from tests.fuzz.town import FaultError  # noqa: PLC0415 - instrumented as it is imported

    structlog.configure(processors=[lambda *_: ""], logger_factory=structlog.ReturnLoggerFactory())
    check = targets(Path(tempfile.mkdtemp()))[kind]  # the fuzzer ends the process without unwinding

    def one(data: bytes) -> None:
        given = MAKERS[kind](FuzzBytes(data))
        try:
            checked(check, given)
        except FaultError:
            kept(kind, given)
            raise

    atheris.Setup([sys.argv[0], f"-runs={inputs}", "-max_len=512", "-seed=1"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
