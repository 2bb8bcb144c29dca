"""Cards as Telegram's messages: what the peer parses out of the markup is what was put in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.render import keyboard, markup, messages, plain, units
from bot.chat import Button, Card, File, Span, bold, flat, text, timed
from tests.peers.telegram_rules import message_text

if TYPE_CHECKING:
    from bot.chat import Text

characters = st.text(st.sampled_from("ab <>&;#\"'*_~|`@/\\\n😀é\u202e\u0301"), max_size=30)
STYLES = ["plain", "bold", "italic", "mono", "folded"]
bodies = st.lists(st.builds(Span, characters, st.sampled_from(STYLES)), max_size=8).map(tuple)


@given(bodies.filter(lambda body: flat(body).strip()))
def test_markup_shows_the_characters_that_were_put_in(body: Text) -> None:
    shown = message_text({"text": markup(body), "parse_mode": "HTML"})
    assert shown.plain == flat(body).strip()
    assert plain(body) == flat(body)


@given(bodies.filter(lambda body: flat(body).strip()))
def test_markup_shows_the_styles_that_were_put_in(body: Text) -> None:
    shown = message_text({"text": markup(body), "parse_mode": "HTML"})
    kinds = (("bold", "bold"), ("italic", "italic"), ("mono", "pre"), ("folded", "expandable_blockquote"))
    for style, kind in kinds:
        put_in = "".join(span.text for span in body if span.style == style)
        assert "".join("".join(shown.styled(kind)).split()) == "".join(put_in.split())


@given(st.text(max_size=50))
def test_units_are_utf_16(string: str) -> None:
    assert units(text(string)) == sum(2 if ord(character) > 0xFFFF else 1 for character in string)


def test_buttons_keep_their_rows() -> None:
    rows = (
        (Button("A", "a"), Button("B", "b")),
        (Button("Open", url="https://example.org"), Button("Why", start="why_42")),
    )
    found = keyboard(rows, "a_bot")
    assert found is not None
    assert found.to_dict() == {
        "inline_keyboard": [
            [{"text": "A", "callback_data": "a"}, {"text": "B", "callback_data": "b"}],
            [
                {"text": "Open", "url": "https://example.org"},
                {"text": "Why", "url": "https://t.me/a_bot?start=why_42"},
            ],
        ]
    }
    assert keyboard((), "a_bot") is None


def test_a_button_shows_what_it_means_and_copies_what_it_should() -> None:
    rows = (
        (Button("Next", "n", role="primary"), Button("Yes, delete", "z", role="danger")),
        (Button("Copy", copy="/link 1"),),
    )
    found = keyboard(rows, "a_bot")
    assert found is not None
    assert found.to_dict()["inline_keyboard"] == [
        [
            {"text": "Next", "callback_data": "n", "style": "primary"},
            {"text": "Yes, delete", "callback_data": "z", "style": "danger"},
        ],
        [{"text": "Copy", "copy_text": {"text": "/link 1"}}],
    ]


def test_a_moment_is_a_date_and_time_with_the_written_one_under_it() -> None:
    at = datetime(2026, 11, 20, 22, tzinfo=UTC)
    body = text("Open until ", timed("Fri, Nov 20, 17:00, Eastern time", at), ".")
    assert '<tg-time unix="1795212000" format="wDt">Fri' in markup(body)
    shown = message_text({"text": markup(body), "parse_mode": "HTML"})
    assert shown.styled("date_time") == ["Fri, Nov 20, 17:00, Eastern time"]
    assert shown.plain == flat(body)


def test_pages_fit_whatever_their_markup_takes() -> None:
    found = messages(Card(text(bold("&" * 5000)), ((Button("A", "a"),),)))
    assert [units(message.body) for message in found] == [4096, 904]
    assert [bool(message.rows) for message in found] == [False, True]


def test_a_file_comes_last_and_has_the_buttons() -> None:
    file, rows = File("a.json", b"{}"), ((Button("A", "a"),),)
    for card, bodies_found in [
        (Card(text("short"), rows, file), ["short"]),
        (Card(text("short"), rows, file, replace=True), ["short", ""]),
        (Card(text("x" * 5000), rows, file), ["x" * 4096, "x" * 904, ""]),
    ]:
        found = messages(card)
        assert [flat(message.body) for message in found] == bodies_found
        assert [(message.rows, message.file) for message in found[:-1]] == [((), None)] * (len(found) - 1)
        assert (found[-1].rows, found[-1].file) == (rows, file)
