"""The benchmark of intents holds, and its own sentences are not in the FAQ."""

from __future__ import annotations

from benchmarks import intents
from bot.bank import plainyaml
from tests.bench import library


def test_the_figures_hold() -> None:
    tally = intents.measure(intents.shipped())
    assert (tally.asked >= 150, tally.open >= 80) == (True, True)
    figures = {name: (value, holds) for name, value, holds in tally.rows if "CPU" not in name}
    assert all(holds for _, holds in figures.values()), figures


def test_no_sentence_of_the_benchmark_is_a_phrasing() -> None:
    texts = plainyaml.document(intents.FILE.read_text(encoding="utf-8"))
    assert texts is not None
    phrasings = {each.casefold() for entry in library().faq.entries for each in entry.phrasings}
    said = {row[-1].casefold().rstrip("?") for row in texts.value["asked"]}
    assert sorted(said & phrasings) == []
