"""Notes: the small part of Markdown, and all else as data."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank.markup import render
from bot.chat import Span, flat


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# Title\n\nOne\nline.\n", (Span("Title", "bold"), Span("\n\nOne line."))),
        ("## Head\n- a\n- b **c** d\n", (Span("Head", "bold"), Span("\n• a\n• b "), Span("c", "bold"), Span(" d"))),
        ("- a\n  goes on\n\nPara", (Span("• a goes on\n\nPara"),)),
        ("**X or Y:** both", (Span("X or Y:", "bold"), Span(" both"))),
        ("2 ** 3 and **open", (Span("2 ** 3 and **open"),)),
        ("** spaced **", (Span("** spaced **"),)),
        ("### Three", (Span("### Three"),)),
        ("-no list", (Span("-no list"),)),
        ("<b>_*`[a](b)", (Span("<b>_*`[a](b)"),)),
        ("## A\nB\nC", (Span("A", "bold"), Span("\nB C"))),
        ("# A\nB\nC", (Span("A", "bold"), Span("\n\nB C"))),
        ("", ()),
        (" \n\n", ()),
    ],
)
def test_the_subset_is_rendered(source: str, shown: tuple[Span, ...]) -> None:
    assert render(source) == shown


@given(st.text(alphabet=st.sampled_from("ab *#-\n<&_🙂")))
def test_any_text_is_rendered_without_empty_or_divided_spans(source: str) -> None:
    spans = render(source)
    assert all(span.text for span in spans)
    assert all(one.style != other.style for one, other in pairwise(spans))
    assert flat(spans).strip() == flat(spans)


@given(st.lists(st.text(alphabet="abc<>&_`~|", min_size=1), min_size=1))
def test_what_is_not_markup_is_kept(lines: list[str]) -> None:
    assert flat(render("\n\n".join(lines))) == "\n\n".join(lines)
