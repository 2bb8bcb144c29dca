"""What a button means: actions, and the tokens of at most 64 ASCII characters that carry them.

A token names a row or a choice, never a verdict or an owner. Codes are append-only: buttons live in chats for years.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.chat import MAX_TOKEN, Button

if TYPE_CHECKING:
    from bot.chat import Role

_SEPARATOR: Final = "|"
_STRING = re.compile(r"[A-Za-z0-9 _/:+\-]*", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """Choose the option at a letter (0 to 3 for A to D) of an attempt."""

    attempt: int
    letter: int


@dataclass(frozen=True, slots=True)
class Next:
    """Go on with a quiz session."""

    session: int


@dataclass(frozen=True, slots=True)
class Guessed:
    """Count a right answer as not known."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Save:
    """Keep the question for later."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Unsave:
    """Keep the question no longer."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Complain:
    """Report the question; `kind` "" asks what is wrong with it."""

    attempt: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """End a quiz session."""

    session: int


@dataclass(frozen=True, slots=True)
class Explain:
    """Choose when a quiz explains: "each" or "end"."""

    session: int
    when: str


@dataclass(frozen=True, slots=True)
class Review:
    """Look at a missed question of a quiz session, counted from 0."""

    session: int
    index: int


@dataclass(frozen=True, slots=True)
class Run:
    """Do what a command does."""

    command: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """Answer a step of /start: "date", "time" or "zone"; the value "skip" leaves it, "type" asks for text."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """Change a setting; the value "" asks for one."""

    setting: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete everything that is held on the learner."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a simulation of a size, "full" or "half", unless there were more than `after` before."""

    size: str
    after: int


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose the option at a letter (0 to 3 for A to D) of a simulation's question, until it is handed in."""

    attempt: int
    letter: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Mark a simulation's question for a second look (1), or no longer (0)."""

    attempt: int
    on: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Show a question of a simulation: a position from 1, "open", "flagged", or "back" for the last one shown."""

    session: int
    to: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Show where a simulation stands: page 0 is all of it, the others are 25 numbers each."""

    session: int
    page: int


@dataclass(frozen=True, slots=True)
class Finish:
    """End a simulation: "ask" before it, "hand in", "give up"."""

    session: int
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Show a simulation's report: "" is its first part, "times" and "changes" are others."""

    session: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Look back at a simulation's question, counted from 0: "missed", "flagged", "lost" (right before) or "all"."""

    session: int
    which: str
    index: int


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
class Tool:
    """Go on with a tool of the career desk; `state` holds the answers so far, joined by "/"."""

    tool: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class InWords:
    """Say all of a picture in words: "progress", "exam" (`of` its session), "week" (`of` its first date)."""

    what: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave an attempt without an answer: it counts as missed, and is explained."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ExplainMore:
    """Show the note of a question's topic, and what was answered before on the same point."""

    attempt: int


@dataclass(frozen=True, slots=True)
class NotClear:
    """Report that a question is unclear, in one tap."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Page:
    """Turn the message to another page of a book, such as "help", "tour" or "settings"; `at` is the page."""

    book: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Keep or move the daily time, as "17:00", where it was asked whether it fits; the question stays in place."""

    at: str


@dataclass(frozen=True, slots=True)
class Link:
    """Join two accounts: "ask" the owner of a code, "join" with who asked, or "no"."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take the account that presses out of those that are joined."""


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


@dataclass(frozen=True, slots=True)
class Operate:
    """Do what those who run the tutor do, such as "accept" the reports on a question; `of` is what it is about."""

    what: str
    of: str = ""


