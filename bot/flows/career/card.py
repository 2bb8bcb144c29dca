"""`/card`: a picture of the pass to share, with a name only if one is typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.drawing.picture import picture
from bot.errors import Refusal
from bot.figures.career import PassFigures
from bot.flows.career import after, dialogue
from bot.words import labels
from bot.words.career import card as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.chat import Reply
    from bot.context import LearnerContext

CARD: Final = "card"
_NAME: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'-]){1,39}")


def card(context: LearnerContext, argument: str) -> list[Reply]:
    """Send the picture, with the typed name if there is one."""
    return [_card(context, _read(argument))]


def press(context: LearnerContext, _state: str) -> list[Reply]:
    """Ask for the name."""
    _card(context, "")  # refuses without a pass
    context.learner.expecting = f"career.{CARD}"
    return [Card(words.ask_name(), ((button(labels.STOP, Tool(dialogue.LEAVE)),),))]


def typed(context: LearnerContext, _state: str, said: str) -> list[Reply]:
    """Use the name that was asked for; it appears on the picture and is not stored."""
    if not (name := _read(said)):
        raise Refusal(words.not_a_name())
    context.learner.expecting = ""
    return [_card(context, name)]


def _read(typed_: str) -> str:
    name = " ".join(typed_.split())
    if name and not _NAME.fullmatch(name):
        raise Refusal(words.not_a_name())
    return name


def _card(context: LearnerContext, name: str) -> Card:
    won = after.passed(context)
    if won is None:
        raise Refusal(words.not_passed())
    answers = context.store.answers.count(context.me)
    figures = PassFigures(name, won.taken_on, context.learner.best, answers)
    label = career_labels.CHANGE_THE_NAME if name else career_labels.PUT_A_NAME_ON_IT
    rows = ((button(label, Tool(CARD)), dialogue.to_desk()),)
    return Card(words.card(named=bool(name)), rows, picture=picture(figures))
