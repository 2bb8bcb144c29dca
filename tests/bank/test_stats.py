"""Figures of the bank, what is due, and the schema for editors."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from bot.authoring.bank_statistics import due, stats
from bot.authoring.formats.schema import schema
from bot.bank.models import Bank
from bot.chat import text
from tests.bank.banks import BLUE
from tests.bank.sample import question

TODAY = dt.date(2026, 11, 20)
CONTENT = Path(__file__).parents[2] / "content"


def test_due_are_old_and_moving_facts() -> None:
    old = {"cite": "45 CFR 1", "checked": "2025-11-19"}
    young = {"cite": "45 CFR 2", "checked": "2025-11-20"}
    assert due(question(sources=[young, old]), TODAY) == "read last on 2025-11-19"
    assert due(question(sources=[young]), TODAY) == ""
    assert due(question(moving="the fee changes each year"), TODAY) == "moving: the fee changes each year"
    assert due(question(sources=[old], status="retired"), TODAY) == ""
    assert due(question(sources=[{"cite": "45 CFR 3"}]), TODAY) == ""


def test_the_figures() -> None:
    made = [
        question(status="reviewed"),
        question(id="CLO-02-002", sources=[{"cite": "x", "checked": "2025-03-01"}]),
        question(id="REP-01-001", status="retired", level="recall"),
        question(id="REP-02-001", status="verified", difficulty="hard", sources=[{"cite": "x"}]),
    ]
    lines = stats(Bank({each.id: each for each in made}, {"CLO-02": text("note")}, BLUE), TODAY).splitlines()
    assert lines[:4] == [
        "4 questions, 2 of them asked, 1 notes",
        "status: draft 1, reviewed 1, verified 1, retired 1",
        "level: recall 1, application 0, analysis 3",
        "difficulty: easy 0, medium 3, hard 1",
    ]
    assert "Clinical Operations: 1 asked, 50.0 % (the exam has 32 %)" in lines
    assert "  CLO-02 Real-time data: 1 asked of 2" in lines
    assert "  REP-01 Outcomes and rates: 0 asked of 0, no note" in lines
    assert lines[-4:] == [
        "oldest check of a source: 2025-03-01",
        "questions without a source that was read: 1",
        "due for a re-check: 1",
        "  CLO-02-002: read last on 2025-03-01",
    ]


def test_an_empty_bank_has_figures_too() -> None:
    lines = stats(Bank({}, {}, BLUE), TODAY).splitlines()
    assert lines[0] == "0 questions, 0 of them asked, 0 notes"
    assert "oldest check of a source: none" in lines


def test_the_schema_in_the_content_folder_is_in_step() -> None:
    assert (CONTENT / "schema.json").read_text(encoding="utf-8") == schema()


def test_the_schema_names_only_what_it_defines() -> None:
    made = json.loads(schema())
    assert {f"#/definitions/{name}" for name in made["definitions"]} >= set(references(made))
    assert made["type"] == "array"
    assert made["definitions"]["Question"]["properties"]["stem"]["maxLength"] == 300
    assert set(made["definitions"]["Question"]["required"]) >= {"id", "stem", "key", "distractors", "sources"}


def references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if "$ref" in part else []
        return [*own, *(each for value in part.values() for each in references(value))]
    return [each for value in part for each in references(value)] if isinstance(part, list) else []
