"""The eight weeks of one learner, lived once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.walk.eight_weeks import lived

if TYPE_CHECKING:
    from tests.walk.eight_weeks import Weeks


@pytest.fixture(scope="session")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Weeks:
    """What one learner read and answered in eight weeks."""
    return lived(str(tmp_path_factory.mktemp("weeks")))
