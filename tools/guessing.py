"""Guesses passwords and codes at a real server, and says how many guesses were looked at.

`python -m tools.guessing [TRIES]` builds the small company of the tests, serves it and tries each way of guessing so
often (10,000 when nothing is said). A try that is looked at answers 422, one too many 429. Meanwhile the owner signs in on a device
they signed in on before.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from subprocess import run
from urllib.parse import urlencode, urlsplit

from config.environment import ROOT
from tests.scene import build_scene, environment_for
from tools.served import served

AT_ONCE = 4
FORM = "t" * 32
PASSWORD = "correct horse battery"  # of everybody in tests.world
WRONG = "wrong wrong wrong"
GIVE_FACTOR = (
    "from stoep.people.models import Person; from stoep.people.actions import add_codes; import time;"
    " from stoep.people.backends.codes import *; s = new_secret(); p = Person.objects.get(handle='dilara');"
    " add_codes(p, s, code_at(s, int(time.time()) // SECONDS))"
)


@dataclass
class Visitor:
    """A browser: one connection, its cookies, and the addresses it seems to come from."""

    address: str
    cookies: dict[str, str] = field(default_factory=lambda: {"stoep-try-form": FORM})

    def post(self, path: str, forwarded: str, **fields: str) -> int:
        """Send a form; return the status."""
        place = urlsplit(self.address)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=60)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": forwarded,
        }
        connection.request(
            "POST", path, urlencode({"csrfmiddlewaretoken": self.cookies["stoep-try-form"], **fields}), headers
        )
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        answer.read()
        connection.close()
        return answer.status

    def sign_in(self, forwarded: str, name: str, password: str) -> int:
        """Try a name and a password."""
        return self.post("/sign-in/", forwarded, username=name, password=password, own="on")


Try = Callable[[int], tuple[str, str]]  # from the number of a try: the forwarded header, and the name


def names(number: int) -> str:
    return ("eva", "amber", "bilal", "chen", "gus")[number % 5] if number % 2 else f"nobody{number % 997}"


def networks(number: int) -> str:
    return f"10.{number % 1000 // 250}.{number % 250}.9"


def within(number: int) -> str:
    """Return an address of one /64."""
    return f"2001:db8:7:7:{Random(number).randrange(1 << 16):x}::{number:x}"


WAYS: dict[str, Try] = {
    "one address, one account": lambda n: ("198.51.100.1", "chen"),
    "one address, many names": lambda n: ("198.51.101.1", names(n)),
    "a whole /64, many names": lambda n: (within(n), names(n)),
    "1,000 networks, one account": lambda n: (networks(n), "chen"),
    "one address, a made-up X-Forwarded-For": lambda n: (f"{networks(n)}, 198.51.102.1", names(n)),
}


def most_in_a_minute(moments: list[float]) -> int:
    """Return the most that fell in any sixty seconds."""
    moments = sorted(moments)
    return max((sum(1 for other in moments[at:] if other - moments[at] < 60) for at in range(len(moments))), default=0)


def told(way: str, statuses: list[tuple[float, int]], seconds: float, owner: Counter[int]) -> None:
    """Print what came of one way of guessing."""
    looked = [moment for moment, status in statuses if status == 422]
    line = {
        "way": way,
        "tries": len(statuses),
        "seconds": round(seconds, 1),
        "looked at": len(looked),
        "most in 60 s": most_in_a_minute(looked),
        "answers": dict(Counter(status for _, status in statuses)),
        "owner on a known device": dict(owner),
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def guess(way: str, tries: int, one: Callable[[int], int], owner: Callable[[], int] | None = None) -> None:
    """Guess `tries` times, a few at once; the owner, if there is one, comes in every now and then."""
    began, came = time.monotonic(), Counter[int]()

    def timed(number: int) -> tuple[float, int]:
        return time.monotonic(), one(number)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = []
        for start in range(0, tries, max(tries // 5, 1)):
            statuses += pool.map(timed, range(start, min(start + max(tries // 5, 1), tries)))
            if owner:
                came[owner()] += 1
    told(way, statuses, time.monotonic() - began, came)


@contextmanager
def company() -> Iterator[Path]:
    """Give the data folder of the small company, in which Dilara has an app."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        build_scene(data)
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", GIVE_FACTOR]
        run(command, cwd=ROOT, env=environment_for(data), check=True)
        yield data


def passwords(address: str, tries: int) -> None:
    """Try every way of guessing passwords."""
    chen = Visitor(address)
    assert chen.sign_in("192.0.2.8", "chen", PASSWORD) == 303
    chen.post("/sign-out/", "192.0.2.8")
    for way, place in WAYS.items():

        def one(number: int, place: Try = place) -> int:
            forwarded, name = place(number)
            return Visitor(address).sign_in(forwarded, name, WRONG)

        def owner() -> int:
            status = chen.sign_in("198.51.100.1", "chen", PASSWORD)
            chen.post("/sign-out/", "198.51.100.1")
            return status

        guess(way, tries, one, owner)


def codes(address: str, tries: int) -> None:
    """Try codes of the second step, with the password in hand, from a new network each time."""
    thief = Visitor(address)
    assert thief.sign_in("203.0.113.1", "dilara", PASSWORD) == 303

    def one(number: int) -> int:
        return Visitor(address, dict(thief.cookies)).post("/sign-in/second/", networks(number), code=f"{number:06}")

    guess("codes, the password known, 1,000 networks", tries, one)


def main() -> None:
    """Guess, behind a proxy that is trusted and without one."""
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with company() as data:
        with served(data, STOEP_PROXIES="1") as (address, _):
            passwords(address, tries)
            codes(address, tries)
        with served(data) as (address, _):
            guess(
                "no proxy, a made-up X-Forwarded-For",
                tries,
                lambda n: Visitor(address).sign_in(networks(n), names(n), WRONG),
            )


if __name__ == "__main__":
    main()
