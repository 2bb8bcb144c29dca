"""What is copied into the image, run from the copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.install.test_deploy import CHECKOUT, copied

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_copied_runs_and_writes_nothing_beside_itself(tmp_path: Path) -> None:
    app, data = tmp_path / "app", tmp_path / "data"
    app.mkdir()
    data.mkdir()
    for name in copied():
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, app / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / name, app / name)
    before = sorted(app.rglob("*"))
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{data}/tutor.db", "PYTHONDONTWRITEBYTECODE": "1"}
    for words, said in ((["chat"], "See you tomorrow."), (["backup", str(data / "copies/one.db")], "Backed up")):
        command = [sys.executable, "-P", str(app / "main.py"), *words]
        ended = subprocess.run(  # noqa: S603 - our own program
            command,
            cwd=app,
            env=env | {"PYTHONPATH": str(app)},
            input="quit\n",
            capture_output=True,
            text=True,
            check=False,
        )
        assert said in ended.stdout, ended.stderr
    assert sorted(app.rglob("*")) == before
    assert {each.name for each in data.iterdir()} <= {"tutor.db", "tutor.db.lock", "copies"}
