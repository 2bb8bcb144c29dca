"""One learner's model: which question to ask next, what an answer tells, and how ready they are."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta, tzinfo
from math import exp, log
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from bot.learning import calendar, chooser
from bot.learning.catalogue import Catalogue, catalogue
from bot.learning.mastery import RATES, Asked, Mastery, known
from bot.learning.memories import DAY, Memories
from bot.learning.readiness import FEWEST, Readiness, readiness
from bot.learning.state import VERSION, StaleStateError, State

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bot.learning.catalogue import Blueprint, Item

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

HORIZON: Final = timedelta(days=28)
"""How far ahead someone without an exam date is prepared for."""
EXAM_AT: Final = time(9)
"""The exam's assumed local time."""
MIXED: Final = 0.06
"""The share of questions that are any new one of a domain drawn by the blueprint: it keeps the estimate honest."""
MANY: Final = 800
"""Answers after which that share grows, since what is left to choose from is then thin ..."""
MORE: Final = 800
"""... by one over so many further answers ..."""
EVENLY: Final = 0.75
"""... to this share at most; without new ones it takes those of the domain not seen for longest."""
LAST_DAYS: Final = timedelta(days=10)
"""Before the exam, in which repeats of what was missed return."""
REPEATS: Final = 0.06
"""Their share of the questions."""
PLACEMENT: Final = 15
"""Questions of the placement."""
UNKNOWN: Final = 30.0
"""Seconds that stand for the time of a first answer that nobody measured."""
HASTE: Final = 2.5
"""Seconds in which no question can be read: unless someone always answers so fast, it tells little (rapid guessing)."""
SLOW: Final = 2.5
"""How many times their usual time someone takes for an answer that is not quite known, or the other way round."""
GUESSED: Final = 0.7
"""How much a right answer that was guessed tells, taken as a wrong one."""
HALTING: Final = 0.7
"""How much a right answer tells that took long."""
HASTY: Final = 0.3
"""How much an answer tells that was given without reading."""
_HEAD: Final = struct.Struct("<BIIhf")


