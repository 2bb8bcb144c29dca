"""A learner's settings as JSON: what an earlier or later version wrote is read, too."""

from __future__ import annotations

import json
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from bot.storage.learner_settings import DEFAULTS, LearnerSettings

TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(st.builds(LearnerSettings, daily_at=TIMES, quiet_from=TIMES, quiet_until=TIMES))
def test_what_is_written_is_read(settings: LearnerSettings) -> None:
    assert LearnerSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


def test_a_field_added_since_has_its_default_and_one_dropped_since_is_ignored() -> None:
    read = LearnerSettings.from_json({"daily_at": "06:30", "minimal": True, "dropped": 1})
    assert (read.daily_at, read.minimal) == (time(6, 30), True)
    assert LearnerSettings.from_json({}) == DEFAULTS
