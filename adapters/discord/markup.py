"""Render a Text as Discord markdown, so that every character appears exactly as written."""

from __future__ import annotations

import re
from itertools import groupby, pairwise, zip_longest
from typing import TYPE_CHECKING, Final

from bot.chat import Span, flat

if TYPE_CHECKING:
    from datetime import datetime

    from bot.chat import Style, Text

LINK: Final = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s](?=([.,:;\"'\]]*)(\s|\Z))")
"""What Discord's apps turn into a link. They take its characters literally, so an escape would break it. The same goes
for anything after it up to a space or "<": an escape there would become part of the link.
"""
MARKS: Final = re.compile(
    r"[\\*_~|`]"  # styles, spoilers, code
    r"|<(?=[@#:/A-Za-z]|[^: >]+:/)"  # mentions, custom emoji, timestamps, links in hidden brackets
    r"|@(?=everyone|here)"
    r"|:(?=//|[\w+~-]*:)"  # other kinds of links, emoji by name
)
LEADING: Final = re.compile(r"^([ \t]*)([-+#>]|\d+(?=[.)]))", re.MULTILINE)
"""What turns the start of a line into a list, heading, small print or quotation."""


def markdown(body: Text) -> str:
    """Render the body as Discord markdown. A time is shown in each reader's own zone."""
    parts = groupby(body, key=lambda span: span.at)
    return "".join(_moment(at) if at else _marked(tuple(run)) for at, run in parts)


def _moment(at: datetime) -> str:
    return f"<t:{at.timestamp():.0f}:F>"


def _marked(body: Text) -> str:
    runs = groupby((span for span in body if span.text), key=_style)
    spans = [Span("".join(span.text for span in run), style) for style, run in runs]
    escapes = _marks(flat(body)) - _inside_links(spans)
    written, at = "", 0
    for span, after in zip_longest(spans, spans[1:]):
        if _is_block(span):
            written += _block(span.text)
        else:
            written += _styled(_escaped(span.text, at, escapes), span, written[-1:], after)
        at += len(span.text)
    return written


def _escaped(said: str, at: int, escapes: set[int]) -> str:
    """The part of a text that begins at a position, with a backslash before each of these positions."""
    places = sorted(place - at for place in escapes if at <= place < at + len(said))
    return "\\".join(said[start:end] for start, end in pairwise((0, *places, len(said))))


def _style(span: Span) -> Style:
    """The style that is shown: a quotation doesn't fold here, so folded text is plain."""
    return "plain" if span.style == "folded" else span.style


def _marks(string: str) -> set[int]:
    """Positions of the characters Discord would read as markup."""
    places = {match.start() for match in MARKS.finditer(string)}
    for match in LEADING.finditer(string):
        places.add(match.end() if match[2].isdigit() else match.start(2))
    if "](" in string:
        places |= {match.start() for match in re.finditer(r"\[", string)}
    return places


def _inside_links(spans: list[Span]) -> set[int]:
    places: set[int] = set()
    at = 0
    for span, after in zip_longest(spans, spans[1:]):
        ends = after is None or after.text[0] == "\n" or (after.text[0].isspace() and not _is_block(after))
        if span.style == "plain":  # a style's closing mark may be inside a link
            for link in LINK.finditer(span.text):
                places |= set(range(at + link.start(), at + link.end(1))) if link[2] or ends else set()
        at += len(span.text)
    return places


def _is_block(span: Span) -> bool:
    """True for a monospaced block, unless a backtick could end it early; such a text is shown in plain letters."""
    return span.style == "mono" and "`" not in span.text and bool(span.text.strip("\n"))


def _block(said: str) -> str:
    core = said.strip("\n")
    start = said.index(core)
    return f"{said[:start]}```\n{core}\n```{said[start + len(core) :]}"


def _styled(escaped: str, span: Span, before: str, after: Span | None) -> str:
    core = escaped.strip()
    mark = _mark(span, before, after)
    if not core or not mark:
        return escaped
    start = escaped.index(core)
    return f"{escaped[:start]}{mark}{core}{mark}{escaped[start + len(core) :]}"


def _mark(span: Span, before: str, after: Span | None) -> str:
    """A mark for the style that can't run into its neighbors; "" if there is none."""
    if span.style != "italic":
        return "**" if span.style == "bold" else ""
    unmarked = after is not None and after.style != "bold" and not _is_block(after)
    runs_on = after is not None and unmarked and after.text[0].isalnum() and not span.text[-1].isspace()
    if not runs_on:
        return "_"
    return "" if before == "*" and not span.text[0].isspace() else "*"