class Engine:
    """The model of one learner; every `now` is aware and in UTC, and nothing else tells the time.

    Equal seeds and equal calls give equal questions. `exam_date` may be set at any time: the next choice goes by it.
    A bank's `Catalogue` may be given in place of its items, to be made once for all learners.
    """

    def __init__(
        self, bank: Catalogue, exam_date: date | None, zone: tzinfo, seed: int, state: State | None = None
    ) -> None:
        self.catalogue, self.exam_date, self.zone, self.seed = bank, exam_date, zone, abs(seed)
        self.mastery, self.memories = Mastery(bank, RATES), Memories(bank)
        self.answered, self._topic, self._pace = 0, -1, 0.0
        if state is not None:
            self._restore(state)

    @classmethod
    def start(
        cls, items: Sequence[Item] | Catalogue, blueprint: Blueprint, exam_date: date | None, *, zone: tzinfo, seed: int
    ) -> Engine:
        """Return the model of someone who has not answered anything yet.

        Raises:
            KeyError: a question's topic is not in the blueprint.
        """
        return cls(_catalogue(items, blueprint), exam_date, zone, seed)

    @classmethod
    def resume(
        cls,
        items: Sequence[Item] | Catalogue,
        blueprint: Blueprint,
        exam_date: date | None,
        state: State,
        *,
        zone: tzinfo,
        seed: int,
    ) -> Engine:
        """Return the model as `state` left it.

        Raises:
            StaleStateError: rebuild it: start anew and `observe` the log of answers in order.
        """
        return cls(_catalogue(items, blueprint), exam_date, zone, seed, state)

    def state(self) -> State:
        """Return what is to be kept."""
        head = _HEAD.pack(VERSION, self._fingerprint(), self.answered, self._topic, self._pace)
        return State(head + self.mastery.pack(), self.memories.pack())

    def choose(
        self, now: datetime, *, exclude: Collection[str] = frozenset(), within: Collection[str] | None = None
    ) -> str | None:
        """Return the id of the question that raises the exam's score most, among those `within` not asked today.

        None when there is none, and from the exam's day on. The day turns at 04:00 in the learner's zone.
        """
        chosen = self.plan(now, 1, exclude=exclude, within=within)
        return chosen[0] if chosen else None

    def plan(
        self, now: datetime, size: int, *, exclude: Collection[str] = frozenset(), within: Collection[str] | None = None
    ) -> list[str]:
        """Return up to `size` questions for one sitting, as `choose` would one after another, topics interleaved."""
        if self._is_over(now):
            return []
        open_, chosen = self._open(now, exclude, within), list[int]()
        moment = chooser.Moment(now.timestamp(), self._exam(now), self._topic)
        ahead = np.zeros(len(self.catalogue.topics))
        while len(chosen) < size and open_.any():
            chosen.append(item := self._pick(now, moment, open_, len(exclude) + len(chosen)))
            open_[item] = False
            ahead[self.catalogue.topic[item]] += 1
            moment = chooser.Moment(moment.now, moment.exam, int(self.catalogue.topic[item]), ahead)
        return [self.catalogue.ids[item] for item in chosen]

    def place(self, now: datetime, asked: int, *, exclude: Collection[str] = frozenset()) -> str | None:
        """Return the next of the placement's questions, the one that tells most; None after 15 are `asked`."""
        if asked >= PLACEMENT or not (open_ := self._open(now, exclude, None)).any():
            return None
        tells = chooser.information(self.catalogue, self.mastery, now.timestamp() / DAY)[self.catalogue.topic]
        plain = 1 - 0.05 * np.abs(self.catalogue.difficulty)
        return self.catalogue.ids[int(np.where(open_, tells * plain, -1.0).argmax())]

    def observe(self, now: datetime, item: str, right: bool, seconds: float, guessed: bool = False) -> None:  # noqa: FBT001, FBT002 - the public interface
        """Take in an answer; `seconds` is how long it took. An id that is not in the bank changes nothing."""
        if (index := self.catalogue.number.get(item)) is None:
            return
        at, topic = float(int(now.timestamp())), int(self.catalogue.topic[index])
        asked = self._asked(index, at, self._weight(right=right, seconds=seconds, guessed=guessed))
        self.mastery.observe(topic, asked, at / DAY, known=right and not guessed)
        self.memories.answer(index, at, known=right and not guessed)
        self.answered, self._topic = self.answered + 1, topic

    @property
    def usual(self) -> float:
        """The learner's usual time for an answer, in seconds; what stands for one whose time is not known."""
        return exp(self._pace) if self.answered else UNKNOWN

    def readiness(self, now: datetime) -> Readiness | None:
        """Return the likely result if the exam were today; None before 40 answers."""
        if self.answered < FEWEST:
            return None
        day = now.timestamp() / DAY
        worth = chooser.promise(self.catalogue, self.mastery, day)
        best = tuple(self.catalogue.topics[k] for k in np.argsort(-worth, kind="stable")[:3])
        return readiness(self.catalogue, self.mastery, self.memories, now.timestamp(), best)

    def weakest(self, now: datetime, n: int) -> list[tuple[str, float]]:
        """Return the `n` topics that are known least, with the expected chance (0 to 1) to know what they ask."""
        x, _ = known(*self.mastery.ability(now.timestamp() / DAY))
        return [(self.catalogue.topics[k], float(x[k])) for k in np.argsort(x, kind="stable")[:n]]

    def _pick(self, now: datetime, moment: chooser.Moment, open_: Flags, turn: int) -> int:
        rng = np.random.default_rng((self.seed, self.answered, turn))
        luck, mixed, evenly = rng.random(3)
        worth = chooser.gains(self.catalogue, self.mastery, self.memories, moment)
        if luck < REPEATS and (missed := open_ & self.memories.missed & self._is_near(now)).any():
            return int(np.where(missed, worth, -1.0).argmax())
        if mixed < MIXED or evenly < self._evenly():
            domain = rng.choice(len(self.catalogue.share), p=self.catalogue.share)
            inside = open_ & (self.catalogue.domain[self.catalogue.topic] == domain)
            open_, worth = inside if inside.any() else open_, -self.memories.last
        worth = np.where(open_, worth, -np.inf)
        return int(rng.choice(np.flatnonzero(worth == worth.max())))

    def _open(self, now: datetime, exclude: Collection[str], within: Collection[str] | None) -> Flags:
        day = calendar.study_date(now, self.zone)
        turned = calendar.moment(day, calendar.DAY_TURNS, self.zone).timestamp()
        open_ = self.memories.last < turned
        if exclude:
            open_ &= ~self.catalogue.mask(exclude)
        return open_ if within is None else open_ & self.catalogue.mask(within)

    def _evenly(self) -> float:
        """Return the share of questions that go evenly over the blueprint, whatever the model thinks of them."""
        return min(max((self.answered - MANY) / MORE, 0.0), EVENLY)

    def _is_over(self, now: datetime) -> bool:
        return self.exam_date is not None and calendar.study_date(now, self.zone) >= self.exam_date

    def _is_near(self, now: datetime) -> bool:
        return self.exam_date is not None and self.exam_date - calendar.study_date(now, self.zone) <= LAST_DAYS

    def _exam(self, now: datetime) -> float:
        if self.exam_date is None:
            return (now + HORIZON).timestamp()
        return calendar.moment(self.exam_date, EXAM_AT, self.zone).timestamp()

    def _asked(self, index: int, at: float, weight: float) -> Asked:
        difficulty, seen = float(self.catalogue.difficulty[index]), bool(self.memories.times[index])
        if not seen:
            return Asked(difficulty, 0.0, 1.0, weight)
        recall = float(self.memories.recall(np.array([index]), at)[0])
        return Asked(difficulty, recall, self.mastery.rates.again * (1 - recall), weight)

    def _weight(self, *, right: bool, seconds: float, guessed: bool) -> float:
        """Return how much the answer tells (0 to 1), and follow the learner's usual time (mean of its logarithm)."""
        taken = log(max(seconds, 1.0))
        usual = self._pace if self.answered else taken
        self._pace = float(np.float32(usual + (taken - usual) / min(self.answered + 1, 50)))
        if seconds < HASTE and usual - taken > log(SLOW):
            return HASTY
        if guessed:
            return GUESSED if right else 1.0
        return HALTING if right and taken - usual > log(SLOW) else 1.0

    def _restore(self, state: State) -> None:
        version, topics, self.answered, self._topic, self._pace = _HEAD.unpack_from(state.topics)
        if (version, topics) != (VERSION, self._fingerprint()):
            raise StaleStateError("the state is of another model or blueprint")
        self.mastery.unpack(state.topics[_HEAD.size :])
        self.memories.unpack(state.memories)

    def _fingerprint(self) -> int:
        return crc32("\n".join(self.catalogue.topics).encode())


def _catalogue(items: Sequence[Item] | Catalogue, blueprint: Blueprint) -> Catalogue:
    return items if isinstance(items, Catalogue) else catalogue(items, blueprint)
