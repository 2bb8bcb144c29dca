"""A learner's settings: one record, kept as JSON in one column."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON
from sqlalchemy.types import TypeDecorator

from bot.learning.calendar import DEFAULT_ZONE

if TYPE_CHECKING:
    from sqlalchemy import Dialect


@dataclass(frozen=True, slots=True)
class LearnerSettings:
    """What a learner has set. `/export` shows every field under its name, so a released name never changes."""

    daily_at: time = time(17)
    zone: str = DEFAULT_ZONE
    clock: str = "auto"
    """The clock format for times: "12", "24", or "auto" for the usual one in the zone."""
    set_size: int = 5
    focus: str = "blueprint"
    """What the daily sets focus on (`bot.learning.aims.Focus`)."""
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    daily_question: bool = True
    late_reminder: bool = True
    minimal: bool = False
    weekly_summary: bool = True
    news: bool = True
    mock_explains: str = "each"
    """When the next mock explains, "each" or "end": the last choice."""
    confirm_each: bool = False
    """True if a simulation shows each choice before it moves on."""

    def to_json(self) -> dict[str, Any]:
        """Return the settings in JSON types; a time of day is "HH:MM"."""
        values = ((name, getattr(self, name)) for name in _NAMES)
        return {name: value.isoformat("minutes") if name in _TIMES else value for name, value in values}

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> LearnerSettings:
        """Return the settings that `to_json` wrote; a field added since has its default."""
        values = {name: held[name] for name in _NAMES if name in held}
        return cls(**values | {name: time.fromisoformat(values[name]) for name in _TIMES & values.keys()})


DEFAULTS: Final = LearnerSettings()
_NAMES: Final = tuple(each.name for each in fields(LearnerSettings))
_TIMES: Final = frozenset(each.name for each in fields(LearnerSettings) if isinstance(each.default, time))


class SettingsColumn(TypeDecorator[LearnerSettings]):
    """The record in the program, JSON in the database."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: LearnerSettings | None, dialect: Dialect) -> dict[str, Any] | None:
        """Return what is stored."""
        del dialect
        return value.to_json() if value else None

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> LearnerSettings:
        """Return what was stored."""
        del dialect
        return LearnerSettings.from_json(value or {})
