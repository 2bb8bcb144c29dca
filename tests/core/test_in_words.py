"""A picture with a short caption, and the rest in words behind a button that works however old its message is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions import InWords, encode
from bot.chat import Card, flat
from tests.core.candidate import begin, candidate, work

if TYPE_CHECKING:
    from tests.bench import Person, Stage

DOMAINS = (
    "Clinical Operations",
    "Non-Clinical Operations",
    "Revenue Cycle/Finance",
    "Regulatory Compliance",
    "Reporting",
)


def captioned(ann: Person) -> list[str]:
    """Return the lines of the caption in sight; its picture has a description and a button that leads to its words."""
    [card] = ann.replies
    assert isinstance(card, Card)
    assert card.picture
    assert card.picture.worded
    assert "In words" in [button.label for row in card.rows for button in row]
    assert all(name in card.picture.alt for name in DOMAINS)
    return flat(card.body).splitlines()


def in_words(ann: Person) -> str:
    [card] = ann.tap("In words")
    assert isinstance(card, Card)
    assert card.picture is None
    assert not card.replace, "the picture stays"
    return flat(card.body)


def test_progress_in_short_and_the_rest_in_words(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/practice scheduling 3")
    for right in (True, False, False):
        ann.answer(right=right)
        ann.tap("Next")
    ann.say("/progress")
    assert captioned(ann) == [
        "Your progress: 1 of 3 known.",
        "Known means right without guessing; skips aren't known.",
    ]
    said = in_words(ann)
    assert "All answers: 1 of 3 known. Known means right without guessing" in said
    assert all(f"\n{name} (" in said for name in DOMAINS)
    assert "Weakest topics so far:\nScheduling: 1 of 3 known" in said
    assert "Answers by day, Nov 20 last: 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3." in said
    ann.say("/forget")
    ann.tap("Yes, delete")
    ann.begin()
    ann.press(encode(InWords("progress")))
    assert "You haven't answered anything yet." in ann.text


def test_an_exams_report_in_four_lines_and_the_rest_in_words(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 48, wrong=1)
    ann.tap("Overview")
    ann.tap("Turn in")
    ann.tap("Yes, turn it in")
    score, left, chance, gain = captioned(ann)
    assert score == "Half exam: 0 of 40 right"
    assert left == "2 questions were left unanswered."
    assert chance == "Your chance of passing, judging by this one alone: about 1%."
    assert gain.startswith("Most points lost in Clinical Operations: 0 of 1")
    asked = ann.button("In words").token
    said = in_words(ann)
    assert all(f"\n{name}: 0 of " in said for name in DOMAINS)
    assert "390 of 500" in said
    assert "This is your first simulation." in said
    stage.clock.move(days=400)
    ann.press(asked)
    assert ann.text == said
    bob = candidate(stage, "bob")
    bob.press(asked)
    assert "That button is from an older message." in bob.text
