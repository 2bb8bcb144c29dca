"""Whether someone may sit for the exam: what is asked, and an answer that promises nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, text
from bot.words import moments
from bot.words.career.desk import kept_nothing, line, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.bank.career import Figure
    from bot.chat import Text

LIKELY = "Probably, yes."
MISSING = "Not yet."
ASK = "Ask NHA."


def diploma() -> Text:
    return text(
        bold("Can you take the exam?"),
        "\nI'll ask up to four questions and keep nothing.\n\nDo you have a high school diploma or a GED?",
    )


def expected(within: Sequence[float]) -> Text:
    months = " or ".join(number(each) for each in within)
    return text(
        f"When do you expect your diploma? Pick one, or send the month. Sources differ on the limit: {months} months."
    )


def program(years: float) -> Text:
    return text(
        "Have you finished a training program in electronic health records? It counts for"
        f" {number(years)} years, as far as I know."
    )


def finished() -> Text:
    return text("When did you finish it? Send the month, such as June 2024, or pick one.")


def work(first: Figure, second: Figure) -> Text:
    return text(
        "How much supervised work with electronic health records do you have?"
        f" One site says {_span(first)} counts, and so does {_span(second)}."
    )


def work_labels(first: Figure, second: Figure) -> tuple[str, str]:
    """Return the labels of the two routes by work."""
    return f"Yes: {_span(first)}", f"Yes: {_span(second)}"


def verdict(head: str, reasons: Sequence[str], handbook: Figure) -> Text:
    """Say likely yes, not yet, or ask NHA; never more."""
    return text(
        bold(head),
        *(f"\n- {reason}" for reason in reasons),
        f"\n\nI can't promise anything. {handbook.text}",
        kept_nothing(),
    )


def has_diploma() -> str:
    return "Your diploma or GED is the first of two things you need."


def no_diploma() -> str:
    return "Missing: a high school diploma or a GED."


def pending(figure: Figure) -> str:
    return line(figure)


def too_far(months: float) -> str:
    return f"Your diploma is more than {number(months)} months away. Every source I read says that is too early."


def program_counts(until: date, today: date) -> str:
    return f"Your program counts until {moments.near(until, today)}, as far as I know."


def program_counts_some_time(years: float) -> str:
    counts = f"Your program counts for {number(years)} years after you finish it, as far as I know."
    return f"{counts} Check your completion date."


def exam_after(exam: date, today: date) -> str:
    return f"Your exam date, {moments.near(exam, today)}, is later than that: pick an earlier date, or ask NHA."


def program_expired(years: float) -> str:
    return f"Your program ended more than {number(years)} years ago, so it likely no longer counts."


def program_ahead() -> str:
    return "Still to do: finish your program. That's the second of two things you need."


def program_ahead_until(ends: date, until: date, today: date) -> str:
    ended = f"Still to do: finish your program {moments.on(ends, today)}."
    return f"{ended} It then counts until {moments.near(until, today)}, as far as I know."


def or_work(first: Figure, second: Figure) -> str:
    """What counts instead of a program that isn't finished yet."""
    return f" Instead of a program, supervised EHR work may count: {_span(first)}, or {_span(second)}, one site says."


def work_counts(figure: Figure) -> str:
    return f"Your work: {line(figure)}"


def work_supervised() -> str:
    return "NHA may ask your employer to confirm it."


def no_work(first: Figure, second: Figure) -> str:
    return f"Missing: a program, or supervised EHR work ({_span(first)}, or {_span(second)}, one site says)."


def work_unsure() -> str:
    return "NHA decides whether your work counts. Ask before you pay."


def _span(figure: Figure) -> str:
    count = figure.number or 0
    years = "1 year" if count == 1 else f"{number(count)} years"
    return f"{years} in the last {number(figure.values[0])}"
