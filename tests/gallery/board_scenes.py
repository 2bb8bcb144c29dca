"""What the gallery shows of a weekly board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.gallery.scenes import CHANCES, Player, Scene, as_alert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.gallery.scenes import Circle

NAMES = ("Ann", "Night Owl", "Cal", "Dee", "Eve", "Mr Fax")
MOCK = 10
"""Questions of each member's own quiz."""


def board_scenes(circle: Circle) -> Iterator[Scene]:
    """Let six members join, and follow them for a week."""
    club, users = circle.club, list(CHANCES)
    club.begin("board on")
    for user, name in zip(users[1:], NAMES[1:], strict=False):
        club.member(user).say(f"/board join {name}")
    yield Scene("board-join", "Joining the board", ["/board join Ann", *club.member(users[0]).say("/board join Ann")])
    circle.live(2)
    for user in users[: len(NAMES)]:
        person = club.stage.person(user, club.platform)
        player = Player(club.stage, person, CHANCES[user])
        person.say(f"/mock {MOCK}")
        for right in player.guesses(MOCK):
            player.answer(right=right)
            person.tap("Next")
    yield Scene("board-show", "The board so far", ["/board show", *club.member(users[1]).say("/board show")])
    (posted,) = circle.until_summary()
    yield Scene("board-week", "The week's board, with the summary", [posted])
    cal = club.member(users[2])
    yield Scene(
        "board-place", "One's own place, to one alone", ["My place", *as_alert(cal.press(posted.rows[0][0].token))]
    )
