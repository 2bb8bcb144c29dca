"""What an instructor sees of a class: the dashboard, topics, and members by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.learning.classroom import FEW
from bot.words.classes import people
from bot.words.moments import days as in_days
from bot.words.moments import full as day
from bot.words.ready import span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.chat import Text
    from bot.learning.readiness import Likely


def head(members: int, named: int, exam: date | None, left: int) -> list[str]:
    """Say who is in the class, and when its exam is, `left` days from now."""
    who = f"{people(members)}{_how(members, named)}." if members else "Nobody has joined yet."
    return [who, *([_exam(exam, left)] if exam else [])]


def dashboard(name: str, lines: Sequence[str], domains: Sequence[str], teach: Sequence[str], lead: str = "") -> Text:
    return text(
        bold(name),
        f"\n{lead}" if lead else "",
        *(f"\n{line}" for line in lines),
        "\n\nThe class would get right, on average:" if domains else "",
        *(f"\n{line}" for line in domains),
        "\n\nTeach next, with the exam points (of 100) a member could still gain there, on average:" if teach else "",
        *(f"\n{number}. {line}" for number, line in enumerate(teach, 1)),
    )


def monday(today: date) -> str:
    return f"Here is your class as of {day(today)}."


def empty() -> str:
    return "Nobody has joined yet. /class code shows the line to share."


def hidden() -> str:
    return f"Members without a name count below once {FEW} of them have answered enough, so that nobody stands out."


def none_measured() -> str:
    return "Too few answers yet for averages. They start once a member has answered 15 questions."


def studied(count: int, of: int) -> str:
    return f"Studied in the last seven days: {count} of {of}."


def simulations(count: int, average: int | None) -> str:
    if not count:
        return "Simulations: none yet."
    return f"Simulations: {count}. The latest results average {average} of 100."


def passes(low: int, high: int, measured: int, others: int) -> str:
    few = f" It's too early to say for {others} more." if others else ""
    if not measured:
        return "Expected passes: too early to say."
    likely = f"{low}" if low == high else f"{low} to {high}"
    return f"Expected passes if the exam were today: {likely} of {measured}.{few}"


def silent(names: Sequence[str], most: int) -> str:
    """Name at most `most` of those who have not studied."""
    more = f", and {len(names) - most} more" if len(names) > most else ""
    return f"No study in the last seven days: {', '.join(names[:most])}{more}."


def level(name: str, likely: Likely) -> str:
    return f"{name}: {span(likely)}%"


def gain(name: str, points: float) -> str:
    return f"{name}: {points:.1f}"


def topics(name: str, domain: str, lines: Sequence[str]) -> Text:
    return text(bold(f"{name}: {domain}"), "\nThe class would get right, on average:", *(f"\n{line}" for line in lines))


def topics_unknown(name: str, domain: str) -> Text:
    return text(bold(f"{name}: {domain}"), f"\n{none_measured()}")


def pick_domain(name: str) -> Text:
    return text(bold(name), "\nPick a domain to see its topics.")


def members(name: str, lines: Sequence[str], unnamed: int) -> Text:
    counted = "1 member is" if unnamed == 1 else f"{unnamed} members are"
    more = f"\n{counted} counted without a name." if unnamed else ""
    return text(bold(f"Members of {name}"), *(f"\n{line}" for line in lines), more)


def member(name: str, score: str, days: int, simulations: int, last: int | None) -> str:
    runs = "no simulations" if not simulations else f"{simulations} simulation{'' if simulations == 1 else 's'}"
    result = f", the last {last} of 100" if last is not None else ""
    studied = f"studied on {in_days(days)} of the last 28" if days else "hasn't studied in the last 28 days"
    return f"{name}: {score}; {studied}; {runs}{result}"


def likely_score(likely: Likely) -> str:
    return f"likely {span(likely)} of 100"


def too_early() -> str:
    return "too early for a score"


def member_page(name: str, score: str, domains: Sequence[str], topics: Sequence[str]) -> Text:
    return text(
        bold(name),
        f"\n{score[:1].upper()}{score[1:]}.",
        "\n\nWould get right:" if domains else "",
        *(f"\n{line}" for line in domains),
        "\n\nWeakest topics:" if topics else "",
        *(f"\n{line}" for line in topics),
    )


def no_such_member() -> Text:
    return text("Nobody in the class goes by that name. /class members lists who joined by name.")


def nobody_named() -> str:
    return "Nobody has joined by name yet."


def file(name: str, rows: int) -> Text:
    return text(f"Here is {name} as a spreadsheet: {_named(rows)}, and the class average.")


def _how(members: int, named: int) -> str:
    if named in {0, members}:
        return f", {'all ' if members > 1 else ''}{'by name' if named else 'without a name'}"
    return f": {named} by name, {members - named} without"


def _exam(exam: date, left: int) -> str:
    ahead = "today" if left == 0 else "tomorrow" if left == 1 else f"in {in_days(left)}"
    return f"Exam on {day(exam)}, {ahead}."


def _named(count: int) -> str:
    return f"{count or 'no'} named {'member' if count == 1 else 'members'}"
