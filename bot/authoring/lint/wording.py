"""Rules for the wording of stems, options and explanations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.authoring.lint.cues import ABSOLUTES, last_sentence, lone_echo, tokens
from bot.bank.ordering import ascends, numbers, quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.bank.models import Question

MAX_EXPLANATION: Final = 1700
_VERDICT: Final = 60
_RETURN: Final = 50
_MARK: Final = len("Your answer: ")
_PLACE: Final = 90
_LETTER: Final = len("A. \n\n")
_SMART: Final = {
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "a comma or a colon",
    "\u2026": "...", "\u00a0": "a space", "\u2011": "-", "\u2212": "-",
}  # fmt: skip
_NEGATED: Final = re.compile(
    r"\bwhich\b(?! of)(?: [\w-]+){0,3} (is|are|does|do|would|should|was|were|can|may|must|need) not\b"
    r"|\bexcept\b(?! that| for| when)",
    re.IGNORECASE,
)
_ABBREVIATIONS: Final = re.compile(r"(\b[ap]\.m|\bs|\betc|\bInc|\bNo|\bU\.S|\b[A-Z]\.[A-Z])\.$")


def explanation_length(question: Question) -> int:
    """Length of the explanation as shown by the tutor, including room for verdict and topic."""
    options = sum(_LETTER + len(option.text) + len(option.why) for option in question.options)
    cites = sum(len(source.cite) + 1 for source in question.sources)
    return _VERDICT + len(question.brief) + len(question.stem) + options + _MARK + _PLACE + cites + _RETURN


def too_long(question: Question) -> Iterator[str]:
    """The explanation must fit one message."""
    size = explanation_length(question)
    if size > MAX_EXPLANATION:
        yield f"the whole explanation has {size} characters: shorten it to {MAX_EXPLANATION}"


def identical_options(question: Question) -> Iterator[str]:
    """The four answers differ."""
    seen: set[tuple[str, ...]] = set()
    for option in question.options:
        words = tuple(re.findall(r"[^\s.,;:'\"]+", option.text.lower()))
        if words in seen:
            yield f"the option '{option.text}' appears twice: write another"
        seen.add(words)


def same_reasons(question: Question) -> Iterator[str]:
    """Every option has its own explanation."""
    reasons = [" ".join(tokens(option.why)) for option in question.options]
    for option, reason in zip(question.options, reasons, strict=True):
        if reasons.count(reason) > 1 or reason == " ".join(tokens(option.text)):
            yield f"the reason for '{option.text}' is not its own: say why this particular option is right or wrong"


def all_or_none(question: Question) -> Iterator[str]:
    """No option is "all of the above" or "none of the above"."""
    pattern = (
        r"\b(all|none|both|neither|any) of (the above|these|them)\b|\b(all|none) (above|are correct)\b|\bA and B\b"
    )
    for option in question.options:
        if re.fullmatch(rf"({pattern}).{{0,20}}", option.text, re.IGNORECASE):
            yield f"'{option.text}' is not an answer of its own: write a fourth answer"


def negative_stem(question: Question) -> Iterator[str]:
    """A question that asks for an exception does so in capitals."""
    asking = re.sub(r"\b(NOT|EXCEPT)\b", "", last_sentence(question.stem))
    if _NEGATED.search(asking):
        yield "the stem asks for an exception: write NOT in capitals, or better, ask for what is right"


def absolutes(question: Question) -> Iterator[str]:
    """Absolutes don't give distractors away."""
    used = [sorted(ABSOLUTES & set(tokens(option.text))) for option in question.options]
    given_away = [words for words in used[1:] if words]
    if not used[0] and len(given_away) > 1:
        words = ", ".join(sorted({word for words in given_away for word in words}))
        yield f"only distractors contain absolutes ({words}): reword them, or use one in the key too"


def grammar(question: Question) -> Iterator[str]:
    """The stem does not end in an article that fits only some options."""
    if re.search(r"\ban?[\s_.:]*$", question.stem):
        yield "the stem ends with 'a' or 'an', which fits only some options: move the article into the options"


