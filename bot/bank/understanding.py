"""What free text means: a command, an FAQ question, a term, a topic, or none of them and what is nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.bank import commanded, forms, mine, moods, strangers
from bot.bank.intents import CERTAIN, Hit, Intents, Wording, telling
from bot.bank.mine import Mine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.blueprint import Blueprint, Topic
    from bot.bank.facts import Facts
    from bot.bank.faq import Entry, Faq
    from bot.bank.glossary import Glossary, Term

NEAREST: Final = 3
FAINT: Final = 0.6
"""Below this score, a question is not near at all."""
NEAR: Final = 1.0
"""Score from which a question may be what was meant."""
SKIMMED: Final = 120
"""Number of characters considered of a text that is not a question to the tutor."""
RIVAL: Final = 1.0
"""How far a question may score below the answered one and still be offered below it."""
FIRST: Final = ("passing-score", "exam-fee", "am-i-eligible")
"""The most frequent questions."""


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


@dataclass(frozen=True, slots=True)
class Several:
    """Two questions in one text."""

    parts: tuple[Told, ...]


Told: TypeAlias = Asked | Named | Studied
Near: TypeAlias = "Entry | Term | Topic | Wanted"
Meaning: TypeAlias = Wanted | Mine | Told | Several | Unclear


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
            or mine.read(said)
            or self._study(plain)
            or self._worded(plain)
            or self._defined(plain)
            or self._phrased(plain, hits)
            or self._compared(plain)
            or self._term(plain)
            or self._twofold(plain)
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
        """Return what a text may mean, likeliest first: at most three, and nothing that has little to do with it."""
        names = commanded.NAMES if len(plain) > NEAREST else {}
        slips = process.extractOne(plain, names, scorer=OSA.distance, score_cutoff=1)
        first, near = [Wanted(slips[2])] if slips else [], self._near(hits)
        found: list[Near] = [*first, *near[:2], *self._inside(plain), *near[2:]]
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
        """Return the command that a text names or asks for in a sentence, unless the text is a term's name."""
        is_term = len(self._glossary.find(plain)) > 1
        found = None if is_term else commanded.read(plain, self._blueprint)
        return Wanted(*found) if found else None

    def _asked(self, said: str, hits: Sequence[Hit]) -> Asked | None:
        count = telling(said)
        hit = self._intents.sure(hits, count) if count else None
        if not hit:
            return None
        others = (self._faq.by_id[each.id] for each in hits[1:NEAREST] if each.score >= hit.score - RIVAL)
        return Asked(self._faq.by_id[hit.id], tuple(others))

    def _compared(self, plain: str) -> Named | None:
        """Return every term of "the difference between an EOB and an ABN", "EOB vs ABN", or "what is CPT and ICD"."""
        for parts in forms.together(plain):
            found = [named.terms[0] for names in parts if (named := self._first(names))]
            if len(found) == len(parts):
                return Named(tuple(dict.fromkeys(found)))
        return None

    def _twofold(self, plain: str) -> Several | Named | None:
        """Return the answers to both questions of a text that asks two, or the term that one of them asks for."""
        halves = forms.halves(plain)
        found = dict.fromkeys(told for each in halves if (told := self._half(each)))
        if halves and forms.refers_back(halves[1]) and isinstance(first := next(iter(found), None), Named):
            return first
        terms = [term for told in found if isinstance(told, Named) for term in told.terms]
        if len(found) == 2 and not all(isinstance(told, Named) for told in found):  # noqa: PLR2004 - both
            return Several(tuple(found))
        return Named(tuple(dict.fromkeys(terms))) if terms else None

    def _half(self, plain: str) -> Told | None:
        found = self.meaning(plain) if plain else None
        if isinstance(found, Asked):
            return Asked(found.entry)
        return found if isinstance(found, Named | Studied) else None

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
        if domain := self._blueprint.domain_called(found["x"]):
            return Wanted("learn", domain.id)
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
        hits = hits or self._intents.rank(said[:SKIMMED])
        if hits and hits[0].score >= NEAR and strangers.is_ours(said):
            return Unclear(self._nearest(plain, hits), "near")
        found = (*self._inside(plain)[:1], *self._nearest(plain, hits), *self.usual())
        return Unclear(tuple(dict.fromkeys(found))[:NEAREST], "far")

    def _inside(self, plain: str) -> Sequence[Term | Topic]:
        """Return the terms and topics named inside a longer text, longest names first."""
        words = plain.split()[: strangers.WORDS]
        spans = [" ".join(words[at : at + size]) for size in (4, 3, 2, 1) for at in range(len(words) - size + 1)]
        found: list[Term | Topic] = [
            term for span in spans if len(span) > NEAREST - 1 for term in self._glossary.by_name.get(span, ())
        ]
        found += [topic for word in words if len(word) > NEAREST and (topic := self._blueprint.called(word))]
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
