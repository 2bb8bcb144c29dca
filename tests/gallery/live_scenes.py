"""What the gallery shows of a live round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gallery.scenes import Scene
from tests.live import Round

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.club import Club

QUESTIONS = 5
RIGHT = {"ann": (1, 2, 3, 4, 5), "ben": (1, 2, 4), "cal": (1, 3, 5), "eve": (2,)}
"""Which questions each player gets right."""


def live_scenes(club: Club) -> Iterator[Scene]:
    """Play a round of four players."""
    played, players = Round(club), {name: club.member(name) for name in RIGHT}
    players["ann"].say("/settings alias Ann")
    players["ben"].say("/settings alias Night Owl")
    lobby = played.start(f"{QUESTIONS} 30s")
    yield Scene("live-lobby", "The lobby of a live round", ["/quiz 5 30s", lobby])
    for number in range(1, QUESTIONS + 1):
        asked = played.ask()
        for name, right in RIGHT.items():
            played.answer(players[name], right=number in right)
        if number == QUESTIONS:
            yield Scene("live-question", "A question", [asked])
            yield Scene("live-answer", "An answer, confirmed to one alone", list(players["ann"].replies))
        reveal = played.close()
    yield Scene("live-reveal", "Its reveal", [reveal])
    yield Scene("live-board", "The board", played.step(10))
    played.press(players["ben"], "My place")
    yield Scene("live-place", "One's own place, to one alone", ["My place", *players["ben"].replies])
    yield Scene("live-misses", "One's own misses", ["My misses", *players["ben"].tap("My misses")])
