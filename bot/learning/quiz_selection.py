"""Quizzes in the exam's proportions: how many questions each domain gets, and which."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.learning.catalogue import Item
    from bot.learning.dice import Random

CARRIES_BELOW: Final = 10
"""A quiz of at least ten questions contains every domain; a smaller one carries its remainders over to the next."""


def allocate(
    size: int, weights: Mapping[str, float], carried: Mapping[str, float], rng: Random
) -> tuple[dict[str, int], dict[str, float]]:
    """Divide `size` questions by weight (largest remainder, ties drawn), with the remainders to carry over.

    `carried` and the result's second part are in questions and add up to 0; a quiz of ten or more leaves them alone.
    """
    small = size < CARRIES_BELOW
    total = sum(weights.values())
    quota = {d: size * w / total + (carried.get(d, 0.0) if small else 0.0) for d, w in weights.items()}
    given = dict.fromkeys(weights, 0)
    for _ in range(size):
        # Rounded so that binary fractions do not break ties.
        given[max(weights, key=lambda d: (round(quota[d] - given[d], 9), rng.random()))] += 1
    rest = {d: quota[d] - given[d] for d in weights}
    return given, rest if small else dict(carried)


def draw(items: Iterable[Item], count: int, last_asked: Mapping[str, float], rng: Random) -> list[str]:
    """Draw `count` different questions spread over their topics, never or least recently asked ones first.

    `last_asked` maps a question to the time it was last asked (any ascending number). No two test the same knowledge
    point as long as there are others; points with many siblings go first, so that later draws find distinct points too.
    Fewer are returned if there are fewer.
    """
    topics: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        topics[item.topic].append(item)
    queues = [_queue(group, last_asked, rng) for group in topics.values()]
    rng.shuffle(queues)
    picked: list[str] = []
    while len(picked) < count and any(queues):
        picked.extend(queue.pop() for queue in queues if queue)
    return picked[:count]


def _queue(group: Sequence[Item], last_asked: Mapping[str, float], rng: Random) -> list[str]:
    """Return a topic's questions, the next one to ask last: first one for each point, then their siblings."""
    siblings = Counter(item.point for item in group if item.point)
    order = sorted(
        group, key=lambda i: (last_asked.get(i.id, float("-inf")), -siblings[i.point] if i.point else 0, rng.random())
    )
    seen: set[str] = set()
    first: list[str] = []
    rest: list[str] = []
    for item in order:
        (rest if item.point in seen else first).append(item.id)
        seen |= {item.point} if item.point else set()
    return [*first, *rest][::-1]


def paper(
    items: Sequence[Item],
    domain_of: Mapping[str, str],
    counts: Mapping[str, int],
    last_asked: Mapping[str, float],
    rng: Random,
) -> list[str]:
    """Return the questions of a quiz, domains interleaved, no topic three times in a row if possible.

    `counts` are by domain, `domain_of` by topic.
    """
    picked = [
        question
        for domain, count in counts.items()
        for question in draw((i for i in items if domain_of[i.topic] == domain), count, last_asked, rng)
    ]
    rng.shuffle(picked)
    topic_of = {item.id: item.topic for item in items}
    return _apart(picked, topic_of)


def _apart(questions: Sequence[str], topic_of: Mapping[str, str]) -> list[str]:
    """Return the questions, no topic three times in a row if possible; otherwise in their order."""
    rest, ordered = list(questions), list[str]()
    while rest:
        last = {topic_of[question] for question in ordered[-2:]} if len(ordered) > 1 else set()
        barred = last if len(last) == 1 else set()
        left = Counter(topic_of[question] for question in rest)
        # A topic with more than two questions for each other question can only be kept apart if it comes now.
        pressing = {topic for topic, count in left.items() if count > 2 * (len(rest) - count)} - barred
        wanted = pressing or left.keys() - barred
        ordered.append(rest.pop(next((at for at, each in enumerate(rest) if topic_of[each] in wanted), 0)))
    return ordered
