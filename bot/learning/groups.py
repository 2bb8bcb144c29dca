"""A group's question of the day: when it comes and closes, what it asks, when a day counts, what a week has brought."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.learning.calendar import moment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import tzinfo
    from random import Random

    from bot.learning.catalogue import Item

MORNING: Final = time(8)
"""When answers close by default, the morning after."""
OVERNIGHT: Final = timedelta(hours=4)
"""A morning that is nearer than this is still the same one."""
BEFORE_NEXT: Final = timedelta(minutes=5)
"""A question closes before the next one comes."""
MEMBERS: Final = 2
"""Who answer, at the least, on a day that counts."""
SUNDAY: Final = 6
SUMMARY_TIME: Final = time(18)
FEWEST: Final = 3
"""Answers without which nothing is said of a topic."""
GAP: Final = timedelta(seconds=5)
LONGEST_GAP: Final = timedelta(minutes=5)
PATIENCE: Final = 20
"""The count is shown anew after a part in so many of the question's age: a message that is edited all day is noise."""
PRIOR: Final = (1.5, 3.0)
"""Right answers and answers that a topic begins with, so that one bad day does not decide."""


def next_question(now: datetime, at: time, days: Collection[int], tz: tzinfo, after: date | None = None) -> datetime:
    """Return the first moment (UTC) after `now` that is at a local time on one of the days (0 is Monday).

    `after` is the local date of the last question: a group that changes its zone gets no second one on that date.

    Raises:
        ValueError: no day is given.
    """
    if not days:
        raise ValueError("a group has its question on some day")
    today = now.astimezone(tz).date()
    dates = (today + timedelta(days=n) for n in range(16))
    moments = (moment(day, at, tz) for day in dates if day.weekday() in days and (after is None or day > after))
    return next(each for each in moments if each > now)


def next_summary(now: datetime, tz: tzinfo) -> datetime:
    """Return the next Sunday evening (UTC) after `now`."""
    return next_question(now, SUMMARY_TIME, (SUNDAY,), tz)


def closing(asked: datetime, hours: int, following: datetime, tz: tzinfo) -> datetime:
    """Return when answers close: after so many hours, 0 for the next morning; always before the following question.

    Where that one is minutes away, answers are taken for half the time until then.
    """
    end = asked + timedelta(hours=hours) if hours else _next_morning(asked, tz)
    return min(end, max(following - BEFORE_NEXT, asked + (following - asked) / 2))


def next_count(asked: datetime, counted: datetime, now: datetime) -> datetime:
    """Return when the number of answers may be shown again: five seconds after the last time, later for an old one."""
    gap = min(max(GAP, (now - asked) / PATIENCE), LONGEST_GAP)
    return max(now, counted + gap)