def letters(question: Question) -> Iterator[str]:
    """Options have no letters until they are shown."""
    texts = (
        question.stem,
        question.brief,
        *(each for option in question.options for each in (option.text, option.why)),
    )
    for text in texts:
        match = re.search(r"\b([Oo]ption|[Aa]nswer|[Cc]hoice|[Dd]istractor)s? \(?[A-D]\b(?!-)", text)
        if match:
            yield f"'{match[0]}': options have no letters until they are shown: say it in words"


def echo(question: Question) -> Iterator[str]:
    """The key is not the only option to repeat a word of the stem."""
    if lone_echo(question) == 0:
        yield "only the key repeats a word of the stem: use it in a distractor too, or reword the key"


def option_order(question: Question) -> Iterator[str]:
    """Numbers, dates and amounts are in ascending order."""
    texts = [option.text for option in question.options]
    values = numbers(texts) or quantities(texts)
    if values is None:
        return
    if question.place is None:
        if numbers(texts) is None:
            yield "dates and amounts in words need `place`: the key's position, distractors in ascending order"
        return
    shown = [*values[1:]]
    shown.insert(question.place - 1, values[0])
    turns = [shown[start:] + shown[:start] for start in range(4 if _without_years(texts) else 1)]
    if not any(map(ascends, turns)):
        yield "the options do not ascend: fix `place` and the order of the distractors"


def punctuation(question: Question) -> Iterator[str]:
    """A question ends in a question mark, options have no period, explanations have one."""
    if not re.search(r"(\?[\"')]?|[\w)%\"']|:|\.\.\.)$", question.stem):
        yield "the stem must end with a question mark, or be a sentence to complete"
    for option in question.options:
        if re.search(r"[.;:,]$", option.text) and not _ABBREVIATIONS.search(option.text):
            yield f"the option '{option.text}' must not end with a period"
        if not re.search(r"[.!?][\"')]*$", option.why):
            yield f"the reason for '{option.text}' must end with a period"


def characters(question: Question) -> Iterator[str]:
    """Only plain characters, which look the same in every chat."""
    for name, text in _fields(question):
        for sign in sorted(set(text) & set(_SMART)):
            yield f"`{name}` contains '{sign}' (U+{ord(sign):04X}): write {_SMART[sign]}"
        if any(not sign.isprintable() and sign not in _SMART for sign in text.replace("\n", "")):
            yield f"`{name}` contains a control character or a tab: remove it"
        if text != text.strip() or "  " in text or re.search(r" \n|\n\n", text):
            yield f"`{name}` has leading, trailing or doubled white space: remove it (for a stem write `>-`)"


def parallel(question: Question) -> Iterator[str]:
    """Options have the same grammatical form."""
    kinds = [_kind(option.text) for option in question.options]
    odd = [index for index, kind in enumerate(kinds) if kinds.count(kind) == 1]
    if len(odd) == 1 and len(set(kinds)) == 2:  # noqa: PLR2004 - three of one kind and one of another
        yield f"'{question.options[odd[0]].text}' has a different form from the rest: make the options parallel"


def _fields(question: Question) -> Iterator[tuple[str, str]]:
    yield "stem", question.stem
    yield "brief", question.brief
    for index, option in enumerate(question.options):
        name = f"distractors.{index}" if index else "key"
        yield f"{name}.text", option.text
        yield f"{name}.why", option.why
    for source in question.sources:
        yield "sources.cite", source.cite


def _kind(text: str) -> str:
    """Rough grammatical class of an option's beginning."""
    if re.match(r"(yes|no)(,|\.|$)", text, re.IGNORECASE):
        return "answer"
    if text.endswith("?"):
        return "question"
    first = text.split(maxsplit=1)[0]
    first = first.lower() if first.istitle() else first  # WHO is not a question word
    if first in ("to", "by", "because"):
        return first
    if first in ("who", "which", "what", "when", "where", "why", "how", "whether"):
        return "question"
    return "lower" if text[0].islower() else "other"


def _without_years(texts: list[str]) -> bool:
    return not any(re.search(r"\d{4}", text) for text in texts) and any(
        re.match(r"[A-Z][a-z]+\.? \d", each) for each in texts
    )
