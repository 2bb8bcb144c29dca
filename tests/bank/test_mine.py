"""Which texts ask about the learner's own numbers, and which of them."""

from __future__ import annotations

from typing import Final

import pytest

from bot.bank import mine

ASKED: Final = """
exam: when is my exam
exam: what day is my test
exam: how many days do i have left
exam: how many days left
exam: how many days until my exam
exam: how long until my test
exam: whats my exam date
exam: how much time do i have left
exam: how many weeks till the exam
exam: when do i take my test
exam: days left
streak: whats my streak
streak: did i lose my streak
streak: how long is my streak
streak: is my streak gone
streak: how many freezes do i have left
lost: i lost my streak can i get it back
lost: can i get my streak back
today: how many did i get right today
today: how many questions did i get right today
today: how did i do today
today: what did i score today
left: how many questions left today
left: how many more today
left: how many questions do i have left
left: am i done for today
domain: whats the lowest domain i have
domain: lowest domain
domain: what is my weakest domain
domain: which domain am i worst at
weakest: whats my worst topic
weakest: which topics am i worst at
weakest: hows my weak areas
weakest: what am i bad at
weakest: where am i weak
weakest: what do i need to work on
weakest: which topics do i struggle with
sum: how am i doing
sum: how am i doing so far
sum: hows my progress
sum: am i getting better
sum: how many have i gotten right
sum: whats my score
sum: what percent am i getting
next: what should i do next
next: what do i do now
next: what now
next: what should i study next
next: whats next
next: i dont know what to do next
ready: am i ready
ready: do you think im ready
ready: am i ready for the test
ready: will i pass
ready: what are my chances
ready: whats my chance of passing
ready: am i gonna pass
missed: which ones did i get wrong
missed: can i see the ones i got wrong
missed: what did i get wrong
missed: show me my mistakes
missed: which questions did i miss today
missed: show me the questions i missed
missed: i want to see the ones i got wrong
missed: can i review my wrong answers
retake: when can i test again
retake: when can i retake it
"""
OTHERS: Final = """
when is the exam offered
how long is the exam
how many questions are on the exam
what is a freeze
how does the streak work
how many people pass
what should i bring
which domain is the biggest
what is the passing score
what did i sign up for
how many days does a retake take
"""


@pytest.mark.parametrize("line", ASKED.strip().splitlines())
def test_a_question_about_the_learner_is_recognized(line: str) -> None:
    what, _, said = line.partition(": ")
    found = mine.read(said)
    assert found is not None
    assert found.what == what


@pytest.mark.parametrize("said", OTHERS.strip().splitlines())
def test_a_question_about_the_exam_is_not(said: str) -> None:
    assert mine.read(said) is None
