"""The career desk: pay, fit and cost of the credential, and what comes after the exam. One file per tool."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from bot.actions import Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import near_names
from bot.flows.career import (
    card,
    dialogue,
    eligibility,
    fit,
    options,
    path,
    renewal,
    retake,
    roadmap,
    roi,
    salary,
    sheet,
)
from bot.words import refusals
from bot.words.career import desk as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.chat import Reply, Rows
    from bot.context import LearnerContext
    from bot.flows.career.dialogue import Dialogue

DESK: Final = "desk"
OUT: Final = frozenset({"leave", "stop", "cancel", "quit", "exit", "never mind", "nevermind"})
MANY_WORDS: Final = 3
WITHOUT_FIGURES: Final = frozenset({"sheet", "card", "report", "diagnosis", "skills"})
"""What works even if the content has no career figures, such as the score report and the skills check."""

TOOLS: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "salary": salary.salary,
    "roi": roi.roi,
    "fit": fit.fit,
    "eligibility": eligibility.eligibility,
    "path": path.path,
    "roadmap": roadmap.roadmap,
    "retake": retake.retake,
    "renewal": renewal.renewal,
    "sheet": sheet.sheet,
    "card": card.card,
}
"""The desk's tools by name, in button order."""
_DIALOGUES: Final[Mapping[str, Dialogue]] = {
    each.name: each for each in (roi.DIALOGUE, fit.DIALOGUE, eligibility.DIALOGUE, retake.DIALOGUE, renewal.LOG)
}
_PRESSED: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "card": card.press,
    "credentials": fit.credentials,
    "diagnosis": retake.press,
    "numbers": roi.press,
    "path": path.press,
    "renewal": renewal.press,
    "salary": salary.press,
    "skills": path.skills,
    "tick": roadmap.press,
}
"""Handles a press on a tool that is not a dialogue."""
_TYPED: Final[dict[str, Callable[[LearnerContext, str, str], list[Reply]]]] = {
    "card": card.typed,
    "salary": salary.typed,
    "what": renewal.typed,
}
"""Handles typed text that such a tool asked for, given its state and the text."""


def career(context: LearnerContext, argument: str) -> list[Reply]:
    """Open the desk, or the named tool."""
    name, _, rest = argument.strip().partition(" ")
    if not name or name.casefold() == DESK:
        return [Card(words.desk(), _rows())]
    if (tool := name.casefold()) not in TOOLS:
        raise _no_such(argument)
    return _use(tool, context, options.alone(tool, rest.strip()))


def _no_such(typed: str) -> Refusal:
    """Return the refusal of a name that no tool has, with those that may have been meant as buttons."""
    called = {name: name for name in TOOLS} | {label: name for name, label in career_labels.TOOLS.items()}
    near, _ = near_names.nearest(typed, called, near_names.TOOLS)
    rows = tuple((button(career_labels.TOOLS[name], Tool("open", name)),) for name in near if name in TOOLS)
    return Refusal(words.no_such_tool(tuple(TOOLS), near=len(near)), rows)


def press(context: LearnerContext, action: Tool) -> list[Reply]:
    """Continue with a tool from one of its buttons."""
    if action.tool == dialogue.LEAVE:
        return _leave(context, replace=True)
    if action.tool == dialogue.OPEN:
        return career(context, action.state)
    _require_figures(context, action.tool)
    if found := _DIALOGUES.get(action.tool):
        return dialogue.press(context, found, action.state)
    if take := _PRESSED.get(action.tool):
        return take(context, action.state)
    raise Refusal(refusals.old_button())


def typed(context: LearnerContext, name: str, said: str) -> list[Reply] | None:
    """Handle typed text a tool asked for; None if it was clearly meant for something else."""
    if said.strip().casefold().rstrip(".!") in OUT:
        return _leave(context)
    tool, _, state = name.partition(dialogue.JOINT)
    try:
        return _take(context, tool, state, said)
    except Refusal:
        if _is_a_sentence(said):
            context.learner.expecting = ""
            return None
        raise


def _take(context: LearnerContext, tool: str, state: str, said: str) -> list[Reply]:
    _require_figures(context, tool)
    if found := _DIALOGUES.get(tool):
        return dialogue.typed(context, found, state, said)
    if take := _TYPED.get(tool):
        return take(context, state, said)
    raise Refusal(refusals.old_button())


def _use(tool: str, context: LearnerContext, argument: str) -> list[Reply]:
    _require_figures(context, tool)
    return TOOLS[tool](context, argument)


def _require_figures(context: LearnerContext, tool: str) -> None:
    """Refuse a tool before its first question, rather than fail at its last, if the content lacks the figures."""
    if tool not in WITHOUT_FIGURES and not context.library.career.by_id:
        raise Refusal(words.no_figures())


def _leave(context: LearnerContext, *, replace: bool = False) -> list[Reply]:
    context.learner.expecting = ""
    return [Card(words.left(), ((dialogue.to_desk(),),), replace=replace)]


def _is_a_sentence(said: str) -> bool:
    """Return True if text does not look like an answer: it is a question, or several words without a number."""
    return said.rstrip().endswith("?") or (len(said.split()) > MANY_WORDS and not any(map(str.isdigit, said)))


def _rows() -> Rows:
    taps = [button(career_labels.TOOLS[name], Tool("open", name)) for name in TOOLS]
    return tuple(tuple(taps[at : at + 3]) for at in range(0, len(taps), 3))


COMMANDS: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "career": career,
    **{name: partial(_use, name) for name in TOOLS},
}
"""Each tool is also a command."""
