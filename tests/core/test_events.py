"""Events that come twice, late, after a crash, or while the database is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from bot.bank.library import Library
from bot.chat import Card, Later, Pressed
from bot.storage.database import Database
from tests.bench import Stage, bank

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from bot.bank.models import Bank


def test_an_event_that_is_delivered_twice_changes_nothing(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer()
    assert ann.again() == []
    ann.say("B")
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text


def test_a_press_whose_reply_was_lost_in_a_crash_shows_the_same_again(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer(right=False)
    shown = ann.text
    stage.clock.move(seconds=5)
    stage.start()
    ann.again()
    assert ann.text == shown
    ann.say("/daily")
    stage.clock.move(seconds=5)
    stage.start()
    ann.again()
    assert "2 of 5" in ann.text


def test_a_press_that_another_process_settled_before_it_died_gets_its_reply_from_the_next(
    any_database: Database,
) -> None:
    stage = Stage(any_database)
    dying, other = stage.tutor, stage.start()  # both run, as behind one webhook
    ann = stage.person()
    ann.begin()
    stage.tutor = dying
    ann.answer(right=False)
    shown, stage.tutor = ann.text, other
    ann.again()
    assert ann.text == shown
    assert ann.again() == []
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text


def test_a_press_whose_commit_was_not_heard_of_gets_its_reply(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    ann.begin()

    def lose(connection: Connection) -> None:
        connection.connection.commit()
        raise OperationalError("COMMIT", {}, Exception("server closed the connection unexpectedly"))

    event.listen(any_database.engine, "commit", lose, once=True)
    [reply] = ann.press(ann.button("A").token)
    assert isinstance(reply, Later)
    ann.again()
    assert "1 of 5" in ann.text


def test_free_text_that_was_settled_before_a_crash_is_not_taken_as_a_second_answer(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("A")
    ann.tap("Next")
    said, ann.last = ann.last, ann.last
    ann.say("B")
    stage.clock.move(seconds=5)
    stage.start()
    ann.again()
    assert "I was interrupted" in ann.text
    assert said is not None
    ann.say("/streak")
    assert "Today: 2 of 5" in ann.text


@pytest.mark.parametrize("typed", ["/report it is wrong", "/practice mix 3", "/link", "/learn scheduling", "/stop"])
def test_what_would_count_twice_is_not_taken_up_again_after_a_crash(stage: Stage, typed: str) -> None:
    ann = stage.person()
    ann.begin()
    ann.say(typed)
    for _ in range(2):
        stage.clock.move(seconds=5)
        stage.start()
        ann.again()
        assert "I was interrupted" in ann.text
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        assert len(store.learners.reports(found[0].id)) == ("report" in typed)


def test_updates_out_of_order_each_count_once(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    token = ann.button("A").token
    late = Pressed("telegram:9001", ann.address, token)
    ann.press(token)
    first = ann.text
    ann.send(late)
    assert ann.text == first
    ann.say("/export")
    assert "including 1 answer," in ann.text


def retired(*ids: str) -> Bank:
    whole = bank()
    questions = {
        name: q.model_copy(update={"status": "retired"}) if name in ids else q for name, q in whole.questions.items()
    }
    return replace(whole, questions=questions)


@pytest.mark.parametrize("gone", [False, True])
def test_a_question_that_left_the_bank_while_it_was_open(stage: Stage, *, gone: bool) -> None:
    ann = stage.person()
    ann.begin()
    name = ann.question.id
    kept = retired(name)
    if gone:
        kept = replace(kept, questions={q: item for q, item in kept.questions.items() if q != name})
    stage.library = Library(kept)
    stage.start()
    ann.tap("A")
    assert "was withdrawn" in ann.text
    assert "1 of 5" in ann.text, "another one takes its place"
    assert ann.question.id != name
    ann.answer()
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text


def test_a_question_that_left_the_bank_before_it_is_shown_again(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    name = ann.question.id
    stage.library = Library(retired(name))
    stage.start()
    ann.say("/daily")
    assert ann.question.id != name
    assert "1 of 5" in ann.text


def test_an_answered_question_that_left_the_bank_still_shows_its_explanation(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    name = ann.question.id
    ann.answer()
    shown = ann.text
    stage.library = Library(retired(name))
    stage.start()
    ann.tap("A")
    assert ann.text == shown
    stage.library = Library(replace(bank(), questions={q: i for q, i in bank().questions.items() if q != name}))
    stage.start()
    ann.tap("A")
    assert "was withdrawn" in ann.text
    ann.say("/export")
    assert "including 1 answer," in ann.text


def test_a_quiz_goes_on_without_a_retired_question(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/mock reporting 4")
    ann.answer()
    ann.tap("Next")
    stage.library = Library(retired(ann.question.id))
    stage.start()
    ann.tap("A")
    for _ in range(2):
        ann.answer()
        ann.tap("Next")
    assert "3 of 3 right" in ann.text


def test_a_database_that_is_locked_gets_an_apology_and_nothing_is_lost(stage: Stage, tmp_path: Path) -> None:
    ann = stage.person()
    ann.begin()
    with stage.database.engine.connect() as other:
        other.execute(text("SELECT 1"))  # BEGIN IMMEDIATE: the one writer's place is taken
        impatient = Database(f"sqlite:///{tmp_path}/tutor.db", patience=0)
        held, stage.database = stage.database, impatient
        stage.start()
        [reply] = ann.tap("A")
        assert isinstance(reply, Later)
        assert "your question stays open" in ann.text
        assert stage.pushes() == []
        assert stage.tutor.waiting(("telegram",)) == (0, 0.0)
    [reply] = ann.again()
    assert isinstance(reply, Card)
    assert "Source:" in ann.text
    impatient.close()
    stage.database = held


def test_a_database_that_is_gone_gets_an_apology(postgres: str) -> None:
    database = Database(postgres)
    database.migrate()
    stage = Stage(database)
    ann = stage.person()
    ann.begin()
    nowhere = Database("postgresql://nobody@127.0.0.1:9/none")
    stage.database = nowhere
    stage.start()
    [reply] = ann.tap("A")
    assert isinstance(reply, Later)
    stage.database = database
    stage.start()
    ann.again()
    assert "Source:" in ann.text
    nowhere.close()
    database.close()


def test_a_fault_of_ours_is_one_apology_and_the_question_stays_open(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    kept = stage.broken()
    ann.tap("A")
    assert ann.text.startswith("Sorry, something went wrong")
    stage.broken(kept)
    ann.again()
    assert "Source:" in ann.text


def test_an_hour_is_not_a_thinking_time(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    stage.clock.now += timedelta(hours=5)
    ann.answer()
    with stage.database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        assert [row.seconds for row in store.answers.log(found[0].id or 0)] == [600.0]


def test_the_bank_without_questions_says_so(stage: Stage) -> None:
    empty = replace(bank(), questions={})
    stage.library = Library(empty)
    stage.start()
    ann = stage.person()
    ann.begin()
    assert "You have answered every question" in ann.text
    ann.say("/mock")
    assert "nothing to practice" in ann.text
