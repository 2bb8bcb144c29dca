"""The topics of the exam as buttons: the domains, then the topics of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.actions import Run, button
from bot.chat import MAX_ROWS, Card
from bot.errors import Refusal
from bot.flows import buttons, model
from bot.words import answers as words
from bot.words import labels, menus, refusals

if TYPE_CHECKING:
    from bot.bank.blueprint import Domain, Topic
    from bot.chat import Button, Reply, Rows
    from bot.context import LearnerContext

PAGE: Final = 8
"""Topics per page, two in a row."""
WEAK: Final = 2
"""Most valuable topics listed below the domains."""


def topics(context: LearnerContext, argument: str) -> list[Reply]:
    """Show the domains, a topic, or the topics of a domain: "clinical-operations", a page: "clinical-operations 2".

    Raises:
        Refusal: there is no such domain or topic.
    """
    name, _, page = (
        argument.strip().rpartition(" ") if argument.strip()[-1:].isdecimal() else (argument.strip(), "", "")
    )
    if not name:
        return [_domains(context)]
    if domain := context.library.find_domain(name):
        return [_topics(domain, int(page[:2] or 1))]
    if topic := context.library.find_topic(argument):
        return [study(context, topic)]
    raise Refusal(refusals.not_a_domain(), ((all_of_them(),),))


def of_domain(context: LearnerContext, argument: str) -> list[Reply]:
    """Return the topics of a domain named in full, with a page; [] if there is none."""
    name = argument.strip().casefold().rstrip("0123456789 ")
    known = any(name in (domain.id, domain.name.casefold()) for domain in context.library.bank.blueprint.domains)
    return topics(context, argument) if known else []


def all_of_them() -> Button:
    """Return the way to all topics."""
    return button(labels.ALL_TOPICS, Run("topics"))


def study(context: LearnerContext, topic: Topic, more: Rows = ()) -> Card:
    """Return a topic with the ways to study it."""
    domain = context.library.name(context.library.domain_of[topic.id])
    return Card(words.topic(topic.name, domain), (ways(topic), *more))


def ways(topic: Topic) -> tuple[Button, Button]:
    """Return the ways to practice a topic and to read about it."""
    return (
        button(labels.practice(topic.label), Run("practice", topic.id)),
        button(labels.learn(topic.label), Run("learn", topic.id)),
    )


def _domains(context: LearnerContext) -> Card:
    heaviest = context.library.by_weight
    found = [button(labels.see(domain.label), Run("topics", domain.id)) for domain in heaviest]
    weak = tuple((buttons.learn(context, topic),) for topic in model.worth_most(context, WEAK))
    extras = context.library.bank.extras
    beside = tuple((button(labels.learn_beside(extra.title), Run("learn", extra.title)),) for extra in extras[:1])
    domains = (*found[:2],), (*found[2:4],), (*found[4:],)
    return Card(menus.learn(), (*domains, *weak[: MAX_ROWS - len(domains) - len(beside)], *beside))


def _topics(domain: Domain, page: int) -> Card:
    pages = -(-len(domain.topics) // PAGE)
    page = min(max(page, 1), pages)
    held = domain.topics[PAGE * (page - 1) : PAGE * page]
    made = [button(topic.label, Run("learn", topic.id)) for topic in held]
    rows = [tuple(made[at : at + 2]) for at in range(0, len(made), 2)]
    after = (button(labels.MORE, Run("topics", f"{domain.id} {page % pages + 1}")),) if pages > 1 else ()
    rows.append((*after, button(labels.OTHER_DOMAINS, Run("topics"))))
    return Card(menus.topics(domain.name, page, pages), tuple(rows))
