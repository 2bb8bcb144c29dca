"""Operators' tools in their private chats. For everyone else, none of it exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Operate, button
from bot.chat import Card
from bot.commands import OPERATORS
from bot.errors import Refusal
from bot.flows import announce, corrections
from bot.flows.reports import KINDS
from bot.words import labels, refusals
from bot.words import operators as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.chat import Reply
    from bot.context import LearnerContext
    from bot.storage.report_tables import Report

MAX_REASON: Final = 500
SHOWN: Final = 5
"""Reports with the reporters' own words shown for a question."""


def is_operator(context: LearnerContext) -> bool:
    """True for an account that is listed in ADMINS, in its private chat."""
    who = (context.identity.platform, context.identity.user_id)
    return context.address.direct and who in context.base.operators


def is_command(typed: str) -> bool:
    """True for `/admin`, with or without its slash: Discord sends unknown commands as text."""
    return typed.strip().removeprefix("/").partition(" ")[0].casefold() == OPERATORS.name


def command(context: LearnerContext, argument: str) -> list[Reply]:
    """Run the part named after `/admin`; without one, list the parts."""
    part, _, rest = argument.strip().partition(" ")
    flow = _PARTS.get(part.casefold())
    return flow(context, rest.strip()) if flow else [Card(words.menu(OPERATORS))]


def press(context: LearnerContext, action: Operate) -> list[Reply]:
    """Handle an operator's button."""
    flow = _PRESSES.get(action.what)
    if flow is None:
        raise Refusal(refusals.old_button())
    return flow(context, action.of)


def typed(context: LearnerContext, name: str, said: str) -> list[Reply] | None:
    """Take requested text: an announcement, or why a report is closed; None from anyone else."""
    if not is_operator(context):
        return None
    if name == "announce":
        return announce.preview(context, said.strip())
    verdict, _, question = name.partition("/")
    if len(said) > MAX_REASON:
        raise Refusal(words.too_long(MAX_REASON))
    return _close(context, verdict, question, said.strip())


def _stats(context: LearnerContext, _argument: str) -> list[Reply]:
    return [Card(words.stats(context.store.counts(context.now)))]


def _reports(context: LearnerContext, _argument: str) -> list[Reply]:
    return [_report(context, 0)]


def _turn(context: LearnerContext, place: str) -> list[Reply]:
    return [_report(context, int(place) if place.isdecimal() else 0, replace=True)]


def _report(context: LearnerContext, place: int, *, replace: bool = False) -> Card:
    """Show the question with the most reports, or one further down the list."""
    reported = context.store.corrections.open()
    if not reported:
        return Card(words.no_reports(), replace=replace)
    place %= len(reported)
    question, rows = reported[place]
    taps = [
        button(labels.ACCEPT_REPORT, Operate("accept", question)),
        button(labels.REJECT_REPORT, Operate("reject", question)),
    ]
    if len(reported) > 1:
        taps.append(button(labels.NEXT_REPORT, Operate("reports", str(place + 1))))
    body = words.report(place + 1, len(reported), question, _asked(context, question), _said(rows))
    return Card(body, (tuple(taps),), replace=replace)


def _asked(context: LearnerContext, name: str) -> list[str]:
    question = context.library.bank.questions.get(name)
    return [question.stem, *(option.text for option in question.options)] if question else []


def _said(rows: Sequence[Report]) -> list[str]:
    kinds = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    counted = [words.reported(KINDS[kind], count, "") for kind, count in kinds.items() if count]
    return [*counted, *[words.reported("", 1, row.text) for row in rows if row.text][:SHOWN]]


def _ask_reason(verdict: str) -> Callable[[LearnerContext, str], list[Reply]]:
    def ask(context: LearnerContext, question: str) -> list[Reply]:
        people = len(
            {row.learner_id for name, rows in context.store.corrections.open() if name == question for row in rows}
        )
        if not people:
            raise Refusal(words.closed(question, 0))
        context.learner.expecting = f"operator.{verdict}/{question}"
        skip = button(labels.SKIP_REASON, Operate(f"{verdict} now", question))
        return [Card(words.ask_reason(verdict, people), ((skip,),))]

    return ask


def _without_reason(verdict: str) -> Callable[[LearnerContext, str], list[Reply]]:
    return lambda context, question: _close(context, verdict, question, "")


def _close(context: LearnerContext, verdict: str, question: str, why: str) -> list[Reply]:
    """Close the reports on a question, and show the next one; reporters are thanked at their daily hour."""
    context.learner.expecting = ""
    people = corrections.answer_reports(context.base, question, words.verdict(verdict, why))
    return [Card(words.closed(question, people)), _report(context, 0)]


_PARTS: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "stats": _stats,
    "reports": _reports,
    "announce": announce.preview,
}
_PRESSES: Final[dict[str, Callable[[LearnerContext, str], list[Reply]]]] = {
    "reports": _turn,
    "accept": _ask_reason("accept"),
    "reject": _ask_reason("reject"),
    "accept now": _without_reason("accept"),
    "reject now": _without_reason("reject"),
    "send": announce.send,
    "discard": announce.discard,
}
