"""Button actions under a question, in a set or in a simulation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """Choose the option at a letter (0 to 3 for A to D) of an attempt."""

    attempt: int
    letter: int


@dataclass(frozen=True, slots=True)
class Next:
    """Continue a quiz session."""

    session: int


@dataclass(frozen=True, slots=True)
class Guessed:
    """Count a correct answer as not known."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Save:
    """Keep the question for later."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Unsave:
    """Remove the question from the saved ones."""

    attempt: int


@dataclass(frozen=True, slots=True)
class Complain:
    """Report the question; an empty `kind` asks what is wrong with it."""

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
    """Review a missed question of a quiz session, counted from 0."""

    session: int
    index: int


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin a simulation of a size, "full" or "half", unless there have been more than `after` before."""

    size: str
    after: int


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose the option at a letter (0 to 3 for A to D) of a simulation's question, until the simulation ends."""

    attempt: int
    letter: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Flag a simulation's question for a second look (1), or remove the flag (0)."""

    attempt: int
    on: int


@dataclass(frozen=True, slots=True)
class Jump:
    """Show a question of a simulation: a position from 1, "open", "flagged", or "back" for the last one shown."""

    session: int
    to: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Show a simulation's progress: page 0 is the whole, each other page has 25 question numbers."""

    session: int
    page: int


@dataclass(frozen=True, slots=True)
class Finish:
    """End a simulation: "ask" confirms first, then "hand in" or "give up"."""

    session: int
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Show a simulation's report: "" is its first part; "times" and "changes" are other parts."""

    session: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """Review a simulation's question, counted from 0: "missed", "flagged", "lost" (was right before) or "all"."""

    session: int
    which: str
    index: int


@dataclass(frozen=True, slots=True)
class Skip:
    """Skip an attempt without answering: it counts as missed, and is explained."""

    attempt: int


@dataclass(frozen=True, slots=True)
class ExplainMore:
    """Show the note on a question's topic, and earlier answers on the same point."""

    attempt: int


@dataclass(frozen=True, slots=True)
class NotClear:
    """Report a question as unclear, in one tap."""

    attempt: int
