"""What first contact leads to, beyond the conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.chat import Card, Command, flat
from bot.figures import DayFigures
from bot.flows.locales import zone_of
from tests.bench import Stage

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.bench import Person


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
    assert "Your 5 daily questions come at 5:00 PM Eastern time." in ann.text
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


def test_the_first_card_shows_a_day_in_a_picture_and_in_words(stage: Stage) -> None:
    ann = stage.person()
    [card] = ann.say("/start")
    assert isinstance(card, Card)
    assert card.picture
    assert card.picture.figures == DayFigures(5)
    assert "When you choose: the first question arrives." in card.picture.alt
    assert "5 questions, one tap each" in card.picture.alt


@pytest.mark.parametrize("seed", range(6))
def test_the_first_question_is_easy_and_from_the_bank(any_database: Database, seed: int) -> None:
    stage = Stage(any_database, seed=seed)
    ann = stage.person(f"ann-{seed}")
    ann.begin()
    assert ann.question.difficulty == "easy"
    assert ann.question.published


def hello(stage: Stage, locale: str, user: str = "ann") -> Person:
    ann = stage.person(user, "discord")
    ann.send(Command(f"discord:{user}", ann.address, "start", locale=locale))
    return ann


def test_a_locale_with_one_zone_is_a_hint_that_one_tap_takes(stage: Stage) -> None:
    ann = hello(stage, "en-GB")
    ann.tap("In 4 weeks")
    ann.tap("Skip")
    assert "Your app suggests London time." in ann.text
    assert ann.seen[-1].rows[0][0].label == "London time"
    ann.tap("London time")
    assert "come at 17:00 London time." in ann.text


def test_a_hint_holds_where_the_zone_is_skipped(stage: Stage) -> None:
    ann = hello(stage, "en-GB")
    ann.tap("Skip, give")
    assert "come at 17:00 London time." in ann.text


def test_a_city_of_several_states_is_asked_about_below_a_hint(stage: Stage) -> None:
    ann = hello(stage, "en-GB")
    ann.tap("In 4 weeks")
    ann.tap("07:00")
    ann.say("Portland")
    assert "Which Portland: Oregon or Maine?" in ann.text
    ann.tap("Portland, Maine")
    assert "come at 7:00 AM Eastern time." in ann.text


@pytest.mark.parametrize("locale", ["en-US", "en", "", "es-419", "not a locale", "en-XX"])
def test_a_locale_that_names_no_zone_asks_and_offers_the_likeliest_first(stage: Stage, locale: str) -> None:
    ann = hello(stage, locale)
    ann.tap("In 4 weeks")
    ann.tap("Skip")
    zones = [button.label for row in ann.seen[-1].rows for button in row]
    assert zones[:4] == ["US Eastern", "US Central", "US Pacific", "US Mountain"]
    ann.tap("Skip")
    assert "come at 5:00 PM Eastern time." in ann.text


@pytest.mark.parametrize(
    ("locale", "zone"),
    [("sv-SE", "Europe/Stockholm"), ("zh-Hans-TW", "Asia/Taipei"), ("es-ES", "Europe/Madrid"), ("en-AU", "")],
)
def test_zones_of_locales(locale: str, zone: str) -> None:
    assert zone_of(locale) == zone


def test_the_third_days_question_asks_once_whether_the_hour_fits(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("in 8 weeks", "17:00", "Eastern")
    asked = []
    for _ in range(6):
        stage.clock.move(days=1)
        ann.say("/streak")
        pushes = [card for push in stage.sweep() for card in push.replies]
        assert len(pushes) <= 1, "it takes no message of its own"
        asked += ["Does 5:00 PM work for you?" in flat(card.body) for card in pushes]
    assert asked == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("tapped", "said", "at"),
    [
        ("Keep 5:00 PM", "5:00 PM it stays", "17:00"),
        ("3:00 PM", "comes at 3:00 PM", "15:00"),
        ("7:00 PM", "comes at 7:00 PM", "19:00"),
    ],
)
def test_the_hour_is_kept_or_moved_and_the_question_stays_open(stage: Stage, tapped: str, said: str, at: str) -> None:
    ann = stage.person()
    ann.begin("in 8 weeks", "17:00", "Eastern")
    cards = []
    for _ in range(2):
        stage.clock.move(days=1)
        ann.say("/streak")
        cards = [card for push in stage.sweep() for card in push.replies]
    ann.seen += cards
    ann.tap(tapped)
    assert said in ann.text
    assert not any(isinstance(each, Card) and each.replace for each in ann.replies)
    ann.say("/settings")
    assert f"Time of daily question: {at}" in ann.text
    ann.tap("A")
    assert "Source:" in ann.text


def test_a_push_that_is_built_again_asks_again(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("in 8 weeks", "17:00", "Eastern")
    stage.clock.move(days=1)
    ann.say("/streak")
    stage.sweep()
    stage.clock.move(days=1)
    ann.say("/streak")
    first = stage.pushes()
    stage.clock.move(minutes=2)
    again = stage.pushes()
    assert "Does 5:00 PM work" in flat(first[0].replies[-1].body)
    assert again[0].replies[-1].rows == first[0].replies[-1].rows
