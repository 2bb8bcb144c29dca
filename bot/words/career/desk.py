"""The desk itself, and texts shared by its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, italic, text
from bot.words import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.bank.career import Figure
    from bot.chat import Text


def desk() -> Text:
    return text(
        bold("The career desk"),
        "\nSee what the work is, what it pays, whether CEHRS is right for you, and what comes after the exam."
        "\nEvery figure shows where it comes from and when. Pick a topic.",
    )


def no_such_tool(names: Sequence[str], *, near: int) -> Text:
    """`near` is how many tools are offered that may have been meant."""
    if near:
        return text(f"The desk has no such tool. Did you mean {'this one' if near == 1 else 'one of these'}?")
    return text(f"The desk has these tools: {', '.join(names)}. Send one like /career {names[0]}.")


def no_figures() -> Text:
    return text("This copy of the tutor has no career figures, so I can't help with that. /sheet and /card still work.")


def left() -> Text:
    return text("All right, we'll stop here. I kept nothing.")


def tap_one(answers: Sequence[str]) -> Text:
    return text(f"Pick one of the answers, or send it: {', '.join(answers)}. To stop, send: stop.")


def kept_nothing() -> str:
    return "\n\nI kept none of these answers."


def dollars(amount: float) -> str:
    return f"-${-amount:,.0f}" if amount < 0 else f"${amount:,.0f}"


def cents(amount: float) -> str:
    """Return an amount in cents as dollars and cents."""
    return f"${amount / 100:,.2f}"


def number(value: float) -> str:
    return f"{value:g}"


def line(figure: Figure) -> str:
    """Return a figure's sentence, marked if it is uncertain."""
    return figure.text if figure.sure != "uncertain" else f"Not certain: {figure.text}"


def sources(figures: Iterable[Figure], more: str = "") -> Text:
    """Return the sources and dates of figures, each source once."""
    return text("\n\n", italic(cited.sources(figures, more)))
