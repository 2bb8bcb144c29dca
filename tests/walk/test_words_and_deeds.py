"""Every sentence about what the tutor will ask, or has asked, against what it asked: eight weeks of one learner."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from benchmarks import tutored
from benchmarks.promises import returns
from benchmarks.scripted import Asked, Script
from bot.words import moments
from tests.bench import with_siblings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.tutored import Pupil, Told
    from bot.bank.library import Library

A_DAY = 3
SOON = 7
"""Days that are soon after."""
PRACTICED = range(5, 56, 7)
LOOKED = range(0, 56, 14)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WHEN = rf"(today|tomorrow|yesterday|on {WEEKDAY}|on (?:{WEEKDAY}, )?[A-Z][a-z]+ \d{{1,2}}(?:, \d{{4}})?)"
PROMISE = re.compile(rf"You'll see this question again {WHEN} or soon after\.")
SINCE = "(, and got it right since)?"
ITSELF = re.compile(rf"You (missed|guessed) this {WHEN}{SINCE}\.")
SIBLING = re.compile(rf"You (missed|guessed on) a similar question {WHEN}{SINCE}\.")
REACH = re.compile(
    r"At (\d+) a day \(with reviews\), you'll see about (\d+) of the (\d+) questions \(about \d+%\), from every domain"
)
PROPORTIONS = "Your daily sets have the same mix as the exam."
MISSED_COME_BACK = (
    "What you missed comes back in your daily sets.",
    "What you missed will come back, too.",
)
MISSED_ON = re.compile(r"You've missed questions on (.+?)(?:[,;] and (\d+) other topics?)?\.$", re.MULTILINE)
WEEK = re.compile(
    r"^Your week, (\w+ \d+) to \w+ \d+\nYou answered (\d+) questions? on (\d) days? and got (\d+) right\.\n(.*)$",
    re.MULTILINE,
)
BACK = re.compile(r"^Of (\d+) questions that came back after a miss, you got (\d+) right\.$", re.MULTILINE)
ONE_BACK = re.compile(
    r"^(1) question came back after a miss, and (?:you got (it) right|it isn't right yet)\.$", re.MULTILINE
)
OVER_MISSES = "Next step: go over what you missed with /practice missed."
MISSED = re.compile(r"^Missed: (.+)\.$", re.MULTILINE)
WEAKEST = re.compile(r"^Weakest topic: (.+)\.$", re.MULTILINE)
RESULTS = {"Done for today": "daily", "Practice: ": "practice"}
"""How the results of quiz sessions begin, with their kinds."""
HELD = (
    PROMISE.pattern,
    ITSELF.pattern,
    SIBLING.pattern,
    REACH.pattern,
    *map(re.escape, (PROPORTIONS, *MISSED_COME_BACK, OVER_MISSES)),
    BACK.pattern,
    ONE_BACK.pattern,
    r"\d+ a day would cover them all\.",
    r"Even \d+ a day, the most I can send, wouldn't cover every question by then\.",
    r"you'll see about [\d,]+ of the [\d,]+ questions \(about \d+%\), from .+ and weighted like the exam\.",
    r"Five more a day would make it \d+%\.",
    r"At \d+ a day, you'll get through all \d+ questions in time",
    r"For extra practice, follow the weeks above\.",
    MISSED_ON.pattern,
    WEAKEST.pattern,
    r"Within each domain, new questions go where they can raise your score the most\.",
    r"It's too early to name your weakest topics: none has 3 answers yet\.",
    r"Weakest topics so far:",
    r"I won't bring it up again for this date\.",
    r"This question comes back (later|if there's time before your exam)\.",
    r"Expect this question again before your exam\.",
    MISSED.pattern,
    r"For more of your weaker domains, send /settings focus weak\.",
    r"Whichever you choose, every domain keeps coming up\.",
)
"""Every sentence about questions to come or asked before: each is held below, or is no promise."""
TELLS = re.compile(
    r"\b(will|see this question|comes? back|again|missed|guessed this|same mix|reach|weaker|weakest)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Weeks:
    """What a learner read and answered, and the bank that it was about."""

    library: Library
    log: list[Told]

    @property
    def answers(self) -> list[Told]:
        return [told for told in self.log if told.question]

    def later(self, told: Told, question: str) -> Iterator[Told]:
        """The answers to a question or its siblings on later days."""
        point = self.library.point_of
        for each in self.answers:
            if each.day > told.day and point[each.question] == point[question]:
                yield each

    def before(self, told: Told) -> list[Told]:
        return [each for each in takewhile(lambda each: each is not told, self.log) if each.question]

    def shown(self) -> Iterator[tuple[Told, str]]:
        """Each question as it was put on the screen."""
        stems = {q.stem: q.id for q in self.library.bank.published}
        for told in self.log:
            if not told.question and "\nD. " in told.text and "Source:" not in told.text:
                yield told, next(name for stem, name in stems.items() if stem in told.text)


def live(pupil: Pupil) -> None:
    """Place the learner; then eight weeks, with practice on some days and a look around on others."""
    pupil.say("/placement")
    while pupil.asked:
        pupil.answer(leads=False, kind="placement")
    for day in tutored.days(pupil):
        if day in LOOKED:
            for command in ("/plan", "/progress", "/ready"):
                pupil.say(command)
            pupil.tap("In words")
        if day in PRACTICED:
            pupil.say("/practice mix 3")
            for _ in range(3):
                pupil.answer(leads=False, kind="practice")
                pupil.tap("Next")


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """Eight weeks to the exam, three questions a day, right in 60% of first sights."""
    library = with_siblings()
    pupil = tutored.begin(library, Script(A_DAY, 0.6, seed=5), str(tmp_path_factory.mktemp("weeks")))
    pupil.say("/settings weekly on")
    live(pupil)
    return Weeks(library, pupil.log)


def named(word: str, today: date, *, ahead: bool) -> date:
    """The date that "tomorrow", a weekday, or a date means, seen from a day."""
    for days in range(7):
        day = today + timedelta(days=days if ahead else -days)
        if word in (moments.on_weekday(day, today), f"on {day:%A}"):
            return day
    typed = re.sub(rf"^on (?:{WEEKDAY}, )?", "", word)
    typed = typed if "," in typed else f"{typed}, {today.year}"
    return datetime.strptime(typed, "%B %d, %Y").date()  # noqa: DTZ007 - a date


def test_what_will_be_back_is_back_and_not_before(weeks: Weeks) -> None:
    promised = [(told, match[1]) for told in weeks.answers for match in PROMISE.finditer(told.text)]
    assert len(promised) >= 25
    for told, word in promised:
        assert not told.known
        due = named(word, told.at.date(), ahead=True)
        came = next((each for each in weeks.later(told, told.question) if each.question == told.question), None)
        assert came is not None, (told.at, told.question, word)
        assert due <= came.at.date() <= due + timedelta(days=SOON), (told.at, told.question, word, came.at)


def test_what_was_missed_or_guessed_was(weeks: Weeks) -> None:
    point, said = weeks.library.point_of, 0
    for told, question in weeks.shown():
        for match in (*ITSELF.finditer(told.text), *SIBLING.finditer(told.text)):
            day, itself = named(match[2], told.at.date(), ahead=False), match.re is ITSELF
            then = [
                each
                for each in weeks.before(told)
                if each.at.date() == day and point[each.question] == point[question] and not each.known
            ]
            assert any((each.question == question) is itself for each in then), (told.at, question, match[0])
            assert any(each.right is match[1].startswith("guessed") for each in then), (told.at, question, match[0])
            last = next(each for each in reversed(weeks.before(told)) if point[each.question] == point[question])
            assert last.known is bool(match[3]), (told.at, question, match[0])
            said += 1
    assert said >= 30


def test_every_return_says_so_and_the_day_begins_with_one(weeks: Weeks) -> None:
    number, answers = weeks.library.catalogue.number, weeks.answers
    log = [Asked(each.day, number[each.question], each.known, 0.0, each.leads) for each in answers]
    came = dict(zip([each.at for each in answers], returns(log, weeks.library.catalogue), strict=True))
    spoken = {question: told for told, question in weeks.shown()}
    leading = 0
    for told, question in weeks.shown():
        answer = next((each for each in answers if each.at >= told.at and each.question == question), None)
        if answer is None or answer.kind != "daily":
            continue
        says = bool(ITSELF.search(told.text) or SIBLING.search(told.text))
        assert says or not came[answer.at] or answer.day == 0, (told.at, question)
        leading += says and answer.leads
        assert ("Today's first question." in told.text) <= answer.leads
    assert spoken
    assert leading >= 30, "of 56 days, once something was missed"


def test_what_was_missed_in_practice_and_placement_comes_back_where_it_is_said(weeks: Weeks) -> None:
    said = 0
    for kind in ("practice", "placement"):
        for told in weeks.log:
            if not any(sentence in told.text for sentence in MISSED_COME_BACK):
                continue
            asked = [each for each in weeks.before(told) if each.day == told.day and each.kind == kind]
            for each in asked:
                assert each.known or next(weeks.later(each, each.question), None), (each.at, each.question)
            said += bool(asked)
    assert said >= 2


def test_the_plan_reaches_what_it_says_and_the_sets_keep_the_proportions(weeks: Weeks) -> None:
    first = next(told for told in weeks.log if REACH.search(told.text))
    match = REACH.search(first.text)
    assert match is not None
    practiced = {each.question for each in weeks.answers if each.kind == "practice"}
    seen = {each.question for each in weeks.answers}
    assert int(match[1]) == A_DAY
    assert 0.9 * int(match[2]) <= len(seen - practiced) <= 1.1 * int(match[2])
    assert PROPORTIONS in first.text
    domain_of = weeks.library.domain_of
    asked = Counter(domain_of[weeks.library.bank.questions[each.question].topic] for each in weeks.answers)
    for domain, weight in weeks.library.weights.items():
        assert 0.8 <= 100 * asked[domain] / asked.total() / weight <= 1.2, domain


def test_no_topic_is_named_weakest_before_its_third_answer(weeks: Weeks) -> None:
    names = {weeks.library.name(topic): topic for topic in weeks.library.domain_of}
    early = later = 0
    for told in weeks.log:
        if not told.text.startswith("Your progress"):
            continue
        answered = Counter(weeks.library.bank.questions[each.question].topic for each in weeks.before(told))
        in_words = told.text.partition("Weakest topics so far:\n")[2].partition("\n\n")[0].splitlines()
        weakest = WEAKEST.findall(told.text) or in_words
        if "It's too early" in told.text:
            early += 1
            assert max(answered.values(), default=0) < 3
        else:
            later += len(weakest)
            assert all(answered[names[name]] >= 3 for name in weakest)
    assert early
    assert later


def test_the_topics_named_as_missed_are_those_last_answered_wrong(weeks: Weeks) -> None:
    topic_of, said = {name: item.topic for name, item in weeks.library.bank.questions.items()}, 0
    for told in weeks.log:
        last = {each.question: each for each in weeks.before(told)}
        missed = {weeks.library.name(topic_of[name]) for name, each in last.items() if not each.right}
        for named_, others in MISSED_ON.findall(told.text):
            names = {name for name in missed if name in named_}
            assert len(names) + int(others or 0) == len(missed), (told.at, named_, missed)
            said += 1
    assert said


def test_the_end_of_a_set_names_every_topic_missed_in_it(weeks: Weeks) -> None:
    topic_of, said = {name: item.topic for name, item in weeks.library.bank.questions.items()}, Counter[str]()
    for told in weeks.log:
        kind = next((kind for begins, kind in RESULTS.items() if told.text.startswith(begins)), "")
        asked = [each for each in weeks.before(told) if each.day == told.day and each.kind == kind]
        wrong = [weeks.library.name(topic_of[each.question]) for each in asked if not each.right]
        names = [name for line in MISSED.findall(told.text) for name in line.split("; ")]
        if kind:
            assert names == list(dict.fromkeys(wrong)), (told.at, names, wrong)
            said[kind] += bool(names)
    assert said["daily"] >= 30
    assert said["practice"] >= 3


def test_the_summaries_of_the_weeks_count_every_answer_once(weeks: Weeks) -> None:
    counted = 0
    for told in weeks.log:
        if match := WEEK.search(told.text):
            begin = datetime.strptime(f"{match[1]} {told.at.year} 04+0000", "%b %d %Y %H%z")
            before = [each for each in weeks.before(told) if each.at < begin + timedelta(days=7)]
            inside = [each for each in before if each.at >= begin]
            days = {(each.at - timedelta(hours=4)).date() for each in inside}
            assert (int(match[2]), int(match[3])) == (len(inside), len(days)), told.at
            assert int(match[4]) == sum(each.right for each in inside), told.at
            back = came_back(before, begin)
            said = BACK.search(match[5]) or ONE_BACK.search(match[5])
            assert (said is not None) is bool(back), (told.at, match[5])
            if said:
                won = int(said[2]) if said[2] and said[2].isdigit() else bool(said[2])
                assert (int(said[1]), won) == (len(back), sum(back.values())), told.at
            last = {each.question: each.right for each in before}
            assert OVER_MISSES not in told.text or not all(last.values()), told.at
            counted += len(inside)
    assert counted >= len(weeks.answers) - 8 * A_DAY, "all but those of the last week"


def came_back(answers: list[Told], begin: datetime) -> dict[str, bool]:
    """The questions answered since a time whose answer before was wrong, and whether the last one was right."""
    last, found = dict[str, bool](), dict[str, bool]()
    for each in answers:
        if each.at >= begin and (each.question in found or not last.get(each.question, True)):
            found[each.question] = each.right
        last[each.question] = each.right
    return found


def test_no_other_sentence_speaks_of_what_is_asked(weeks: Weeks) -> None:
    known = re.compile("|".join(HELD), re.MULTILINE)
    for told in weeks.log:
        for line in known.sub("", told.text).splitlines():
            assert not TELLS.search(line), line
