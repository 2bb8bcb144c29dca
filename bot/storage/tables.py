"""The tables. All times are aware and in UTC. User ids and direct chat ids are stored only in `identity`.

The one exception is the invited person of an open challenge (`Duel.invited`), for at most a day.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - SQLModel needs it at run time
from datetime import date, datetime  # noqa: TC003 - likewise
from typing import Any, ClassVar, Final, Protocol

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from bot.learning.streaks import MAX_FREEZES
from bot.storage.learner_settings import DEFAULTS, LearnerSettings, SettingsColumn
from bot.storage.row import Row

CASCADE: Final = "CASCADE"
EXAM: Final = "exam"
"""Session kind of a simulation, and mode of its attempts."""
GROUP: Final = "group"
"""Session kind of a group question, and mode of its answer."""
LIVE: Final = "live"
"""Session kind of a player's answers in a live round, and their mode."""
TOGETHER: Final = (GROUP, LIVE)
"""Modes of answers given in a group, one question at a time and in view of others."""
DUEL: Final = "duel"
"""Session kind of one side of a duel, and mode of its answers."""
NEVER_AGAIN: Final = {"sqlite_autoincrement": True}
"""Ids appear on buttons in chats, so they are never reused, even after a row is deleted."""


def of_learner(*, primary_key: bool = False) -> Any:  # noqa: ANN401 - SQLModel's Field is Any
    """Return the column that names a row's learner."""
    return Field(foreign_key="learner.id", ondelete=CASCADE, index=not primary_key, primary_key=primary_key)


class Numbered(Protocol):
    """A row whose key is a number, None before it is stored."""

    id: int | None


def id_of(row: Numbered) -> int:
    """Return the id of a stored row."""
    assert row.id is not None  # noqa: S101 - stored
    return row.id


class Learner(Row, table=True):
    """A person: settings, streak, and state of the conversation."""

    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime
    seen_at: datetime
    """Time of their last action, give or take a minute."""
    expecting: str = ""
    """What the next free text answers, such as "start.date"; "" for nothing."""
    onboarded: bool = False
    settings: LearnerSettings = Field(default=DEFAULTS, sa_column=Column(SettingsColumn, nullable=False))
    """What `/settings` changes, except what queries select learners by: `exam_date` and `alias`."""

    exam_date: date | None = None
    exam_told: date | None = None
    """The past exam date the learner has been asked about."""
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
    streak_news: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What happened to the streak since the learner was last told: see `bot.context.LearnerContext.take_news`."""

    carry: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Questions that small quizzes owe each domain."""
    pushed_at: datetime | None = None
    """When the last daily question was sent."""
    unasked_day: int = -1
    unasked: int = 0
    """Unsolicited messages on study day `unasked_day`."""
    hour_asked: int = -1
    """The study day on which the learner was asked whether the daily hour fits; -1 for never."""
    goodbye: bool = False
    announced: int = 0
    """The last announcement the learner has seen."""
    weekly_at: datetime | None = None
    """Time of the last weekly summary."""
    plan: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The study plan as last shown, and where the exam is taken."""
    alias: str = ""
    """The learner's name in groups; "" to stay unnamed."""
    career: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """What the learner lets the career desk store: see `bot.flows.career.kept`."""


class Identity(Row, table=True):
    """A learner's account on a platform. `home` marks the one that receives pushes: the most recently used."""

    __table_args__: ClassVar[tuple[Any, ...]] = (UniqueConstraint("platform", "user_id"),)

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    platform: str
    user_id: str
    chat: str = ""
    """The direct chat, "" until known."""
    reachable: bool = True
    home: bool = True


class QuizSession(Row, table=True):
    """A run of questions: a daily set, a quiz, a practice round. `questions` is [] if they are chosen one by one."""

    __tablename__ = "quiz_session"
    __table_args__: ClassVar[dict[str, Any]] = NEVER_AGAIN

    id: int | None = Field(default=None, primary_key=True)
    learner_id: int = of_learner()
    kind: str
    title: str = ""
    size: int
    questions: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    explain: str = "each"
    """"each" or "end"; for a simulation, what is under review. "" until known."""
    scope: str = ""
    """What it draws from, as a learner would type it."""
    day_number: int = 0
    started_at: datetime
    ended_at: datetime | None = None
    ends_at: datetime | None = None
    """The deadline of a simulation or a duel."""
    cursor: int = 0
    """Position of the simulation's question shown last; after it ended, the position in its review."""
    visit_at: datetime | None = None
    """Since when that question has been on screen; None while something else is."""


