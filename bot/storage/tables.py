"""The tables. Every time is aware and in UTC; the ids of people and of direct chats stand in `identity` alone."""

from __future__ import annotations

import datetime as dt
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.learning.streaks import MAX_FREEZES

CASCADE: Final = "CASCADE"
EXAM: Final = "exam"
"""The kind of a quiz session that is a simulation, and the mode of its questions."""
GROUP: Final = "group"
"""The kind of a quiz session that is a group's question, and the mode of its answer."""
NEVER_AGAIN: Final = {"sqlite_autoincrement": True}
"""Ids stand on buttons in chats: none is given out twice, also after its row was deleted."""


def of_learner(*, primary_key: bool = False) -> Any:  # noqa: ANN401 - SQLModel's Field is Any
    """Return the column that names whose row it is."""
    return Field(foreign_key="learner.id", ondelete=CASCADE, index=not primary_key, primary_key=primary_key)


class Learner(SQLModel, table=True):
    """A person: settings, streak, and where the talk with them stands."""

    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime
    seen_at: datetime
    """The last thing that they did."""
    expecting: str = ""
    """What the next free text answers, such as "start.date"; "" for nothing."""
    onboarded: bool = False

    exam_date: date | None = None
    exam_told: date | None = None
    """The exam date that the learner was told has passed."""
    daily_at: time = time(17)
    zone: str = "America/New_York"
    set_size: int = 5
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    pushes: bool = True
    late_reminder: bool = True
    minimal: bool = False
    weekly: bool = True
    paused_from: date | None = None
    paused_until: date | None = None

    day_number: int
    day_date: date
    day_ends: datetime
    day_short: bool = False
    counted_at: datetime | None = None
    day_goal: int
    day_answered: int = 0
    streak: int = 0
    best: int = 0
    freezes: int = MAX_FREEZES
    earning: int = 0

    carry: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What small quizzes owe each domain, in questions."""
    pushed_at: datetime | None = None
    """When the last daily question went out."""
    unasked_day: int = -1
    unasked: int = 0
    """Messages that nobody asked for, on study day `unasked_day`."""
    goodbye: bool = False
    weekly_at: datetime | None = None
    """The time of the last weekly summary."""
    plan: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What was seen of the study plan last, and where the exam is taken."""
    alias: str = ""
    """What the learner may be called in groups, "" for not at all."""
    career: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the learner lets the career desk keep: see `bot.flows.career.kept`."""


class Identity(SQLModel, table=True):
    """A learner's account on a platform. `home` is where pushes go: the one used last."""

    __table_args__: ClassVar[tuple[Any, ...]] = (UniqueConstraint("platform", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    platform: str
    user_id: str
    chat: str = ""
    """The direct chat, "" as long as none is known."""
    reachable: bool = True
    home: bool = True


class QuizSession(SQLModel, table=True):
    """A run of questions: a day's set, a quiz, a practice round. `questions` is its paper, [] where each is chosen."""

    __tablename__ = "quiz_session"
    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    kind: str
    title: str = ""
    size: int
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    explain: str = "each"
    """"each", "end", or "" while the learner has not chosen."""
    scope: str = ""
    """What it draws from, as the learner could type it."""
    day_number: int = 0
    started_at: datetime
    ended_at: datetime | None = None
    ends_at: datetime | None = None
    """When a simulation's time is up."""
    cursor: int = 0
    """The position of the simulation's question that was shown last; after its end, how far its review is."""
    visit_at: datetime | None = None
    """Since when that question stands on the screen, None while something else does."""


class Attempt(SQLModel, table=True):
    """One question put to one learner: its order of options as shown, and how it was settled."""

    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("session_id", "position"),
        Index("ix_attempt_learner_question", "learner_id", "question"),
        Index("ix_attempt_question", "question"),
        Index("ix_attempt_learner_shown", "learner_id", "shown_at"),
        Index("ix_attempt_learner_group", "learner_id", "group_question_id", unique=True),
        NEVER_AGAIN,
    )

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = Field(foreign_key="learner.id", ondelete=CASCADE)
    session_id: int = Field(foreign_key="quiz_session.id", ondelete=CASCADE)
    position: int
    question: str
    version: int
    topic: str
    shown: str
    """The canonical option (0 is the key) at each place, such as "2013"."""
    wording: str = ""
    """The wording that was shown last (`Question.wording`): a press on an older one is not counted."""
    mode: str
    asked_at: datetime
    shown_at: datetime
    """When it was last put on the screen."""
    shown_in: str
    """Where it was last shown: "platform" for its direct chat, "platform:chat" elsewhere, "" if it never was."""
    answered_at: datetime | None = None
    chosen: int | None = None
    """The canonical option that was chosen."""
    chosen_text: str = ""
    correct: bool | None = None
    guessed: bool = False
    seconds: float = 0.0
    void: bool = False
    """The question left the bank before it was answered; it counts nowhere."""
    scored: bool = False
    """Whether it counts in a simulation's score."""
    flagged: bool = False
    drafts: str = ""
    """The canonical options chosen in a simulation, the last one last; an answer only when it is handed in."""
    group_question_id: int | None = Field(default=None, foreign_key="group_question.id", index=True)
    """The group's question that this answers; None for all else."""
    left_group: bool = False
    """Whether the learner has left that group since: the answer is theirs, and counts for the group no more."""


class Model(SQLModel, table=True):
    """What the answers say about a learner (`bot.learning.State` as bytes); rebuilt from them at any time."""

    __tablename__ = "learning_model"

    learner_id: int = of_learner(primary_key=True)
    state: bytes
    answered_at: datetime
    attempt_id: int
    """The last answer that was taken in, by time and id."""


class Saved(SQLModel, table=True):
    """A question that the learner keeps for later."""

    learner_id: int = of_learner(primary_key=True)
    question: str = Field(primary_key=True)
    saved_at: datetime


class Day(SQLModel, table=True):
    """A study day that is over and on which something happened."""

    __tablename__ = "study_day"

    learner_id: int = of_learner(primary_key=True)
    number: int = Field(primary_key=True)
    date: dt.date
    goal: int
    answered: int
    outcome: str


class Report(SQLModel, table=True):
    """A learner's word that a question is wrong or unclear."""

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    question: str
    kind: str
    text: str = ""
    reported_at: datetime
    closed_at: datetime | None = None
    closed_why: str = ""
    """What the reporter is told, once."""
    told_at: datetime | None = None


class ToldCorrection(SQLModel, table=True):
    """A correction, or an answer to a report, that a learner was told."""

    __tablename__ = "told_correction"

    learner_id: int = of_learner(primary_key=True)
    correction: str = Field(primary_key=True)
    told_at: datetime


class LinkCode(SQLModel, table=True):
    """A code that joins two identities while it is good."""

    __tablename__ = "link_code"

    code: str = Field(primary_key=True)
    learner_id: int = of_learner()
    expires_at: datetime


class Due(SQLModel, table=True):
    """What is to happen at a time, of every kind. One row for a kind and subject; `then_at` is its next time."""

    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("kind", "subject"),
        Index("ix_due_platform_due_at", "platform", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: int
    owner: str = "learner"
    """Whose id the subject is: "learner", or "group" for a group or one of its questions."""
    platform: str
    due_at: datetime
    lot: int = 0
    """Who is first among those who are due at the same moment: another order each time."""
    then_at: datetime | None = None
    lease_until: datetime | None = None
    attempts: int = 0


class Pace(SQLModel, table=True):
    """When the next push may leave on a platform, over all processes."""

    platform: str = Field(primary_key=True)
    next_at: datetime


class ItemFit(SQLModel, table=True):
    """How hard a version of a question proved, on the author's scale (-1 easy, 1 hard), by so many first answers."""

    __tablename__ = "item_fit"

    question: str = Field(primary_key=True)
    version: int
    difficulty: float
    answers: int
    fitted_at: datetime


class Seen(SQLModel, table=True):
    """An event that was settled. Its id names no user."""

    event: str = Field(primary_key=True)
    seen_at: datetime = Field(index=True)


class Note(SQLModel, table=True):
    """A short value that adapters keep, such as the hash of the registered commands."""

    key: str = Field(primary_key=True)
    value: str
