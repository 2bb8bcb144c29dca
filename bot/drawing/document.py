"""A document to print: blocks of text as PDF or Markdown. The PDF uses standard fonts that every reader has."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fpdf import FPDF

Kind: TypeAlias = Literal["title", "heading", "label", "lead", "text", "item", "box"]

MAX_PAGES: Final = 8
MARGIN: Final = 18.0
"""In millimeters."""
FONT: Final = "helvetica"
SIZES: Final[dict[Kind, float]] = {
    "title": 18,
    "heading": 13.5,
    "label": 11.5,
    "lead": 10.5,
    "text": 10.5,
    "item": 10.5,
    "box": 10.5,
}
SPACE: Final[dict[Kind, float]] = {
    "title": 0,
    "heading": 5,
    "label": 2.5,
    "lead": 1,
    "text": 1,
    "item": 0.6,
    "box": 0.6,
}
"""Space above a block."""
LINE: Final = 0.47
"""Line height per point of font size, in millimeters."""
GAP: Final = 2.0
"""Between a list item's bullet and its text, in millimeters."""
HEADED: Final = 3
"""Number of lines that stay on one page with their heading."""
_STRONG: Final = frozenset({"title", "heading", "label", "lead"})
_BEFORE: Final[dict[Kind, str]] = {"item": "-", "box": "[ ]"}
_MARKDOWN: Final[dict[Kind, str]] = {
    "title": "# {}\n",
    "heading": "\n## {}\n",
    "label": "\n### {}\n",
    "lead": "\n**{}**\n",
    "text": "\n{}\n",
    "item": "- {}",
    "box": "- [ ] {}",
}
_SAME: Final = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    | {"\u2026": "...", "\u2265": ">=", "\u2264": "<=", "\u2192": "->", "\u2022": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: "item" is a list item, "box" one to tick."""

    kind: Kind
    text: str


def pdf(title: str, blocks: Sequence[Block], foot: str, now: datetime) -> bytes:
    """Return the document on US Letter pages, at most eight; whatever does not fit is cut off at the end."""
    sheet = _sheet(title, foot, now)
    for block in blocks:
        if not _write(sheet, block):
            break
    return bytes(sheet.output())


def markdown(blocks: Sequence[Block]) -> bytes:
    """Return the document as Markdown."""
    return ("\n".join(_MARKDOWN[block.kind].format(_escaped(block.text)) for block in blocks) + "\n").encode()


def _sheet(title: str, foot: str, now: datetime) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415 - slow to import, and sheets are rarely requested

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-12)
            self.set_font(FONT, size=8)
            self.cell(0, 4, f"{_plain(foot)} {self.page_no()}", align="C")

    sheet = Sheet(format="letter")
    sheet.set_title(_plain(title))
    sheet.set_creation_date(now)
    sheet.set_margins(MARGIN, MARGIN)
    sheet.set_auto_page_break(auto=False)
    sheet.add_page()
    return sheet


def _write(sheet: FPDF, block: Block) -> bool:
    """Write a block; False if it no longer fits on the last page."""
    size, mark = SIZES[block.kind], _BEFORE.get(block.kind, "")
    sheet.set_font(FONT, "B" if block.kind in _STRONG else "", size)
    indent = sheet.get_string_width(mark) + GAP if mark else 0.0
    lines = _broken(sheet, _plain(block.text), sheet.epw - indent)
    following = HEADED if block.kind in _STRONG else 0  # keep a heading with the text below it
    if sheet.get_y() + SPACE[block.kind] + (len(lines) + following) * size * LINE > sheet.h - MARGIN:
        if sheet.page_no() == MAX_PAGES:
            return False
        sheet.add_page()
    else:
        sheet.ln(SPACE[block.kind])
    for at, line in enumerate(lines):
        if mark:
            sheet.cell(indent, size * LINE, "" if at else mark)
        sheet.cell(0, size * LINE, line, new_x="LMARGIN", new_y="NEXT")
    return True


def _broken(sheet: FPDF, said: str, room: float) -> list[str]:
    """Return a text broken into lines; the library's own line breaking takes a hundred times as long."""
    lines, width, space = [""], 0.0, sheet.get_string_width(" ")
    for word in said.split():
        wide = sheet.get_string_width(word)
        if lines[-1] and width + space + wide > room:
            lines.append("")
            width = 0.0
        width += wide + (space if lines[-1] else 0.0)
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _plain(said: str) -> str:
    """Return the text in characters the font has."""
    kept = unicodedata.normalize("NFKC", said.translate(_SAME))
    return kept.encode("latin-1", "replace").decode("latin-1")


def _escaped(said: str) -> str:
    """Return the text escaped so that Markdown shows it literally."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#" else each for each in said)
