"""What is a plea for help with a question, and which option it is about."""

from __future__ import annotations

from typing import Final

import pytest

from bot.bank import pleas

PLEAS: Final = """
i dont get it
i don't understand
why
why is A wrong
why not c
but why is it c
explain again
can u explain it differently
this is confusing
huh
huh??
what
what?
makes no sense
why did i get that wrong
why isnt it b
why is b not the answer
i still dont get it
can you explain that in simpler words
that doesnt make sense
i dont understand the answer
i dont understand why
i'm confused
im lost
what do you mean
wait why
why is the answer c
why is it c and not b
what's wrong with b
how is that wrong
explain it like i'm 5
please explain
please explain this one again
why is c right
i dont see why
i dont get why its c
could you go over that one more time
break it down for me
what does that mean
why was i wrong
what did i do wrong
where did i go wrong
how come its d
you lost me
i dont get this question
idk i dont get it
still confused
help me understand this
why b
how is it a
why cant it be d
give me a better explanation
i dont understand what it means
"""
OTHERS: Final = """
i dont know
what is cehrs
why should i take this exam
i dont understand hipaa
i dont get modifiers
why is it called part b
i dont know why my account expired
explain hipaa
can you explain an eob
i need help with billing
what about a retake
why do i need a degree
why c-cda
i dont get paid
what about remote
how is a claim sent
this exam is confusing
how do i start
a
c
skip
"""


@pytest.mark.parametrize("said", PLEAS.strip().splitlines())
def test_a_plea_is_recognized(said: str) -> None:
    assert pleas.read(said) is not None


@pytest.mark.parametrize("said", OTHERS.strip().splitlines())
def test_anything_else_is_no_plea(said: str) -> None:
    assert pleas.read(said) is None


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("why is A wrong", 0),
        ("but why is it c", 2),
        ("why is it c and not b", 1),
        ("why did i get that wrong", "chosen"),
        ("i dont get it", "all"),
    ],
)
def test_a_plea_names_what_it_is_about(said: str, about: object) -> None:
    found = pleas.read(said)
    assert found is not None
    assert found.about == about
