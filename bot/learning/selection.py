"""Which question comes next: the promises first, and within them what the model prefers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.learning import aims, chooser, relearning
from bot.learning.shares import MOST_RETURNS, RECENT, RESERVE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.learning.catalogue import Catalogue
    from bot.learning.chooser import Moment
    from bot.learning.mastery import Mastery
    from bot.learning.memories import Memories
    from bot.learning.relearning import Due
    from bot.learning.shares import Shares

    Flags = NDArray[np.bool_]
    Floats = NDArray[np.float64]

BY_BLUEPRINT: Final = 0.5
"""Share of the questions whose domain is drawn by the blueprint."""
CLOSE: Final = (5, 2)
"""Limit on returns (second) among consecutive questions (first), unless the first of a set is one, or ..."""
MANY_WAIT: Final = 3
"""... more than this many misses wait for their first return."""
FIRST_ONES_ONLY: Final = 4
"""While more than this many misses wait for their first return, nothing comes back a second time."""
WAITING: Final = 0.25
"""How strongly new questions avoid a domain, for each of its misses awaiting its first return."""
NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice depends on: the learner, the time, the `open_` questions, and the domains' shares.

    `number` counts the learner's answers and what was planned. `leads` is the first question of a day's set, `mixed`
    a choice over all domains. The next day's set likely begins after `left` questions; each day has about `size`.
    """

    catalogue: Catalogue
    mastery: Mastery
    memories: Memories
    shares: Shares
    moment: Moment
    open_: Flags
    share: Floats
    number: int
    left: int = 1
    size: int = RECENT
    leads: bool = False
    mixed: bool = True


@dataclass(frozen=True, slots=True)
class Picked:
    """A question, and the one it follows up (itself or a sibling); -1 if it is not a return."""

    item: int
    of: int = NONE


def select(it: Situation, rng: np.random.Generator) -> Picked | None:
    """Return the next question; None if none is open."""
    open_ = _varied(it, it.open_)
    if not open_.any():
        return None
    found = relearning.due(it.memories, it.moment.now, (it.moment.exam - it.moment.now) / chooser.DAY)
    return _return(it, open_, found, rng) or _new(it, open_, found, rng) or _known(it, open_) or _last_resort(it, open_)


def after(it: Situation, picked: Picked) -> Situation:
    """Return the situation after a planned question."""
    catalogue, topic, shares = it.catalogue, int(it.catalogue.topic[picked.item]), it.shares.copy()
    mix = aims.mix(catalogue, it.mastery, it.moment.today)
    shares.count(catalogue, picked.item, it.share, mix, number=it.number, returned=picked.of != NONE)
    ahead = np.zeros(len(catalogue.topics)) if it.moment.ahead is None else it.moment.ahead.copy()
    ahead[topic] += 1
    moment, open_ = replace(it.moment, topic=topic, ahead=ahead), it.open_.copy()
    open_[catalogue.siblings(picked.item)] = False
    left = max(it.left - 1, 1)
    return replace(it, shares=shares, moment=moment, open_=open_, number=it.number + 1, left=left, leads=False)


def _varied(it: Situation, open_: Flags) -> Flags:
    """Exclude a topic asked twice in a row and questions too hard for a beginner, as long as something is left."""
    first, second = it.shares.topics
    rules = [it.shares.easy_enough(it.number)[it.catalogue.band]]
    if first == second >= 0:
        rules.append(it.catalogue.topic != first)
    for rule in rules:
        left = open_ & rule
        open_ = left if left.any() else open_
    return open_


def _return(it: Situation, open_: Flags, found: Due, rng: np.random.Generator) -> Picked | None:
    """Return the most urgent return that may come now."""
    if not _may_return(it, int(found.never.sum())):
        return None
    items = found.items
    if not it.leads:
        items = items[found.never] if _first_ones_only(it, found) else items
        items = items[_domains(it, open_, 1.0)[it.catalogue.within[items]]]
    fresh = open_ & (it.memories.times == 0) & (not relearning.is_crowded(it.memories))
    for relearned in items.tolist():
        if (item := _asked_for(it, relearned, open_, fresh, rng)) != NONE:
            return Picked(item, relearned)
    return None


