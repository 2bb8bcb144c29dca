"""The contents of an explanation and the buttons under it, wherever a question is explained."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from bot.actions import Guessed, NotClear, encode
from bot.authoring.reports import listed
from bot.chat import Card, Toast, flat
from bot.context import Context, LearnerContext
from bot.flows import model
from bot.jobs.difficulties import first_answers
from tests.bench import with_siblings
from tests.core.candidate import begin, candidate, export, hand_in, sheet

if TYPE_CHECKING:
    from bot.bank.models import Question
    from tests.bench import Person, Stage


def labels(ann: Person) -> list[list[str]]:
    card = next(reply for reply in reversed(ann.replies) if isinstance(reply, Card))
    return [[button.label for button in row] for row in card.rows]


def is_explained(said: str, asked: Question, verdict: str) -> None:
    """Verdict, takeaway, stem, the right option, then the others, and the source: in this order, each once."""
    options = sorted(asked.options, key=lambda option: option is not asked.key)
    order = [
        verdict,
        asked.brief,
        asked.stem,
        *(option.why for option in options[:1]),
        f"Source: {asked.sources[0].cite}",
    ]
    places = [said.index(each) for each in order]
    assert places == sorted(places), said
    for option in options:
        assert said.count(f". {option.text}\n") == 1
        assert option.why in said


def test_the_takeaway_follows_the_verdict_everywhere(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for command in ("/daily", "/practice vital", "/learn scheduling", "/mock 2"):
        ann.say(command)
        for right in (True, False):
            asked = ann.question
            ann.answer(right=right)
            is_explained(ann.text, asked, "Right: " if right else "Not quite: ")
            ann.tap("Next")
    ann.tap("Review the missed question")
    is_explained(ann.text, ann.question, "Not quite: ")


def test_the_review_of_a_simulation_marks_what_was_chosen(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    letter = ann.letter(right=False)
    ann.tap(letter)
    ann.answer()
    hand_in(ann)
    ann.tap("Review all")
    asked = ann.question
    is_explained(ann.text, asked, f"Not quite: you chose {letter}")
    chosen = next(line[3:] for line in ann.text.splitlines() if line.startswith(f"{letter}. "))
    option = next(option for option in asked.options if option.text == chosen)
    assert f"{letter}. {chosen}\nYou chose this. {option.why}\n" in ann.text
    assert ann.text.count("You chose this. ") == 1
    assert "again on " in ann.text
    assert labels(ann) == [["Next"], ["Save", "Report"], ["Explain more", "Poorly worded"]]
    ann.tap("Next")
    assert "You chose this. " not in ann.text
    assert labels(ann)[0] == ["Next", "I guessed"]
    ann.tap("Next")
    is_explained(ann.text, ann.question, "Left open: ")
    assert labels(ann) == [["Next"], ["Save", "Report"], ["Explain more", "Poorly worded"]]
    ann.tap("Save")
    assert "Saved." in ann.text


def test_what_was_not_chosen_folds_and_nothing_else(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    asked = ann.question
    [card] = ann.answer(right=False)
    assert isinstance(card, Card)
    [folded] = [span.text for span in card.body if span.style == "folded"]
    said = flat(card.body)
    chosen = next(option for option in asked.distractors if f"You chose this. {option.why}" in said)
    for option in asked.distractors:
        assert (option.text in folded) == (option.why in folded) == (option is not chosen)
    assert asked.key.text not in folded
    assert [span.text for span in card.body if span.style == "bold"][1] == asked.brief


def test_i_guessed_stands_under_right_answers_only_and_once(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer(right=False)
    assert "I guessed" not in labels(ann)[0]
    assert ann.text.endswith("\n\nYou'll see this question again on Wednesday or soon after.")
    attempt = int(ann.button("Save").token.split("|")[1])
    ann.press(encode(Guessed(attempt)))
    assert ann.text == "It already counts as not known. You'll see this question again on Wednesday or soon after.", (
        "an old button"
    )
    ann.tap("Next")
    ann.answer()
    ann.tap("I guessed")
    assert "I guessed" not in labels(ann)[0]
    assert ann.text.endswith("\n\nCounted as a guess. You'll see this question again on Wednesday or soon after.")


def test_nothing_is_said_of_a_return_that_there_is_none_of(stage: Stage) -> None:
    ann = stage.person()
    ann.begin("in 1 day", "17:00", "Eastern")
    ann.answer(right=False)
    assert "again on" not in ann.text
    ann.tap("Next")
    ann.tap("Skip / I don't know")
    assert "again on" not in ann.text


def test_a_skip_is_a_miss_and_no_guess_wherever_it_is_counted(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    asked = ann.question
    ann.tap("Skip / I don't know")
    is_explained(ann.text, asked, "Skipped: the answer is ")
    assert "Your answer" not in ann.text
    assert labels(ann) == [["Next"], ["Save", "Report"], ["Explain more", "Poorly worded"]]
    ann.again()
    ann.press(next(b.token for card in ann.seen for row in card.rows for b in row if b.label == "A"))
    assert ann.text.startswith("Skipped: "), "it stays skipped"
    [kept] = export(ann)["answers"]
    assert (kept["question"], kept["chosen"], kept["correct"], kept["guessed"]) == (asked.id, "", False, False)
    ann.say("/streak")
    assert "Today: 1 of 5" in ann.text
    ann.say("/progress")
    assert "0 of 1 known" in ann.text
    bank = stage.library.bank
    assert [(question, chosen) for _, question, chosen, _ in first_answers(stage.database, bank)] == [(asked.id, None)]
    ann.say("/practice guessed")
    assert "no guessed questions to practice" in ann.text
    stage.clock.move(days=3)
    ann.say("/practice missed")
    assert asked.stem in ann.text
    assert "You missed this on Friday." in ann.text


def test_what_was_right_since_it_was_missed_comes_once_more_and_says_so(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    asked = ann.question
    ann.answer(right=False)
    stage.clock.move(days=4)
    ann.say("/practice missed")
    assert ann.question == asked
    ann.answer(right=True)
    leads = list[str]()
    for _ in range(12):
        stage.clock.move(days=1)
        ann.say("/daily")
        leads.append(ann.text)
        for _ in range(5):
            ann.answer(right=True)
            ann.tap("Next")
    assert any("You missed this on Friday, November 20, and got it right since." in lead for lead in leads)


def test_a_quick_skip_is_no_haste(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    usual = []
    for skips in (False, False, True):
        stage.clock.move(seconds=2 if skips else 60)
        ann.tap("Skip / I don't know" if skips else ann.letter())
        usual.append(_usual(stage, ann))
        ann.tap("Next")
    assert usual == [pytest.approx(60)] * 3


def _usual(stage: Stage, ann: Person) -> float:
    """Return the seconds that an answer usually takes, as the learner's model has it."""
    with stage.database.transaction() as store:
        found = store.learners.find(ann.address.platform, ann.address.user)
        assert found is not None
        context = LearnerContext(Context(store, stage.library, stage.clock.now, random.Random(1)), *found, ann.address)
        return model.engine(context).usual


