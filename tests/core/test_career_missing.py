"""Content without `career.yaml`: the desk says so, and everything else works."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.actions import Tool, encode
from bot.bank.library import Library
from bot.flows import career
from tests.core.calendar_file import learner

if TYPE_CHECKING:
    from tests.bench import Person, Stage

MISSING = "This copy of the tutor has no career figures"


@pytest.fixture
def ann(stage: Stage) -> Person:
    """A learner whose tutor has no career figures."""
    whole = stage.library
    stage.library = Library(whole.bank, whole.facts, whole.book)
    stage.start()
    return learner(stage)


def test_the_desk_opens_and_tools_that_need_figures_say_what_is_missing(ann: Person) -> None:
    ann.say("/career")
    assert ann.text.startswith("The career desk")
    for tool in career.TOOLS:
        ann.say(f"/{tool}")
        assert ann.text.startswith(MISSING) is (tool not in {"sheet", "card"}), tool
        assert "went wrong" not in ann.text, tool


@pytest.mark.parametrize(
    "tool",
    [
        *(Tool(name, "") for name in ("roi", "fit", "eligibility", "log", "credentials", "path", "renewal")),
        Tool("numbers", "keep/r/r/r/r/-/-"),
        Tool("salary", "wage-records/TX"),
        Tool("tick", "1+"),
        Tool("open", "salary"),
    ],
)
def test_an_old_button_says_what_is_missing(ann: Person, tool: Tool) -> None:
    ann.press(encode(tool))
    assert MISSING in ann.text


def test_a_dialogue_that_was_open_when_the_figures_went_away_can_be_left(stage: Stage) -> None:
    ann, whole = learner(stage), stage.library
    ann.say("/salary")
    ann.tap("Pick a state")
    stage.library = Library(whole.bank, whole.facts, whole.book)
    stage.start()
    ann.say("Texas")
    assert MISSING in ann.text
    ann.say("stop")
    assert ann.text.startswith("All right")


@pytest.mark.parametrize("verdict", ["passed", "not passed 371"])
def test_a_result_and_what_builds_on_it_need_no_figures(stage: Stage, ann: Person, verdict: str) -> None:
    ann.say(f"/result {verdict} yesterday")
    assert ("Congratulations" if verdict == "passed" else "It's a setback") in ann.text
    assert "as far as I know" not in ann.text.casefold()
    for command in ("/plan", "/progress", "/ready", "/examday", "/settings exam in 6 weeks", "/plan", "/daily"):
        ann.say(command)
        assert "went wrong" not in ann.text, command
        assert MISSING not in ann.text, command
    for _ in stage.sweeps(stage.clock.now + timedelta(days=3), timedelta(days=1)):
        pass


def test_a_score_report_needs_no_figures(ann: Person) -> None:
    ann.say("/result not passed 371 today")
    ann.tap("Enter")
    assert "1 of 5" in ann.text
