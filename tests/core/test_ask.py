"""Answers beside an open question: what counts as helped, what is completed, and how lists lead on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.actions import Run, encode
from bot.chat import Card, flat
from bot.limits import Limits

if TYPE_CHECKING:
    import pytest

    from tests.bench import Person, Stage


def answers(person: Person) -> list[dict[str, object]]:
    person.stage.tutor._limits = Limits()
    (card,) = person.say("/export")
    assert isinstance(card, Card)
    assert card.file
    found: list[dict[str, object]] = json.loads(card.file.content)["answers"]
    return found


def labels(person: Person) -> list[list[str]]:
    last = person.replies[-1]
    assert isinstance(last, Card)
    return [[button.label for button in row] for row in last.rows]


def test_a_term_looked_up_counts_the_answer_like_a_guess(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    right = ann.letter()
    term = next(term for term in stage.library.bank.glossary.terms if term.topic == ann.question.topic)
    ann.say(f"/define {term.key}")
    assert labels(ann) == [["A", "B", "C", "D"], ["Skip / I don't know", "Stop", "Show the question"]]
    ann.tap(right)
    assert "Counted as a guess" in ann.text
    assert answers(ann)[-1]["guessed"] is True
    ann.tap("Next")
    ann.say("what score do i need")
    ann.tap("A")
    assert answers(ann)[-1]["guessed"] is False


def test_a_definition_elsewhere_does_not_touch_a_simulation(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("/exam half")
    ann.tap("Start now")
    guild = stage.person("ann", space="guild", chat="channel")
    guild.say("/define EOB")
    assert "Definitions have to wait until you turn in your exam" in guild.text
    assert "EOB (" not in guild.text


def test_no_question_no_letters(stage: Stage) -> None:
    ann = stage.person()
    ann.say("what is an eob")
    assert "still open" not in ann.text
    assert "like a guess" not in ann.text
    ann.say("E")
    assert "Answer A, B, C, or D" not in ann.text


def test_a_question_that_is_stopped_waits_no_longer(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("stop")
    ann.say("what is an eob")
    assert "still open" not in ann.text


def test_terms_complete_by_beginning_then_inside(stage: Stage) -> None:
    found = stage.tutor.suggest("term", "hip")
    assert found[0].label.startswith("HIPAA")
    assert 1 < len(stage.tutor.suggest("term", "")) <= 25
    assert stage.tutor.suggest("term", "zzzz") == []
    ann = stage.person()
    for suggestion in stage.tutor.suggest("term", "r")[:10]:
        ann.say(f"/define {suggestion.value}")
        assert suggestion.label.split(" (")[0].casefold() in ann.text.casefold()


def test_questions_of_the_faq_complete(stage: Stage) -> None:
    (first, *_) = stage.tutor.suggest("faq", "score do I need")
    ann = stage.person()
    ann.say(f"/faq {first.value}")
    assert "390 out of 500" in ann.text


def test_every_term_and_every_question_fits_on_a_button_and_comes_back(stage: Stage) -> None:
    library = stage.library
    for term in library.bank.glossary.terms:
        encode(Run("define", term.key))
        assert term in library.understanding.define(term.key), term.key
    for entry in library.faq.entries:
        encode(Run("faq", entry.id))
        if entry.next:
            encode(Run(entry.next.command, entry.next.argument))


def test_every_answer_fits_a_screen_and_has_its_sources(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    for entry in stage.library.faq.entries:
        stage.clock.move(seconds=2)
        ann.say(f"/faq {entry.id}")
        card = ann.replies[0]
        assert isinstance(card, Card)
        said = flat(card.body)
        assert entry.question in said
        assert len(said) <= 1_100, entry.id
        assert "{" not in said
        assert ("Source: " in said or "found none" in said) is bool(entry.sources(stage.library.book)), entry.id


def test_every_subject_is_reached_by_buttons(stage: Stage) -> None:
    ann = stage.person()
    seen = set()
    for topic, entries in stage.library.faq.topics.items():
        ann.say(f"/faq {topic}")
        for _ in range(-(-len(entries) // 4)):
            last = ann.replies[-1]
            assert isinstance(last, Card)
            seen |= {button.token for row in last.rows for button in row}
            if any(button.label == "More" for row in last.rows for button in row):
                ann.tap("More")
    assert {encode(Run("faq", entry.id)) for entry in stage.library.faq.entries} <= seen


def test_learn_leads_from_domains_to_topics(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/learn")
    assert "Pick a domain" in ann.text
    ann.tap("See Clinical")
    assert "Clinical Operations: pick a topic (page 1 of 3)." in ann.text
    ann.tap("More")
    ann.tap("More")
    assert "Nursing, telehealth" in labels(ann)[0][0]
    ann.tap("More")
    assert "(page 1 of 3)" in ann.text
    ann.tap("Other domains")
    ann.say("/topics reporting")
    assert "Reporting: pick a topic" in ann.text
    ann.say("/topics reporting 99999999999")
    assert "Reporting: pick a topic (page 2 of 2)" in ann.text
    ann.say("/learn hl7")
    assert "A note on CLO-14." in ann.text


def test_what_is_asked_for_comes_before_what_is_understood(stage: Stage) -> None:
    ann = stage.person()
    ann.say("/start")
    ann.say("what is an eob")
    assert "EOB (explanation of benefits)" in ann.text
    ann.say("in 8 weeks")
    assert "I couldn't" not in ann.text
    ann.say("nonsense and more")
    assert "I couldn't read that time" in ann.text


def test_nothing_of_despair_is_logged(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    ann = stage.person()
    ann.begin()
    ann.say("i want to kill myself")
    last = ann.replies[-1]
    assert isinstance(last, Card)
    assert last.rows == ()
    assert "kill" not in "".join(capsys.readouterr())


def test_only_a_term_of_the_open_question_helps_with_it(stage: Stage) -> None:
    ann = stage.person()
    ann.begin()
    terms = stage.library.bank.glossary.terms
    other = next(term for term in terms if term.topic != ann.question.topic and len(term.term) > 5)
    own = next(term for term in terms if term.topic == ann.question.topic)
    ann.say(f"/define {other.key}")
    assert "counts as a guess" not in ann.text
    ann.say(f"/define {own.key}")
    assert "counts as a guess" in ann.text


def test_a_term_stands_in_a_text_as_a_word_and_abbreviations_in_capitals(stage: Stage) -> None:
    roi = stage.library.understanding.define("EOB")[0]
    assert roi.stands_in("Which EOBs arrived?")
    assert roi.stands_in("An explanation of benefits came.")
    assert not roi.stands_in("The eob of AEOB.")
