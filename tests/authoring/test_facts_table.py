"""`tutor facts` and the list of re-checks: facts, the career desk's figures, and the table of states."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import content
from bot.authoring.facts_table import rechecks, table
from bot.bank.career import load_career
from bot.bank.facts import load_facts

CONTENT = Path(content.__file__).parent


def test_every_fact_and_figure_is_a_line() -> None:
    facts, career = load_facts(CONTENT), load_career(CONTENT)
    lines = table(facts, career, dt.date(2026, 11, 20)).splitlines()
    ids = {line.split(" ")[0] for line in lines[1:-2]}
    assert ids >= {*facts.by_id, *career.by_id}
    assert next(line for line in lines if line.startswith("wage-records ")).count("51140") == 1
    assert lines[-1] == f"{len(facts.by_id) + len(career.by_id)} facts, 0 due for a re-check"


def test_what_is_due_is_hinted_with_its_file() -> None:
    facts, career = load_facts(CONTENT), load_career(CONTENT)
    due = {(fault.file, fault.id) for fault in rechecks(facts, career, dt.date(2030, 1, 1))}
    assert due >= {("facts.yaml", "exam-size"), ("career.yaml", "wage-records"), ("career.yaml", "states.csv")}
    assert list(rechecks(facts, career, dt.date(2026, 11, 20))) == []
