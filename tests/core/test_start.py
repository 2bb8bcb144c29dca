"""What first contact leads to, beyond the conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench import Stage


def test_a_link_from_elsewhere_leads_on(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/start daily")
    assert "When is your exam?" in ann.text
    ann.tap("Skip")
    ann.say("/start daily")
    assert "1 of 5" in ann.text


def test_an_open_step_is_asked_again_and_nothing_is_asked_twice(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/start")
    ann.tap("In 4 weeks")
    ann.say("/start")
    assert "What time should" in ann.text
    ann.tap("Skip")
    ann.say("/start")
    assert "time zone" in ann.text
    ann.tap("Skip")
    assert "Your exam is on December 18, 2026." in ann.text
    ann.tap("US Pacific")
    assert "Your daily question comes at 5:00 PM Eastern time." in ann.text
    assert "1 of 5" in ann.text


def test_an_exam_that_has_passed_is_not_spoken_of_as_ahead(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("2026-11-22", "17:00", "Eastern")
    ann.say("/start")
    assert "Your exam is on Sunday, November 22." in ann.text
    stage.clock.move(days=3)
    ann.say("/start")
    assert "Welcome back." in ann.text
    assert "Your exam is" not in ann.text


def test_typing_the_date_is_offered(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/start")
    ann.tap("Type the date")
    ann.say("in 6 weeks")
    assert "What time should" in ann.text


def test_someone_who_never_started_can_ask_for_a_question_at_once(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/daily")
    assert "1 of 5" in ann.text
    ann.answer()
    assert "Source:" in ann.text
