"""A bank that changed: corrections are told once, old wordings are not counted, reports get an answer."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.bank.corrections import Correction
from bot.bank.library import Library
from bot.bank.models import Bank
from bot.chat import Card, Delivery, flat
from bot.context import Context
from bot.flows.corrections import answer_reports
from tests.bench import NOON, bank

if TYPE_CHECKING:
    from typing import Literal

    from bot.bank.models import Question
    from tests.bench import Person, Stage


def corrected(question: Question, kind: Literal["key", "retired", "reason"] = "key") -> Correction:
    return Correction(
        question=question.id,
        until=question.version,
        kind=kind,
        now="The second option is right.",
        why="The rule was amended.",
        date=date(2026, 11, 21),
    )


def restart(stage: Stage, *corrections: Correction, changed: dict[str, Question] | None = None) -> None:
    """Start the tutor with another bank."""
    held = stage.library.bank
    fresh = Bank({**held.questions, **(changed or {})}, held.notes, held.blueprint)
    stage.library = Library(fresh, ["100 scored questions"], stage.library.book, corrections=corrections)
    stage.start().start()


def told(stage: Stage) -> list[str]:
    """Deliver what is due until the next evening, and return the messages about corrections."""
    found: list[str] = []
    for _ in range(60):
        stage.clock.move(hours=1)
        for push in stage.sweep():
            found += [flat(card.body) for card in push.replies if isinstance(card, Card)]
    return [said for said in found if "orrection" in said or "You reported" in said]


def swapped(question: Question) -> Question:
    """The same question with another key, as a new version."""
    key, first, *rest = question.options
    return question.model_copy(update={"version": 2, "key": first, "distractors": (key, *rest)})


def one_answer(stage: Stage, *, right: bool) -> tuple[Person, Question]:
    ann = stage.person()
    ann.begin()
    asked = ann.question
    ann.answer(right=right)
    return ann, asked


def test_a_changed_key_is_told_once_and_the_answer_counts_by_it(stage: Stage) -> None:
    ann, asked = one_answer(stage, right=True)
    restart(stage, corrected(asked), changed={asked.id: swapped(asked)})
    (said,) = told(stage)
    assert f"You answered: {asked.key.text}." in said
    assert "The second option is right. The rule was amended." in said
    with stage.database.transaction() as store:
        (row,) = [row for row in store.answers.log(1) if row.question == asked.id]
        assert row.correct is False
    restart(stage, corrected(asked), changed={asked.id: swapped(asked)})
    assert told(stage) == []
    ann.say("/about")
    assert "Corrections to questions you answered" in ann.text


def test_an_answer_that_is_right_by_the_new_key_counts(stage: Stage) -> None:
    _, asked = one_answer(stage, right=False)
    with stage.database.transaction() as store:
        (row,) = store.answers.log(1)
        chosen = row.chosen_text
    now_right = next(option for option in asked.options if option.text == chosen)
    others = tuple(option for option in asked.options if option.text != chosen)
    changed = asked.model_copy(update={"version": 2, "key": now_right, "distractors": others})
    restart(stage, corrected(asked), changed={asked.id: changed})
    with stage.database.transaction() as store:
        (row,) = store.answers.log(1)
        assert row.correct is True


def test_a_question_retired_as_wrong_counts_nowhere(stage: Stage) -> None:
    _, asked = one_answer(stage, right=False)
    gone = asked.model_copy(update={"status": "retired"})
    restart(stage, corrected(asked, "retired"), changed={asked.id: gone})
    with stage.database.transaction() as store:
        assert store.answers.log(1) == []
    (said,) = told(stage)
    assert "your answer no longer counts" in said


def test_a_correction_that_could_not_be_delivered_comes_again(stage: Stage) -> None:
    _, asked = one_answer(stage, right=True)
    restart(stage, corrected(asked, "reason"))
    stage.clock.now = NOON + timedelta(days=1, hours=5)
    pushes = [push for push in stage.pushes() if "orrection" in flat(push.replies[0].body)]
    assert len(pushes) == 1
    stage.tutor.settle(pushes[0].id, Delivery("retry", retry_after=30))
    (said,) = told(stage)
    assert "The right answer is the same" in said


def test_minimal_mode_is_told_nothing_but_lists_it(stage: Stage) -> None:
    ann, asked = one_answer(stage, right=True)
    ann.say("/settings minimal on")
    restart(stage, corrected(asked, "reason"))
    assert told(stage) == []
    ann.say("/about")
    assert "The rule was amended." in ann.text


def test_nobody_is_told_of_a_question_that_they_never_answered(stage: Stage) -> None:
    _, asked = one_answer(stage, right=True)
    other = next(each for each in bank().questions.values() if each.id != asked.id)
    restart(stage, corrected(other))
    assert told(stage) == []


def test_a_press_on_an_older_wording_shows_the_question_again_and_counts_nothing(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    asked = ann.question
    letter = ann.letter()
    restart(stage, changed={asked.id: asked.model_copy(update={"stem": "What does it ask now?"})})
    ann.tap(letter)
    assert "This question has been reworded since you saw it." in ann.text
    assert "What does it ask now?" in ann.text
    with stage.database.transaction() as store:
        assert store.answers.count(1) == 0
    ann.answer()
    assert "Right" in ann.text


def test_a_report_that_is_closed_is_answered_once(stage: Stage) -> None:
    ann, asked = one_answer(stage, right=True)
    ann.say("/report the rule changed")
    with stage.database.transaction() as store:
        context = Context(store, stage.library, stage.clock(), random.Random(1))
        assert answer_reports(context, asked.id, "We corrected the reason.") == 1
        assert answer_reports(context, asked.id, "Again.") == 0
    (said,) = told(stage)
    assert "You reported this question. We corrected the reason. Thank you." in said
    assert told(stage) == []


def test_a_correction_thanks_whoever_reported_it(stage: Stage) -> None:
    ann, asked = one_answer(stage, right=True)
    ann.say("/report wrong")
    restart(stage, corrected(asked, "reason"))
    (said,) = told(stage)
    assert "Thank you for reporting it." in said
