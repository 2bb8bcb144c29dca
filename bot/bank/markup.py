"""The Markdown subset used in notes: `#`, `##`, `- ` and `**bold**`."""

from __future__ import annotations

import re

from bot.chat import Span, Text, bold, text


def render(source: str) -> Text:
    """Render a note as Text: headings bold, list lines bulleted, wrapped lines joined.

    Every other character is literal; two asterisks without a partner stay as they are.
    """
    parts: list[str | Span | Text] = []
    before: str | None = None
    for mark, content in _blocks(source):
        parts += [_gap(before, mark), *_block(mark, content)]
        before = mark
    return _merged(text(*parts))


def _gap(before: str | None, mark: str) -> str:
    """Line breaks between two blocks: none at the top, one below a `##` and before a list line, otherwise two."""
    if before is None:
        return ""
    return "\n" if mark == "-" or (before == "##" and not mark) else "\n\n"


def _blocks(source: str) -> list[tuple[str, str]]:
    """Split into (mark, content) for each heading, list line and paragraph."""
    blocks: list[tuple[str, str]] = []
    fresh = True
    for line in source.split("\n"):
        mark, content = _split(line)
        if content and (fresh or mark or blocks[-1][0] in ("#", "##")):
            blocks.append((mark, content))
        elif content:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {content}")
        fresh = not content
    return blocks


def _split(line: str) -> tuple[str, str]:
    match = re.match(r"(##?|-) +(?=\S)", line)
    return (match[1], line[match.end() :].strip()) if match else ("", line.strip())


def _block(mark: str, content: str) -> tuple[str | Span | Text, ...]:
    if mark in ("#", "##"):
        return (bold(content),)
    return ("• " if mark else "", _inline(content))


def _inline(content: str) -> Text:
    pieces = re.split(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", content)
    return text(*(bold(piece) if index % 2 else piece for index, piece in enumerate(pieces)))


def _merged(body: Text) -> Text:
    """Merge adjacent spans of the same style to keep a note's spans few."""
    spans: list[Span] = []
    for span in body:
        if spans and spans[-1].style == span.style:
            spans[-1] = Span(spans[-1].text + span.text, span.style)
        else:
            spans.append(span)
    return tuple(spans)
