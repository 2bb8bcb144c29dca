"""Button actions outside questions: navigation, settings, accounts, and the career tools."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Run a command."""

    command: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """Answer a step of /start: "date", "time" or "zone". The value "skip" leaves it out; "type" asks for text."""

    step: str
    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """Change a setting; the value "" asks for one."""

    setting: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Erase:
    """Delete everything stored about the learner."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Continue with a career desk tool; `state` holds the answers so far, joined by "/"."""

    tool: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class InWords:
    """Describe a picture in words: "progress", "exam" (`of` is its session), "week" (`of` is its first date)."""

    what: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Turn the message to another page of a multi-page card, such as "help", "tour" or "settings"; `at` is the page."""

    book: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Keep or move the daily time, as "17:00", when asked whether it suits; the question stays where it is."""

    at: str


@dataclass(frozen=True, slots=True)
class Link:
    """Join two accounts: "ask" is for the owner of a code, "join" carries who asked, "no" declines."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """Remove the account that presses from the joined accounts."""


@dataclass(frozen=True, slots=True)
class Operate:
    """Do an operator's task, such as "accept" the reports on a question; `of` is what the task is about."""

    what: str
    of: str = ""
