"""Text as styled runs of characters: data, never markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["plain", "bold", "italic", "block"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one style. The characters are literal; markup in them has no effect."""

    text: str
    style: Style = "plain"


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


def block(string: str) -> Span:
    """The string as a block of its own in letters of one width, so that its columns align."""
    return Span(string, "block")


def flat(body: Text) -> str:
    """The characters of a Text without styles."""
    return "".join(span.text for span in body)
