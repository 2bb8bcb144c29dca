"""One file for each thing a learner does; this one maps commands and buttons to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bot import actions
from bot.flows import (
    account,
    ask,
    career,
    daily,
    exam,
    exam_result,
    examday,
    explain_more,
    explanation,
    export,
    guide,
    hours,
    in_words,
    linking,
    mock,
    pauses,
    plan,
    practice,
    progress,
    quiz_session,
    ready,
    reports,
    settings,
    start,
    topics,
)
from bot.flows.board import command as board_command
from bot.flows.classes import command as classes
from bot.flows.classes import joining, work
from bot.flows.duel import challenge, play
from bot.flows.group import answer
from bot.flows.group.question import START_WHY
from bot.flows.live import answer as live_answer
from bot.flows.live import begin, board

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

CommandFlow: TypeAlias = "Callable[[LearnerContext, str], list[Reply]]"
ActionFlow: TypeAlias = "Callable[[LearnerContext, Any], list[Reply]]"

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

ACTIONS: Final[dict[type[actions.Action], ActionFlow]] = {
    actions.Answer: quiz_session.answer,
    actions.Next: exam.onward,
    actions.Guessed: explanation.guessed,
    actions.Save: explanation.save,
    actions.Unsave: explanation.unsave,
    actions.Complain: reports.complain,
    actions.Stop: quiz_session.stop,
    actions.Explain: mock.explain,
    actions.Review: mock.review,
    actions.Setup: start.setup,
    actions.Change: settings.change,
    actions.Erase: account.erase,
    actions.Begin: exam.begin,
    actions.Choose: exam.choose,
    actions.Flag: exam.flag,
    actions.Jump: exam.jump,
    actions.Overview: exam.overview,
    actions.Finish: exam.finish,
    actions.Outcome: exam.part,
    actions.Look: exam.look,
    actions.GroupAnswer: answer.answer,
    actions.LiveAnswer: live_answer.answer,
    actions.LiveJoin: live_answer.join,
    actions.LivePlace: board.place,
    actions.LiveMisses: board.misses,
    actions.BoardJoin: board_command.join,
    actions.BoardPlace: board_command.place,
    actions.BoardLeave: board_command.leave,
    actions.Tool: career.press,
    actions.InWords: in_words.in_words,
    actions.Skip: quiz_session.skip,
    actions.ExplainMore: explain_more.more,
    actions.NotClear: reports.not_clear,
    actions.Page: guide.turn,
    actions.Hour: hours.move,
    actions.Link: linking.press,
    actions.Unlink: linking.take_out,
    actions.DuelAccept: challenge.accept,
    actions.DuelPlay: play.play,
    actions.DuelGo: play.go,
    actions.DuelShare: play.share,
    actions.DuelAgain: challenge.again,
    actions.ClassDo: classes.press,
    actions.ClassJoin: joining.press,
    actions.ClassWork: work.press,
}
"""`Run` is missing here because it does what its command does. Group managers' actions are in `bot.flows.group.manage`.
"""

LINKS: Final[dict[str, CommandFlow]] = {
    START_WHY: answer.why,
    board.START_MISSES: board.misses_by_link,
    play.START_PLAY: play.opened,
    challenge.START_CODE: challenge.by_code,
    joining.START: joining.by_link,
}
"""Where a link into the private chat leads, by its prefix."""
