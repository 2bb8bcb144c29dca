"""What operators read, and what they tell learners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.chat import Text, bold, italic, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.commands import CommandSpec

_VERDICTS = {
    "accept": "You were right, and it will be corrected.",
    "reject": "We checked it, and it stays as it is.",
}
_PLATFORMS = {"telegram": "Telegram", "discord": "Discord", "terminal": "the terminal"}


@dataclass(frozen=True, slots=True)
class Counts:
    """Learners, answers, groups, and reports; `_day` is the last 24 hours, `_week` the last seven days.

    `reachable` is accounts by platform; `reported` is questions with an open report.
    """

    learners: int
    new_week: int
    active_day: int
    active_week: int
    reachable: tuple[tuple[str, int], ...]
    answers_day: int
    answers_week: int
    groups: int
    reports: int
    reported: int
    due: int


def menu(spec: CommandSpec) -> Text:
    lines = (f"\n/{spec.name} {part.name}: {part.description}" for part in spec.parts)
    return text("You run this tutor, so you can also use:", *lines)


def stats(found: Counts) -> Text:
    """The figures, which never name anyone."""
    reachable = ", ".join(f"{count:,} on {_PLATFORMS.get(name, name)}" for name, count in found.reachable) or "nobody"
    return text(
        bold("Figures"),
        f"\nLearners: {found.learners:,} ({found.new_week:,} new this week)",
        f"\nActive: {found.active_day:,} in the last day, {found.active_week:,} in the last week",
        f"\nReachable: {reachable}",
        f"\nAnswers: {found.answers_day:,} in the last day, {found.answers_week:,} in the last week",
        f"\nGroups with a question of the day: {found.groups:,}",
        f"\nOpen reports: {f'{found.reports:,} on {_questions(found.reported)}' if found.reports else 'none'}",
        f"\nMessages due now: {found.due:,}",
    )


def no_reports() -> Text:
    return text("No report is open.")


def report(place: int, count: int, question: str, asked: Sequence[str], said: Iterable[str]) -> Text:
    """A report: `asked` is the stem and the options, the right one first; `said` is what was reported, by line."""
    stem, right, *wrong = asked or ("This question is no longer in the bank.", "")
    options = [f"\nRight: {right}", *(f"\nWrong: {each}" for each in wrong)] if right else []
    return text(
        bold(f"{question} ({place} of {count})"), f"\n{stem}", *options, "\n", *(f"\n- {line}" for line in said)
    )


def reported(kind: str, count: int, words: str) -> str:
    """A kind of report and how often it came; or, in the learner's own words, what they wrote."""
    return f'"{words}"' if words else f"{kind}: {count}"


def ask_reason(verdict: str, people: int) -> Text:
    return text(
        f"{_people(people)} will read: ",
        italic(_VERDICTS[verdict]),
        "\nSend one more sentence that says why, or skip it.",
    )


def verdict(name: str, why: str) -> str:
    """The message to the reporters."""
    return f"{_VERDICTS[name]} {why}".strip()


def closed(question: str, people: int) -> Text:
    if not people:
        return text(f"{question} has no open report anymore.")
    return text(f"Closed {question}. {_people(people)} will be thanked at their daily hour.")


def announcement(bodies: Iterable[str]) -> Text:
    return text(bold("News about this tutor"), *(f"\n\n{body}" for body in bodies))


def ask_announcement() -> Text:
    return text("What should everyone know? Send the text, and I will show you a preview first.")


def preview(people: int) -> Text:
    return text(
        f"{_people(people)} will get this outside their quiet hours, and within their two messages a day. Some may"
        " not get it until tomorrow. Send it?"
    )


def too_long(most: int) -> Text:
    return text(f"That is too long for a message people read: keep it to {most:,} characters.")


def released(people: int) -> Text:
    return text(f"On its way to {_people(people)}.")


def discarded() -> Text:
    return text("Discarded. Nobody got it.")


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count:,} questions"
