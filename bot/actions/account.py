"""What buttons around the questions mean: the way somewhere, settings, accounts, and the tools."""

from __future__ import annotations

from dataclasses import dataclass


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
class Operate:
    """Do what those who run the tutor do, such as "accept" the reports on a question; `of` is what it is about."""

    what: str
    of: str = ""
