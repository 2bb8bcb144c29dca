"""Hostile inputs do no harm: the ones that once did, and a few new ones of each kind."""

from __future__ import annotations

import json
import logging
import random
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import SAWarning
from telegram import Update

from adapters.telegram import read
from bot.chat import Card, Later, text
from bot.errors import ConfigurationError
from bot.tutor import Tutor
from bot.words import refusals
from tests.fuzz import acts, inputs
from tests.fuzz.__main__ import CORPUS, MAKERS
from tests.fuzz.acts import SCENES
from tests.fuzz.dice import FuzzBytes
from tests.fuzz.targets import checked, targets
from tests.fuzz.targets import settings as settings_target
from tests.fuzz.town import PERSON, FaultError, Town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.chat import Reply

pytestmark = pytest.mark.slow

UNSENDABLE = Card(text("\ud800"))
FOUND = sorted(path.name for path in CORPUS.glob("*.json"))
FEW = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


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


def test_many_updates_get_as_far_as_an_event() -> None:
    dice = random.Random(1)
    with structlog.testing.capture_logs():
        raw = [each for _ in range(20) for each in inputs.updates(dice)["raw"]]
        made = [Update.de_json(read.readable({"update_id": 1, **each}), None) for each in raw]
        events = [read.event(update, "tutor_bot") for update in made]
    assert len(list(filter(None, events))) >= 0.4 * len(raw)


SEEN = {
    "new": ("a", "In 4 weeks"),
    "planned": ("a", "Skip / I don't know"),
    "quiz": ("a", "Skip / I don't know"),
    "answered": ("a", "Next"),
    "exam": ("a", "Flag"),
    "asked": ("a", "Go back"),
    "tool": ("a", "Nothing"),
    "duel": ("a", "Skip / I don't know"),
    "link": ("a", "Yes, link them"),
    "class": ("a", "Skip / I don't know"),
    "group": ("A", "Explain my answer"),
    "live": ("A", "D"),
    "board": ("A", "Leave the board"),
    "group duel": ("B", "Start"),
}


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_leads_where_its_name_says(name: str, tmp_path: Path) -> None:
    town = Town(tmp_path)
    town.play(SCENES[name])
    who, label = SEEN[name]
    assert label in [button.label for button in town.buttons(who)]


def quiet(_: object) -> None:
    structlog.get_logger().info("all is well")


def raising(_: object) -> None:
    raise KeyError("x")


def leaking(_: object) -> None:
    structlog.get_logger().warning("not sent", to=PERSON)


def failing(_: object) -> None:
    structlog.get_logger().error("event failed")


def tracing(_: object) -> None:
    try:
        int(acts.CANARY)
    except ValueError:
        logging.getLogger("discord").exception("ignored")


def deleting_nothing(_: object) -> None:
    warnings.warn("0 were matched", SAWarning, stacklevel=1)


def test_harm_is_noticed() -> None:
    checked(quiet, None)
    for target in (raising, leaking, failing, tracing, deleting_nothing):
        with pytest.raises(FaultError):
            checked(target, None)


def test_a_secret_in_a_refusal_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ConfigurationError(f"cannot use {acts.CANARY}")

    monkeypatch.setattr("environment.read", refuse)
    with pytest.raises(FaultError):
        checked(settings_target, {})


@pytest.mark.parametrize("answer", [[], [Card(refusals.apology())], [Later(refusals.unavailable())], [UNSENDABLE]])
def test_an_error_or_silence_of_the_tutor_is_noticed(
    answer: list[Reply], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tutor, "handle", lambda _tutor, _event: answer)
    with pytest.raises(FaultError):
        checked(targets(tmp_path)["acts"], {"scene": [], "raw": [["a", "/start"]]})


def test_the_bytes_of_a_fuzzer_decide() -> None:
    made = {json.dumps(MAKERS["update"](FuzzBytes(bytes([each] * 64)))) for each in range(50)}
    assert len(made) >= 10
    assert MAKERS["file"](FuzzBytes(b"")) == MAKERS["file"](FuzzBytes(b""))
