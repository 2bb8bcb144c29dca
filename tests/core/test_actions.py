"""Tokens on buttons."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import actions
from bot.actions import Action, Answer, GroupDo, GroupSet, Operate, Run, Setup, decode, encode
from bot.chat import MAX_TOKEN
from bot.incoming import ACTIONS

PLAIN = st.text("ABCxyz019 _/:+-", max_size=20)
NUMBER = st.integers(0, 10**18 - 1)


def an_action() -> st.SearchStrategy[Action]:
    return st.one_of(
        [
            st.builds(kind, **{f.name: NUMBER if f.type == "int" else PLAIN for f in fields(kind)})
            for kind in (*ACTIONS, Run, GroupSet, GroupDo, Operate)
        ]
    )


@given(an_action())
def test_what_is_encoded_comes_back(action: Action) -> None:
    token = encode(action)
    assert token.isascii()
    assert len(token) <= MAX_TOKEN
    assert decode(token) == action


@given(st.text(max_size=80))
def test_no_token_of_another_makes_it_fail(token: str) -> None:
    action = decode(token)
    assert action is None or encode(action)


@given(an_action(), st.integers(0, 64))
def test_a_cut_token_is_none_or_whole(action: Action, length: int) -> None:
    token = encode(action)
    code = token.partition("|")[0]  # is left whole: it may begin like another's
    cut = decode(token[: max(length, len(code))])
    assert cut is None or type(cut) is type(action)


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a",
        "a|1",
        "a|1|2|3",
        "a|x|1",
        "a|-1|2",
        "q|1",
        "a|1|\uff12",
        "a|1|1\n",
        "u|" + "x" * 70,
        "a|" + "9" * 19 + "|1",
    ],
)
def test_broken_tokens(token: str) -> None:
    assert decode(token) is None


@pytest.mark.parametrize(
    "action", [Run("mock", "x" * 64), Setup("zone", "São Paulo"), Setup("date", "a|b"), Answer(-1, 0)]
)
def test_what_no_token_can_carry_is_refused(action: Action) -> None:
    with pytest.raises(ValueError, match="token"):
        encode(action)


def test_every_action_is_led_somewhere() -> None:
    assert {*ACTIONS, Run, GroupSet, GroupDo, Operate} == set(actions._CODES.values())


def test_codes_stay_as_they_are() -> None:
    """Append only: a button that was sent years ago must mean what it meant."""
    letters = "".join(actions._CODES)
    assert letters.startswith("angscxerup" + "hz")
    assert encode(Answer(12, 3)) == "a|12|3"
    assert encode(Run("mock", "clinical 15")) == "u|mock|clinical 15"
