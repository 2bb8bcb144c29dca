"""Hostile inputs do no harm: the ones that once did, and a few new ones of each kind."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import inputs
from tests.fuzz.__main__ import CORPUS, MAKERS
from tests.fuzz.dice import FuzzBytes
from tests.fuzz.targets import FaultError, checked, targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.chat import Reply

FOUND = sorted(path.name for path in CORPUS.glob("*.json"))
FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Callable[[Any], None]]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    return targets(folder)


@pytest.mark.parametrize("name", FOUND)
def test_what_once_did_harm_does_no_more(name: str, checks: dict[str, Callable[[Any], None]]) -> None:
    held = json.loads((CORPUS / name).read_text())
    checked(checks[held["kind"]], held["input"])


@FEW
@given(dice=st.randoms(use_true_random=False))
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_new_ones_do_none(kind: str, checks: dict[str, Callable[[Any], None]], dice: random.Random) -> None:
    checked(checks[kind], MAKERS[kind](dice))


def test_the_corpus_is_not_empty() -> None:
    assert FOUND


def test_most_inputs_get_as_far_as_an_event(checks: dict[str, Callable[[Any], None]]) -> None:
    del checks
    from telegram import Update  # noqa: PLC0415 - only here

    from adapters.telegram import read  # noqa: PLC0415 - only here

    dice = random.Random(1)
    with structlog.testing.capture_logs():
        made = [Update.de_json(read.readable({"update_id": 1, **inputs.update(dice)}), None) for _ in range(200)]
        events = [read.event(update, "tutor_bot") for update in made]
    assert len(list(filter(None, events))) >= 40


def quiet(_: object) -> None:
    structlog.get_logger().info("all is well")


def raising(_: object) -> None:
    raise KeyError("x")


def leaking(_: object) -> None:
    structlog.get_logger().warning("not sent", to=inputs.PERSON)


def failing(_: object) -> None:
    structlog.get_logger().error("event failed")


def test_harm_is_noticed() -> None:
    checked(quiet, None)
    for target in (raising, leaking, failing):
        with pytest.raises(FaultError):
            checked(target, None)


def test_an_error_or_silence_of_the_tutor_is_noticed(
    checks: dict[str, Callable[[Any], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    tutor = checks["acts"].__self__.tutor  # type: ignore[attr-defined]
    checked(checks["acts"], ["/start", "#0"])
    answers: tuple[list[Reply], ...] = ([], tutor.handle(None))
    for answer in answers:
        with monkeypatch.context() as patch:
            patch.setattr(tutor, "handle", lambda _, said=answer: said)
            with pytest.raises(FaultError):
                checked(checks["acts"], ["/start"])


def test_the_bytes_of_a_fuzzer_decide() -> None:
    made = {json.dumps(MAKERS["update"](FuzzBytes(bytes([each] * 64)))) for each in range(50)}
    assert len(made) >= 10
    assert MAKERS["file"](FuzzBytes(b"")) == MAKERS["file"](FuzzBytes(b""))