def needed(share: int, regulars: int) -> int:
    """Return how many members have to answer so that a day counts; `share` is a percentage of the regulars."""
    return max(MEMBERS, math.ceil(share * regulars / 100))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a group was asked so far.

    Attributes:
        times: how often each question was asked, by id.
        tallies: (right, answered) by topic.
        adapts: whether domains that went worse have larger shares than the exam gives them.
    """

    times: Mapping[str, int] = field(default_factory=dict)
    tallies: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    adapts: bool = False


def choose(
    items: Iterable[Item], domain_of: Mapping[str, str], weights: Mapping[str, float], asked: Asked, rng: Random
) -> str | None:
    """Return the next question for a group, None if there is none at all.

    No question comes again before every other one did. The domain that is furthest behind its share comes next, and in
    it the topic that is: topics that went worse have larger shares.

    Args:
        items: what may be asked.
        domain_of: the domain of each topic.
        weights: the domains' shares of the questions, such as the exam's.
        asked: what was asked so far, and whether the shares follow what went worst.
        rng: decides between equals.
    """
    every = list(items)
    if not every:
        return None
    fewest = min(asked.times.get(item.id, 0) for item in every)
    left = [item for item in every if asked.times.get(item.id, 0) == fewest]
    topic = _topic(every, left, domain_of, weights, asked, rng)
    return rng.choice([item.id for item in left if item.topic == topic])


def hardest(tallies: Mapping[str, tuple[int, int]]) -> str:
    """Return the topic with the smallest share of right answers, "" where nothing was missed or too little is known."""
    known = {topic: right / answered for topic, (right, answered) in tallies.items() if answered >= FEWEST}
    worst = min(known, key=lambda topic: (known[topic], topic), default="")
    return worst if worst and known[worst] < 1 else ""


def most_improved(before: Mapping[str, tuple[int, int]], now: Mapping[str, tuple[int, int]]) -> str:
    """Return the topic whose share of right answers rose most, "" where none did or too little is known."""
    both = [topic for topic in now if now[topic][1] >= FEWEST and before.get(topic, (0, 0))[1] >= FEWEST]
    rise = {topic: _share(now[topic]) - _share(before[topic]) for topic in both}
    best = max(rise, key=lambda topic: (rise[topic], topic), default="")
    return best if best and rise[best] > 0 else ""


def focus(
    items: Iterable[Item],
    domain_of: Mapping[str, str],
    weights: Mapping[str, float],
    asked: Asked,
    count: int,
    rng: Random,
) -> str:
    """Return the domain that most of the next `count` questions come from, "" if there is nothing to ask."""
    every, times, domains = list(items), Counter(asked.times), []
    topic_of = {item.id: item.topic for item in every}
    for _ in range(count):
        found = choose(every, domain_of, weights, Asked(times, asked.tallies, asked.adapts), rng)
        if found:
            times[found] += 1
            domains.append(domain_of[topic_of[found]])
    return max(domains, key=lambda domain: (domains.count(domain), domain), default="")


def _next_morning(asked: datetime, tz: tzinfo) -> datetime:
    today = asked.astimezone(tz).date()
    mornings = (moment(today + timedelta(days=n), MORNING, tz) for n in range(3))
    return next(each for each in mornings if each - asked >= OVERNIGHT)


def _topic(
    every: Collection[Item],
    left: Collection[Item],
    domain_of: Mapping[str, str],
    weights: Mapping[str, float],
    asked: Asked,
    rng: Random,
) -> str:
    given: Counter[str] = Counter()
    for item in every:
        given[item.topic] += asked.times.get(item.id, 0)
    need = {topic: 1 - _expected(asked.tallies.get(topic, (0, 0))) for topic in {item.topic for item in every}}
    shares = _shares(need, domain_of, weights) if asked.adapts else weights
    done: Counter[str] = Counter()
    for topic, count in given.items():
        done[domain_of[topic]] += count
    open_domains = sorted({domain_of[item.topic] for item in left})
    domain = _furthest_behind({d: shares[d] for d in open_domains}, done, rng)
    topics = {t: need[t] for t in sorted({item.topic for item in left}) if domain_of[t] == domain}
    return _furthest_behind(topics, given, rng)


def _shares(need: Mapping[str, float], domain_of: Mapping[str, str], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the exam's shares, each times what is not known of its topics on average."""
    needs = {domain: [each for topic, each in need.items() if domain_of[topic] == domain] for domain in weights}
    return {domain: weight * sum(needs[domain]) / max(1, len(needs[domain])) for domain, weight in weights.items()}


def _furthest_behind(shares: Mapping[str, float], given: Mapping[str, int], rng: Random) -> str:
    """Return the name whose number of questions is furthest below its share of one question more."""
    whole, count = sum(shares.values()), sum(given.get(name, 0) for name in shares) + 1
    # Rounded so that binary fractions do not decide what is a tie.
    behind = {name: round(share / whole * count - given.get(name, 0), 9) for name, share in shares.items()}
    most = max(behind.values())
    return rng.choice([name for name, each in behind.items() if each == most])


def _expected(tally: tuple[int, int]) -> float:
    return (tally[0] + PRIOR[0]) / (tally[1] + PRIOR[1])


def _share(tally: tuple[int, int]) -> float:
    return tally[0] / tally[1]
