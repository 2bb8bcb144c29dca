"""Split what does not fit: a long Text into pages, and a row of buttons into several rows."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Final

from bot.chat import flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat import Button, Rows, Text

ZERO_WIDTH_JOINER: Final = "\u200d"
ROOM: Final = {1: 40, 2: 20, 3: 13, 4: 9, 5: 7}
"""Characters a phone shows of each label, by the number of buttons sharing the row."""
LEAST_FILL: Final = 4
"""A break that fills less than 1/LEAST_FILL of the page is a last resort."""


def fitted(rows: Rows) -> Rows:
    """Split rows whose labels a phone would truncate into rows of fewer buttons, in the same order."""
    return tuple(part for row in rows for part in _fitted(row))


def pages(body: Text, limit: int, units: Callable[[Text], int]) -> list[Text]:
    """Split a body into pages of at most `limit` units, preserving styles.

    A page breaks at a paragraph if possible, otherwise at a line, a space, or finally between two characters (keeping
    grapheme clusters whole if possible). Only the white space at a break is dropped. A body that fits is returned
    unchanged, and no page is blank.

    Args:
        body: the text to split.
        limit: the most units per page.
        units: measures a Text as the platform does, including markup where the platform counts it. Must not grow when
            characters are removed from the Text's end.

    Raises:
        ValueError: a single character is over the limit.
    """
    if units(body) <= limit:
        return [body]
    string, found, start = flat(body), [], 0
    while start < len(string):
        end = _end_of_page(body, string, start, limit, units)
        page = cut(body, start, start + len(string[start:end].rstrip()))
        if page:
            found.append(page)
        start = len(string) - len(string[end:].lstrip())
    return found


def _fitted(row: tuple[Button, ...]) -> Rows:
    room = ROOM.get(len(row), ROOM[max(ROOM)])
    if len(row) == 1 or all(len(button.label) <= room for button in row):
        return (row,)
    half = -(-len(row) // 2)
    return (*_fitted(row[:half]), *_fitted(row[half:]))


def cut(body: Text, start: int, end: int) -> Text:
    """Slice `[start:end]` of a Text's characters, with their styles."""
    parts, at = [], 0
    for span in body:
        part = span.text[max(0, start - at) : max(0, end - at)]
        at += len(span.text)
        if part:
            parts.append(replace(span, text=part))
    return tuple(parts)


def _end_of_page(body: Text, string: str, start: int, limit: int, units: Callable[[Text], int]) -> int:
    fit = _longest(body, start, len(string), limit, units)
    return fit if fit == len(string) else _break(string, start, fit)


def _longest(body: Text, start: int, end: int, limit: int, units: Callable[[Text], int]) -> int:
    """The furthest end of a page from `start` that fits the limit, found by bisection."""
    if units(cut(body, start, end)) <= limit:
        return end
    fits, over = start, end
    while over - fits > 1:
        middle = (fits + over) // 2
        if units(cut(body, start, middle)) <= limit:
            fits = middle
        else:
            over = middle
    if fits == start:
        raise ValueError("a single character is over the limit of a page")
    return fits


def _break(string: str, start: int, fit: int) -> int:
    well_filled = start + max(1, (fit - start) // LEAST_FILL)
    for least, separator in product((well_filled, start + 1), ("\n\n", "\n", " ")):
        found = string.rfind(separator, least, fit + len(separator))
        if found > 0:
            return found
    return next((at for at in range(fit, start, -1) if not _joined(string, at)), fit)


def _joined(string: str, at: int) -> bool:
    """True if the characters on both sides of a position render as one."""
    before, after = string[at - 1], string[at]
    return (
        before == ZERO_WIDTH_JOINER
        or _extends(after)
        or (before == "\r" and after == "\n")
        or (_is_regional(after) and _regionals_before(string, at) % 2 == 1)
        or (_is_jamo(before) and _is_jamo(after) and (_is_initial(before) or not _is_initial(after)))
    )


def _extends(character: str) -> bool:
    """True if a character modifies the one before: marks, joiners, skin tones, tags, variation selectors."""
    return (
        character == ZERO_WIDTH_JOINER
        or unicodedata.category(character).startswith("M")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _regionals_before(string: str, at: int) -> int:
    first = at
    while first > 0 and _is_regional(string[first - 1]):
        first -= 1
    return at - first


def _is_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff"


def _is_initial(jamo: str) -> bool:
    return jamo < "\u1160"
