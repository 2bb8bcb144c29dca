"""Each learner's learning model, as of the last answer included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy
from sqlalchemy import bindparam, cast, delete, null, union_all, update
from sqlmodel import Session, SQLModel, col, select

from bot.storage.dialects import insert
from bot.storage.model_cache import Answered, Stamp, Stored
from bot.storage.model_tables import Memory, Model
from bot.storage.tables import Attempt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.storage.model_cache import ModelCache, Warm

_UNREAD: Final = {"autoflush": False, "populate_existing": True}
"""Models are written past the session's objects, so it reads them again."""
_MODEL: Final = select(Model).where(Model.learner_id == bindparam("learner")).execution_options(**_UNREAD)
"""Prepared once, as in `bot.storage.quiz_sessions`."""


_MODELS: Final = SQLModel.metadata.tables["learning_model"]
_SHELVES: Final = SQLModel.metadata.tables["learning_memory"]
_ATTEMPTS: Final = SQLModel.metadata.tables["attempt"]
_ANSWER: Final = tuple(_ATTEMPTS.c[name] for name in Answered._fields)
_EVERY: Final = (
    sqlalchemy.select(*_ANSWER)
    .where(_ATTEMPTS.c.learner_id == bindparam("learner"))
    .where(_ATTEMPTS.c.answered_at.is_not(None), _ATTEMPTS.c.void.is_(False))
)


def _part(**own: Any) -> Any:  # noqa: ANN401 - a part of the union below
    """Select the columns that the parts of a stored model share, null where a part has none of its `own`."""
    columns = (_SHELVES.c.topic, _MODELS.c.state, _MODELS.c.built_at, _MODELS.c.stale, *_ANSWER)
    return sqlalchemy.select(*(own.get(each.name, cast(null(), each.type)).label(each.name) for each in columns))


def _head(**own: Any) -> Any:  # noqa: ANN401 - as above
    """Select what every read of a stored model needs."""
    last = {"id": _MODELS.c.attempt_id, "answered_at": _MODELS.c.answered_at}
    found = _part(built_at=_MODELS.c.built_at, stale=_MODELS.c.stale, **last, **own)
    return found.where(_MODELS.c.learner_id == bindparam("learner"))


_LAST: Final = sqlalchemy.tuple_(_MODELS.c.answered_at, _MODELS.c.attempt_id)
_AFTER: Final = (
    _part(**{each.name: each for each in _ANSWER})
    .join_from(_ATTEMPTS, _MODELS, _MODELS.c.learner_id == _ATTEMPTS.c.learner_id)
    .where(_ATTEMPTS.c.learner_id == bindparam("learner"), _ATTEMPTS.c.void.is_(False))
    .where(sqlalchemy.tuple_(_ATTEMPTS.c.answered_at, _ATTEMPTS.c.id) > _LAST)
)
_STORED: Final = union_all(
    _head(state=_MODELS.c.state),
    _part(topic=_SHELVES.c.topic, state=_SHELVES.c.records).where(_SHELVES.c.learner_id == bindparam("learner")),
    _AFTER,
)
"""A model, its shelves, and the answers after it, in one read."""
_SINCE: Final = union_all(_head(), _AFTER)
"""What a model in memory is compared with: the stamp of the stored one, and the answers after it."""
_COLUMNS: Final = tuple(name for name in Model.model_fields if name != "learner_id")


@cache
def _model(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that replaces a stored model."""
    fresh = insert(dialect, Model)
    kept = {name: fresh.excluded[name] for name in _COLUMNS}
    return fresh.on_conflict_do_update(index_elements=["learner_id"], set_=kept)


@cache
def _shelves(dialect: str) -> Any:  # noqa: ANN401 - either dialect's Insert
    """Return the statement that replaces a stored shelf."""
    fresh = insert(dialect, Memory)
    records = {"records": fresh.excluded.records}
    return fresh.on_conflict_do_update(index_elements=["learner_id", "topic"], set_=records)


class LearnerModels:
    """Stored models. They are a cache derived from the answers, which are authoritative."""

    def __init__(self, session: Session, cache: ModelCache) -> None:
        self._session = session
        self._cache = cache

    def get(self, learner_id: int) -> Model | None:
        """A learner's model; None if it must be rebuilt from the answers."""
        return self._session.scalars(_MODEL, {"learner": learner_id}).first()

    def resume(self, learner_id: int) -> tuple[Warm, list[Answered]] | None:
        """A learner's model in memory, and the answers to take in next; None if it disagrees with what is stored."""
        warm = self._cache.take(learner_id)
        if warm is None:
            return None
        stamp, since = None, list[Answered]()
        for _, _, built_at, stale, *answer in self._read(_SINCE, learner_id):
            if stale is None:
                since.append(Answered(*answer))
            else:
                stamp = Stamp(answer[1], answer[0], built_at, stale)
        taken, since = len(warm.taken), sorted(since, key=_when)
        return (warm, since[taken:]) if stamp == warm.stamp and since[:taken] == warm.taken else None

    def load(self, learner_id: int) -> Stored | None:
        """A learner's model with all that belongs to it; None if it must be rebuilt from the answers."""
        head, shelves, since = None, dict[str, bytes](), list[Answered]()
        for topic, held, built_at, stale, *answer in self._read(_STORED, learner_id):
            if held is None:
                since.append(Answered(*answer))
            elif topic is None:
                head = (held, Stamp(answer[1], answer[0], built_at, stale))
            else:
                shelves[topic] = held
        return Stored(*head, shelves, sorted(since, key=_when)) if head else None

    def every(self, learner_id: int) -> list[Answered]:
        """All settled answers of a learner, oldest first, from which a model is rebuilt."""
        return sorted((Answered(*row) for row in self._read(_EVERY, learner_id)), key=_when)

    def put(self, learner_id: int, state: bytes, stamp: Stamp, changed: Mapping[str, bytes]) -> None:
        """Replace a stored model, and the shelves that changed."""
        connection = self._session.connection()
        row = {"learner_id": learner_id, "state": state, **stamp._asdict()}
        connection.execute(_model(connection.dialect.name), row)
        if not changed:
            return
        rows = [{"learner_id": learner_id, "topic": topic, "records": held} for topic, held in changed.items()]
        connection.execute(_shelves(connection.dialect.name), rows)

    def hold(self, learner_id: int, warm: Warm) -> None:
        """Hold a model in memory; if the transaction fails, it disagrees with what is stored, and isn't used again."""
        self._cache.put(learner_id, warm)

    def release(self, learner_id: int) -> None:
        """Let go of a model in memory."""
        self._cache.take(learner_id)

    def spoil(self, learner_id: int) -> None:
        """Record that a model must be rebuilt, since an answer it includes was changed."""
        self._session.execute(update(Model).where(col(Model.learner_id) == learner_id).values(stale=True))
        self._session.expire_all()

    def drop(self, learner_id: int | None = None) -> None:
        """Delete a model, or all of them; the next question rebuilds it from the answers."""
        for table in (Memory, Model):
            query = delete(table)
            self._session.execute(query if learner_id is None else query.where(col(table.learner_id) == learner_id))
        self._session.expire_all()

    def learners(self) -> Sequence[int]:
        """Ids of learners with a stored model."""
        return self._session.exec(select(Model.learner_id)).all()

    def _read(self, query: Any, learner_id: int) -> Any:  # noqa: ANN401 - rows as tuples
        if any(isinstance(each, Attempt) for each in self._session.dirty):
            self._session.flush()
        return self._session.connection().execute(query, {"learner": learner_id})


def _when(answer: Answered) -> tuple[datetime, int]:
    return answer.answered_at, answer.id