class Attempt(Row, table=True):
    """One question put to one learner: its option order as shown, and its outcome."""

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
    """Canonical option (0 is the key) at each position, such as "2013"."""
    wording: str = ""
    """The wording last shown (`Question.wording`); a press on an older one is not counted."""
    mode: str
    asked_at: datetime
    shown_at: datetime
    """When it was last shown."""
    shown_in: str
    """Where it was last shown: "platform" for its direct chat, "platform:chat" elsewhere, "" for never."""
    answered_at: datetime | None = None
    chosen: int | None = None
    """The canonical option chosen; None until it is answered, and if it is skipped."""
    chosen_text: str = ""
    correct: bool | None = None
    guessed: bool = False
    seconds: float = 0.0
    void: bool = False
    """The question was removed from the bank before it was answered, or its answer was voided; it counts nowhere."""
    scored: bool = False
    """True if it counts toward a simulation's score."""
    flagged: bool = False
    drafts: str = ""
    """Canonical options chosen in a simulation, in order; they become an answer only on submission."""
    group_question_id: int | None = Field(default=None, foreign_key="group_question.id", index=True)
    """The group question this answers; None otherwise."""
    left_group: bool = False
    """True if the learner has since left that group: the answer still counts for them, but not for the group."""

    @property
    def order(self) -> tuple[int, ...]:
        """The canonical option at each position."""
        return tuple(map(int, self.shown))

    @property
    def skipped(self) -> bool:
        """True if it was settled without an answer: a miss."""
        return self.answered_at is not None and self.chosen is None


class Saved(Row, table=True):
    """A question the learner saved for later."""

    learner_id: int = of_learner(primary_key=True)
    question: str = Field(primary_key=True)
    saved_at: datetime


class Day(Row, table=True):
    """A past study day on which something happened."""

    __tablename__ = "study_day"

    learner_id: int = of_learner(primary_key=True)
    number: int = Field(primary_key=True)
    date: dt.date
    goal: int
    answered: int
    outcome: str


class LinkCode(Row, table=True):
    """A code with which another learner may ask to link, and who did; valid until `expires_at`."""

    __tablename__ = "link_code"

    code: str = Field(primary_key=True)
    learner_id: int = of_learner()
    expires_at: datetime
    taken_by: int | None = Field(default=None, foreign_key="learner.id", ondelete=CASCADE)


class Due(Row, table=True):
    """A scheduled job of any kind, unique by kind and subject; `then_at` is its next due time."""

    __table_args__: ClassVar[tuple[Any, ...]] = (
        UniqueConstraint("kind", "subject"),
        Index("ix_due_claim", "platform", "waits", "due_at", "lot", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: int
    owner: str = "learner"
    """What the subject id refers to: "learner", "duel", or "group" for a group or one of its questions."""
    platform: str
    due_at: datetime
    lot: int = 0
    """Tie-breaker among jobs due at the same moment, different each time."""
    then_at: datetime | None = None
    lease_until: datetime | None = None
    attempts: int = 0
    """Claims so far; 0 while another job's message includes this one's."""
    held: bool = False
    """It did not fit among its day's messages, and goes out with the next daily question."""
    waits: bool = False
    """Everything else that is due goes out before it."""


class Pace(Row, table=True):
    """When the next push may leave on a platform, across all processes."""

    platform: str = Field(primary_key=True)
    next_at: datetime


class Seen(Row, table=True):
    """A settled event. Its id identifies no user."""

    event: str = Field(primary_key=True)
    seen_at: datetime = Field(index=True)


class Note(Row, table=True):
    """A short value stored for adapters, such as the hash of the registered commands."""

    key: str = Field(primary_key=True)
    value: str
