"""What buttons that several people share mean: in groups, live rounds, boards, duels, and classes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """Choose the option at a letter (0 to 3 for A to D) of a group's question."""

    question: int
    letter: int


@dataclass(frozen=True, slots=True)
class GroupSet:
    """Change a setting of a group; the value "" asks for one. For managers."""

    group: int
    setting: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class GroupDo:
    """Do something with a group, such as "show", "preview", "start", "pause", "off". For managers."""

    group: int
    what: str


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """Choose the option at a letter (0 to 3 for A to D) of a live round's question."""

    question: int
    letter: int


@dataclass(frozen=True, slots=True)
class LiveJoin:
    """Join a live round."""

    round: int


@dataclass(frozen=True, slots=True)
class LivePlace:
    """Show one's own place in a live round that is over."""

    round: int


@dataclass(frozen=True, slots=True)
class LiveMisses:
    """Look at one's own miss in a live round, counted from 0."""

    round: int
    index: int


@dataclass(frozen=True, slots=True)
class BoardJoin:
    """Join a group's weekly board."""

    group: int


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """Look at one's own place on a group's weekly board: the one that `ended` then (Unix time), 0 for this week's."""

    group: int
    ended: int = 0


@dataclass(frozen=True, slots=True)
class BoardLeave:
    """Leave a group's weekly board."""

    group: int


@dataclass(frozen=True, slots=True)
class DuelAccept:
    """Accept a challenge."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelPlay:
    """Show the way into a duel, or how it stands."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelGo:
    """Open the next question of a duel; its minute runs from then on."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelShare:
    """Agree that the group sees the result of a duel."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelAgain:
    """Ask the other side of a duel for a rematch."""

    duel: int


@dataclass(frozen=True, slots=True)
class ClassDo:
    """Do something with a class that one teaches or belongs to, such as "show", "members" or "leave"."""

    class_id: int
    what: str


@dataclass(frozen=True, slots=True)
class ClassJoin:
    """Join the class that a code opens: "name" asks for a name, "counted" joins without one, "no" leaves it."""

    code: str
    how: str


@dataclass(frozen=True, slots=True)
class ClassWork:
    """Work on an assignment."""

    task: int
