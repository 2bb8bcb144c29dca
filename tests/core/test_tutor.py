"""What adapters ask of the tutor besides handling events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.actions import Change, Run, encode
from bot.commands import COMMANDS
from bot.flows import COMMANDS as FLOWS
from tests.bench import Stage

if TYPE_CHECKING:
    from bot.storage.database import Database


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("domain", "", "clinical-operations"),
        ("domain", "revenue", "revenue-cycle-finance"),
        ("setting", "", "size"),
        ("topic", "sched", "NCO-03"),
        ("topic", "CLO-03", "CLO-03"),
        ("scope", "", "missed"),
        ("scope", "report", "reporting"),
        ("zone", "chic", "America/Chicago"),
        ("zone", "", "America/New_York"),
        ("state", "tex", "Texas"),
        ("occupation", "bill", "Billing and posting clerks"),
    ],
)
def test_completions(stage: Stage, kind: str, typed: str, value: str) -> None:
    found = stage.tutor.suggest(kind, typed)
    assert value in [suggestion.value for suggestion in found]
    assert len(found) <= 25
    assert all(0 < len(suggestion.label) <= 100 for suggestion in found)


def test_no_completion_for_what_is_none(stage: Stage) -> None:
    assert stage.tutor.suggest("topic", "\x00zzz") == []
    assert stage.tutor.suggest("text", "a") == []


def test_notes_of_adapters(any_database: Database) -> None:
    tutor = Stage(any_database).tutor
    assert tutor.recall("discord-commands:1") == ""
    tutor.remember("discord-commands:1", "abc")
    assert tutor.recall("discord-commands:1") == "abc"


def test_every_command_of_the_table_leads_somewhere(stage: Stage) -> None:
    assert {spec.name for spec in COMMANDS} == {*FLOWS, "group"}
    ann = stage.person()
    ann.begin()
    for spec in COMMANDS:
        ann.say(f"/{spec.name}")
        assert ann.text
        assert "something went wrong" not in ann.text, spec.name
        assert 0 < len(spec.description) <= 100


def test_no_button_but_an_answer_begins_with_an_answers_letter(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for spec in COMMANDS:
        ann.say(f"/{spec.name}")
        ann.say(f"/{spec.name} {spec.example.partition(' ')[2]}" if spec.example else "/daily")
    for name in ("exam", "time", "zone", "size", "quiet", "reminders", "minimal", "daily"):
        ann.press(encode(Change(name)))
    labels = {button.label for card in ann.seen for row in card.rows for button in row}
    wrong = {label for label in labels if label[0] in "ABCD" and len(label) > 1}
    assert wrong == set()


def test_no_card_with_a_question_has_another_button_with_its_letters(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/mock 3")
    ann.say("/learn scheduling")
    for card in ann.seen:
        labels = [button.label for row in card.rows for button in row]
        if "A" in labels:
            assert labels[:4] == ["A", "B", "C", "D"]
            assert not any(label[0] in "ABCD" for label in labels[4:])


def test_a_token_of_a_command_that_is_no_more_gets_a_sentence(stage: Stage) -> None:
    ann = stage.person()
    ann.press(encode(Run("dance")))
    assert "There's no /dance" in ann.text
