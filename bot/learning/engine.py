"""One learner's model: which question to ask next, what an answer says, and how ready they are."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from bot.learning import aims, calendar, chooser, pace, placement, relearning
from bot.learning.catalogue import Catalogue, catalogue
from bot.learning.mastery import Asked, Mastery, known
from bot.learning.memories import DAY, Cause, Memories
from bot.learning.readiness import FEWEST, Likely, Readiness, readiness
from bot.learning.selection import Situation, after, select
from bot.learning.shares import RECENT, Shares
from bot.learning.state import VERSION, StaleStateError, State

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bot.learning.aims import Focus
    from bot.learning.catalogue import Blueprint, Item
    from bot.learning.relearning import Return

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

HORIZON: Final = timedelta(days=28)
"""How far ahead to prepare someone without an exam date."""
EXAM_AT: Final = time(9)
"""The exam's assumed local time."""
PLACEMENT: Final = placement.QUESTIONS
"""Number of questions in the placement."""
ANSWERS_TO_BE_WEAK: Final = 3
"""Answers needed in a topic before it is named among the weakest."""
_HEAD: Final = struct.Struct("<BIIf")


class Engine:
    """The model of one learner; every `now` is aware and in UTC, and is the only source of time.

    Equal seeds and equal calls give equal questions. `exam_date` and `focus` may be set at any time and apply from the
    next choice. A bank's `Catalogue` may be passed instead of its items, to build it once for all learners.
    """

    def __init__(
        self, bank: Catalogue, exam_date: date | None, zone: tzinfo, seed: int, state: State | None = None
    ) -> None:
        self.catalogue, self.exam_date, self.zone, self.seed = bank, exam_date, zone, abs(seed)
        self.focus: Focus = "blueprint"
        self.mastery, self.memories, self.shares = Mastery(bank, bank.rates), Memories(bank), Shares(bank)
        self.answered, self._pace = 0, 0.0
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
            StaleStateError: rebuild it: start from scratch and `observe` the log of answers in order.
        """
        return cls(_catalogue(items, blueprint), exam_date, zone, seed, state)

    def state(self) -> State:
        """Return what has to be stored."""
        return State(self.packed_topics(), self.memories.pack())

    def packed_topics(self) -> bytes:
        """Return what has to be stored apart from the records of the questions."""
        head = _HEAD.pack(VERSION, self._fingerprint(), self.answered, self._pace)
        return head + self.shares.pack() + self.mastery.pack()

    def changed_records(self) -> dict[str, bytes]:
        """Return the records of questions that changed since the model was started or resumed."""
        return self.memories.records(sorted(self.memories.changed))

    def choose(
        self,
        now: datetime,
        *,
        exclude: Collection[str] = frozenset(),
        within: Collection[str] | None = None,
        leads: bool = False,
    ) -> str | None:
        """Return the id of the question to ask now, among those `within` not asked today.

        None if there is none, and from the day of the exam on. The day turns at 04:00 in the learner's zone. The
        question that `leads` a day's set is the most urgent return, if one is due.
        """
        chosen = self.plan(now, 1, exclude=exclude, within=within, leads=leads)
        return chosen[0] if chosen else None

    def plan(
        self,
        now: datetime,
        size: int,
        *,
        exclude: Collection[str] = frozenset(),
        within: Collection[str] | None = None,
        leads: bool = False,
    ) -> list[str]:
        """Return up to `size` questions for one set, as `choose` would one after another, with topics interleaved."""
        if self._is_over(now):
            return []
        it, chosen = self._situation(now, exclude, within, leads=leads), list[int]()
        while len(chosen) < size:
            rng = np.random.default_rng((self.seed, self.answered, len(exclude) + len(chosen)))
            if (picked := select(it, rng)) is None:
                break
            chosen.append(picked.item)
            if len(chosen) < size:
                it = after(it, picked)
        return [self.catalogue.ids[item] for item in chosen]

    def place(self, now: datetime, asked: int, *, exclude: Collection[str] = frozenset()) -> str | None:
        """Return the placement's next question, the most informative one; None once 15 are `asked`."""
        open_ = self._open(now, exclude, None)
        if asked >= PLACEMENT or not open_.any():
            return None
        for rule in (self.memories.times == 0, self.shares.easy_enough(self.answered)[self.catalogue.band]):
            open_ = open_ & rule if (open_ & rule).any() else open_
        domain = placement.order(self.catalogue.share)[asked]
        rng = np.random.default_rng((self.seed, self.answered, asked))
        return self.catalogue.ids[
            placement.choose(self.catalogue, self.mastery, now.timestamp() / DAY, open_, domain, rng)
        ]

    def observe(self, now: datetime, item: str, right: bool, seconds: float, guessed: bool = False) -> None:  # noqa: FBT001, FBT002 - the public interface
        """Process an answer; `seconds` is how long it took. An id that is not in the bank changes nothing."""
        if (index := self.catalogue.number.get(item)) is None:
            return
        at, taken = float(int(now.timestamp())), pace.followed(self._pace, seconds, self.answered)
        usual, self._pace = self._pace if self.answered else taken, float(np.float32(taken))  # as it is stored
        weight = pace.weight(usual, seconds, right=right, guessed=guessed)
        asked, is_known = self._asked(index, at, weight), right and not guessed
        self._count(now, index, at, pace.cause(usual, seconds, right=right, guessed=guessed))
        self.mastery.observe(int(self.catalogue.topic[index]), asked, at / DAY, known=is_known)
        self.memories.answer(index, at, known=is_known)
        self.answered += 1

    def why(self, item: str, now: datetime) -> Return | None:
        """Return which miss a question follows up if asked now; None if it is not a return."""
        return relearning.why(self.memories, self.catalogue.number[item], self._turned(now))

    def foreseen(self, item: str, now: datetime) -> float:
        """Return the predicted chance (0 to 1) of a right answer to a question now."""
        among = np.array([self.catalogue.number[item]])
        return float(chooser.chances(self.catalogue, self.mastery, self.memories, now.timestamp(), among)[0])

    def count_due(self, now: datetime) -> int:
        """Return how many questions are due to come back."""
        left = (self._exam(now) - now.timestamp()) / DAY
        return len(relearning.due(self.memories, now.timestamp(), left).items)

    @property
    def usual(self) -> float:
        """The learner's usual time for an answer, in seconds; used for an answer whose time is unknown."""
        return pace.typical(self._pace, self.answered)

    def readiness(self, now: datetime, *, fewest: int = FEWEST) -> Readiness | None:
        """Return the likely result if the exam were today; None before `fewest` answers."""
        if self.answered < fewest:
            return None
        worth = chooser.promise(self.catalogue, self.mastery, now.timestamp() / DAY)
        best = tuple(self.catalogue.topics[k] for k in np.argsort(-worth, kind="stable")[:3])
        return readiness(self.catalogue, self.mastery, self.memories, now.timestamp(), best)

    def levels(self, now: datetime) -> dict[str, Likely]:
        """Return the likely share of right answers in each domain, as a range in percent."""
        return readiness(self.catalogue, self.mastery, self.memories, now.timestamp(), ()).domains

    def weakest(self, now: datetime, n: int, *, fewest: int = ANSWERS_TO_BE_WEAK) -> list[tuple[str, float]]:
        """Return up to `n` weakest topics with at least `fewest` answers, with the chance of knowing them."""
        x, _ = known(*self.mastery.ability(now.timestamp() / DAY))
        answers = np.bincount(self.catalogue.topic, self.memories.times, len(x))
        order = [int(k) for k in np.argsort(x, kind="stable") if answers[k] >= fewest]
        return [(self.catalogue.topics[k], float(x[k])) for k in order[:n]]

    def _count(self, now: datetime, index: int, at: float, cause: Cause) -> None:
        returned = relearning.answered(self.memories, index, at, self._turned(now), cause)
        share = aims.shares(self.catalogue, self.mastery, self.focus, at / DAY)
        mix = aims.mix(self.catalogue, self.mastery, at / DAY)
        self.shares.count(self.catalogue, index, share, mix, number=self.answered, returned=returned)

    def _situation(
        self, now: datetime, exclude: Collection[str], within: Collection[str] | None, *, leads: bool
    ) -> Situation:
        ahead = np.zeros(len(self.catalogue.topics))
        return Situation(
            self.catalogue,
            self.mastery,
            self.memories,
            self.shares,
            chooser.Moment(now.timestamp(), self._exam(now), self.shares.topics[1], ahead),
            self._open(now, exclude, within),
            aims.shares(self.catalogue, self.mastery, self.focus, now.timestamp() / DAY),
            self.answered,
            *self._pace_of_days(now),
            leads=leads,
            mixed=within is None,
        )

    def _open(self, now: datetime, exclude: Collection[str], within: Collection[str] | None) -> Flags:
        """Return which questions may be asked: none asked today and, if others are left, none on those points."""
        today = self.memories.last >= self._turned(now)
        taken = today | self.catalogue.mask(exclude) if exclude else today
        open_ = ~taken if within is None else ~taken & self.catalogue.mask(within)
        left = open_ & ~self.catalogue.with_siblings(taken)
        return left if left.any() else open_

    def _pace_of_days(self, now: datetime) -> tuple[int, int]:
        """Return how many questions today's set likely has left, at least one, and how many a day has.

        A day is assumed to have as many as the last study day; before the first, as many as a window of returns.
        """
        last, turned = self.memories.last, self._turned(now)
        before = last[(last < turned) & (last > 0)]
        if not len(before):
            return 1, RECENT
        began = turned - DAY * np.ceil((turned - before.max()) / DAY)
        size = int(np.count_nonzero(before >= began))
        return max(size - int(np.count_nonzero(last >= turned)), 1), size

    def _turned(self, now: datetime) -> float:
        """Return when the study day began (seconds)."""
        return calendar.moment(calendar.study_date(now, self.zone), calendar.DAY_TURNS, self.zone).timestamp()

    def _is_over(self, now: datetime) -> bool:
        return self.exam_date is not None and calendar.study_date(now, self.zone) >= self.exam_date

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

    def _restore(self, state: State) -> None:
        version, topics, self.answered, self._pace = _HEAD.unpack_from(state.topics)
        if (version, topics) != (VERSION, self._fingerprint()):
            raise StaleStateError("the state is of another model or blueprint")
        at = _HEAD.size + self.shares.unpack(state.topics[_HEAD.size :])
        self.mastery.unpack(state.topics[at:])
        self.memories.unpack(state.memories)

    def _fingerprint(self) -> int:
        return crc32("\n".join(self.catalogue.topics).encode())


def _catalogue(items: Sequence[Item] | Catalogue, blueprint: Blueprint) -> Catalogue:
    return items if isinstance(items, Catalogue) else catalogue(items, blueprint)
