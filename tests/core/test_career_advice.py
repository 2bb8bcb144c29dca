"""Advice on the exam's date, said once; and the study sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.bank.library import Library
from bot.chat import Card, flat
from bot.drawing import document
from bot.drawing.document import MAX_PAGES, Block
from bot.flows.career import advice
from bot.learning.readiness import Chance
from tests.bench import NOON
from tests.core.calendar_file import answers, learner
from tests.core.test_account import exported

if TYPE_CHECKING:
    from tests.bench import Person, Stage


def told(stage: Stage, ann: Person, days: int) -> list[str]:
    """Live on for so many days, saying something each day; return the first lines of advice."""
    said = []
    for _ in range(days):
        stage.clock.move(days=1)
        ann.say("/streak")
        cards = [card for push in stage.sweep() for card in push.replies if isinstance(card, Card)]
        ann.seen += cards
        said += [flat(card.body).splitlines()[0] for card in cards]
    return [line for line in said if "exam on" in line or "ready to book" in line]


@pytest.fixture
def chance(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The chance to pass that the model finds; none while it is empty."""
    found: list[float] = []
    monkeypatch.setattr(advice, "_chance", lambda _context: Chance(*found * 3) if found else None)
    return found


def evening(stage: Stage) -> None:
    stage.clock.now = NOON.replace(hour=23)


def test_a_low_chance_two_weeks_before_the_date_is_said_once_with_later_dates(
    stage: Stage, chance: list[float]
) -> None:
    evening(stage)
    ann = learner(stage, "2026-12-20", "17:00", "Eastern")
    chance.append(0.6)
    assert told(stage, ann, 15) == []
    assert told(stage, ann, 12) == ["14 days to your exam on Sunday, December 20."]
    assert "60%" in flat(next(c for c in reversed(ann.seen) if "days to your exam" in flat(c.body)).body)
    ann.tap("Mon, Jan 4, 2027")
    assert exported(ann)["learner"]["exam_date"] == "2027-01-04"


@pytest.mark.parametrize("found", [[0.85], []])
def test_a_good_chance_or_an_unknown_one_is_not_spoken_of(
    stage: Stage, chance: list[float], found: list[float]
) -> None:
    evening(stage)
    ann = learner(stage, "2026-12-20", "17:00", "Eastern")
    chance += found
    assert told(stage, ann, 28) == []


def test_a_high_chance_for_a_week_without_a_date_brings_dates_once(stage: Stage, chance: list[float]) -> None:
    evening(stage)
    ann = learner(stage)
    chance.append(0.95)
    assert told(stage, ann, 6) == []
    chance[0] = 0.5
    assert told(stage, ann, 2) == []
    chance[0] = 0.95
    assert told(stage, ann, 7) == []
    assert told(stage, ann, 20) == ["You look ready to book."]
    ann.say("/plan not booked")
    assert told(stage, ann, 10) == []


def test_advice_keeps_to_the_days_limit_of_messages(stage: Stage, chance: list[float]) -> None:
    evening(stage)
    ann = learner(stage, "2026-12-20", "17:00", "Eastern")
    chance.append(0.6)
    most = 0
    for _ in range(20):
        stage.clock.move(days=1)
        ann.say("/streak")
        most = max(most, len(stage.sweep()))
    assert most <= 2


def test_the_model_itself_is_asked(stage: Stage) -> None:
    evening(stage)
    ann = learner(stage, "2026-12-05", "17:00", "Eastern")
    answers(ann, 45, right=False)
    assert told(stage, ann, 2) == ["14 days to your exam on Saturday, December 5."]


def test_content_without_career_figures_still_advises(stage: Stage) -> None:
    evening(stage)
    whole = stage.library
    stage.library = Library(whole.bank, whole.facts, whole.book)
    stage.tutor = stage.start()
    ann = learner(stage, "2026-12-05", "17:00", "Eastern")
    answers(ann, 45, right=False)
    assert told(stage, ann, 2) == ["14 days to your exam on Saturday, December 5."]
    ann.say("/ready")
    assert "If that feels too soon, you can move it." in ann.text
    assert "do it more than 24 hours ahead" in ann.text


def sheets(ann: Person) -> tuple[bytes, str]:
    """Return the study sheet as PDF and as Markdown."""
    files = []
    for form in ("pdf", "markdown"):
        ann.say(f"/sheet {form}")
        [card] = [reply for reply in ann.replies if isinstance(reply, Card) and reply.file]
        assert card.file
        files.append(card.file)
    assert [file.name for file in files] == ["cehrs-study-sheet.pdf", "cehrs-study-sheet.md"]
    return files[0].content, files[1].content.decode()


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", made))


def test_a_sheet_holds_what_was_missed_and_the_checklist(stage: Stage) -> None:
    ann = learner(stage, "2026-12-20")
    ann.tap("Skip")
    ann.tap("Skip")
    missed = ann.question
    ann.answer(right=False)
    ann.tap("Next")
    known = ann.question
    ann.answer()
    made, said = sheets(ann)
    assert made.startswith(b"%PDF-")
    assert 1 <= pages(made) <= MAX_PAGES
    assert f"- {missed.brief}" in said
    assert known.brief not in said
    assert "Exam: December 20, 2026." in said
    assert "- [ ] Have a valid government-issued photo ID ready" in said
    assert "- You answer 125 questions" in said, "nothing to check off"
    assert made == sheets(ann)[0]


def test_a_sheet_of_a_newcomer_is_no_empty_page(stage: Stage) -> None:
    ann = learner(stage)
    assert "You have missed nothing so far." in sheets(ann)[1]


def test_a_document_ends_after_eight_pages_whatever_is_in_it() -> None:
    blocks = [Block("title", "Long"), *(Block("item", f"{number} " + "word " * 60) for number in range(300))]
    made = document.pdf("Long", [*blocks, Block("heading", "\u03a9 caf\u00e9 \u2013 \u201cx\u201d")], "Page", NOON)
    assert pages(made) == MAX_PAGES
    assert b"\\*" in document.markdown([Block("text", "a * b")])
