"""Read a message's markdown as Discord's apps do, to get what a person sees and any unintended markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

BLOCKS: Final = (
    ("heading", re.compile(r"[ \t]*#{1,3}[ \t]+\S")),
    ("small print", re.compile(r"[ \t]*-#[ \t]+\S")),
    ("quotation", re.compile(r"[ \t]*>(?:>>)?[ \t]+\S")),
    ("list", re.compile(r"[ \t]*(?:[*+-]|\d+[.)])[ \t]+\S")),
)
"""Markup recognized at the start of a line."""

INLINE: Final = (
    ("code block", re.compile(r"```[\s\S]+?```")),
    ("code", re.compile(r"(`+)[\s\S]*?[^`]\1(?!`)")),
    ("mention", re.compile(r"<@!?\d+>|<@&\d+>|<#\d+>|@everyone|@here")),
    ("custom emoji", re.compile(r"<a?:\w+:\d+>")),
    ("emoji", re.compile(r":[\w+~-]+:")),
    ("command", re.compile(r"</[^>\n]+:\d+>")),
    ("navigation", re.compile(r"<id:\w+>")),
    ("bare link", re.compile(r"<[^: >]+:/[^ >]+>")),
    ("masked link", re.compile(r"\[(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*\]\([^)\n]*\)")),
    ("underlined", re.compile(r"__(?:\\[\s\S]|[^\\])+?__(?!_)")),
    ("struck out", re.compile(r"~~(?=\S)[\s\S]*?\S~~")),
    ("spoiler", re.compile(r"\|\|[\s\S]+?\|\|")),
    ("other link", re.compile(r"[a-z]+(?<!http)(?<!https)://[^\s<]")),
)
"""Markup the tutor never uses intentionally. `\1` and the rest follow the apps' own rules."""

TIMESTAMP: Final = re.compile(r"<t:(-?\d+)(?::[tTdDfFRsS])?>")
"""Shown in each reader's zone, which is UTC here."""

ESCAPE: Final = re.compile(r"\\([^0-9A-Za-z\s])")
BLOCK: Final = re.compile(r"```\n([^\n`][^`]*?)\n```")
"""Fixed-width letters: nothing in it counts as markup."""
LINK: Final = re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s]")
BOLD: Final = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")
ITALIC: Final = re.compile(
    r"\b_((?:__|\\[\s\S]|[^\\_])+?)_\b|\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person sees: each character with its style, and the names of unintended markup."""

    characters: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(character for character, _ in self.characters)


def read(content: str) -> Reading:
    """Read the content of a message."""
    characters, marks = _read(content, "plain", at_line_start=True)
    return Reading(tuple(characters), tuple(marks))


def _read(content: str, style: str, *, at_line_start: bool) -> tuple[list[tuple[str, str]], list[str]]:
    characters: list[tuple[str, str]] = []
    marks: list[str] = []
    at = 0
    while at < len(content):
        rest = content[at:]
        if at_line_start:
            marks += [name for name, pattern in BLOCKS if pattern.match(rest)]
        shown, end, found = _inline(rest, style)
        characters += shown
        marks += found
        at_line_start = rest[end - 1] == "\n"
        at += end
    return characters, marks


def _inline(rest: str, style: str) -> tuple[list[tuple[str, str]], int, list[str]]:
    """What the next mark or character shows, its length, and any unintended markup."""
    literal = _literal(rest, style)
    if literal:
        return literal
    for name, pattern in INLINE:
        if pattern.match(rest):
            return [(rest[0], style)], 1, [name]
    for name, pattern in (("bold", BOLD), ("italic", ITALIC)):
        match = pattern.match(rest)
        if match:
            inner, found = _read(next(filter(None, match.groups())), name, at_line_start=False)
            return inner, match.end(), found
    return [(rest[0], style)], 1, []


def _literal(rest: str, style: str) -> tuple[list[tuple[str, str]], int, list[str]] | None:
    """What an escape, a block, a link, or a moment shows, in which nothing else is a mark; None for anything else."""
    escape = ESCAPE.match(rest)
    if escape:
        return [(escape.group(1), style)], escape.end(), []
    block = BLOCK.match(rest)
    if block:
        return [(character, "mono") for character in block.group(1)], block.end(), []
    link = LINK.match(rest)
    if link:
        return [(character, style) for character in link.group()], link.end(), []
    if moment := TIMESTAMP.match(rest):
        written = f"{datetime.fromtimestamp(int(moment[1]), UTC):%A, %B %d, %Y %H:%M}"
        return [(character, style) for character in written], moment.end(), []
    return None
