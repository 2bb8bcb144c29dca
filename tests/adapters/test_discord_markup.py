"""Every character appears on Discord as written, and only the Text's styles produce markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from adapters.discord.markup import markdown
from bot.chat import Span, bold, flat, italic, mono, text
from tests.peers.discord_markup import read

if TYPE_CHECKING:
    from bot.chat import Text

SPECIALS = [
    *"*_~|`\\<>[]()#-+@:.!/&1a \n\té",
    "@everyone",
    "<@1>",
    "<:a:1>",
    "<t:1:R>",
    ":smile:",
    "](http://x.org)",
    "https://x.org/a_b*c",
    "||",
    "~~",
    "```",
    "-# ",
    "1. ",
    "\n> ",
    "\u202eright to left\u202c",
]
strings = st.lists(st.sampled_from(SPECIALS), max_size=12).map("".join)
bodies = st.lists(
    st.builds(Span, strings, st.sampled_from(["plain", "bold", "italic", "mono", "folded"])), min_size=1, max_size=4
)


def visible(body: Text) -> list[tuple[str, str]]:
    return [(character, span.style) for span in body for character in span.text if not character.isspace()]


@settings(max_examples=150)
@given(bodies.map(tuple))
@example(text(bold("a"), italic("b"), "c"))
@example(text("a", italic("b"), bold("c")))
@example(text(":", italic(":")))
@example(text("](http://x.org):smile::"))
@example(text("](http://x.org)", mono(" ")))
def test_every_character_is_shown_and_no_other_mark_is_made(body: Text) -> None:
    seen = read(markdown(body))
    assert seen.plain == flat(body)
    assert not seen.marks


def test_columns_stand_in_a_block_in_which_nothing_is_escaped() -> None:
    grid = "01 xFooo *oo*\n11 1. - # _x_"
    written = markdown(text(bold("2 of 20"), "\n\n", mono(grid), "\n\nx answered"))
    assert written == f"**2 of 20**\n\n```\n{grid}\n```\n\nx answered"
    assert [character for character, style in read(written).characters if style == "mono"] == list(grid)
    assert markdown(text(mono("a `b` c"))) == r"a \`b\` c"


@given(st.lists(st.builds(Span, st.text("ab*_ \n", min_size=1), st.sampled_from(["plain", "bold"]))).map(tuple))
def test_bold_is_bold_and_nothing_else_is(body: Text) -> None:
    assert [pair for pair in read(markdown(body)).characters if not pair[0].isspace()] == visible(body)


@pytest.mark.parametrize(
    "body",
    [
        text("see ", italic("this"), " and ", italic("that.")),
        text(italic("un"), "done"),
        text(bold("one"), " ", italic("two"), " ", bold("three")),
        text(italic(" padded "), "word"),
        text(bold("1. first"), "\n", italic("- second")),
        text(bold("a"), bold("b"), "c"),
        text(bold("Where it is"), "\n", mono("01 xFooo *o*_o\n11 ooooo"), "\n\nx answered"),
    ],
)
def test_styles_are_shown(body: Text) -> None:
    assert [pair for pair in read(markdown(body)).characters if not pair[0].isspace()] == visible(body)


@pytest.mark.parametrize(
    ("string", "written"),
    [
        ("2 * 3 _x_ ~y~ |z| `c` \\", r"2 \* 3 \_x\_ \~y\~ \|z\| \`c\` \\"),
        (
            "- one\n+ two\n# three\n> four\n12. five\n3) six",
            "\\- one\n\\+ two\n\\# three\n\\> four\n12\\. five\n3\\) six",
        ),
        ("-# small", r"\-# small"),
        ("A. an option\nB. another", "A. an option\nB. another"),
        ("a - b # c > d 1. e", "a - b # c > d 1. e"),
        ("@everyone and @here, not @someone", r"\@everyone and \@here, not @someone"),
        ("<@1> <#2> <:a:3> <t:4:R> but 1 < 2 and BMI <18.5", r"\<@1> \<#2> \<\:a:3> \<t\:4:R> but 1 < 2 and BMI <18.5"),
        ("[this](https://x.org/a_b)", r"\[this](https://x.org/a_b)"),
        ("[1] a footnote", "[1] a footnote"),
        (":smile: at 12:30", r"\:smile: at 12:30"),
        ("ftp://x.org/a_b", r"ftp\://x.org/a\_b"),
        ("at https://x.org/a_b*c, there", "at https://x.org/a_b*c, there"),
    ],
)
def test_only_what_would_be_read_as_a_mark_is_escaped(string: str, written: str) -> None:
    assert markdown(text(string)) == written
    assert read(written).plain == string


def test_a_link_in_a_style_is_no_link_as_the_styles_end_may_stand_in_it() -> None:
    assert markdown(text(bold("https://x.org/**a"))) == r"**https\://x.org/\*\*a**"
