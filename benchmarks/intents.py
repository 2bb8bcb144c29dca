"""Measure the answers to free text: the right question first, among three buttons, wrong answers, and CPU time."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import content
from bot.bank import plainwords, plainyaml, wishes
from bot.bank.blueprint import Topic
from bot.bank.facts import load_facts
from bot.bank.faq import Entry, Faq, load_faq
from bot.bank.glossary import Term
from bot.bank.library import Library
from bot.bank.loader import load
from bot.bank.understanding import Asked, Meaning, Named, Near, Studied, Unclear, Understanding, Wanted
from bot.bank.wished import Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

TUNED: Final = Path(__file__).with_name("intents_tuned.yaml")
HELD_OUT: Final = Path(__file__).with_name("intents_held_out.yaml")
CONTENT: Final = Path(content.__file__).parent
FIRST: Final = 0.90
AMONG: Final = 0.97
WRONG: Final = 0.03
MILLISECONDS: Final = 5.0
FOLDS: Final = 5
FOLDED: Final = "phrasings"
"""Name of the texts of cross-validation, which have no goals."""


@dataclass(slots=True)
class Tally:
    """Results over all texts; `missed` names the texts that fell short, for the author."""

    asked: int = 0
    first: int = 0
    among: int = 0
    open: int = 0
    wrong: int = 0
    answered: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    missed: list[str] = field(default_factory=list)

    @property
    def rows(self) -> tuple[tuple[str, float, bool], ...]:
        """Each figure, and whether it meets its goal."""
        texts = self.asked + self.open
        first, among, wrong = self.first / self.asked, self.among / self.asked, self.wrong / texts
        cpu = 1000 * self.slowest
        return (
            ("right question first", first, first >= FIRST),
            ("right question among three", among, among >= AMONG),
            ("wrong confident answer", wrong, wrong <= WRONG),
            ("answered at once, of what was asked", self.answered / self.asked, True),
            ("CPU per text, mean (ms)", 1000 * self.seconds / texts, True),
            ("CPU per text, slowest (ms)", cpu, cpu < MILLISECONDS),
        )


def measure(understanding: Understanding, file: Path = HELD_OUT) -> Tally:
    """Return the result of every text in the file."""
    texts = plainyaml.document(file.read_text(encoding="utf-8"))
    assert texts is not None  # noqa: S101 - the file is part of the benchmark
    tally = Tally(asked=len(texts.value["asked"]), open=len(texts.value["open"]))
    for *right, said in texts.value["asked"]:
        _asked(tally, understanding, right, said)
    for said in texts.value["open"]:
        meaning = _timed(tally, understanding, said)
        if not isinstance(meaning, Unclear):
            tally.wrong += 1
            tally.missed.append(f"answered  {said[:60]} -> {_name(meaning)}")
    return tally


def cross_validated(library: Library) -> Tally:
    """Return the result of every phrasing when the tutor knows only the other four fifths of its question's phrasings.

    Each phrasing is asked once. Phrasings of a question differ a lot, so people's own texts do better than these:
    compare the figures with those before a change, not with the goals.
    """
    tally = Tally()
    for fold in range(FOLDS):
        held = [(entry.id, said) for entry in library.faq.entries for said in entry.phrasings[fold::FOLDS]]
        known = Faq(tuple(_without(entry, fold) for entry in library.faq.entries))
        understanding = Understanding(library.bank.blueprint, library.bank.glossary, known, library.book)
        tally.asked += len(held)
        for right, said in held:
            _asked(tally, understanding, [right], said)
    return tally


def _without(entry: Entry, fold: int) -> Entry:
    """Return the question without one phrasing in five."""
    kept = tuple(said for n, said in enumerate(entry.phrasings) if n % FOLDS != fold)
    return entry.model_copy(update={"phrasings": kept})


def _asked(tally: Tally, understanding: Understanding, right: list[str], said: str) -> None:
    meaning = _timed(tally, understanding, said)
    unsure = isinstance(meaning, Unclear)
    shown = _shown(meaning)
    tally.first += shown[0] in right
    tally.among += any(each in right for each in shown)
    tally.answered += not unsure and shown[0] in right
    tally.wrong += not unsure and shown[0] not in right
    if shown[0] not in right:
        tally.missed.append(f"{'unsure' if unsure else 'WRONG'}  {said} ({right[0]}) -> {', '.join(shown)}")


def _timed(tally: Tally, understanding: Understanding, said: str) -> Meaning | Wish:
    plainwords.words.cache_clear()
    begun = time.process_time()
    meaning = wishes.read(said) or understanding.meaning(said)
    spent = time.process_time() - begun
    tally.seconds += spent
    tally.slowest = max(tally.slowest, spent)
    return meaning


def _shown(meaning: Meaning | Wish) -> list[str]:
    """Return what the card shows, in order: the answer and the offers below it, or the three nearest."""
    if isinstance(meaning, Unclear):
        return [_name(each) for each in meaning.near]
    others = meaning.others if isinstance(meaning, Asked) else ()
    return [_name(meaning), *map(_name, others)]


def _name(found: Meaning | Near | Wish) -> str:
    """Return the name of an answer or a button in the file."""
    match found:
        case Asked(entry=Entry(id=name)) | Entry(id=name) | Wish(about=name):
            return name
        case Wanted(command=name):
            return f"/{name}"
        case Named(terms=(Term(term=name), *_)) | Term(term=name):
            return f"term {name}"
        case Studied(topic=Topic(id=name)) | Topic(id=name):
            return f"topic {name}"
        case _:
            return ""


def shipped() -> Understanding:
    """Return the understanding built from the shipped content."""
    return library().understanding


@cache
def library() -> Library:
    """Return the shipped content, with the facts that its answers insert, as in the running tutor."""
    facts = load_facts(CONTENT)
    return Library(load(CONTENT), book=facts, faq=load_faq(CONTENT, facts))


def main() -> None:
    """Print both sets' figures; with --missed, also the texts that fell short, except the held-out ones.

    With --folds, print what cross-validation of the phrasings finds instead. Exit with 1 if a held-out figure fails.
    """
    if "--folds" in sys.argv:
        _print({FOLDED: cross_validated(library())})
        return
    understanding = shipped()
    held_out = measure(understanding)
    _print({"tuned": measure(understanding, TUNED), "held out": held_out})
    raise SystemExit(not all(holds for _, _, holds in held_out.rows))


def _print(tallies: Mapping[str, Tally]) -> None:
    lines: list[str] = []
    for name, tally in tallies.items():
        lines += tally.missed if "--missed" in sys.argv and name != "held out" else ()
        lines.append(f"\n{name}: {tally.asked} asked, {tally.open} open")
        lines += [_line(row, judged=name != FOLDED) for row in tally.rows]
    print("\n".join(lines))  # noqa: T201 - what a command measured


def _line(row: tuple[str, float, bool], *, judged: bool) -> str:
    said, value, holds = row
    verdict = "holds" if holds else "FALLS SHORT"
    return f"{said:38} {value:7.3f}  {verdict if judged else ''}".rstrip()


if __name__ == "__main__":
    main()
