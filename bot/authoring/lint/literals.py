"""Numbers owned by facts but written out in code: in texts for learners, or as a constant."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, Final

import bot
from bot.bank.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.owned import Owned

CODE: Final = Path(bot.__file__).parent
READ: Final = ("words", "flows")
"""Where texts for learners are written and facts are used; the commands' examples show what to type."""


def literals(owned: Owned, code: Path = CODE) -> Iterator[Fault]:
    """Yield a fault for each number in the code that belongs to a fact."""
    for path in sorted(path for name in READ for path in _files(code / name)):
        for line, number, owner in _borrowed(path, owned):
            file = f"{code.name}/{path.relative_to(code)}"
            yield Fault(file, line, "", "number", f"{number} is the figure of the fact {owner}: take it from there")


def _files(place: Path) -> Iterator[Path]:
    return place.rglob("*.py") if place.is_dir() else iter([place])


def _borrowed(path: Path, owned: Owned) -> Iterator[tuple[int, str, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    remarks = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in remarks:
            continue
        if isinstance(node.value, str):
            yield from ((node.lineno, *found) for found in owned.borrowed(node.value))
        elif type(node.value) in {int, float} and (owner := owned.constant(float(node.value))):  # type: ignore[arg-type]
            yield node.lineno, str(node.value), owner
