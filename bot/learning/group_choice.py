"""Which question a group is asked next: in the exam's proportions, each once before any is repeated."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.learning.catalogue import Item
    from bot.learning.dice import Random

MOST_OWED: Final = 1.5
"""Maximum number of questions a domain or topic can be ahead or behind, so that old settings leave no lasting debt."""
LATELY: Final = 25
"""Number of questions from the last round that a new one does not begin with."""
PRIOR: Final = (1.5, 3.0)
"""The (right, answered) counts that each topic starts with, so that one bad day does not decide."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a group was asked so far.

    Attributes:
        questions: by id, the oldest first.
        tallies: (right, answered) by topic.
        adapts: whether domains that went worse get larger shares than in the exam.
    """

    questions: Sequence[str] = ()
    tallies: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    adapts: bool = False


def choose(
    items: Iterable[Item], domain_of: Mapping[str, str], weights: Mapping[str, float], asked: Asked, rng: Random
) -> str | None:
    """Return the next question for a group; None if there is none at all.

    No question is repeated before every other one was asked. The domain furthest behind its share comes next, and in it
    the topic furthest behind: topics that went worse have larger shares.

    Args:
        items: what may be asked.
        domain_of: the domain of each topic.
        weights: the domains' shares of the questions, such as the exam's.
        asked: what was asked so far, and whether the shares follow what went worst.
        rng: breaks ties.
    """
    every = {item.id: item for item in items}
    if not every:
        return None
    left = _left(every, asked.questions)
    given = [every[question].topic for question in asked.questions if question in every]
    need = {topic: 1 - _expected(asked.tallies.get(topic, (0, 0))) for topic in {item.topic for item in every.values()}}
    shares = _shares(need, domain_of, weights) if asked.adapts else weights
    domains = {domain: shares[domain] for domain in {domain_of[topic] for topic in need}}
    domain = _furthest_behind(domains, [domain_of[t] for t in given], {domain_of[i.topic] for i in left}, rng)
    topics = {topic: each for topic, each in need.items() if domain_of[topic] == domain}
    topic = _furthest_behind(topics, given, {item.topic for item in left}, rng)
    return rng.choice([item.id for item in left if item.topic == topic])


def focus(
    items: Collection[Item],
    domain_of: Mapping[str, str],
    weights: Mapping[str, float],
    asked: Asked,
    count: int,
    rng: Random,
) -> str:
    """Return the domain that most of the next `count` questions come from; "" if there is nothing to ask."""
    topic_of = {item.id: item.topic for item in items}
    domains: list[str] = []
    for _ in range(count):
        found = choose(items, domain_of, weights, asked, rng)
        if found:
            asked = replace(asked, questions=(*asked.questions, found))
            domains.append(domain_of[topic_of[found]])
    return max(domains, key=lambda domain: (domains.count(domain), domain), default="")


def _left(every: Mapping[str, Item], questions: Sequence[str]) -> list[Item]:
    """Return what was asked in the fewest rounds, without recent questions if there is anything else."""
    rounds = _rounds(every, questions)
    fewest = min(rounds.values())
    left = {name: item for name, item in every.items() if rounds[name] == fewest}
    lately = set(questions[-min(LATELY, len(every) // 2) :])
    return [item for name, item in left.items() if name not in lately] or list(left.values())


def _rounds(every: Mapping[str, Item], questions: Sequence[str]) -> dict[str, int]:
    """Return in how many rounds each question was asked; a new question counts as asked in all but the current one."""
    rounds = dict.fromkeys(every, 0)
    sizes, fewest = Counter({0: len(every)}), 0
    for question in questions:
        if question in rounds:
            sizes[rounds[question]] -= 1
            while len(every) > 1 and not sizes[fewest]:
                fewest += 1
            rounds[question] = max(rounds[question] + 1, fewest)
            sizes[rounds[question]] += 1
            fewest = min(fewest, rounds[question])
    return rounds


def _shares(need: Mapping[str, float], domain_of: Mapping[str, str], weights: Mapping[str, float]) -> dict[str, float]:
    """Return the exam's shares, each multiplied by the average unknown part of its topics."""
    needs = {domain: [each for topic, each in need.items() if domain_of[topic] == domain] for domain in weights}
    return {domain: weight * sum(needs[domain]) / max(1, len(needs[domain])) for domain, weight in weights.items()}


def _furthest_behind(shares: Mapping[str, float], given: Iterable[str], left: Collection[str], rng: Random) -> str:
    """Return which remaining one is furthest behind its share of the questions given (smooth round-robin)."""
    whole = sum(shares.values())
    owed = {name: share / whole for name, share in shares.items()}
    for name in given:
        if name in owed:
            owed[name] -= 1
            for each, share in shares.items():
                owed[each] = min(max(owed[each] + share / whole, -MOST_OWED), MOST_OWED)
    # Rounded so that binary fractions do not break ties.
    behind = {name: round(owed[name], 9) for name in sorted(shares) if name in left}
    most = max(behind.values())
    return rng.choice([name for name, each in behind.items() if each == most])


def _expected(tally: tuple[int, int]) -> float:
    return (tally[0] + PRIOR[0]) / (tally[1] + PRIOR[1])
