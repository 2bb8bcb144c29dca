"""What is a request to change something, and what only sounds like one; and who is discouraged."""

from __future__ import annotations

import pytest

from bot.bank import discouraged, wishes


@pytest.mark.parametrize(
    ("said", "what", "value"),
    [
        ("remind me at 8 pm", "time", "8 pm"),
        ("Remind me at 8pm, please!", "time", "8pm"),
        ("remind me every morning at 7", "time", "7 in the morning"),
        ("could you text me at 6:15 pm every day", "time", "6:15 pm"),
        ("my daily question should come at 6 pm", "time", "6 pm"),
        ("8:30 works better for me", "time", "8:30"),
        ("remind me at 25:00", "time", "25:00"),
        ("set a reminder for noon", "time", "noon"),
        ("my exam is on January 15", "exam", "january 15"),
        ("The exam got moved to 2/3", "exam", "2/3"),
        ("i'm taking my test next friday", "exam", "next friday"),
        ("my test is the 15th of january", "exam", "the 15th of january"),
        ("exam in six weeks", "exam", "in six weeks"),
        ("send me 10 questions a day", "size", "10"),
        ("only three a day please", "size", "three"),
        ("set my questions to 7", "size", "7"),
        ("I moved to Denver", "zone", "denver"),
        ("we just moved to Portland, OR and the time is wrong", "zone", "portland, or"),
        ("i am in hawaii", "zone", "hawaii"),
        ("i'm on pacific time", "zone", "pacific"),
        ("quiet hours 22:00-06:30", "quiet", "22:00-06:30"),
        ("no messages from 9 pm to 8 am", "quiet", "9 pm to 8 am"),
        ("no more weekly summary", "weekly", "off"),
        ("turn the daily question off", "daily", "off"),
        ("turn off the late reminder", "reminders", "off"),
        ("start sending the weekly summary again", "weekly", "on"),
        ("stop texting me", "messages", "off"),
        ("pause until Friday", "pause", "until friday"),
        ("take a break for a week", "pause", "for a week"),
        ("I'm on vacation from dec 20 to jan 3", "pause", "from dec 20 to jan 3"),
        ("don't text me till monday", "pause", "till monday"),
        ("I passed with 420", "result", "passed 420"),
        ("I didn't pass, got 370", "result", "not passed 370"),
        ("i passed my exam yesterday with a score of 402", "result", "passed 402 yesterday"),
        ("got 440", "result", "440"),
        ("i took it on monday", "result", "on monday"),
    ],
)
def test_what_is_asked_for(said: str, what: str, value: str) -> None:
    wish = wishes.read(said)
    assert wish is not None
    assert (wish.what, wish.value) == (what, value)


@pytest.mark.parametrize(
    "said",
    [
        "when is my exam",
        "is my exam on january 15",
        "my exam was hard",
        "can i move my exam",
        "how do i change the time",
        "what time is it",
        "how many questions a day do i get",
        "10 questions",
        "one a day is too slow",
        "3 a day is too many",
        "remind me what an EOB is",
        "remind me tomorrow",
        "i'm in trouble",
        "i live in ohio what would i make here",
        "turn off the lights",
        "set an alarm for 6 am",
        "i passed",
        "i failed again",
        "i failed by 5 points",
        "what is a weekly summary",
        "difference between 8 am and 8 pm",
        "for 8 pm write a poem about the exam",
        "",
        "8",
        "pause",
    ],
)
def test_what_only_sounds_like_a_request(said: str) -> None:
    assert wishes.read(said) is None


@pytest.mark.parametrize(
    ("said", "low"),
    [
        ("I want to quit", "quit"),
        ("quit", "quit"),
        ("I give up!", "quit"),
        ("i'm done with this", "quit"),
        ("I want to stop studying", "quit"),
        ("maybe i should just give up", "quit"),
        ("what's the point", "quit"),
        ("I'm so tired of studying", "tired"),
        ("im burned out", "tired"),
        ("this is too hard", "hard"),
        ("it's too much", "hard"),
        ("I'm going to fail", "doubt"),
        ("i'm so dumb", "doubt"),
        ("I can't do this", "doubt"),
        ("there's no way i'll pass", "doubt"),
        ("i keep getting them wrong", "doubt"),
        ("I hate this", "hate"),
        ("ugh i hate studying", "hate"),
    ],
)
def test_who_is_discouraged(said: str, low: str) -> None:
    assert discouraged.read(said) == low


@pytest.mark.parametrize(
    "said",
    [
        "stop",
        "i'm done",
        "done with my exam",
        "i quit smoking",
        "should i quit my job",
        "is this exam hard",
        "will i fail",
        "what if i fail",
        "you are dumb",
        "i hate my boss",
        "i give up on this question",
        "im so nervous",
        "i passed",
    ],
)
def test_and_who_is_not(said: str) -> None:
    assert discouraged.read(said) is None
