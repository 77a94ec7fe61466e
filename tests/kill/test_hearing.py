"""No effect of a fact is lost and none is doubled, wherever its process is killed."""

from __future__ import annotations

import json
import subprocess
import sys

from config.environment import ROOT
from tests.kill.hearing import NAMED, REACTORS
from tests.scene import Scene, environment_for


def test_a_fact_is_heard_once_by_each_listener_wherever_its_process_dies(scene: Scene, is_long: bool) -> None:
    points = 100 if is_long else 10
    command = [sys.executable, "-m", "tests.kill.hearing", str(points)]
    done = subprocess.run(command, cwd=ROOT, env=environment_for(scene.data), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    print(found)  # noqa: T201
    assert found["killed"] == points
    assert found["posts"] == 2 * found["rounds"]
    assert found["told"] == found["told_once"] == found["posts"] * len(NAMED)
    assert found["reacted"] == found["rounds"]
    assert found["others"] == [len(REACTORS) - 1]
    assert (found["unheard"], found["tasks"], found["sound"]) == (0, 0, "ok")
