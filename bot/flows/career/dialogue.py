"""Dialogues of the desk: the buttons carry the answers so far, so none is lost and nothing is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from bot.actions import Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.words import labels, refusals
from bot.words.career import desk as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat import Button, Reply, Rows, Text
    from bot.context import LearnerContext

SKIPPED: Final = "-"
"""The answer to a skipped question."""
JOINT: Final = "/"
MAX_TAPS: Final = 8
"""Maximum number of taps: four rows; the fifth row leads out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a dialogue.

    Attributes:
        ask: the question's text.
        taps: answers to tap, as labels and values. A value holds letters, digits, hyphens, colons and pluses.
        read: turn typed text into a value; may raise Refusal. None if only taps, or their typed labels, are answers.
        typed: the pattern of such values.
    """

    ask: Text
    taps: Mapping[str, str]
    read: Callable[[LearnerContext, str], str] | None = None
    typed: str = ""

    def takes(self, value: str) -> bool:
        """Return True if a value answers this question."""
        return value in self.taps.values() or (bool(self.typed) and re.fullmatch(self.typed, value) is not None)


class Ending(Protocol):
    """How a dialogue ends."""

    def __call__(self, context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
        """Return the result; `replace` as in `Card`."""
        ...


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A sequence of questions.

    Attributes:
        name: the tool's name.
        step: the question that follows these answers; None after the last.
        end: what is shown then.
    """

    name: str
    step: Callable[[LearnerContext, tuple[str, ...]], Step | None]
    end: Ending


def go_on(
    context: LearnerContext, dialogue: Dialogue, answers: tuple[str, ...] = (), *, replace: bool = False
) -> list[Reply]:
    """Ask the next question, or show the result."""
    step = dialogue.step(context, answers)
    if step is None:
        context.learner.expecting = ""
        return dialogue.end(context, answers, replace=replace)
    context.learner.expecting = f"career.{dialogue.name}{JOINT}{JOINT.join(answers)}".rstrip(JOINT)
    return [Card(step.ask, _rows(dialogue, step, answers), replace=replace)]


def to_desk() -> Button:
    """The way to the desk."""
    return button(career_labels.THE_CAREER_DESK, Tool(OPEN, "desk"))


def press(context: LearnerContext, dialogue: Dialogue, state: str) -> list[Reply]:
    """Continue from a button, however old: it carries the answers before it."""
    return go_on(context, dialogue, answers(context, dialogue, state), replace=True)


def typed(context: LearnerContext, dialogue: Dialogue, state: str, said: str) -> list[Reply]:
    """Take typed text as the answer to the open question."""
    before = answers(context, dialogue, state)
    step = dialogue.step(context, before)
    if step is None:
        raise Refusal(refusals.old_button())
    return go_on(context, dialogue, (*before, _value(context, step, said)))


def answers(context: LearnerContext, dialogue: Dialogue, state: str) -> tuple[str, ...]:
    """Return the answers in a state.

    Raises:
        Refusal: one of them does not answer its question, because the state is from an older version.
    """
    given = tuple(state.split(JOINT)) if state else ()
    for at, value in enumerate(given):
        step = dialogue.step(context, given[:at])
        if step is None or not step.takes(value):
            raise Refusal(refusals.old_button())
    return given


def _value(context: LearnerContext, step: Step, said: str) -> str:
    meant = said.strip().casefold().rstrip(".")
    for label, value in step.taps.items():
        if meant == label.casefold():
            return value
    if step.read is None:
        raise Refusal(words.tap_one(tuple(step.taps)))
    return step.read(context, said)


def _rows(dialogue: Dialogue, step: Step, answers: tuple[str, ...]) -> Rows:
    taps = [button(label, Tool(dialogue.name, JOINT.join((*answers, value)))) for label, value in step.taps.items()]
    wide = 1 if any(len(each.label) > labels.HALF for each in taps) and len(taps) < MAX_TAPS // 2 + 1 else 2
    out = [button(labels.STOP, Tool(LEAVE))]
    if answers:
        out.insert(0, button(labels.GO_BACK, Tool(dialogue.name, JOINT.join(answers[:-1]))))
    return (*(tuple(taps[at : at + wide]) for at in range(0, len(taps), wide)), tuple(out))


LEAVE: Final = "leave"
OPEN: Final = "open"
"""Tools that close the open dialogue and open the named one."""
