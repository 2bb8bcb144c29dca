"""Options of the desk's tools as Discord passes them, each after its name; elsewhere they are typed freely."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.commands import CAREER

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = {part.name: tuple(option.name for option in part.options) for part in CAREER}


def named(tool: str, typed: str) -> Mapping[str, str]:
    """Return the values by option name; nothing if the text does not begin with one of these names."""
    names = _NAMES[tool]
    if not names or not re.match(rf"(?:{'|'.join(names)})\b", typed, re.IGNORECASE):
        return {}
    parts = re.split(rf"(?:^|\s+)({'|'.join(names)})(?:\s+|$)", typed, flags=re.IGNORECASE)
    return {
        name.casefold(): value.strip() for name, value in zip(parts[1::2], parts[2::2], strict=True) if value.strip()
    }


def alone(tool: str, typed: str) -> str:
    """Return the value of a tool's only option, with or without its name before it; other tools' text is unchanged."""
    given = named(tool, typed)
    return next(iter(given.values()), typed) if len(_NAMES[tool]) == 1 else typed
