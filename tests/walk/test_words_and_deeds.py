"""Every sentence about what the tutor will ask, or has asked, against what it asked: eight weeks of one learner."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from benchmarks.promises import returns
from benchmarks.scripted import Asked
from tests.walk.eight_weeks import A_DAY, WEEKDAY, named
from tests.walk.test_words_of_weeks import BACK, ONE_BACK, OVER_MISSES

if TYPE_CHECKING:
    from tests.walk.eight_weeks import Weeks

SOON = 7
"""Days that are soon after."""
WHEN = rf"(today|tomorrow|yesterday|on {WEEKDAY}|on (?:{WEEKDAY}, )?[A-Z][a-z]+ \d{{1,2}}(?:, \d{{4}})?)"
PROMISE = re.compile(rf"You'll see this question again {WHEN} or soon after\.")
SINCE = "(, and got it right since)?"
ITSELF = re.compile(rf"You (missed|guessed) this {WHEN}{SINCE}\.")
SIBLING = re.compile(rf"You (missed|guessed on) a similar question {WHEN}{SINCE}\.")
REACH = re.compile(
    r"At (\d+) a day, you'll answer about (\d+) more questions before your exam\."
    r" Five more a day would add about (\d+)\."
)
PROPORTIONS = "Your daily sets have the same mix as the exam."
MISSED_COME_BACK = (
    "What you missed comes back in your daily sets.",
    "What you missed will come back, too.",
)
MISSED_ON = re.compile(r"You've missed questions on (.+?)(?:[,;] and (\d+) other topics?)?\.$", re.MULTILINE)
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
    ahead = [each for each in weeks.answers if each.kind == "daily" and each.at > first.at]
    assert int(match[1]) == A_DAY
    assert 0.9 * int(match[2]) <= len(ahead) <= 1.1 * int(match[2])
    assert int(match[3]) / int(match[2]) == pytest.approx(5 / A_DAY, abs=0.1)
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
        weakest = WEAKEST.findall(told.text) or [line.rpartition(": ")[0] for line in in_words]
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


def test_no_other_sentence_speaks_of_what_is_asked(weeks: Weeks) -> None:
    known = re.compile("|".join(HELD), re.MULTILINE)
    for told in weeks.log:
        for line in known.sub("", told.text).splitlines():
            assert not TELLS.search(line), line
