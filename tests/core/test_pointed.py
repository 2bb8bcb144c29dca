"""Message commands: a question is explained to its owner, once answered, or reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from bot.chat import Card, Pointed, flat
from tests.club import Club

if TYPE_CHECKING:
    from tests.bench import Person, Stage

NUMBERS = iter(range(10_000))


def point(who: Person, what: Literal["explain", "report"], card: Card | None = None, *tokens: str) -> str:
    """Use a message command on a card, or on a message with these buttons."""
    held = tuple(button.token for row in card.rows for button in row if button.token) if card else tokens
    who.send(Pointed(f"{who.address.platform}:pointed{next(NUMBERS)}", who.address, what, held))
    return who.text


def test_a_question_is_explained_once_it_is_answered(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/daily")
    asked, question = ann.seen[-1], ann.question
    assert point(ann, "explain", asked) == "Answer it first. Then I explain every option."
    ann.send(Pointed("telegram:seen", ann.address, "report", tuple(b.token for row in asked.rows for b in row)))
    assert "What's wrong" in ann.text
    ann.seen.append(asked)
    ann.tap("A")
    explanation = ann.seen[-1]
    for card in (asked, explanation):
        assert point(ann, "explain", card) == flat(explanation.body)
        assert question.key.why in ann.text
    point(ann, "report", explanation)
    ann.tap("Unclear")
    assert "Thank you" in ann.text


def test_another_persons_question_is_neither_explained_nor_reported(stage: Stage) -> None:
    ann, ben = stage.person(), stage.person("ben")
    ann.begin()
    ann.say("/daily")
    asked = ann.seen[-1]
    for what in ("explain", "report"):
        assert "belongs to someone else" in point(ben, what, asked)


def test_a_message_without_a_question_is_told_so(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/help")
    assert point(ann, "explain", ann.seen[-1]).startswith("I don't see a question in that message.")
    assert point(ann, "report").startswith("I don't see a question")


def test_a_simulations_question_is_not_explained_before_its_end(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/exam half")
    ann.tap("Start")
    paper = ann.seen[-1]
    ann.tap("A")
    assert "Answer it first" in point(ann, "explain", paper)


def test_a_groups_question_is_explained_to_whoever_answered_it(stage: Stage) -> None:
    club = Club(stage)
    club.begin()
    asked, ann = club.ask(), club.member("ann")
    for what in ("explain", "report"):
        assert "You haven't answered that one yet." in point(ann, what, asked)
    club.answer(ann)
    told = ann.text
    assert point(ann, "explain", asked) == told
    assert "What's wrong" in point(ann, "report", asked)


@pytest.mark.parametrize("token", ["", "|", "a|x|0", "ga|1|0", "s|999999999999999999", "u|daily|", "x" * 200, "é|1"])
def test_no_button_breaks_it(stage: Stage, token: str) -> None:
    ann = stage.person()
    for what in ("explain", "report"):
        assert "Sorry" not in point(ann, what, None, token)
