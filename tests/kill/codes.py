"""Brings one code a hundred times at once: of an app, a recovery code, and one answer of a passkey.

`python -m tests.kill.codes` works in STOEP_DATA, or in STOEP_DATABASE, and prints how often each was taken.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

AT_ONCE = 100


def at_once(act: Callable[[], bool]) -> int:
    """Return how many of a hundred heard True."""
    from django.db import connection

    together = Barrier(AT_ONCE)

    def one(_number: int) -> bool:
        connection.ensure_connection()
        together.wait(30)  # one that got no connection must not keep the others waiting
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


def main() -> dict[str, list[int]]:
    """Try each thing on several people."""
    from django.core.management import call_command

    from stoep.people.actions import WrongCode, add_codes, use_code, welcome_person
    from stoep.people.backends.codes import SECONDS, code_at, new_secret
    from stoep.people.sessions import SessionStore

    call_command("migrate", verbosity=0)
    taken: dict[str, list[int]] = {"codes": [], "recovery": [], "sessions": []}
    for number in range(3):
        person = welcome_person(name=f"Person {number}", password=None)
        secret, now = new_secret(), int(time.time()) // SECONDS
        try:
            recovery = add_codes(person, secret, code_at(secret, now - 1))
        except WrongCode:
            recovery = add_codes(person, secret, code_at(secret, now))  # the half minute was just over
        code = code_at(secret, int(time.time()) // SECONDS + 1)
        taken["codes"].append(at_once(lambda who=person, code=code: use_code(who, code)))
        taken["recovery"].append(at_once(lambda who=person, code=recovery[0]: use_code(who, code)))
        session = SessionStore()
        session["asked"] = {"challenge": "x"}
        session.save()
        taken["sessions"].append(at_once(lambda key=session.session_key: SessionStore(key).spend()))
    return taken


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main()))  # noqa: T201
