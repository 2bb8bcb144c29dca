"""Files that Moodle, Excel, and other programs make, and files that are broken."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.authoring.formats import csv_format, gift, json_lines
from bot.authoring.formats.drafts import add_drafts
from bot.authoring.formats.html_text import text_of
from bot.authoring.formats.imports import NO_WHY, import_
from bot.bank.markup import render
from bot.chat import flat
from bot.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

MOODLE = r"""// question: 12  name: units
$CATEGORY: $course$/top/CLO-02 Vitals
::Units::[html]<p>Which <b>unit</b> has H<sub>2</sub>O?<br></p><p>Choose &amp; tell.</p>{
	=<p dir\="ltr" style\="text-align\: left;">kilo<i>gram</i></p>#<p>Right &amp; known.</p>
	~<p>pound</p>#[plain]5 <b> 4
	~[markdown]a <b>stone</b>
	~<p>grain</p>
	####<p>In every chart.</p>
}
"""


def fields(source: str) -> Any:  # noqa: ANN401 - whatever the file says
    (found,) = list(gift.read(source))
    return found[1]


def test_answers_have_the_format_of_their_question() -> None:
    found = fields(MOODLE)
    assert found["stem"] == "Which unit has H2O? Choose & tell."
    assert found["options"] == ["kilogram", "pound", "a <b>stone</b>", "grain"]
    assert found["rationales"] == ["Right & known.", "5 <b> 4", "", ""]


def test_a_category_right_above_a_question_takes_neither() -> None:
    assert fields(MOODLE)["topic"] == "CLO-02"


def test_feedback_on_the_whole_question_explains_the_right_answer() -> None:
    found = fields("What?{=a ~b#no ~c ~d ####It is so.\\nSource\\: CMS 1}")
    assert found["rationales"] == ["It is so.", "no", "", ""]
    assert found["sources"] == [{"cite": "CMS 1"}]


@pytest.mark.parametrize(
    "stem",
    [
        '[html]<p>Which?<img src\\="@@PLUGINFILE@@/a.png"></p>',
        '[html]<IMG src\\="a.png">Which?',
        "[markdown]Which? ![it](a.png)",
    ],
)
def test_a_question_with_a_picture_is_refused_by_name(stem: str) -> None:
    assert "picture" in fields(f"{stem}{{=a ~b ~c ~d}}")
    assert fields("[plain]Which is <img>?{=a ~b ~c ~d}")["stem"] == "Which is <img>?"


def test_a_picture_in_an_answer_is_refused_too() -> None:
    assert "picture" in fields('[html]Which?{=<img src\\="a.png"> ~b ~c ~d}')


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("a&nbsp;b &lt;c&gt; <!-- no --> d", "a b <c> d"),
        ("5 < 6 and 7<8", "5 < 6 and 7<8"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ('<p title="a > b">x</p>', "x"),
        ("unclosed <b", "unclosed <b"),
    ],
)
def test_the_words_of_a_fragment(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


HEADING = ["stem", "option A", "option B", "option C", "option D", "answer", "rationale B"]
ROW = ["What is it?", "a; b", "c, d", 'say "e"', "f\tg", "B", "It is."]


def table(rows: list[list[str]], separator: str, first: str = "") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return first + file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first", ["", "sep={}\r\n", '"sep={}"\n'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_as_a_spreadsheet_saves_it(tmp_path: Path, separator: str, first: str, encoding: str) -> None:
    blank = [""] * len(HEADING)
    source = table([HEADING, ROW, blank], separator, first.format(separator))
    (tmp_path / "t.csv").write_bytes(source.encode(encoding))
    done = import_(tmp_path / "t.csv")
    assert done.refused == []
    (item,) = done.drafts
    assert item["key"] == {"text": "c, d", "why": "It is."}
    assert [each["text"] for each in item["distractors"]] == ["a; b", 'say "e"', "f\tg"]


@pytest.mark.parametrize(
    ("heading", "answer"),
    [
        ("Question,A,B,C,D,Correct answer,Explanation", "B"),
        ("Question Text,Option 1,Option 2,Option 3,Option 4,Key,Feedback", "2"),
        ("STEM,Choice_A,Choice_B,Choice_C,Choice_D,Answer,why b", "b)"),
        ("stem,answer a,answer b,answer c,answer d,correct,rationale 2", "two"),
        ("stem,a.,b.,c.,d.,correct option,why", "Option B"),
    ],
)
def test_the_names_that_others_give_columns(heading: str, answer: str) -> None:
    source = f"{heading}\nWhich?,one,two,three,four,{answer},Because.\n"
    ((_, found),) = list(csv_format.read(source))
    assert isinstance(found, dict)
    assert (found["stem"], found["options"], found["answer"]) == ("Which?", ["one", "two", "three", "four"], 1)
    assert found["rationales"] == ["", "Because.", "", ""]


def test_answers_that_are_numbers_are_told_from_options_that_are() -> None:
    source = "stem,a,b,c,d,answer\nHow many?,4,3,2,1,4\n"
    ((_, found),) = list(csv_format.read(source))
    assert isinstance(found, dict)
    assert found["answer"] == 0, "the text of an option comes before its number"


@pytest.mark.parametrize("source", ["", "one,two\n1,2\n", "What?,a,b,c,d,A\n"])
def test_a_table_that_does_not_name_its_columns_is_told_which_there_are(source: str) -> None:
    with pytest.raises(ConfigurationError, match=r"lacks .*stem.*The columns are: id, domain"):
        list(csv_format.read(source))


@pytest.mark.parametrize("rest", ["x,y\n" * 3, "x,y\n" * 50_000])
def test_a_quotation_mark_that_is_not_closed_names_its_row(tmp_path: Path, rest: str) -> None:
    source = table([HEADING, ROW], ",") + f'"not closed,a,b,c,d,A\n{rest}'
    (tmp_path / "t.csv").write_text(source)
    with pytest.raises(ConfigurationError, match="begins on line 3"):
        add_drafts(tmp_path / "t.csv", tmp_path / "drafts")
    assert not (tmp_path / "drafts").exists()


ODD = "a\u2028b\u2029c\x85d"


def test_odd_line_breaks_end_no_line() -> None:
    record: Any = {"stem": ODD, "options": ["a", "b", "c", "d"], "answer": 0}
    written = json_lines.write([record]).decode()
    assert len(written.splitlines()) == 1
    assert list(json_lines.read(written)) == [("line 1", record)]
    assert list(json_lines.read(json.dumps(record, ensure_ascii=False))) == [("line 1", record)]
    assert fields(f"x{ODD}?{{=a ~b ~c ~d}}")["stem"].startswith("xa")
    assert flat(render(f"# Title\n\none{ODD} two")).count("\n") == 2


def test_old_line_ends() -> None:
    assert [place for place, _ in gift.read("a{=a ~b ~c ~d}\r\rb{=a ~b ~c ~d}\r\n\r\nc{=a ~b ~c ~d}")] == [
        "line 1",
        "line 3",
        "line 5",
    ]


def test_a_json_list_is_taken_like_json_lines() -> None:
    record = {"stem": "Which?", "options": ["a", "b", "c", "d"], "answer": 0}
    assert list(json_lines.read(json.dumps([record, 3], indent=2))) == [
        ("item 1", record),
        ("item 2", "it is not a JSON object"),
    ]


def write(folder: Path, name: str, *stems: str) -> Path:
    path = folder / name
    path.write_text("\n\n".join(f"{stem}{{=one ~two ~three ~four}}" for stem in stems))
    return path


def test_a_second_import_adds_behind_the_drafts_and_keeps_what_was_edited(tmp_path: Path) -> None:
    into = tmp_path / "drafts"
    said, whole = add_drafts(write(tmp_path, "1.gift", "First?"), into)
    assert (said, whole) == (f"Written: {into}/NEW-00.yaml (1)\nEverything was imported.", True)
    file = into / "NEW-00.yaml"
    file.write_text(file.read_text().replace(NO_WHY, "My own words.").rstrip("\n") + "\n# mine")
    before = file.read_text()
    said, _ = add_drafts(write(tmp_path, "2.gift", "Second?"), into)
    assert said.startswith("Added to: ")
    assert file.read_text().startswith(before + "\n- id: NEW-00-002")


def test_the_same_file_imported_twice_changes_nothing(tmp_path: Path) -> None:
    into = tmp_path / "drafts"
    add_drafts(write(tmp_path, "1.gift", "First?"), into)
    before = (into / "NEW-00.yaml").read_text()
    said, whole = add_drafts(write(tmp_path, "1.gift", "First?", "Other?"), into)
    assert not whole
    assert "Not imported:\nline 1: it has been imported before" in said
    assert (into / "NEW-00.yaml").read_text().startswith(before)
    assert "Other?" in (into / "NEW-00.yaml").read_text()


def test_drafts_that_cannot_be_read_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "NEW-00.yaml").write_text("- id: [unclosed")
    with pytest.raises(ConfigurationError, match=r"NEW-00\.yaml cannot be read"):
        add_drafts(write(tmp_path, "1.gift", "First?"), tmp_path)
    assert (tmp_path / "NEW-00.yaml").read_text() == "- id: [unclosed"


def test_what_was_renamed_is_not_listed_among_what_was_refused(tmp_path: Path) -> None:
    said, whole = add_drafts(write(tmp_path, "1.gift", "::mine::First?", "Bad {T"), tmp_path / "drafts")
    assert not whole
    assert "New ids:\nline 1: 'mine' became NEW-00-001\nNot imported:\nline 3: its braces do not match" in said
