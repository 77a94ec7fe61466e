"""Nobody outside learns from an answer, or from how long it takes, that a secret group exists."""

from __future__ import annotations

import re
import statistics
import time

import pytest

from tests.client import Client
from tests.scene import Scene
from tools.served import served

PAIRS = 2000
APART = 0.15


def timed(client: Client, path: str) -> tuple[float, int, bytes]:
    """Return seconds, status and body of a page, its one-time parts taken out."""
    started = time.perf_counter()
    status, body = client.get(path)
    took = time.perf_counter() - started
    return took, status, re.sub(rb'value="[A-Za-z0-9]{64}"', b"", body).replace(path.encode(), b"PATH")


@pytest.mark.long
def test_a_secret_group_answers_like_one_that_does_not_exist(scene: Scene) -> None:
    secret = f"/g/{scene.slugs['orchid']}/"
    nothing = secret[:-4] + "fff/"
    with served(scene.data) as (address, _):
        client = Client(address, scene.cookies["chen"])
        for _ in range(100):
            timed(client, secret)
            timed(client, nothing)
        seconds: dict[str, list[float]] = {secret: [], nothing: []}
        for number in range(PAIRS):
            answers = {}
            for path in (secret, nothing) if number % 2 else (nothing, secret):
                took, *answers[path] = timed(client, path)
                seconds[path].append(took)
            assert answers[secret] == answers[nothing]
            assert answers[secret][0] == 404
    there, not_there = (statistics.median(seconds[path]) * 1000 for path in (secret, nothing))
    print({"secret_ms": round(there, 3), "nothing_ms": round(not_there, 3), "ratio": round(there / not_there, 3)})  # noqa: T201
    assert abs(there / not_there - 1) < APART
