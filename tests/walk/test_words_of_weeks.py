"""What the weekly summaries say, against what was answered."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.walk.eight_weeks import A_DAY

if TYPE_CHECKING:
    from benchmarks.tutored import Told
    from tests.walk.eight_weeks import Weeks

WEEK = re.compile(
    r"^Your week, (\w+ \d+) to \w+ \d+\nYou answered (\d+) questions? on (\d) days? and got (\d+) right\.\n(.*)$",
    re.MULTILINE,
)
BACK = re.compile(r"^Of (\d+) questions that came back after a miss, you got (\d+) right\.$", re.MULTILINE)
ONE_BACK = re.compile(
    r"^(1) question came back after a miss, and (?:you got (it) right|it isn't right yet)\.$", re.MULTILINE
)
OVER_MISSES = "Next step: go over what you missed with /practice missed."


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