def _first_ones_only(it: Situation, found: Due) -> bool:
    """Return True if second returns must wait because first ones would otherwise come late, or not before the exam."""
    days_left = (it.moment.exam - it.moment.now) / chooser.DAY
    places = it.size * days_left * MOST_RETURNS / RECENT
    return bool(found.never.sum() > FIRST_ONES_ONLY or relearning.waiting(it.memories) > places)


def _may_return(it: Situation, waiting: int) -> bool:
    recent = it.shares.returned(RECENT - 1)
    if it.leads or recent >= MOST_RETURNS:
        return recent < MOST_RETURNS
    # Anything asked now is still among the last 20 when the next sets begin, and each set begins with a return.
    sets = enumerate(range(it.left, RECENT, it.size))
    room = all(it.shares.returned(RECENT - 1 - n) < MOST_RETURNS - 1 - k for k, n in sets)
    return room and (waiting > MANY_WAIT or it.shares.returned(CLOSE[0] - 1) < CLOSE[1])


def _asked_for(it: Situation, relearned: int, open_: Flags, fresh: Flags, rng: np.random.Generator) -> int:
    """Return the question to ask for a return: of its point, the one missed last; later a `fresh` sibling.

    The learner was told that the question itself returns. Once it did, and was right, a sibling shows if the point is
    known.
    """
    memories, group = it.memories, it.catalogue.siblings(relearned)
    if memories.successes[relearned] and memories.repeats[relearned] and len(others := group[fresh[group]]):
        return int(rng.choice(others))
    missed = group[(memories.cause[group] > 0) & open_[group]]
    return int(missed[memories.lapsed_at[missed].argmax()]) if len(missed) else NONE


def _new(it: Situation, open_: Flags, found: Due, rng: np.random.Generator) -> Picked | None:
    """Return the new question that the model prefers, in a permitted domain; siblings of misses wait."""
    fresh = open_ & (it.memories.times == 0) & ~it.catalogue.with_siblings(it.memories.cause > 0)
    if it.mixed:
        fresh &= _domains(it, open_)[it.catalogue.within]
    if not fresh.any():
        return None
    make_up = _making_up(it, found)
    if rng.random() < BY_BLUEPRINT:
        fresh = _drawn(it, fresh, it.share * make_up, rng)
    items = np.flatnonzero(fresh)
    worth = chooser.gains(it.catalogue, it.mastery, it.memories, it.moment, items)
    worth *= it.shares.pull()[it.catalogue.band[items]] * make_up[it.catalogue.within[items]]
    return Picked(int(rng.choice(items[worth >= worth.max() * (1 - 1e-9)])))


def _making_up(it: Situation, found: Due) -> Floats:
    """Return how much new questions of each domain are wanted: less if misses wait to come back."""
    domain = it.catalogue.within[found.items[found.never]]
    return np.asarray(np.exp(-WAITING * np.minimum(np.bincount(domain, minlength=len(it.share)), 8)))


def _drawn(it: Situation, fresh: Flags, share: Floats, rng: np.random.Generator) -> Flags:
    """Return the questions of a domain drawn by `share`, among those that have one."""
    domain = it.catalogue.within
    chance = np.where(np.bincount(domain[fresh], minlength=len(share)) > 0, share, 0.0)
    return np.asarray(fresh & (domain == rng.choice(len(chance), p=chance / chance.sum())))


def _known(it: Situation, open_: Flags) -> Picked | None:
    """Return the known question asked least recently: it fills the set once all of a domain was seen."""
    known = open_ & (it.memories.times > 0) & (it.memories.cause == 0)
    if it.mixed:
        known &= _domains(it, open_)[it.catalogue.within]
    return Picked(_oldest(it, known)) if known.any() else None


def _last_resort(it: Situation, open_: Flags) -> Picked:
    """Return a question of any domain: a new one, else a known one, else a relearned one that is not due yet."""
    for rest in (open_ & (it.memories.times == 0), open_ & (it.memories.cause == 0)):
        if rest.any():
            return Picked(_oldest(it, rest))
    item = _oldest(it, open_)
    return Picked(item, item)


def _oldest(it: Situation, among: Flags) -> int:
    return int(np.where(among, it.memories.last, np.inf).argmin())


def _domains(it: Situation, open_: Flags, part: float = RESERVE) -> Flags:
    """Return the permitted domains of the next question, if `part` of their room may be used."""
    available = np.bincount(it.catalogue.within[open_], minlength=len(it.share)) > 0
    return it.shares.open_domains(it.share, available, part) if it.mixed else available
