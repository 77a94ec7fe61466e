"""A code, a recovery code and an answer of a passkey, brought by a hundred at once, let one in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from config.environment import ROOT
from tests.scene import environment_for


@pytest.mark.sqlite
def test_what_works_once_works_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.kill.codes"]
    done = subprocess.run(command, cwd=ROOT, env=environment_for(tmp_path), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "codes": [1, 1, 1],
        "recovery": [1, 1, 1],
        "sessions": [1, 1, 1],
    }
