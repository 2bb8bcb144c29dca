"""What people call a command that has another name: it is suggested, not run."""

from __future__ import annotations

from typing import Final

OTHER_NAMES: Final = {
    "stats": "progress",
    "score": "ready",
    "missed": "practice",
    "saved": "practice",
    "review": "practice",
    "notes": "learn",
    "glossary": "define",
    "guide": "tour",
    "menu": "help",
    "remind": "settings",
    "reminder": "settings",
    "time": "settings",
    "date": "plan",
    "calendar": "plan",
    "delete": "forget",
    "cancel": "stop",
    "quit": "stop",
    "friend": "duel",
}
