"""What buttons under a question mean, in a set or in a simulation."""

from __future__ import annotations

from dataclasses import dataclass


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
