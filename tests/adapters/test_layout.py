"""Paging loses nothing but the white space at a break, keeps styles and never passes the limit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.layout import ROOM, cut, fitted, pages
from bot.chat import Button, Span, bold, flat, text, timed

if TYPE_CHECKING:
    from bot.chat import Style, Text

styles = st.sampled_from(["plain", "bold", "italic", "mono", "folded"])
alphabet = st.sampled_from([*"ab *_~|<&\n\n  \t", "é", "e\u0301", "😀", "👩\u200d⚕️", "🇺🇸", "ع", "\u200f"])
strings = st.lists(alphabet, max_size=60).map("".join)
bodies = st.lists(st.builds(Span, strings, styles), min_size=1, max_size=6).map(tuple)
limits = st.integers(min_value=8, max_value=60)


def utf16(body: Text) -> int:
    return len(flat(body).encode("utf-16-le")) // 2


def with_markup(body: Text) -> int:
    """Count as a platform does whose limit includes markup: escapes count, and so do the marks around a style."""
    return sum(
        len(span.text) + sum(span.text.count(mark) for mark in "*_~|") + (0 if span.style == "plain" else 4)
        for span in body
    )


def styled(body: Text) -> list[tuple[str, Style]]:
    return [(character, span.style) for span in body for character in span.text if not character.isspace()]


@given(bodies, limits)
@example((Span(" " * 30 + "a"),), 8)
@example((Span("a" + " " * 30 + "b" * 20),), 8)
def test_nothing_is_lost_but_white_space_and_no_page_is_too_long(body: Text, limit: int) -> None:
    for units in (utf16, with_markup):
        found = pages(body, limit, units)
        assert all(units(page) <= limit for page in found)
        assert [pair for page in found for pair in styled(page)] == styled(body)
        assert len(found) == 1 or all(flat(page).strip() for page in found)


@given(bodies, limits)
def test_white_space_inside_a_page_is_kept(body: Text, limit: int) -> None:
    string, at = flat(body), 0
    for page in pages(body, limit, utf16):
        at = string.index(flat(page), at) + len(flat(page))
    assert not string[at:].strip()


@given(bodies)
def test_a_body_that_fits_is_left_alone(body: Text) -> None:
    assert pages(body, utf16(body), utf16) == [body]


@given(bodies, st.integers(0, 100), st.integers(0, 100))
def test_cut_is_a_slice(body: Text, start: int, length: int) -> None:
    assert flat(cut(body, start, start + length)) == flat(body)[start : start + length]


@pytest.mark.parametrize(
    ("string", "limit", "expected"),
    [
        ("one two\n\nthree four", 12, ["one two", "three four"]),
        ("one two\n\nthree\nfour five", 15, ["one two", "three\nfour five"]),
        ("one two\nthree four", 12, ["one two", "three four"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a b\n\n" + "c" * 20, 20, ["a b", "c" * 20]),
        ("a\n\n" + "word " * 9, 40, ["a\n\nword word word word word word word", "word word"]),
    ],
)
def test_breaks_fall_at_paragraphs_then_lines_then_spaces(string: str, limit: int, expected: list[str]) -> None:
    assert [flat(page).rstrip() for page in pages(text(string), limit, utf16)] == expected


@pytest.mark.parametrize(
    ("cluster", "limit"),
    [
        ("e\u0301", 5),
        ("👩\u200d⚕️", 8),
        ("👍🏽", 6),
        ("🇺🇸", 10),
        ("\u1100\u1161\u11a8", 5),
        ("🏴\U000e0067\U000e0062\U000e007f", 10),
    ],
    ids=["accent", "joined emoji", "skin tone", "flag", "hangul", "tagged flag"],
)
def test_what_is_drawn_as_one_is_not_torn(cluster: str, limit: int) -> None:
    for page in pages(text(cluster * 5), limit, utf16):
        assert flat(page) == cluster * (len(flat(page)) // len(cluster))


def test_a_windows_line_end_is_not_torn() -> None:
    assert [flat(page) for page in pages(text("abcd\r\nefgh"), 5, utf16)] == ["abcd", "efgh"]


def test_what_is_too_long_to_be_kept_whole_is_torn() -> None:
    found = pages(text("a" + "\u0301" * 20), 8, utf16)
    assert "".join(map(flat, found)) == "a" + "\u0301" * 20


def test_a_moment_is_kept_at_a_break() -> None:
    at = datetime(2026, 11, 20, 22, tzinfo=UTC)
    found = pages(text("x" * 30, "\n", timed("Friday", at)), 32, lambda body: len(flat(body)))
    assert [span.at for page in found for span in page] == [None, at]


def test_styles_are_kept_on_both_sides_of_a_break() -> None:
    assert pages(text(bold("one two"), " three"), 4, utf16) == [
        (Span("one", "bold"),),
        (Span("two", "bold"),),
        (Span("thre"),),
        (Span("e"),),
    ]


def test_a_limit_below_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="single character"):
        pages(text("😀😀"), 1, utf16)


rows = st.lists(st.lists(st.integers(1, 40), min_size=1, max_size=5), max_size=5)


@given(rows)
def test_no_label_is_cut_and_the_buttons_keep_their_order(lengths: list[list[int]]) -> None:
    given_rows = tuple(tuple(Button("x" * length, "t") for length in row) for row in lengths)
    found = fitted(given_rows)
    assert [each for row in found for each in row] == [each for row in given_rows for each in row]
    assert all(len(button.label) <= ROOM[len(row)] for row in found for button in row)


def test_a_row_that_fits_stays_as_it_is() -> None:
    answers = tuple(Button(letter, letter) for letter in "ABCD")
    assert fitted((answers,)) == (answers,)
