"""The exam day's checklists, through the real core and from the facts of the content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bank.facts import load_facts
from bot.bank.library import Library
from bot.flows import examday
from tests.bench import CONTENT, bank
from tests.core.calendar_file import learner

if TYPE_CHECKING:
    from tests.bench import Stage


@pytest.mark.parametrize("place", ["center", "remote"])
def test_the_checklist_says_the_facts_word_for_word(stage: Stage, place: str) -> None:
    ann = learner(stage)
    ann.say(f"/examday {place}")
    known = {fact.text for fact in load_facts(CONTENT).by_id.values()}
    lines = [line.removeprefix("- ") for line in ann.text.splitlines()]
    said = [line for line in lines if line in known]
    assert len(said) >= 9
    rest = [line for line in lines if line not in said and line]
    assert len(rest) == 5, "a head, three headings, and the tutor's own advice"
    assert len(ann.text) <= 1_700


def test_every_fact_that_the_checklists_name_is_in_the_file() -> None:
    named = {*examday.BOOKING, examday.PLACES, examday.LAST_WORD}
    for lists in (examday.AHEAD, examday.EVE, examday.THE_DAY):
        named.update(*lists.values())
    assert named <= set(load_facts(CONTENT).by_id)


def test_without_facts_the_countdown_is_left(stage: Stage) -> None:
    stage.library = Library(bank(), [])
    stage.start()
    ann = learner(stage, "2026-12-18", "17:00", "Eastern")
    ann.say("/examday center")
    assert ann.text == "Exam day at a test center: 28 days to go"
