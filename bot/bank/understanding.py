"""What free text means: a command, an FAQ question, a term, a topic, or none of them and what is nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.bank import forms, moods, strangers
from bot.bank.intents import CERTAIN, Hit, Intents, Wording, telling
from bot.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.blueprint import Blueprint, Topic
    from bot.bank.facts import Facts
    from bot.bank.faq import Entry, Faq
    from bot.bank.glossary import Glossary, Term

NEAREST: Final = 3
FAINT: Final = 0.3
"""Below this score, a question is not near at all."""
NEAR: Final = 1.0
"""Score from which a question may be what was meant."""
SKIMMED: Final = 120
"""Number of characters considered of a text that is not a question to the tutor."""
RIVAL: Final = 1.0
"""How far a question may score below the answered one and still be offered below it."""
FIRST: Final = ("passing-score", "exam-fee", "am-i-eligible")
"""The most frequent questions."""
NAMES: Final = {spec.name: spec.name for spec in COMMANDS if not spec.managed} | {
    "quiz": "mock",
    "commands": "help",
    "menu": "help",
    "more": "help",
    "exit": "stop",
    "cancel": "stop",
    "today": "daily",
    "simulation": "exam",
    "continue": "resume",
    "stats": "progress",
    "glossary": "define",
    "next": "daily",
    "next question": "daily",
    "another one": "daily",
    "another question": "daily",
    "give me a question": "daily",
    "quiz me": "mock",
    "test": "mock",
    "leave": "stop",
    "never mind": "stop",
    "nevermind": "stop",
    "test me": "mock",
    "help me": "help",
    "how am i doing": "progress",
    "what are my weak topics": "progress",
    "my weak topics": "progress",
    **dict.fromkeys(("pause it", "pause me", "pause everything", "pause messages", "pause for a while"), "pause"),
    **dict.fromkeys(("unpause", "end the pause", "end my pause", "stop the pause"), "resume"),
}
"""Command names without the slash."""

KEPT: Final = ("missed", "guessed", "saved")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A command without its slash."""

    command: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An FAQ question, and at most two others that may have been meant instead."""

    entry: Entry
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the glossary, or several if a name has more than one meaning."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Studied:
    """A topic of the exam."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nothing certain, and what is nearest: at most three."""

    near: tuple[Near, ...]
    manner: moods.Mood | Literal["near", "far"] = "near"
    """Whether something is near, the text is far from all the tutor knows, or it only expresses a mood."""


Near: TypeAlias = "Entry | Term | Topic | Wanted"
Meaning: TypeAlias = Wanted | Asked | Named | Studied | Unclear


