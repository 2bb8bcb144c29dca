"""Answers to free text: questions of the FAQ, terms, topics, and what is said when none of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.chat import bold, italic, text
from bot.words import moments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.facts import Fact
    from bot.bank.glossary import Term
    from bot.chat import Text

CRISIS_TITLE = "Call or text 988"
CRISIS_LINE = "You do not have to carry it alone."
CITED = 2
"""Sources that are named before "and 2 more"."""
OWN: Final = "This project"
"""How the citation of a rule of the tutor's own begins; it names files, which tell a learner nothing."""
OWN_RULES: Final = "Source: this tutor's own rules."
LONGEST_CITE = 90


def answer(question: str, said: str, facts: Sequence[Fact]) -> Text:
    return text(bold(question), f"\n\n{said}", *((italic(f"\n\n{sources(facts)}"),) if facts else ()))


def sources(facts: Sequence[Fact]) -> str:
    """Where the facts are from, and the newest day on which one was read."""
    cites = list(dict.fromkeys(cite(fact) for fact in facts if not fact.source.cite.startswith(OWN)))
    if not cites:
        return OWN_RULES
    more = f"; and {len(cites) - CITED} more" if len(cites) > CITED else ""
    newest = max(fact.date for fact in facts)
    named = f"{'; '.join(cites[:CITED])}{more}".rstrip(".")
    return f"Source: {named}. Read {moments.full(newest)}."


def cite(fact: Fact) -> str:
    """The source without the notes in parentheses that are for authors."""
    plain = fact.source.cite.partition(" (")[0].partition("; ")[0].rstrip(".")
    return plain if len(plain) <= LONGEST_CITE else f"{plain[: LONGEST_CITE - 3].rpartition(' ')[0].rstrip(' ,;:')}..."


def terms(found: Sequence[Term]) -> Text:
    """Each meaning of a name; the source of each."""
    shared = len(found) > 1 and len({term.term.casefold() for term in found}) == 1
    head = f"{found[0].term} has {len(found)} meanings.\n\n" if shared else ""
    return text(head, *(_term(term, last=term is found[-1]) for term in found))


def _term(term: Term, *, last: bool) -> Text:
    spelled = f" ({term.expansion})" if term.expansion else ""
    other = f"\nNot the same as {term.confused_with}." if term.confused_with else ""
    return text(
        bold(f"{term.term}{spelled}"),
        f"\n{term.means}{other}\n",
        italic(f"Source: {term.source}"),
        "" if last else "\n\n",
    )


def looked_up() -> Text:
    return text("\n\nYou looked this up while a question was open, so a right answer to it counts as a guess.")


def definitions_wait() -> Text:
    return text("Definitions have to wait until you hand in. Your exam is still running.")


def what_term() -> Text:
    return text("Which term? Send it after the command, such as /define EOB. Or just ask: what is an EOB?")


def no_term() -> Text:
    return text("That term is not in my glossary. These come closest.")


def topic(name: str, domain: str) -> Text:
    return text(bold(name), f"\nA topic in {domain}. What would you like to do?")


def nearest() -> Text:
    return text("I am not sure what you mean, and I would rather not guess. Is it one of these?")


def elsewhere() -> Text:
    return text("That is outside what I know. I help with the CEHRS exam, and here is what I can answer.")


def greeting() -> Text:
    return text("Hello. Ask me anything about the CEHRS exam, send a term, or answer today's questions.")


def thanks() -> Text:
    return text("You're welcome. I'm here when you need me.")


def still_open() -> Text:
    return text("\n\nYour question is still open:")


def letters_only() -> Text:
    return text("Answer A, B, C, or D.")


def letters_or_number(size: int) -> Text:
    return text(f"Answer A, B, C, or D, or send a number from 1 to {size} to go to that question.")


def exam_goes_on(command: str) -> Text:
    return text(
        f"Your exam is still running, so I stayed with it. If you meant the command, send /{command} with the slash."
    )


def crisis() -> Text:
    return text(
        "I am really glad you told me. What you feel matters, and you do not have to carry it alone.\n\n"
        "In the US you can call or text ",
        bold("988"),
        " at any hour. It is free, and a person will listen. If you are in danger right now, call ",
        bold("911"),
        ".\n\nOutside the US, your local emergency number can help. If you can, tell someone near you how you feel.",
    )


def ask_a_clinician() -> Text:
    return text(
        "I can't advise on that; ask a clinician. If it cannot wait, call your doctor's office or an urgent care line."
        " In an emergency in the US, call 911."
    )


def faq() -> Text:
    return text(bold("Questions people ask"), "\nPick a topic, or type a question in your own words.")


def faq_topic(topic: str) -> Text:
    return text(bold(topic), "\nTap a question.")


def faq_empty() -> Text:
    return text("I have no answers on file right now. /about tells you about the exam.")
