"""Events that come at once, and tokens from the wrong person or from nowhere."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.actions import (
    Answer,
    Complain,
    Explain,
    ExplainMore,
    Guessed,
    Next,
    NotClear,
    Review,
    Save,
    Setup,
    Skip,
    Stop,
    encode,
)
from bot.actions import Change as ChangeAction
from bot.chat import Card, Pressed, Toast
from tests.bench import Stage

if TYPE_CHECKING:
    from bot.storage.database import Database


def test_two_presses_settle_once_and_show_the_same(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    tokens = [ann.button(letter).token for letter in "ABCD"]
    shown = set()
    for token in tokens * 2:
        ann.press(token)
        shown.add(ann.text)
    assert len(shown) == 1


@pytest.mark.parametrize("people", [1, 16])
def test_sixteen_presses_at_once(any_database: Database, people: int) -> None:
    stage = Stage(any_database)
    crowd = [stage.person(f"u{n}") for n in range(people)]
    for person in crowd:
        person.begin()
    presses = [
        Pressed(f"telegram:x{n}", crowd[n % people].address, crowd[n % people].button("ABCD"[n % 4]).token)
        for n in range(16)
    ]
    results: list[object] = [None] * 16
    # SQLite has one writer: the executor has one thread there, as in the product.
    gate = threading.Lock() if any_database.is_sqlite else None

    def press(n: int) -> None:
        if gate:
            with gate:
                results[n] = stage.tutor.handle(presses[n])
        else:
            results[n] = stage.tutor.handle(presses[n])

    threads = [threading.Thread(target=press, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(isinstance(r, list) and len(r) == 1 and isinstance(r[0], Card) for r in results)
    for person in crowd:
        person.say("/streak")
        assert "Today: 1 of 5" in person.text
    if people == 1:
        assert len({str(r) for r in results}) == 1


def test_first_two_events_of_someone_new_at_once(any_database: Database) -> None:
    stage = Stage(any_database)
    ann = stage.person()
    if any_database.is_sqlite:
        pytest.skip("one writer: two events are never at once")
    threads = [threading.Thread(target=stage.person().say, args=("/start",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ann.say("/export")
    with any_database.transaction() as store:
        found = store.learners.find("telegram", "ann")
        assert found is not None
        assert len(store.learners.identities(found[0].id or 0)) == 1


def test_someone_elses_question_cannot_be_answered(stage: Stage) -> None:
    ann, eve = stage.person("ann"), stage.person("eve")
    ann.begin()
    eve.begin()
    ann_token = ann.button("A").token
    eve.press(ann_token)
    assert "belongs to someone else" in eve.text
    ann.say("/streak")
    assert "Today: 0 of 5" in ann.text


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a",
        "a|999|1",
        "zz|1|2",
        "view:42",
        "x" * 300,
        "a|1|2" + "\u00e9",
        encode(Answer(999_999, 1)),
        encode(Next(999_999)),
        encode(Stop(999_999)),
        encode(Guessed(999_999)),
        encode(Save(999_999)),
        encode(Complain(999_999)),
        encode(Complain(1, "nonsense")),
        encode(Explain(999_999, "each")),
        encode(Explain(1, "never")),
        encode(Review(999_999, 0)),
        encode(Setup("shoe", "41")),
        encode(ChangeAction("shoe", "41")),
        encode(Guessed(1)),
        encode(Save(1)),
        encode(Answer(1, 7)),
        encode(Skip(999_999)),
        encode(ExplainMore(1)),
        encode(NotClear(999_999)),
    ],
)
def test_tokens_that_lead_nowhere_get_a_sentence(stage: Stage, token: str) -> None:
    ann = stage.person()
    ann.begin()
    [reply] = ann.press(token)
    assert isinstance(reply, Toast)
    assert "something went wrong" not in ann.text
    ann.say("/streak")
    assert "Today: 0 of 5" in ann.text
