"""The career desk: its dialogues and its buttons, old ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.actions import Tool, encode
from bot.chat import MAX_LABEL, MAX_ROWS, Card, flat
from bot.flows import career
from bot.words.labels import career as career_labels
from tests.core.calendar_file import learner
from tests.core.test_account import exported

if TYPE_CHECKING:
    from tests.bench import Stage


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("TX", "Texas"),
        ("texas", "Texas"),
        ("Texs", "Texas"),
        ("n.y.", "New York"),
        ("virginia", "Virginia"),
        ("west virginia", "West Virginia"),
        ("d.c.", "District of Columbia"),
        ("washington dc", "District of Columbia"),
        ("washington", "Washington"),
        ("Kansas billing", "Kansas"),
        ("massachusets", "Massachusetts"),
    ],
)
def test_states_are_found_by_name_abbreviation_or_typo(stage: Stage, typed: str, state: str) -> None:
    ann = learner(stage)
    ann.say(f"/salary {typed}")
    assert f"{state}: median $" in ann.text


def test_every_state_and_occupation_has_its_card(stage: Stage) -> None:
    ann = learner(stage)
    known = stage.library.career
    for state in known.states.values():
        ann.say(f"/salary {state.name}")
        assert f"{state.name}: median ${state.records:,}" in ann.text
    for figure in known.kind("wage-"):
        ann.say(f"/salary {figure.name}")
        assert f"{figure.name}: median ${figure.number:,.0f}" in ann.text


def test_a_dialogue_outlives_a_restart_and_its_old_buttons_work(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/fit")
    first = ann.button("Front office").token
    ann.tap("Front office")
    ann.tap("Every day")
    stage.start()
    ann.say("records")
    assert "4 of 6" in ann.text
    ann.press(first)
    assert "2 of 6" in ann.text


def test_two_dialogues_at_once_do_not_mix(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/roi")
    roughly = ann.button("Roughly").token
    ann.say("/eligibility")
    ann.press(roughly)
    assert "study material" in ann.text
    ann.tap("Yes", back=0)
    assert "training program" in ann.text
    ann.say("no")
    assert "supervised work" in ann.text


@pytest.mark.parametrize("state", ["x", "11700/x", "11700/0/40/18500/1/1/1/1", "/", "-117", "9999999999/0"])
@pytest.mark.parametrize(
    "tool", ["roi", "fit", "eligibility", "report", "log", "renewal", "salary", "skills", "tick", "nothing"]
)
def test_no_button_of_another_version_breaks_a_tool(stage: Stage, tool: str, state: str) -> None:
    ann = learner(stage)
    ann.press(encode(Tool(tool, state)))
    assert ann.text
    assert "something went wrong" not in ann.text


def test_the_daily_set_leans_on_what_the_report_calls_weak(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/settings size 10")
    ann.say("/retake report")
    for label in ("Strong", "Strong", "Strong", "Strong", "Weak"):
        ann.tap(label)
    ann.tap("Yes, keep it")
    stage.clock.move(days=1)
    ann.say("/daily")
    topics = []
    for _ in range(10):
        topics.append(ann.question.topic)
        ann.answer()
        ann.tap("Next")
    assert sum(topic.startswith("REP") for topic in topics) >= 5
    ann.say("/result passed today")
    assert exported(ann)["learner"]["career_desk"] == {}


def test_every_card_fits_a_phone_and_every_label_is_no_answer(stage: Stage) -> None:
    ann = learner(stage)
    ann.say("/result not passed today")
    for name in career.TOOLS:
        ann.say(f"/{name}")
        for tap in [b for card in ann.replies if isinstance(card, Card) for row in card.rows for b in row if b.token]:
            ann.press(tap.token)
            assert "something went wrong" not in ann.text, (name, tap.label)
    for card in ann.seen:
        assert len(card.rows) <= MAX_ROWS
        assert len(flat(card.body)) <= 1_700, flat(card.body)
        for button in (b for row in card.rows for b in row if len(b.label) > 1):
            assert button.label[0] not in "ABCD", button.label
            assert len(button.label) <= MAX_LABEL


def test_every_tool_has_its_button() -> None:
    assert set(career.TOOLS) <= set(career_labels.TOOLS)
