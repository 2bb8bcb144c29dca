"""Cards become messages that Discord accepts."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.render import MAX_CONTENT, MAX_NONCE, edited, nonce, paged, sent
from bot.chat import Button, Card, File, Span, bold, flat, text, timed
from tests.peers import discord_rules as rules
from tests.peers.discord_markup import read

ROWS = ((Button("A", "t:1"), Button("B", "t:2")), (Button("Site", url="https://x.org"),))


def test_a_card_is_one_message_with_its_buttons_in_rows() -> None:
    (page,) = paged(Card(text(bold("Right."), " Because."), ROWS))
    body = sent(page).payload or {}
    assert body["content"] == "**Right.** Because."
    assert [[button["label"] for button in row["components"]] for row in body["components"]] == [["A", "B"], ["Site"]]
    assert body["components"][0]["components"][0]["custom_id"] == "t:1"
    assert body["components"][1]["components"][0]["url"] == "https://x.org"
    assert body["allowed_mentions"] == {"parse": []}
    assert body["flags"] == 4
    assert "nonce" not in body


def test_the_color_of_a_button_is_what_it_means() -> None:
    rows = ((Button("Save", "t:1"), Button("Next", "t:2", role="primary"), Button("Delete", "t:3", role="danger")),)
    (page,) = paged(Card(text("x"), rows))
    made = (sent(page).payload or {})["components"][0]["components"]
    assert [button["style"] for button in made] == [2, 1, 4]


def test_what_only_telegram_has_is_left_out() -> None:
    (page,) = paged(Card(text("/link 123"), ((Button("Copy", copy="/link 123"), Button("In private", start="x")),)))
    assert page.rows == ()


def test_a_moment_is_shown_in_the_readers_zone() -> None:
    at = datetime(2026, 11, 20, 22, tzinfo=UTC)
    (page,) = paged(Card(text(bold("Open until "), timed("Fri, 17:00, Eastern time", at), ". <t:1:F>")))
    assert page.content.startswith("**Open until** <t:1795212000:F>. ")
    assert read(page.content).plain == "Open until Friday, November 20, 2026 22:00. <t:1:F>"


def test_a_full_board_of_buttons_is_taken() -> None:
    rows = tuple(tuple(Button(f"b{row}{place}", f"{row}{place}" * 20) for place in range(5)) for row in range(5))
    rules.message(sent(paged(Card(text("x"), rows))[0]).payload or {}, files=0)


def test_an_edit_takes_buttons_and_files_away() -> None:
    body = edited(paged(Card(text("x")))[0]).payload or {}
    assert body["components"] == []
    assert body["attachments"] == []


def test_a_file_goes_with_the_last_message() -> None:
    first, last = paged(Card(text("x" * 1990 + " " + "y" * 20), ROWS, File("a.json", b"{}")))
    assert (first.rows, first.file) == ((), None)
    params = sent(last)
    assert [file.filename for file in params.files or ()] == ["a.json"]
    assert json.loads((params.multipart or [])[0]["value"])["components"]


@given(st.lists(st.builds(Span, st.text("ab *_~|\n.1-"), st.sampled_from(["plain", "bold", "italic"])), min_size=1))
def test_long_texts_are_split_by_their_length_with_marks(spans: list[Span]) -> None:
    body = (*spans, Span("x*_" * 700))
    pages = paged(Card(body))
    assert all(0 < len(page.content) <= MAX_CONTENT for page in pages)
    shown = "".join(read(page.content).plain for page in pages)
    assert "".join(shown.split()) == "".join(flat(body).split())


def test_what_just_fits_is_one_message() -> None:
    assert len(paged(Card(text("x" * 2000)))) == 1
    assert len(paged(Card(text("*" * 1000)))) == 1
    assert len(paged(Card(text("*" * 1001)))) == 2


def test_a_message_has_the_same_name_each_time_and_no_other_has_it() -> None:
    names = [nonce("push:1", 0), nonce("push:1", 1), nonce("push:2", 0)]
    assert names[0] == nonce("push:1", 0)
    assert len(set(names)) == 3
    assert all(len(name) == MAX_NONCE for name in names)
    assert (sent(paged(Card(text("x")))[0], nonce=names[0]).payload or {})["enforce_nonce"] is True
