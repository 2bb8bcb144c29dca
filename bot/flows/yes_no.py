"""A typed yes or no to a card that asks for one; anything irreversible still takes a tap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from bot import flows
from bot.actions import Finish, Jump, Link, Tool
from bot.bank.plainwords import straight
from bot.chat import Card
from bot.flows import account, career, exam, exam_result, linking, plan, prompts
from bot.words import answers as words
from bot.words import labels
from bot.words import offers as offer_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Reply
    from bot.context import LearnerContext

    Act: TypeAlias = Callable[[LearnerContext, str], list[Reply]]

LONGEST: Final = 40
_TAIL: Final = (
    r"(?:[,. ]+(?:please|pls|thanks|thank you|sure|delete(?: it| everything| all)?|(?:hand|turn) it in|(?:hand|turn) in"
    r"|submit(?: it)?|give up|keep (?:it|them|everything)|join(?: them)?|take it out|do it|i do|i am|don'?t|not now"
    r"|not yet|never mind|go back|go on|keep working))*[.!]*"
)
_YES: Final = re.compile(
    rf"(?:yes|y|yes+|yep|yeah|yup|sure|ok|okay|absolutely|definitely|of course|confirm|go ahead|do it|please do|i do"
    rf"|i'?m sure){_TAIL}"
)
_NO: Final = re.compile(
    rf"(?:no|n|nope|nah|no way|never|never ?mind|don'?t|do not|not now|not yet|cancel|keep it|keep everything"
    rf"|go back|go on|keep working){_TAIL}"
)

_START: Final = r"(?:start|begin)(?: it| now| the exam| exam)*(?: now| please)?[.!]*|i'?m ready[.!]*|let'?s go[.!]*"


@dataclass(frozen=True, slots=True)
class Confirm:
    """What a typed yes and a typed no do; each gets what the card is about."""

    yes: Act
    no: Act
    also: str = r"(?!)"
    """A pattern of other words that mean yes to it; by default, none."""


def said(context: LearnerContext, typed: str) -> list[Reply] | None:
    """Handle a yes or no to the card shown; None for anything else, which then closes the question."""
    if not context.learner.expecting.startswith(f"{prompts.CONFIRM}."):
        return None
    asked = prompts.close(context).removeprefix(f"{prompts.CONFIRM}.")
    what, _, of = asked.partition("/")
    plain = straight(typed) if len(typed) <= LONGEST else ""
    found = _CONFIRMS.get(what)
    if found is None:
        return None
    is_yes = _YES.fullmatch(plain) or re.fullmatch(found.also, plain)
    wanted = "yes" if is_yes else "no" if _NO.fullmatch(plain) else ""
    if not wanted:
        return None
    return found.yes(context, of) if wanted == "yes" else found.no(context, of)


def _tap(again: Act, yes: str, no: str, *, deletes: bool = False) -> Act:
    """Return a note that a tap is needed, above the buttons of the card that asked."""

    def act(context: LearnerContext, of: str) -> list[Reply]:
        told = words.deleted_by_tap(yes, no) if deletes else words.done_by_tap(yes, no)
        return [Card(told, reply.rows) if _asks(reply, yes) else reply for reply in again(context, of)]

    return act


def _asks(reply: Reply, yes: str) -> TypeGuard[Card]:
    return isinstance(reply, Card) and any(button.label == yes for row in reply.rows for button in row)


def _back(context: LearnerContext, of: str) -> list[Reply]:
    return exam.jump(context, Jump(int(of), "back"))


def _not_linked(context: LearnerContext, _of: str) -> list[Reply]:
    return linking.press(context, Link("", "no"))


_CONFIRMS: Final[dict[str, Confirm]] = {
    "forget": Confirm(
        _tap(lambda context, _of: account.forget(context, ""), labels.CONFIRM_DELETE, labels.KEEP_DATE, deletes=True),
        lambda context, _of: account.forget(context, account.NO),
    ),
    exam.BEGIN: Confirm(exam.begin_typed, exam.not_begun, also=_START),
    "hand in": Confirm(lambda context, of: exam.finish(context, Finish(int(of), "hand in")), _back),
    "give up": Confirm(
        _tap(exam.stop_open, labels.CONFIRM_GIVE_UP, labels.GO_ON_WITH_THE_EXAM),
        _back,
    ),
    "link": Confirm(_tap(linking.link, labels.ASK_TO_JOIN, labels.DO_NOT_JOIN), _not_linked),
    "join": Confirm(_tap(lambda context, _of: linking.link(context, ""), labels.JOIN, labels.DO_NOT_JOIN), _not_linked),
    "unlink": Confirm(_tap(linking.unlink, labels.TAKE_OUT, labels.DO_NOT_JOIN), _not_linked),
    "result": Confirm(exam_result.result, lambda context, _of: exam_result.result(context, "")),
    "exam date": Confirm(plan.plan, lambda context, _sure: plan.plan(context, plan.DATE)),
    "offer": Confirm(
        lambda context, of: flows.command(context, of.partition(" ")[0], of.partition(" ")[2]),
        lambda _context, _of: [Card(offer_words.nothing_changed())],
    ),
    "keep levels": Confirm(
        lambda context, of: career.press(context, Tool("diagnosis", f"keep/{of}")),
        lambda context, _of: career.press(context, Tool("diagnosis", "no")),
    ),
}
"""The cards that ask yes or no. A simulation's answers can change until it ends, so handing in takes no second tap."""
