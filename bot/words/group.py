"""Study groups: the question of the day, its reveal, and the summary of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import MAX_TOAST, bold, italic, text, timed
from bot.words.moments import dates, zone_time
from bot.words.names import named
from bot.words.questions import LETTERS, reasons, source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.bank.models import Question
    from bot.chat import Text

WHY: Final = "Explain my answer"
"""Opens the direct chat with the whole explanation."""
_ORDINALS: Final = {1: "st", 2: "nd", 3: "rd"}
_TEENS: Final = range(11, 14)
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def question(item: Question, shown: Sequence[int], *, label: str, foot: Text, lead: str = "") -> Text:
    """The question as everyone sees it; `foot` says how many have answered and when it closes."""
    options = "\n".join(f"{LETTERS[letter]}. {item.options[index].text}" for letter, index in enumerate(shown))
    head = text(bold("Question of the day"), f"\n{lead}" if lead else "", "\n", italic(label))
    return text(head, "\n\n", item.stem, "\n\n", options, "\n\n", foot)


def foot(answered: int, until: str, closes: datetime, zone: str) -> Text:
    """`until` is when it closes as the group's clock shows it, `closes` the same for apps that show their own."""
    said = timed(f"{until} {zone_time(zone)}", closes)
    return text(f"{_answers(answered)} Open until ", said, ". Only you see your own result.")


def countdown(days: int) -> str:
    if days == 0:
        return "The exam is today. Good luck."
    return f"{days} days to the exam." if days > 1 else "The exam is tomorrow."


def streak(length: int) -> str:
    return f"This group's streak: {length} days in a row." if length > 1 else "This group's streak: 1 day."


def brief(item: Question, shown: Sequence[int], chosen: int) -> str:
    """A text that fits into an alert: whether it was right, and why."""
    right = LETTERS[list(shown).index(0)]
    head = f"Right: {right}." if chosen == 0 else f"Not quite: the answer is {right}."
    said = f"{head} {item.brief}"
    return said if len(said) <= MAX_TOAST else f"{said[: MAX_TOAST - 1]}…"


def revealed(
    item: Question, shown: Sequence[int], chosen: Mapping[int, int], *, label: str, facts: Sequence[str]
) -> Text:
    """The question after its close: the answer, how the group answered in numbers, and why."""
    right, answered = LETTERS[list(shown).index(0)], sum(chosen.values())
    counts = ", ".join(f"{LETTERS[letter]} {chosen.get(index, 0)}" for letter, index in enumerate(shown))
    found = f"{chosen.get(0, 0)} of {answered} right. {counts}." if answered else "Nobody answered this one."
    return text(
        bold(f"Question of the day: the answer is {right}"),
        f"\n{found}\n",
        bold(item.brief),
        "\n\n",
        item.stem,
        "\n\n",
        reasons(item, shown),
        "\n".join(facts) + "\n\n" if facts else "",
        source(item, label),
    )


def withdrawn(stem: str) -> Text:
    asked = f"\n\n{stem}" if stem else ""
    return text(
        bold("Question of the day: withdrawn"),
        asked,
        "\n\nThis question was withdrawn, so no one's answer counts. The group's streak is unchanged.",
    )


def no_longer_there() -> Text:
    return text("That question is no longer in the bank, so I can't explain it. Your answer still counts.")


def first_right(alias: str) -> str:
    return f"First right answer: {named(alias)}."


def not_kept(needed: int, before: int) -> str:
    ended = f"the streak of {before} is over" if before else "there is no streak yet"
    return f"Fewer than {needed} answered, so {ended}."


def posted_twice() -> Text:
    return text("This was posted twice. The other copy is the one to use; answers given here count, too.")


def was_closed() -> str:
    return "This question is closed and takes no more answers."


def was_withdrawn() -> str:
    return "This question was withdrawn, so it doesn't count."


def not_answered() -> Text:
    return text("You haven't answered that one yet. Tap A, B, C, or D under the question in your group first.")


def another_group() -> Text:
    return text("That question belongs to another group.")


def week(first: date, last: date, lines: Sequence[str]) -> Text:
    return text(bold(f"This group's week, {dates(first, last)}"), *(f"\n{line}" for line in lines))


def week_answered(questions: int, answers: int, members: int, right: int) -> str:
    return (
        f"{count(questions, 'question')}, {count(answers, 'answer')} from {count(members, 'member')},"
        f" {round(100 * right / max(1, answers))}% right."
    )


def week_hardest(topic: str) -> str:
    return f"Hardest: {topic}."


def week_improved(topic: str) -> str:
    return f"Most improved: {topic}."


def week_focus(domain: str) -> str:
    return f"Next week's focus: {domain}."


def _answers(count: int) -> str:
    if not count:
        return "Tap your answer."
    return "1 has answered." if count == 1 else f"{count} have answered."


def count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def nth(place: int) -> str:
    ending = "th" if place % 100 in _TEENS else _ORDINALS.get(place % 10, "th")
    return f"{place}{ending}"
