"""Lists in a sentence."""

import pytest

from bot.words.lists import either, every


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (["Scheduling"], "Scheduling"),
        (["Scheduling", "Visit note"], "Scheduling and Visit note"),
        (["Scheduling", "Visit note", "CPT"], "Scheduling, Visit note, and CPT"),
        (["Check-in/out, patient flow"], "Check-in/out, patient flow"),
        (["Check-in/out, patient flow", "CPT"], "Check-in/out, patient flow; and CPT"),
        (["CPT", "Check-in/out, patient flow", "Visit note"], "CPT; Check-in/out, patient flow; and Visit note"),
    ],
)
def test_items_with_a_comma_of_their_own_are_kept_apart(items: list[str], said: str) -> None:
    assert every(items) == said
    assert either(items) == said.replace(" and ", " or ")
