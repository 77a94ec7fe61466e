"""A personal link, used by a hundred at once, lets one in."""

from __future__ import annotations

import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.client import Client
from tests.scene import Scene
from tools.served import served

AT_ONCE = 100


def test_a_single_use_invitation_makes_one_account(scene: Scene) -> None:
    together = Barrier(AT_ONCE)
    with served(scene.data, STOEP_PROXIES="127.0.0.1") as (address, _):

        def spend(number: int) -> int:
            client = Client(address, **{"X-Forwarded-For": f"203.0.{number}.7"})
            together.wait()
            fields = {"name": f"Newcomer {number}", "password": "a long enough phrase"}
            return client.post(f"/join/{scene.invitation}/", **fields)[0]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = Counter(pool.map(spend, range(AT_ONCE)))
    assert answers == {303: 1, 404: AT_ONCE - 1}
    file = sqlite3.connect(scene.data / "stoep.sqlite3")
    people = file.execute("SELECT count(*) FROM people_person WHERE name LIKE 'Newcomer%'").fetchone()
    used = file.execute("SELECT count(*) FROM adoption_invitation WHERE accepted_by_id IS NOT NULL").fetchone()
    file.close()
    assert (people, used) == ((1,), (1,))
