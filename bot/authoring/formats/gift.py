"""Questions in GIFT, the text format of Moodle."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from bot.authoring.formats.exchange import parse_source, source_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.authoring.formats.exchange import Record
    from bot.bank.models import Blueprint

TOP: Final = "$course$/top/CEHRS"
_SPECIAL: Final = re.compile(r"[\\~=#{}:]")
_ESCAPED: Final = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN: Final = {sign: chr(0xE000 + place) for place, sign in enumerate("\\~=#{}:n")}
"""Stand-ins, from the range without meaning, for escaped signs while a question is taken apart."""
_SHOWN: Final = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDDEN.items()})


def escape(text: str) -> str:
    """Return the text so that GIFT reads every character as data."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\r", "").replace("\n", r"\n")


def unescape(text: str) -> str:
    """Return what an escaped text says."""
    return _hide(text).translate(_SHOWN)


def write(records: Sequence[Record], blueprint: Blueprint) -> bytes:
    """Return the file: a category for each domain and topic, and every reason as the feedback on its option."""
    blocks: list[str] = []
    topic = ""
    for each in records:
        if each["topic"] != topic:
            topic = each["topic"]
            blocks.append(f"$CATEGORY: {_category(topic, blueprint)}")
        blocks.append(_block(each))
    return ("\n\n".join(blocks) + "\n").encode()


def read(source: str) -> Iterator[tuple[str, dict[str, object] | str]]:
    """Yield where each question stands, and either its fields in the form of a Record or why it cannot be taken."""
    category = ""
    for line, block in _blocks(source):
        comments, body = _parted(block)
        match = re.match(r"\$CATEGORY:\s*(.*)", body)
        if match:
            category = match[1]
        elif body:
            yield f"line {line}", _parse(body, comments, category)


def _category(topic: str, blueprint: Blueprint) -> str:
    names = (blueprint.domain_of(topic).name, f"{topic} {blueprint.topic(topic).name}")
    return "/".join((TOP, *(name.replace("/", "//") for name in names)))


def _block(each: Record) -> str:
    tags = f"[tag:{each['level']}] [tag:{each['difficulty']}]"
    lines = [f"// [id:{each['id']}] {tags}", f"::{escape(each['id'])}::[plain]{escape(each['stem'])}{{"]
    for index, (option, reason) in enumerate(zip(each["options"], each["rationales"], strict=True)):
        lines.append(f"\t{'=' if index == each['answer'] else '~'}{escape(option)}#{escape(reason)}")
    sources = "\n".join(f"Source: {source_line(source)}" for source in each["sources"])
    return "\n".join([*lines, f"\t####{escape(sources)}", "}"])


def _blocks(source: str) -> Iterator[tuple[int, str]]:
    """Yield each run of lines without an empty one between, with the number of its first line."""
    run: list[str] = []
    for number, line in enumerate([*source.splitlines(), ""], 1):
        if line.strip():
            run.append(line)
        elif run:
            yield number - len(run), "\n".join(run).strip()
            run = []


def _parted(block: str) -> tuple[str, str]:
    """Return the comment lines of a block, and the rest."""
    lines = [(line.strip().startswith("//"), line) for line in block.splitlines()]
    told = "\n".join(line for comment, line in lines if comment)
    return told, "\n".join(line for comment, line in lines if not comment).strip()


def _parse(body: str, comments: str, category: str) -> dict[str, object] | str:
    name, text = _named(_hide(body))
    found = re.fullmatch(r"([^{}]*)\{([^{}]*)\}([^{}]*)", text, re.DOTALL)
    if not found:
        return "it has no answers in braces" if "{" not in text else "its braces do not match"
    before, answers, after = found.groups()
    answers, _, remarks = answers.partition("####")
    options = _options(answers)
    if isinstance(options, str):
        return options
    stem = _shown(before if not after.strip() else f"{before}_____{after}")
    sources = [
        line.removeprefix("Source: ") for line in remarks.translate(_SHOWN).splitlines() if line.startswith("Source: ")
    ]
    return {
        **_marks(name, comments, category),
        "stem": stem,
        **options,
        "sources": [parse_source(each) for each in sources],
    }


def _named(body: str) -> tuple[str, str]:
    match = re.match(r"::(.*?)::", body, re.DOTALL)
    return (_shown(match[1]), body[match.end() :].strip()) if match else ("", body)


def _options(answers: str) -> dict[str, object] | str:
    """Return options, answer and rationales, or why the question is none with one right answer."""
    if "~" not in answers:
        return "it is no multiple-choice question"
    pieces = re.findall(r"([~=])([^~=]*)", answers)
    weighed = [_weighed(sign, piece) for sign, piece in pieces]
    right = [index for index, (full, _, _) in enumerate(weighed) if full]
    if len(right) != 1:
        return f"it has {len(right)} right answers, and must have one"
    return {
        "options": [option for _, option, _ in weighed],
        "answer": right[0],
        "rationales": [reason for _, _, reason in weighed],
    }


def _weighed(sign: str, piece: str) -> tuple[bool, str, str]:
    """Return whether the answer has the full mark, its text, and its feedback."""
    weight = re.match(r"\s*%(-?[\d.]+)%", piece)
    option, _, reason = piece[weight.end() if weight else 0 :].partition("#")
    return sign == "=" or (weight is not None and weight[1] == "100"), _shown(option), _shown(reason)


def _marks(name: str, comments: str, category: str) -> dict[str, str]:
    """Return id, topic, level and difficulty as far as name, tags and category tell them."""
    marks: dict[str, str] = {}
    told = re.search(r"\[id:([^]]+)\]", comments)
    marks["id"] = told[1] if told else name
    topic = re.search(r"\b[A-Z]{3}-\d{2}\b", f"{marks['id']} {category}")
    tags = re.findall(r"\[tag:([^]]+)\]", comments)
    marks["topic"] = topic[0] if topic else ""
    marks["level"] = next((tag for tag in tags if tag in ("recall", "application", "analysis")), "")
    marks["difficulty"] = next((tag for tag in tags if tag in ("easy", "medium", "hard")), "")
    return {key: value for key, value in marks.items() if value}


def _hide(text: str) -> str:
    return _ESCAPED.sub(lambda match: _HIDDEN[match[1]], text)


def _shown(text: str) -> str:
    """Return a part as plain text on one line: its format mark and, where it is HTML, its tags taken off."""
    match = re.match(r"\s*\[(html|moodle|plain|markdown)\]", text)
    plain = text[match.end() :] if match else text
    if match and match[1] == "html":
        plain = html.unescape(re.sub(r"</?[a-z][a-z0-9]*(?: [^<>]*)?/?>", " ", plain))
    return " ".join(plain.translate(_SHOWN).split())