class Understanding:
    """Built once for a process; knows nothing about who asks."""

    def __init__(self, blueprint: Blueprint, glossary: Glossary, faq: Faq, facts: Facts) -> None:
        self._blueprint = blueprint
        self._glossary = glossary
        self._faq = faq
        made = (Wording(entry.id, (entry.question, *entry.phrasings), entry.filled(facts)) for entry in faq.entries)
        self._intents = Intents(tuple(made))
        self._exact = {forms.bare(each): entry for entry in faq.entries for each in (entry.question, *entry.phrasings)}

    def meaning(self, said: str) -> Meaning:
        """Return what is meant."""
        plain = forms.bare(said)
        hits = self._hits(said)
        return (
            self._command(plain)
            or self._study(plain)
            or self._worded(plain)
            or self._defined(plain)
            or self._phrased(plain, hits)
            or self._compared(plain)
            or self._term(plain)
            or self._asked(said, hits)
            or self._misspelled(plain)
            or self._topic(plain)
            or self._unclear(said, plain, hits)
        )

    def questions(self, said: str, limit: int = NEAREST) -> tuple[Entry, ...]:
        """Return the nearest FAQ questions, best first."""
        return self._near(self._intents.rank(said[:SKIMMED]))[:limit]

    def define(self, typed: str) -> tuple[Term, ...]:
        """Return the terms that a name or "what is ..." asks for, even with a typo."""
        plain = forms.bare(typed)
        return self._glossary.find(typed) or next(
            (t.terms for t in (self._term(plain), self._misspelled(plain)) if t), ()
        )

    def terms(self, typed: str, limit: int) -> tuple[Term, ...]:
        """Return the terms with a name that begins with the typed text, then those with a name that contains it."""
        plain = typed.casefold().strip()
        named = [(_place(term, plain), n, term) for n, term in enumerate(self._glossary.terms)]
        return tuple(term for place, _, term in sorted(named, key=lambda each: each[:2]) if place < _NOWHERE)[:limit]

    def terms_near(self, said: str) -> tuple[Near, ...]:
        """Return at most three terms or topics that an unknown name may mean."""
        plain = forms.bare(said)
        named = self._topic(plain)
        found: list[Near] = [*([named.topic] if named else []), *self._inside(plain), *self.terms(plain, NEAREST)]
        return tuple(dict.fromkeys(found))[:NEAREST]

    def usual(self) -> Sequence[Entry]:
        """Return the most frequent questions, for a text that is near nothing."""
        usual = [self._faq.by_id[each] for each in FIRST if each in self._faq.by_id]
        return usual or self._faq.entries[:NEAREST]

    def _nearest(self, plain: str, hits: Sequence[Hit]) -> tuple[Near, ...]:
        slips = process.extractOne(plain, NAMES, scorer=OSA.distance, score_cutoff=1) if len(plain) > NEAREST else None
        first = [Wanted(slips[2])] if slips else []
        found: list[Near] = [*first, *self._near(hits)[:NEAREST], *self._inside(plain), *self.usual()]
        return tuple(dict.fromkeys(found))[:NEAREST]

    def _hits(self, said: str) -> Sequence[Hit]:
        """Return the questions that may be meant; none for a text that is not a question to this tutor."""
        return self._intents.rank(said) if strangers.is_ours(said) else []

    def _near(self, hits: Sequence[Hit]) -> tuple[Entry, ...]:
        return tuple(self._faq.by_id[hit.id] for hit in hits[: 2 * NEAREST] if hit.score >= FAINT)

    def _worded(self, plain: str) -> Asked | None:
        """Return the question that the text is word for word, unless it is the name of a term.

        By their stems alone, "I passed" and "will I pass" are the same.
        """
        return Asked(self._exact[plain]) if plain in self._exact and not self._glossary.find(plain) else None

    def _defined(self, plain: str) -> Named | None:
        """Return the term that "what is a CPT code" asks for."""
        return self._first(forms.definitions(plain))

    def _first(self, names: Sequence[str]) -> Named | None:
        found = next((terms for each in names if (terms := self._glossary.find(each))), ())
        return Named(found) if found else None

    def _phrased(self, plain: str, hits: Sequence[Hit]) -> Asked | None:
        """Return the question that the text is a phrasing of, unless it is the name of a term."""
        if not hits or hits[0].fit < CERTAIN or not telling(plain) or self._glossary.find(plain):
            return None
        return Asked(self._faq.by_id[hits[0].id])

    def _command(self, plain: str) -> Wanted | None:
        if plain in NAMES and not len(self._glossary.find(plain)) > 1:
            return Wanted(NAMES[plain])
        if (shown := forms.SHOW.fullmatch(plain)) and shown["x"] in NAMES:
            return Wanted(NAMES[shown["x"]])
        head, _, rest = plain.partition(" ")
        if head in {"mock", "quiz"} and (rest.isdecimal() or self._blueprint.find_domain(rest.rstrip("0123456789 "))):
            return Wanted("mock", rest)
        if head == "exam" and rest in {"half", "full"}:
            return Wanted("exam", rest)
        if head == "practice" and rest in KEPT:
            return Wanted("practice", rest)
        state = forms.state_pay(plain)
        return Wanted("salary", state) if state else None

    def _asked(self, said: str, hits: Sequence[Hit]) -> Asked | None:
        count = telling(said)
        hit = self._intents.sure(hits, count) if count else None
        if not hit:
            return None
        others = (self._faq.by_id[each.id] for each in hits[1:NEAREST] if each.score >= hit.score - RIVAL)
        return Asked(self._faq.by_id[hit.id], tuple(others))

    def _compared(self, plain: str) -> Named | None:
        """Return both terms of "the difference between an EOB and an ABN" or "EOB vs ABN"."""
        found = forms.COMPARE.fullmatch(plain)
        both = [self._glossary.find(forms.article(found[each])) for each in ("one", "other")] if found else []
        return Named((*both[0][:1], *both[1][:1])) if both and all(both) else None

    def _term(self, plain: str) -> Named | None:
        if found := self._first(forms.subjects(plain)):
            return found
        directed = dict.fromkeys(term for each in forms.directions(plain) for term in self._glossary.find(each)[:1])
        return Named(tuple(directed)[:NEAREST]) if directed else None

    def _misspelled(self, plain: str) -> Named | None:
        found = next((terms for each in forms.subjects(plain) if (terms := self._glossary.near(each))), ())
        return Named(found) if found else None

    def _study(self, plain: str) -> Studied | Wanted | None:
        """Return the topic or domain that "practice ...", "learn ..." and the like name in full."""
        found = forms.STUDY.fullmatch(plain)
        if found is None:
            return None
        domain = next((d for d in self._blueprint.domains if found["x"] in (d.name.casefold(), d.id)), None)
        if domain:
            return Wanted("learn" if found["how"] in forms.READING else "practice", domain.id)
        named = forms.article(found["x"])
        topic = self._blueprint.called(named) or self._blueprint.called(forms.FILLER.sub("", named))
        return Studied(topic) if topic else None

    def _topic(self, plain: str) -> Studied | None:
        topic = next(
            (found for each in forms.subjects(plain) if (found := self._blueprint.called(forms.article(each)))), None
        )
        return Studied(topic) if topic else None

    def _unclear(self, said: str, plain: str, hits: Sequence[Hit]) -> Unclear:
        if manner := moods.mood(said):
            return Unclear((Wanted("daily"), *self.usual()[: NEAREST - 1]), manner)
        near = self._nearest(plain, hits or self._intents.rank(said[:SKIMMED]))
        return Unclear(near, "near" if hits and hits[0].score >= NEAR else "far")

    def _inside(self, plain: str) -> Sequence[Term]:
        """Return the terms named inside a longer text, longest names first."""
        words = plain.split()[: strangers.WORDS]
        spans = (" ".join(words[at : at + size]) for size in (4, 3, 2, 1) for at in range(len(words) - size + 1))
        found = [term for span in spans if len(span) > NEAREST - 1 for term in self._glossary.by_name.get(span, ())]
        return list(dict.fromkeys(found))[:NEAREST]


_NOWHERE: Final = 3


def _place(term: Term, plain: str) -> int:
    """Return how well a term fits the typed text: its name begins so, another name does, one contains it, or none."""
    names = [name.casefold() for name in term.names]
    if names[0].startswith(plain):
        return 0
    if any(name.startswith(plain) for name in names):
        return 1
    return 2 if any(plain in name for name in names) else _NOWHERE
