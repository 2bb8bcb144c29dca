"""Button actions, and the tokens of at most 64 ASCII characters that carry them.

A token names a row or a choice, never a verdict or an owner. Codes are append-only: buttons stay in chats for years.
"""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.actions.account import Change, Erase, Hour, InWords, Link, Operate, Page, Run, Setup, Tool, Unlink
from bot.actions.studying import (
    Answer,
    Begin,
    Choose,
    Complain,
    Explain,
    ExplainMore,
    Finish,
    Flag,
    Guessed,
    Jump,
    Look,
    Next,
    NotClear,
    Outcome,
    Overview,
    Review,
    Save,
    Skip,
    Stop,
    Unsave,
)
from bot.actions.together import (
    BoardJoin,
    BoardLeave,
    BoardPlace,
    ClassDo,
    ClassJoin,
    ClassWork,
    DuelAccept,
    DuelAgain,
    DuelGo,
    DuelPlay,
    DuelShare,
    GroupAnswer,
    GroupDo,
    GroupSet,
    LiveAnswer,
    LiveJoin,
    LiveMisses,
    LivePlace,
)
from bot.chat import MAX_TOKEN, Button

if TYPE_CHECKING:
    from bot.chat import Role

__all__ = [
    "OF_A_QUESTION",
    "Account",
    "Action",
    "Answer",
    "Begin",
    "Board",
    "BoardJoin",
    "BoardLeave",
    "BoardPlace",
    "Change",
    "Choose",
    "Class",
    "ClassDo",
    "ClassJoin",
    "ClassWork",
    "Complain",
    "Duel",
    "DuelAccept",
    "DuelAgain",
    "DuelGo",
    "DuelPlay",
    "DuelShare",
    "Erase",
    "Explain",
    "ExplainMore",
    "Finish",
    "Flag",
    "Group",
    "GroupAnswer",
    "GroupDo",
    "GroupSet",
    "Guessed",
    "Hour",
    "InWords",
    "Jump",
    "Link",
    "Live",
    "LiveAnswer",
    "LiveJoin",
    "LiveMisses",
    "LivePlace",
    "Look",
    "Next",
    "NotClear",
    "Operate",
    "Outcome",
    "Overview",
    "Page",
    "Quiz",
    "Review",
    "Run",
    "Save",
    "Setup",
    "Simulation",
    "Skip",
    "Stop",
    "Tool",
    "Unlink",
    "Unsave",
    "answers_its_card",
    "button",
    "decode",
    "encode",
    "is_answer",
    "is_managers",
]

_SEPARATOR: Final = "|"
_STRING = re.compile(r"[A-Za-z0-9 _/:+\-]*", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


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
OF_A_QUESTION: Final = (Answer, Choose, Flag, Guessed, Save, Unsave, Complain, Skip, ExplainMore, NotClear)
"""Buttons that act on the question above them."""
_OF_A_CARD: Final = frozenset(
    code for code, action in _CODES.items() if action in OF_A_QUESTION or action in {Setup, Change}
)
_ROLES: Final[dict[type[Action], Role]] = {
    Next: "primary",
    Begin: "primary",
    Erase: "danger",
    DuelAccept: "primary",
    DuelGo: "primary",
    DuelAgain: "primary",
}
_CODE_OF: Final = {action: code for code, action in _CODES.items()}
_FIELDS: Final = {action: tuple((each.name, str(each.type)) for each in fields(action)) for action in _CODES.values()}
"""The names and types of an action's values; looked up once, since every button needs them."""


def encode(action: Action) -> str:
    """Return the token of an action.

    Raises:
        ValueError: it is too long, or holds a character that tokens cannot have.
    """
    token = _SEPARATOR.join(
        [_CODE_OF[type(action)], *(str(getattr(action, name)) for name, _ in _FIELDS[type(action)])]
    )
    if len(token) > MAX_TOKEN or decode(token) != action:
        raise ValueError("this action does not fit into a token")
    return token


def button(label: str, action: Action, role: Role = "") -> Button:
    """Return a button for an action; `role` defaults to the action's usual role."""
    return Button(label, encode(action), role=role or _ROLES.get(type(action), ""))


def decode(token: str) -> Action | None:
    """Return the action of a token; None if it is not one of ours: truncated, foreign, or too long."""
    if len(token) > MAX_TOKEN or not token.isascii():
        return None
    code, *values = token.split(_SEPARATOR)
    action = _CODES.get(code)
    if action is None or len(values) != len(_FIELDS[action]):
        return None
    read = [_read(kind, value) for (_, kind), value in zip(_FIELDS[action], values, strict=True)]
    return None if None in read else action(*read)  # type: ignore[arg-type]


def is_managers(token: str) -> bool:
    """True for a button that only a group's managers may use; the rest of the token need not be valid."""
    return token.partition(_SEPARATOR)[0] in _MANAGER_CODES


def is_answer(token: str) -> bool:
    """True for a button that answers a question and gets it explained; the rest of the token need not be valid."""
    return token.partition(_SEPARATOR)[0] in _ANSWER_CODES


def answers_its_card(token: str) -> bool:
    """True for a button that means something only under its card; the rest of the token need not be valid.

    It answers or acts on the question above it, or gives a value that the card asks for.
    """
    return token.partition(_SEPARATOR)[0] in _OF_A_CARD


def _read(kind: str, value: str) -> int | str | None:
    if kind == "int":
        return int(value) if _NUMBER.fullmatch(value) else None
    return value if _STRING.fullmatch(value) else None
