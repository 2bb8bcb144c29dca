"""One file for each thing a learner does. This one maps commands and links to them; `bot.incoming` maps buttons."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, TypeAlias

from bot import commands
from bot.actions import Run, button
from bot.commands import OTHER_NAMES
from bot.errors import Refusal
from bot.flows import (
    account,
    ask,
    career,
    daily,
    exam,
    exam_result,
    examday,
    export,
    guide,
    linking,
    mock,
    pauses,
    plan,
    practice,
    progress,
    ready,
    reports,
    settings,
    start,
    topics,
)
from bot.flows.board import command as board_command
from bot.flows.classes import command as classes
from bot.flows.classes import joining
from bot.flows.duel import challenge, play
from bot.flows.group import answer
from bot.flows.group.question import START_WHY
from bot.flows.live import begin, board
from bot.words import labels, refusals

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

CommandFlow: TypeAlias = "Callable[[LearnerContext, str], list[Reply]]"

ALIKE: Final = 0.75
"""Similarity from which a name may be a misspelled command: /costs is not /class."""
COMMANDS: Final[dict[str, CommandFlow]] = {
    "start": start.start,
    "daily": daily.daily,
    "mock": mock.mock,
    "quiz": begin.alone,
    "exam": exam.exam,
    "practice": practice.practice,
    "learn": practice.learn,
    "topics": topics.topics,
    "define": ask.define,
    "faq": ask.faq,
    "streak": progress.streak,
    "progress": progress.progress,
    "board": board_command.board,
    "plan": plan.plan,
    "examday": examday.examday,
    "ready": ready.ready,
    "placement": ready.placement,
    "result": exam_result.result,
    "settings": settings.settings,
    "pause": pauses.pause,
    "resume": pauses.resume,
    "stop": exam.stop_open,
    "duel": challenge.duel,
    **career.COMMANDS,
    "class": classes.command,
    "join": joining.join,
    "help": guide.help_,
    "tour": guide.tour,
    "about": account.about,
    "privacy": account.privacy,
    "report": reports.report,
    "export": export.export,
    "link": linking.link,
    "unlink": linking.unlink,
    "forget": account.forget,
}

LINKS: Final[dict[str, CommandFlow]] = {
    START_WHY: answer.why,
    board.START_MISSES: board.misses_by_link,
    play.START_PLAY: play.opened,
    challenge.START_CODE: challenge.by_code,
    joining.START: joining.by_link,
}
"""Where a link into the private chat leads, by its prefix."""
BY_LINK: Final = frozenset(spec.name for spec in commands.COMMANDS if spec.by_link and not spec.managed)
"""Commands that a link from a group may carry into the private chat."""


def command(context: LearnerContext, name: str, argument: str) -> list[Reply]:
    """Run a command; `/start` with a payload from a link does what the link promised.

    Raises:
        Refusal: there is no such command.
    """
    link = next((flow for start, flow in LINKS.items() if argument.startswith(start)), None)
    if name == "start" and link is not None:
        return link(context, argument)
    if name == "start" and context.learner.onboarded and argument in BY_LINK:
        name, argument = argument, ""  # a link from a group continues with what was requested there
    flow = COMMANDS.get(name.casefold())
    if flow is None:
        raise _unknown(name[:32], _meant(name.casefold()[:32]))
    return flow(context, argument)


def _meant(name: str) -> str:
    """Return the command that someone probably meant, with its argument; "" if there is no good guess."""
    nearest = difflib.get_close_matches(name, COMMANDS, 1, ALIKE)
    return OTHER_NAMES.get(name) or next(iter(nearest), "")


def _unknown(name: str, meant: str) -> Refusal:
    """Return the refusal of a command that does not exist, with a button for the one that was probably meant."""
    run = button(labels.command(meant), Run(*meant.split(" ", 1)))
    return Refusal(refusals.unknown_command(name, meant), ((run,),) if meant else ())
