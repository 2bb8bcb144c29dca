"""Answers to free text: FAQ questions, terms, topics, and replies if none of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import bold, italic, text
from bot.words.cited import sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bank.facts import Fact
    from bot.bank.glossary import Term
    from bot.chat import Text

CRISIS_TITLE = "Call or text 988"
_TRY = "Check the spelling, or try /topics."
CRISIS_LINE = "You don't have to carry it alone."


def answer(question: str, said: str, facts: Sequence[Fact]) -> Text:
    return text(bold(question), f"\n\n{said}", *((italic(f"\n\n{sources(facts)}"),) if facts else ()))


def terms(found: Sequence[Term]) -> Text:
    """Each meaning of a name, with its source."""
    shared = len(found) > 1 and len({term.term.casefold() for term in found}) == 1
    head = f"{found[0].term} has {len(found)} meanings.\n\n" if shared else ""
    return text(head, *(_term(term, last=term is found[-1]) for term in found))


def headword(name: str, expansion: str) -> str:
    """Return a term as the head of its entry: a word is capitalized, an abbreviation such as "ePHI" is not."""
    first = name.split(maxsplit=1)[0]
    is_word = first.replace("-", "").isalpha() and first.islower()
    head = f"{name[0].upper()}{name[1:]}" if is_word else name
    return f"{head} ({expansion})" if expansion and expansion.casefold() != name.casefold() else head


def _term(term: Term, *, last: bool) -> Text:
    other = f"\nNot the same as {term.confused_with}." if term.confused_with else ""
    return text(
        bold(headword(term.term, term.expansion)),
        f"\n{term.means}{other}\n",
        italic(f"Source: {term.source}"),
        "" if last else "\n\n",
    )


def looked_up() -> Text:
    return text("\n\nYou looked this up while a question was open, so a right answer to it counts as a guess.")


def deleted_by_tap(yes: str, no: str) -> Text:
    """Say that a typed yes deletes nothing; the buttons do."""
    return text(f"Nothing was deleted yet. Choose {yes} or {no}.")


def done_by_tap(yes: str, no: str) -> Text:
    return text(f"Nothing was changed yet. Choose {yes} or {no}.")


def waits_for_the_end() -> Text:
    return text("That has to wait until you turn in your exam.")


def definitions_wait() -> Text:
    return text("Definitions have to wait until you turn in your exam. It's still running.")


def what_term() -> Text:
    return text("Which term? Send it after the command, such as /define EOB. Or just ask: what is an EOB?")


def no_term(*, near: bool) -> Text:
    return text(f"That term isn't in my glossary. {'These come closest.' if near else _TRY}")


def topic(name: str, domain: str) -> Text:
    return text(bold(name), f"\nA topic in {domain}. What would you like to do?")


def nearest() -> Text:
    return text("I'm not sure what you mean, and I'd rather not guess. Did you mean one of these?")


def elsewhere() -> Text:
    return text("That's outside what I know. I help with the CEHRS exam. Here is what people ask most.")


def greeting() -> Text:
    return text("Hello! Ask me anything about the CEHRS exam, send a term to look it up, or answer today's questions.")


def thanks() -> Text:
    return text("You're welcome! I'm here when you need me.")


def fine() -> Text:
    return text("Good. Whenever you're ready:")


def bye() -> Text:
    return text("See you soon. I'll be here when you come back.")


def sorry() -> Text:
    return text(
        "I'm sorry this isn't going well. Try asking another way, or send /report with what went wrong."
        " A person will read it."
    )


def still_open() -> Text:
    return text("Your question is still open: answer A, B, C, or D.")


def exam_waits(left: str) -> Text:
    """Say that the exam is still running; `left` is the time left as the exam shows it."""
    return text(f"Your practice exam is still running: {left} left.")


def no_such_button(number: str) -> Text:
    return text(f"There's no button {number} here.")


def answered_already() -> Text:
    return text("You've already answered this one. Next brings up the next question.")


def no_question_open() -> Text:
    return text("No question is open right now.")


def answer_or_skip() -> str:
    """The line above a question whose answer was asked to wait."""
    return 'Answer this one first, or send "skip".'


def explained_after() -> Text:
    return text('Answer A, B, C, or D. Then I\'ll explain it. Not sure? Send "skip".')


def nothing_to_explain() -> Text:
    return text(
        "Which question do you mean? Answer one, and I'll explain it. You can also ask me about a term or a topic."
    )


def letters_only() -> Text:
    return text("Answer A, B, C, or D. If you don't know, send \"skip\" and I'll explain.")


def letters_or_number(size: int) -> Text:
    return text(f"Answer A, B, C, or D, or send a number from 1 to {size} to go to that question.")


def exam_goes_on(command: str) -> Text:
    return text(
        "Your practice exam is still running, so I stayed with it. If you meant the command, send"
        f" /{command} with the slash."
    )


def crisis() -> Text:
    return text(
        "I'm really glad you told me. What you feel matters, and you don't have to carry it alone.\n\n"
        "In the US you can call or text ",
        bold("988"),
        " at any hour. It's free, and a person will listen. If you're in danger right now, call ",
        bold("911"),
        ".\n\nOutside the US, your local emergency number can help. If you can, tell someone near you how you feel.",
    )


def ask_a_clinician() -> Text:
    return text(
        "I can't advise on that; ask a clinician. If it can't wait, call your doctor's office or an urgent care line."
        " In an emergency in the US, call 911."
    )


def faq() -> Text:
    return text(bold("Questions people ask"), "\nPick a topic, or type a question in your own words.")


def faq_topic(topic: str) -> Text:
    return text(bold(topic), "\nPick a question.")


def faq_empty() -> Text:
    return text("I don't have any answers on file right now. /about tells you about the exam.")
