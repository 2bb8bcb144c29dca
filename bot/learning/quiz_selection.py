"""Quizzes in the exam's proportions: how many questions each domain gets, and which."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

    from bot.learning.catalogue import Item

CARRIES_BELOW: Final = 10
"""A quiz of at least ten questions holds every domain; a smaller one passes its remainders on to the next."""


def allocate(
    size: int, weights: Mapping[str, float], carried: Mapping[str, float], rng: Random
) -> tuple[dict[str, int], dict[str, float]]:
    """Share `size` questions out by weight (largest remainder, ties drawn), with the remainders to carry over.

    `carried` and the result's second part are in questions and add up to 0; a quiz of ten or more leaves them alone.
    """
    small = size < CARRIES_BELOW
    total = sum(weights.values())
    quota = {d: size * w / total + (carried.get(d, 0.0) if small else 0.0) for d, w in weights.items()}
    given = dict.fromkeys(weights, 0)
    for _ in range(size):
        # Rounded so that binary fractions do not decide what is a tie.
        given[max(weights, key=lambda d: (round(quota[d] - given[d], 9), rng.random()))] += 1
    rest = {d: quota[d] - given[d] for d in weights}
    return given, rest if small else dict(carried)


def draw(items: Iterable[Item], count: int, last_asked: Mapping[str, float], rng: Random) -> list[str]:
    """Draw `count` different questions spread over their topics, those never or longest not asked first.

    `last_asked` maps a question to the time of its last asking (any ascending number). Fewer come back if there are
    fewer.
    """
    topics: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        topics[item.topic].append(item)
    queues = [
        sorted(group, key=lambda i: (last_asked.get(i.id, float("-inf")), rng.random()), reverse=True)
        for group in topics.values()
    ]
    rng.shuffle(queues)
    picked: list[str] = []
    while len(picked) < count and any(queues):
        picked.extend(queue.pop().id for queue in queues if queue)
    return picked[:count]


def paper(
    items: Sequence[Item],
    domain_of: Mapping[str, str],
    counts: Mapping[str, int],
    last_asked: Mapping[str, float],
    rng: Random,
) -> list[str]:
    """Return the questions of a quiz, domains interleaved; `counts` by domain, `domain_of` by topic."""
    picked = [
        question
        for domain, count in counts.items()
        for question in draw((i for i in items if domain_of[i.topic] == domain), count, last_asked, rng)
    ]
    rng.shuffle(picked)
    return picked
