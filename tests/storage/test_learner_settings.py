"""A learner's settings as JSON: what an earlier or later version wrote is read, too."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.context import new_learner
from bot.storage.learner_settings import DEFAULTS, LearnerSettings
from tests.bench import NOON

if TYPE_CHECKING:
    from bot.storage.database import Database

TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(st.builds(LearnerSettings, daily_at=TIMES, quiet_from=TIMES, quiet_until=TIMES))
def test_what_is_written_is_read(settings: LearnerSettings) -> None:
    assert LearnerSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


def test_a_field_added_since_has_its_default_and_one_dropped_since_is_ignored() -> None:
    read = LearnerSettings.from_json({"daily_at": "06:30", "minimal": True, "dropped": 1})
    assert (read.daily_at, read.minimal) == (time(6, 30), True)
    assert LearnerSettings.from_json({}) == DEFAULTS


def test_news_go_to_those_who_want_them_and_to_those_who_were_never_asked(any_database: Database) -> None:
    with any_database.transaction() as store:
        for user, settings in (("ann", DEFAULTS), ("bea", replace(DEFAULTS, news=False)), ("cal", DEFAULTS)):
            learner, _ = store.learners.add(new_learner(NOON, settings), "telegram", user)
            learner.onboarded = True
    with any_database.engine.begin() as connection:
        connection.execute(text("UPDATE learner SET settings = '{}' WHERE id = (SELECT max(id) FROM learner)"))
    with any_database.transaction() as store:
        assert store.announcements.audience() == 2
