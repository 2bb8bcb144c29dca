"""The domains appear in the same order wherever several are shown: by exam weight."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.authoring.bank_statistics import stats
from bot.bank.blueprint import Blueprint
from bot.chat import Card, flat
from bot.completion import suggest
from tests.bench import NOON, bank, library
from tests.club import Club
from tests.core.candidate import begin, candidate, hand_in, work

if TYPE_CHECKING:
    from bot.chat import Reply
    from tests.bench import Stage

DOMAIN: Final = re.compile(r"(?<!Non-)Clinical|Non-Clinical|Revenue Cycle|Compliance|Reporting")
ORDER: Final = ["Clinical", "Non-Clinical", "Revenue Cycle", "Compliance", "Reporting"]


def named(said: str) -> list[str]:
    """Return the domains in the order in which a text first names them."""
    return list(dict.fromkeys(DOMAIN.findall(said)))


def shown(replies: list[Reply]) -> list[list[str]]:
    """Return the domains in the text, on the buttons, and in the picture of the last card."""
    card = replies[-1]
    assert isinstance(card, Card)
    labels = "\n".join(button.label for row in card.rows for button in row)
    alt = card.picture.alt.partition("Weakest")[0] if card.picture else ""
    return [found for said in (flat(card.body), labels, alt) if (found := named(said)) and len(found) > 1]


def test_the_blueprint_sorts_by_weight_and_then_by_number() -> None:
    held = bank().blueprint
    assert [domain.weight for domain in held.by_weight] == [32, 28, 15, 15, 10]
    assert named("\n".join(domain.name for domain in held.by_weight)) == ORDER
    backwards = Blueprint.model_validate(held.model_dump(by_alias=True) | {"domains": held.domains[::-1]})
    assert backwards.by_weight == held.by_weight


def test_menus_reports_and_their_pictures_keep_the_order(stage: Stage) -> None:
    ann = candidate(stage)
    for command in ("/practice", "/learn", "/topics"):
        assert shown(ann.say(command)) == [ORDER], command
    begin(ann, "half")
    work(ann, 50)
    hand_in(ann)
    assert ORDER in shown(ann.replies)
    for command in ("/progress", "/ready"):
        found = shown(ann.say(command))
        assert found, command
        assert all(each == ORDER for each in found), command


def test_so_do_a_groups_menu_completed_options_and_what_authors_read(stage: Stage) -> None:
    boss = Club(stage).boss
    boss.say("/group setup")
    assert shown(boss.tap("Question mix")) == [ORDER]
    assert named("\n".join(each.label for each in suggest(library(), "domain", ""))) == ORDER
    assert named(stats(bank(), NOON.date())) == ORDER
