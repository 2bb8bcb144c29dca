"""Text as styled runs of characters: data, never markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

Style: TypeAlias = Literal["plain", "bold", "italic", "mono", "folded"]
"""Folded text opens with a tap where the platform can fold it, and is shown in full elsewhere."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style. The characters are literal; markup in them has no effect.

    If `at` is set (aware), the characters spell out that moment in some zone, and a platform that can shows it in the
    reader's own zone instead.
    """

    text: str
    style: Style = "plain"
    at: datetime | None = None


Text: TypeAlias = tuple[Span, ...]


def text(*parts: str | Span | Text) -> Text:
    """Join strings, spans and texts into one Text."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, tuple):
            spans.extend(part)
        elif isinstance(part, Span):
            spans.append(part)
        elif part:
            spans.append(Span(part))
    return tuple(spans)


def bold(string: str) -> Span:
    """The string as a bold span."""
    return Span(string, "bold")


def italic(string: str) -> Span:
    """The string as an italic span."""
    return Span(string, "italic")


def mono(string: str) -> Span:
    """The string as a separate block in a fixed-width font, so that columns align."""
    return Span(string, "mono")


def folded(string: str) -> Span:
    """The string as a span that may be folded away."""
    return Span(string, "folded")


def timed(string: str, at: datetime) -> Span:
    """The string as a span that stands for a moment (aware); the string names the zone it is written in."""
    return Span(string, at=at)


def flat(body: Text) -> str:
    """The characters of a Text without styles."""
    return "".join(span.text for span in body)