def test_a_term_that_was_looked_up_does_not_make_a_skip_a_guess(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/define HIPAA")
    ann.say("i don't know")
    assert ann.text.startswith("Skipped: ")
    assert "guess" not in ann.text
    assert export(ann)["answers"][0]["guessed"] is False


def test_more_is_the_note_and_what_was_answered_on_the_same_point(stage: Stage) -> None:
    stage.library = with_siblings()
    stage.start()
    ann = stage.person()
    ann.begin()
    ann.say("/practice vital")
    asked: list[Question] = []
    for _ in range(4):
        asked.append(ann.question)
        ann.answer(right=False)
        ann.tap("Next")
    one, other = (each for each in asked if each.point == "shared")
    stage.clock.move(days=1)
    ann.tap("Explain more")
    assert asked[-1].topic in ann.text
    assert f"A note on {asked[-1].topic}." in ann.text
    told = next(card for card in ann.seen if other.stem in flat(card.body) and "Source: " in flat(card.body))
    ann.press(next(each.token for row in told.rows for each in row if each.label == "Explain more"))
    assert one.stem in ann.text
    assert f"{one.key.text}\n{one.brief}\nYou missed it yesterday." in ann.text
    assert other.stem not in ann.text.split("on the same point")[1].split("\n\nYour question")[0]


def test_poorly_worded_is_one_tap_counts_once_and_explains_more(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer(right=False)
    name, topic = ann.question.id, ann.question.topic
    for _ in range(2):
        ann.tap("Poorly worded")
        assert [type(reply) for reply in ann.replies] == [Toast, Card]
        assert "Thank you." in ann.text
        assert f"A note on {topic}." in ann.text
    ann.tap("Report")
    ann.tap("Unclear")
    assert "Thank you." in ann.text
    assert [(r["question"], r["kind"]) for r in export(ann)["reports"]] == [(name, "unclear")]
    ann.press(encode(NotClear(999_999)))
    assert "older message" in ann.text
    with stage.database.transaction() as store:
        assert listed(store).splitlines()[0] == f"{name}  1 report"


def test_confirm_each_brings_back_press_then_next(stage: Stage) -> None:
    ann = candidate(stage)
    ann.say("/settings confirm on")
    begin(ann, "half")
    ann.tap("B")
    assert "Exam · 1 of 50" in ann.text
    assert "Your answer: B" in ann.text
    ann.tap("Next")
    ann.say("/settings confirm off")
    ann.say("/exam")
    ann.tap("C")
    assert "Exam · 3 of 50" in ann.text
    assert [len(each.drafts) for each in sheet(stage, ann)[1][:3]] == [1, 1, 0]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ((), "This question comes back later."),
        (("in 8 weeks", "17:00", "Chicago"), "Expect this question again before your exam."),
        (("in 10 days", "17:00", "Chicago"), "This question comes back if there's time before your exam."),
        (("tomorrow", "17:00", "Chicago"), "This question comes back if there's time before your exam."),
    ],
)
def test_every_explained_miss_says_whether_it_comes_back(stage: Stage, start: tuple[str, ...], said: str) -> None:
    ann = stage.person()
    ann.begin(*start)
    ann.say("/mock 20")
    for _ in range(20):
        ann.answer(right=False)
        ann.tap("Next")
    ann.tap("Review the 20 missed")
    shown = []
    for _ in range(20):
        shown.append(ann.text.rpartition("\n\n")[2])
        ann.tap("Next")
    ways = ("You'll see this question again on ", "This question comes back ", "Expect this question again ")
    assert all(each.startswith(ways) for each in shown), shown
    assert any(each.startswith(said) for each in shown), shown
