"""What tests of the adapters begin with."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING, Final

import pytest

from tests import engines, script
from tests.bench import Stage
from tests.core.test_conversations import CorePhone

if TYPE_CHECKING:
    from pathlib import Path

_TOLD: Final[dict[str, script.Transcript]] = {}


@pytest.fixture
def told_by_core(name: str, migrated_file: Path, tmp_path: Path) -> script.Transcript:
    """The dialogue of this name as the core itself plays it; every adapter is compared with the same."""
    if name not in _TOLD:
        file = tmp_path / "core.db"
        shutil.copy(migrated_file, file)
        database = engines.lend(f"sqlite:///{file}")
        _TOLD[name] = asyncio.run(script.play(name, CorePhone(Stage(database))))
        database.close()
    return _TOLD[name]