Simulation: TypeAlias = Begin | Choose | Flag | Jump | Overview | Finish | Outcome | Look
Quiz: TypeAlias = (
    Answer | Next | Guessed | Save | Unsave | Complain | Stop | Explain | Review | Skip | ExplainMore | NotClear
)
Live: TypeAlias = LiveAnswer | LiveJoin | LivePlace | LiveMisses
Duel: TypeAlias = DuelAccept | DuelPlay | DuelGo | DuelShare | DuelAgain
Board: TypeAlias = BoardJoin | BoardPlace | BoardLeave
Group: TypeAlias = GroupAnswer | GroupSet | GroupDo | Live | Board
Account: TypeAlias = Setup | Change | Erase | Link | Unlink
Class: TypeAlias = ClassDo | ClassJoin | ClassWork
Action: TypeAlias = Quiz | Run | Account | Simulation | Group | Duel | Class | Tool | InWords | Page | Hour | Operate

_CODES: Final[dict[str, type[Action]]] = {
    "a": Answer,
    "n": Next,
    "g": Guessed,
    "s": Save,
    "c": Complain,
    "x": Stop,
    "e": Explain,
    "r": Review,
    "u": Run,
    "p": Setup,
    "h": Change,
    "z": Erase,
    "eb": Begin,
    "ec": Choose,
    "ef": Flag,
    "ej": Jump,
    "eo": Overview,
    "ex": Finish,
    "er": Outcome,
    "ek": Look,
    "ga": GroupAnswer,
    "gs": GroupSet,
    "gd": GroupDo,
    "ct": Tool,
    "w": InWords,
    "k": Skip,
    "m": ExplainMore,
    "cu": NotClear,
    "tp": Page,
    "hq": Hour,
    "lk": Link,
    "ul": Unlink,
    "za": LiveAnswer,
    "zj": LiveJoin,
    "zp": LivePlace,
    "zm": LiveMisses,
    "da": DuelAccept,
    "dp": DuelPlay,
    "dg": DuelGo,
    "ds": DuelShare,
    "dx": DuelAgain,
    "cd": ClassDo,
    "cj": ClassJoin,
    "cw": ClassWork,
    "bj": BoardJoin,
    "bp": BoardPlace,
    "bl": BoardLeave,
    "op": Operate,
    "su": Unsave,
}
_MANAGER_CODES: Final = frozenset(code for code, action in _CODES.items() if action in (GroupSet, GroupDo))
_ANSWER_CODES: Final = frozenset(code for code, action in _CODES.items() if action in (Answer, Skip))
_ROLES: Final[dict[type[Action], Role]] = {
    Next: "primary",
    Begin: "primary",
    Erase: "danger",
    DuelAccept: "primary",
    DuelGo: "primary",
    DuelAgain: "primary",
}
_CODE_OF: Final = {action: code for code, action in _CODES.items()}


def encode(action: Action) -> str:
    """Return the token of an action.

    Raises:
        ValueError: it does not fit, or holds a character that no token has.
    """
    token = _SEPARATOR.join([_CODE_OF[type(action)], *map(str, astuple(action))])
    if len(token) > MAX_TOKEN or decode(token) != action:
        raise ValueError("this action does not fit into a token")
    return token


def button(label: str, action: Action, role: Role = "") -> Button:
    """Return a button that does an action; `role` is what the action always means unless it is given."""
    return Button(label, encode(action), role=role or _ROLES.get(type(action), ""))


def decode(token: str) -> Action | None:
    """Return the action of a token, None if it is no token of ours: cut, foreign, or too long."""
    if len(token) > MAX_TOKEN or not token.isascii():
        return None
    code, *values = token.split(_SEPARATOR)
    action = _CODES.get(code)
    if action is None or len(values) != len(fields(action)):
        return None
    read = [_read(str(field.type), value) for field, value in zip(fields(action), values, strict=True)]
    return None if None in read else action(*read)  # type: ignore[arg-type]


def is_managers(token: str) -> bool:
    """True for a button that only managers of a group may use; the token need not be valid otherwise."""
    return token.partition(_SEPARATOR)[0] in _MANAGER_CODES


def is_answer(token: str) -> bool:
    """True for a button that answers a question and has it explained; the token need not be valid otherwise."""
    return token.partition(_SEPARATOR)[0] in _ANSWER_CODES


def _read(kind: str, value: str) -> int | str | None:
    if kind == "int":
        return int(value) if _NUMBER.fullmatch(value) else None
    return value if _STRING.fullmatch(value) else None
