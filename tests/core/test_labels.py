"""Nothing on a button is cut, and domains stand in one order everywhere, on the shipped content."""

from __future__ import annotations

import pytest

from bot.chat import MAX_LABEL, Card
from bot.commands import COMMANDS, OTHER_NAMES, THEMES
from bot.figures import ExamFigures
from bot.words import labels
from tests.bench import Stage, shipped
from tests.core.candidate import begin, candidate, hand_in, reported, work

ORDER = ["Clinical", "Non-Clinical", "Revenue Cycle", "Compliance", "Reporting"]
"""By the exam's weight: 32, 28, 15, 15, 10."""


def test_names_that_stand_on_buttons_fit() -> None:
    blueprint = shipped().bank.blueprint
    short = [domain.label for domain in blueprint.domains]
    short += [topic.label for domain in blueprint.domains for topic in domain.topics]
    assert max(map(len, short)) <= labels.HALF
    assert len(set(short)) == len(short), "two topics share a button's label"
    said = [labels.learn(name) for name in short] + [labels.practice(name) for name in short]
    whole = [(domain.name, domain.label) for domain in blueprint.domains]
    whole += [(topic.name, topic.label) for domain in blueprint.domains for topic in domain.topics]
    said += [fully(*names) for names in whole for fully in (labels.learn_fully, labels.practice_fully)]
    said += [labels.fitting(entry.short or entry.question) for entry in shipped().faq.entries]
    said += [labels.more_on(topic) for topic in shipped().faq.topics]
    said += [labels.define(term.term) for term in shipped().bank.glossary.terms]
    said += [labels.fitting(labels.learn(extra.title)) for extra in shipped().bank.extras]
    assert [label for label in said if label.endswith("...") or len(label) > MAX_LABEL] == []


def domains_on(card: object) -> list[str]:
    """The domains on a card's buttons, in order."""
    assert isinstance(card, Card)
    words = [button.label for row in card.rows for button in row]
    return [name for label in words for name in ORDER if label.split(" ", 1)[-1] == name]


@pytest.mark.parametrize("command", ["/practice", "/learn", "/topics"])
def test_buttons_name_the_domains_by_weight(command: str, stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    assert domains_on(ann.say(command)[-1]) == ORDER


def test_suggestions_name_the_domains_by_weight(stage: Stage) -> None:
    names = [domain.name for domain in stage.library.by_weight]
    assert [each.label for each in stage.tutor.suggest("domain", "")] == names
    assert [each.label for each in stage.tutor.suggest("questions", "")][1:-1] == names
    assert [each.label for each in stage.tutor.suggest("scope", "")][4:9] == names


def test_the_exams_report_names_the_domains_by_weight(stage: Stage) -> None:
    ann = candidate(stage)
    begin(ann, "half")
    work(ann, 3)
    hand_in(ann)
    assert list(reported(ann.text)["domains"]) == ["Clinical", "Non-Clinical", "Revenue", "Regulatory", "Reporting"]
    card = [card for card in ann.seen if card.picture][-1]
    assert card.picture
    figures = card.picture.figures
    assert isinstance(figures, ExamFigures)
    assert [each.name for each in figures.domains] == [domain.name for domain in stage.library.by_weight]


def test_help_holds_every_command_once() -> None:
    held = [name for names in THEMES.values() for name in names]
    assert sorted(held) == sorted({spec.name for spec in COMMANDS})


def test_what_people_call_a_command_leads_to_one_that_exists() -> None:
    names = {spec.name for spec in COMMANDS}
    assert {meant.split()[0] for meant in OTHER_NAMES.values()} <= names
    assert not names & set(OTHER_NAMES)


def test_what_people_call_a_command_is_one_tap_away(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for meant, name in {meant: name for name, meant in OTHER_NAMES.items()}.items():
        stage.clock.move(minutes=1)
        ann.say(f"/{name}")
        assert ann.text == f"There's no /{name}. Did you mean /{meant}? /help shows what I can do."
        ann.tap(f"/{meant}")
        assert "There's no /" not in ann.text
        assert "couldn't" not in ann.text, meant


def test_next_comes_first_on_every_screen_of_the_tour(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/tour")
    for _ in range(4):
        (card,) = ann.replies
        assert isinstance(card, Card)
        assert card.rows[0][0].label == "Next"
        ann.tap("Next")


def test_save_and_unsave_take_turns_and_a_second_press_changes_nothing(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.answer(right=False)
    save = ann.button("Save").token
    for _ in range(2):
        ann.press(save)
        assert "Saved. " in ann.text
    assert ann.button("Unsave") in [button for row in ann.seen[-1].rows for button in row]
    ann.tap("Unsave")
    assert "Removed from your saved questions." in ann.text
    ann.say("/practice saved")
    assert "no saved questions" in ann.text
