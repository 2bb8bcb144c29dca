"""The slow checks: what cues give away, and what is alike."""

from __future__ import annotations

import sys

import pytest

from bot.authoring.lint.classifier import guessed, telling
from bot.authoring.lint.slow_checks import alike, deep
from bot.errors import ConfigurationError
from tests.bank.banks import questions

pytestmark = pytest.mark.slow


def told(text: str) -> str:
    one, other, *_ = text.split()
    return f"{one} or {other}"


def test_words_that_tell_are_found_and_named() -> None:
    leaky = [
        each.model_copy(update={"key": each.key.model_copy(update={"text": told(each.key.text)})})
        for each in questions(2)
    ]
    found = deep(leaky)
    assert [row.passed for row in found.rows] == [False, False, True]
    assert (found.words[0].word, found.words[0].keys, found.words[0].distractors) == ("or", 200, 0)
    assert len(found.guessed) > 150


def test_meaningless_options_are_not_guessed() -> None:
    fair = questions(3)
    assert len(guessed(fair)) / len(fair) < 0.3
    assert not [word for word in telling(fair) if word.score > 5]


@pytest.mark.parametrize("wording", [True, False])
def test_the_same_bank_gives_the_same_figure(*, wording: bool) -> None:
    fair = questions()
    first = guessed(fair, wording=wording)
    assert guessed(list(reversed(fair)), wording=wording) == first
    assert first


def test_equal_scores_do_not_point_at_the_key() -> None:
    same = [each.model_copy(update={"distractors": (each.key,) * 3}) for each in questions()]
    blind = [
        each.model_copy(
            update={
                "distractors": tuple(
                    each.key.model_copy(update={"text": f"{each.key.text[:-1]}{sign}"}) for sign in "xyz"
                )
            }
        )
        for each in same
    ]
    assert len(guessed(blind, wording=False)) < 50


def test_a_few_items_tell_nothing() -> None:
    assert guessed(questions()[:10]) == {}
    assert alike(questions()[:1]) == ()
    assert [row.passed for row in deep([]).rows] == [True, True, True]


def test_alike_items_are_paired_when_their_keys_are_alike_too() -> None:
    bank = questions()
    twin = bank[0].model_copy(
        update={"id": "NCO-01-099", "stem": bank[0].stem.replace("?", " xy?"), "point": "another"}
    )
    other = bank[1].model_copy(update={"id": "NCO-01-098", "key": bank[7].key})
    (pair,) = alike([*bank, twin, other])
    assert (pair.one, pair.other) == (bank[0].id, "NCO-01-099")
    assert 0.8 < pair.likeness <= 1
    found = deep([*bank, twin, other])
    assert found.pairs == (pair,)
    assert pair not in found.close
    assert not found.rows[-1].passed
    sibling = twin.model_copy(update={"point": bank[0].point})
    assert deep([*bank, sibling, other]).rows[-1].passed


def test_pairs_half_as_alike_are_worth_comparing() -> None:
    bank = questions()
    begun = " ".join(bank[0].stem.split()[:6])
    key = bank[0].key.model_copy(update={"text": f"{' '.join(bank[0].key.text.split()[:2])} {bank[9].key.text}"})
    half = bank[7].model_copy(update={"id": "NCO-01-099", "stem": f"{begun} {bank[7].stem}", "key": key})
    found = deep([*bank[:7], half])
    assert found.pairs == ()
    assert [(pair.one, pair.other) for pair in found.close] == [(bank[0].id, "NCO-01-099")]


def test_without_scikit_learn_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(ConfigurationError, match="install the extra `dev`"):
        deep(questions())
