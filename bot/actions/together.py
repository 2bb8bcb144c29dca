"""Button actions that several people share: in groups, live rounds, boards, duels, and classes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """Choose the option at a letter (0 to 3 for A to D) of a group's question."""

    question: int
    letter: int


@dataclass(frozen=True, slots=True)
class GroupSet:
    """Change a group setting; the value "" asks for one. For managers."""

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
    """Show the presser's place in a finished live round."""

    round: int


@dataclass(frozen=True, slots=True)
class LiveMisses:
    """Review one of the presser's misses in a live round, counted from 0."""

    round: int
    index: int


@dataclass(frozen=True, slots=True)
class BoardJoin:
    """Join a group's weekly board."""

    group: int


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """Show the presser's place on a group's weekly board: the week that `ended` then (Unix time), 0 for this week."""

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
    """Show the way into a duel, or its current state."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelGo:
    """Open the next question of a duel; its minute starts now."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelShare:
    """Agree to show the result of a duel to the group."""

    duel: int


@dataclass(frozen=True, slots=True)
class DuelAgain:
    """Ask the opponent for a rematch."""

    duel: int


@dataclass(frozen=True, slots=True)
class ClassDo:
    """Do something with a class that the presser teaches or belongs to, such as "show", "members" or "leave"."""

    class_id: int
    what: str


@dataclass(frozen=True, slots=True)
class ClassJoin:
    """Join the class of a code: "name" asks for a name, "counted" joins without one, "no" declines."""

    code: str
    how: str


@dataclass(frozen=True, slots=True)
class ClassWork:
    """Work on an assignment."""

    task: int
