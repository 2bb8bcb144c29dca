"""GIFT, Moodle's text format for questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypedDict

from bot.authoring.formats.exchange import lines, parse_source, source_line
from bot.authoring.formats.html_text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.authoring.formats.exchange import Record
    from bot.bank.models import Blueprint

TOP: Final = "$course$/top/CEHRS"
_SOURCE: Final = "Source: "
_FORMAT: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TAGGED: Final = ("html", "moodle")
_PICTURE: Final = re.compile(r"<img\b|@@PLUGINFILE@@|!\[[^]]*\]\(", re.IGNORECASE)
_SPECIAL: Final = re.compile(r"[\\~=#{}:]")
_ESCAPED: Final = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN: Final = {sign: chr(0xE000 + place) for place, sign in enumerate("\\~=#{}:n")}
"""Private-use placeholders for escaped characters while a question is parsed."""
_SHOWN: Final = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()})


class Options(TypedDict):
    """The answers of a question: `answer` is the index of the right one."""

    options: list[str]
    answer: int
    rationales: list[str]


def escape(text: str) -> str:
    """Escape the text so that GIFT reads every character literally."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")


def write(records: Sequence[Record], blueprint: Blueprint) -> bytes:
    """Write a category for each domain and topic, with every explanation as its option's feedback."""
    blocks: list[str] = []
    topic = ""
    for each in records:
        if each["topic"] != topic:
            topic = each["topic"]
            blocks.append(f"$CATEGORY: {_category(topic, blueprint)}")
        blocks.append(_block(each))
    return ("\n\n".join(blocks) + "\n").encode()


def read(source: str) -> Iterator[tuple[str, dict[str, object] | str]]:
    """Yield each question's location, with its fields as a Record or the reason it can't be imported."""
    category = ""
    for line, block in _blocks(source):
        comments, body = _parted(block)
        while match := re.match(r"\$CATEGORY\s*:\s*(.*)\n?", body):
            category, body = match[1], body[match.end() :].strip()
        if body:
            yield f"line {line}", _parse(body, comments, category)


def _category(topic: str, blueprint: Blueprint) -> str:
    names = (blueprint.domain_of(topic).name, f"{topic} {blueprint.topic(topic).name}")
    return "/".join((TOP, *(name.replace("/", "//") for name in names)))


def _block(each: Record) -> str:
    tags = f"[tag:{each['level']}] [tag:{each['difficulty']}]"
    point = f" [point:{each['point']}]" if each["point"] else ""
    written = [f"// [id:{each['id']}] {tags}{point}", f"::{escape(each['id'])}::[plain]{escape(each['stem'])}{{"]
    for index, (option, reason) in enumerate(zip(each["options"], each["rationales"], strict=True)):
        written.append(f"\t{'=' if index == each['answer'] else '~'}{escape(option)}#{escape(reason)}")
    sources = "\n".join(f"Source: {source_line(source)}" for source in each["sources"])
    return "\n".join([*written, f"\t####{escape(sources)}", "}"])


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """Yield each block of consecutive nonblank lines with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*lines(source), ""], 1):
        if line.strip():
            run.append(line)
        elif run:
            yield number - len(run), "\n".join(run).strip()
            run = []


def _parted(block: str) -> tuple[str, str]:
    """Split a block into its comment lines and the rest."""
    parts = [(line.strip().startswith("//"), line) for line in lines(block)]
    told = "\n".join(line for comment, line in parts if comment)
    return told, "\n".join(line for comment, line in parts if not comment).strip()


def _parse(body: str, comments: str, category: str) -> dict[str, object] | str:
    name, text = _named(_hide(body))
    found = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", text, re.DOTALL)
    if not found:
        return "it has no answers in braces" if "{" not in text else "its braces do not match"
    before, answers, after = found.groups()
    answers, _, remarks = answers.partition("####")
    form = _format(before)
    if form != "plain" and _PICTURE.search(text):
        return "it shows a picture, and questions here are text"
    options = _options(answers, form)
    if isinstance(options, str):
        return options
    told = [_shown(line, form) for line in lines(remarks.replace(_HIDDEN["n"], "\n"))]
    return {
        **_marks(name, comments, category),
        "stem": _shown(before if not after.strip() else f"{before}_____{after}"),
        **_explained(options, " ".join(line for line in told if line and not line.startswith(_SOURCE))),
        "sources": [parse_source(line.removeprefix(_SOURCE)) for line in told if line.startswith(_SOURCE)],
    }


def _explained(options: Options, remarks: str) -> Options:
    """The options, with feedback on the whole question as the reason of the right one if that has none."""
    reasons, right = list(options["rationales"]), options["answer"]
    reasons[right] = reasons[right] or remarks
    return {**options, "rationales": reasons}


def _named(body: str) -> tuple[str, str]:
    match = re.match(r"::(.*?)::", body, re.DOTALL)
    return (_shown(match[1]), body[match.end() :].strip()) if match else ("", body)


def _options(answers: str, form: str) -> Options | str:
    """Options, answer and rationales, or why the question does not have exactly one right answer."""
    if "~" not in answers:
        return "it is not a multiple-choice question"
    pieces = re.findall(r"([~=])([^~=]*)", answers)
    weighed = [_weighed(sign, piece, form) for sign, piece in pieces]
    right = [index for index, (full, _, _) in enumerate(weighed) if full]
    if len(right) != 1:
        return f"it has {len(right)} right answers, but needs exactly one"
    return {
        "options": [option for _, option, _ in weighed],
        "answer": right[0],
        "rationales": [reason for _, _, reason in weighed],
    }


def _weighed(sign: str, piece: str, form: str) -> tuple[bool, str, str]:
    """Return whether the answer has full marks, its text, and its feedback."""
    weight = re.match(r"\s*%(-?[\d.]+)%", piece)
    option, _, reason = piece[weight.end() if weight else 0 :].partition("#")
    return sign == "=" or (weight is not None and weight[1] == "100"), _shown(option, form), _shown(reason, form)


def _marks(name: str, comments: str, category: str) -> dict[str, str]:
    """Return id, topic, level and difficulty, as far as name, tags and category give them."""
    marks: dict[str, str] = {}
    told = re.search(r"\[id:([^]]+)\]", comments)
    marks["id"] = told[1] if told else name
    topic = re.search(r"\b[A-Z]{3}-\d{2}\b", f"{marks['id']} {category}")
    tags = re.findall(r"\[tag:([^]]+)\]", comments)
    marks["topic"] = topic[0] if topic else ""
    point = re.search(r"\[point:([^]]+)\]", comments)
    marks["point"] = point[1] if point else ""
    marks["level"] = next((tag for tag in tags if tag in ("recall", "application", "analysis")), "")
    marks["difficulty"] = next((tag for tag in tags if tag in ("easy", "medium", "hard")), "")
    return {key: value for key, value in marks.items() if value}


def _hide(text: str) -> str:
    return _ESCAPED.sub(lambda match: _HIDDEN[match[1]], text)


def _format(text: str) -> str:
    """The format named by a part; "" if there is none."""
    match = _FORMAT.match(text)
    return match[1].lower() if match else ""


def _shown(text: str, form: str = "") -> str:
    """A part as plain text on one line, without its format marker, and without tags if it is HTML.

    `form` is the question's format, which applies to answers and feedback that name none.
    """
    marker = _FORMAT.match(text)
    plain = text[marker.end() if marker else 0 :].translate(_SHOWN)
    return text_of(plain) if (_format(text) or form) in _TAGGED else " ".join(plain.split())
