"""`/retake`: the earliest next date, the attempts so far, and the score report, which weights the plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.actions import Run, Tool, button
from bot.chat import Card
from bot.errors import Refusal
from bot.flows import buttons, prompts, score_report
from bot.flows.career import after, dialogue, kept, next_date
from bot.flows.career.dialogue import JOINT, Dialogue, Step
from bot.learning.readiness import CUTS
from bot.words import labels
from bot.words.career import retake as words
from bot.words.labels import career as career_labels

if TYPE_CHECKING:
    from bot.chat import Reply, Rows
    from bot.context import LearnerContext

REPORT: Final = "report"
SAID: Final = frozenset({REPORT, "score report", "my score report"})
WHOLE: Final = 100


def retake(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the learner's situation after a failed attempt; "report" asks for the score report.

    Raises:
        Refusal: something else was typed.
    """
    if argument.strip().casefold() in SAID:
        return dialogue.go_on(context, DIALOGUE)
    if argument.strip():
        raise Refusal(words.not_a_part())
    attempts = after.failed(context)
    if not attempts:
        said = words.passed() if after.passed(context) else words.nothing_failed()
        return [Card(said, ((buttons.today(), dialogue.to_desk()),))]
    known, last, count = context.library.career, attempts[-1].taken_on, len(attempts)
    earliest = next_date.earliest(context) or context.today
    figures = [known.by_id["retake-long" if next_date.long_wait(context) else "retake-wait"]]
    figures.append(known.by_id["retake-new-form"])
    exam = context.learner.exam_date
    booked = exam if exam and exam >= context.today else None
    return [Card(words.retake(count, last, earliest, figures, booked, context.today), _rows(context))]


def press(context: LearnerContext, state: str) -> list[Reply]:
    """Store the score report ("keep" and its levels), or discard it."""
    what, _, levels = state.partition(JOINT)
    if what == "keep":
        found = dialogue.answers(context, DIALOGUE, levels)
        kept.put(context, score_report.REPORT, dict(zip(_domains(context), found, strict=True)))
        return [Card(words.kept(), ((buttons.plan(), buttons.today()),), replace=True)]
    kept.drop(context, score_report.REPORT)
    return [Card(words.dropped(), ((buttons.plan(), buttons.today()),), replace=True)]


def _rows(context: LearnerContext) -> Rows:
    return (
        (button(labels.ENTER_THE_REPORT, Tool(REPORT)), buttons.today()),
        (*next_date.offers(context), button(labels.SET_A_NEW_DATE, Run("plan", "date"))),
        (dialogue.to_desk(),),
    )


def _domains(context: LearnerContext) -> list[str]:
    return [domain.id for domain in context.library.by_weight]


def _step(context: LearnerContext, answers: tuple[str, ...]) -> Step | None:
    domains, at = _domains(context), len(answers)
    if at == len(domains):
        return None
    taps = {career_labels.WEAK: "w", career_labels.NEAR_PASSING: "f", career_labels.STRONG: "s"}
    return Step(words.level(context.library.name(domains[at]), at + 1, len(domains)), taps, _level)


def _level(_context: LearnerContext, said: str) -> str:
    """Return the level of a percentage, based on the assumed range of the passing score."""
    match = re.fullmatch(r"(\d{1,3})\s*%?", said.strip(), re.ASCII)
    if not match or int(match[1]) > WHOLE:
        raise Refusal(words.not_a_level())
    return "w" if int(match[1]) < CUTS[0] else "f" if int(match[1]) < CUTS[1] else "s"


def _end(context: LearnerContext, answers: tuple[str, ...], *, replace: bool) -> list[Reply]:
    named = [(context.library.name(domain), level) for domain, level in zip(_domains(context), answers, strict=True)]
    prompts.confirm(context, "keep levels", JOINT.join(answers))
    keep = button(career_labels.YES_KEEP_IT, Tool("diagnosis", JOINT.join(("keep", *answers))))
    return [
        Card(
            words.offer(named, score_report.WEIGHT["w"], score_report.WEIGHT["f"]),
            ((keep, button(labels.NO_THANKS, Tool("diagnosis", "no"))),),
            replace=replace,
        )
    ]


DIALOGUE: Final = Dialogue(REPORT, _step, _end)
