"""The run: start the server, measure every page in T, hold T steady, count all background work."""

from __future__ import annotations

import asyncio
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.db.models import Count

from stoep.items.models import Item
from stoep.people.models import Person
from stoep.people.sessions import SessionStore
from stoep.streams.models import Subscription
from stoep.streams.queries import followed_page
from tools.bench.inside import inside
from tools.bench.live import measure_live
from tools.bench.load import Request, closed, compressed_size, counted, opened
from tools.bench.processes import cpu, cpu_when_idle, memory
from tools.bench.starting import cold_start, started
from tools.postgres import free_port, running_postgres

COUNT = 300
STEADY = 1.10


@contextmanager
def thin(database_port: int | None) -> Iterator[Callable[[], float]]:
    """Serve the thin page; give a function that measures its CPU per page in milliseconds."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"THIN_DATA": folder} | ({"THIN_PORT": str(database_port)} if database_port else {})
        command = [sys.executable, "-m", "tools.bench.thin.serve", str(port)]
        with started(command, port, environment) as (pid, key):
            roots = [pid] + (_postgres_pids(database_port) if database_port else [])

            def measured() -> float:
                def make(_: int) -> Request:
                    return ("GET", "/", f"sessionid={key}", b"", "Title 4999")

                asyncio.run(counted(port, make, 50))
                before = cpu(roots)
                result = asyncio.run(counted(port, make, COUNT))
                assert not result.errors
                return (cpu_when_idle(roots) - before) / COUNT * 1000

            yield measured


def _postgres_pids(port: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"postgres" in line and f"-p\0{port}".encode() in line:
                found.append(int(entry.name))
    return found


class Site:
    """The installation that is measured: who looks, and which pages."""

    def __init__(self) -> None:
        counts = Subscription.objects.values("person_id").annotate(n=Count("stream_id")).order_by("n")
        ids = list(counts.values_list("person_id", flat=True))
        middle = len(ids) // 2
        self.median, self.heavy = self._sessions(ids[middle - 50 : middle + 50]), self._sessions(ids[-20:])
        self.items20, self.items500 = self._threads(20), self._threads(500)
        self.chance = random.Random(1)

    def _threads(self, replies: int) -> list[int]:
        """Return threads with this many replies that the first median person may read."""
        found = Item.objects.visible_to(self.median[0][0]).filter(root__isnull=True, reply_count=replies)
        return list(found.values_list("pk", flat=True)[:100])

    def _sessions(self, ids: list[int]) -> list[tuple[Person, str]]:
        made = []
        for person in Person.objects.filter(pk__in=ids):
            session = SessionStore()
            session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
            session.save()
            made.append((person, f"{settings.SESSION_COOKIE_NAME}={session.session_key}"))
        return made

    def pages(self) -> dict[str, Callable[[int], Request]]:
        """Return a maker of requests for every page measured."""
        tenth = {person.pk: self._tenth(person) for person, _ in (*self.median, *self.heavy)}

        def get(path: str, who: list[tuple[Person, str]], text: str) -> Callable[[int], Request]:
            return lambda n: ("GET", path, who[n % len(who)][1], b"", text)

        def deep(who: list[tuple[Person, str]]) -> Callable[[int], Request]:
            def make(n: int) -> Request:
                person, cookie = who[n % len(who)]
                return ("GET", f"/?before={tenth[person.pk]}", cookie, b"", "</html>")

            return make

        def item(ids: list[int]) -> Callable[[int], Request]:
            return lambda n: ("GET", f"/i/{ids[n % len(ids)]}/", self.median[0][1], b"", "reply-body")

        return {
            "home median": get("/", self.median, "item--hang"),
            "home median, page 10": deep(self.median),
            "home heavy": get("/", self.heavy, "item--hang"),
            "home heavy, page 10": deep(self.heavy),
            "everyone": get("/?tab=all", self.median, "item--hang"),
            "thread, 20 replies": item(self.items20),
            "thread, 500 replies": item(self.items500),
            "group": get("/g/groep-0/", self.median, "group-head"),
            "topic": get("/t/onderwerp-3/", self.median, "stream"),
            "profile": get("/p/p3/", self.median, "profile"),
        }

    @staticmethod
    def _tenth(person: Person) -> int:
        before = 0
        for _ in range(9):
            before = followed_page(person, before=before).next_before or before
        return before

    def _targets(self) -> Iterator[tuple[str, int]]:
        """Give who writes to which thread: many people over distinct threads of the last weeks."""
        for _ in range(8):
            for person, cookie in self.median:
                newest = Item.objects.visible_to(person).filter(root__isnull=True, reply_count__lte=20)
                places = list(newest.order_by("-pk").values_list("pk", flat=True)[:400])
                yield cookie, self.chance.choice(places)

    def writes(self) -> dict[str, Callable[[int], Request]]:
        """Return makers of requests that write."""
        token = "a" * 32

        targets = list(self._targets())
        stamp = int(time.time())

        def post(path: str, body: str) -> Callable[[int], Request]:
            def make(n: int) -> Request:
                cookie, item_id = targets[n % len(targets)]
                sent = f"csrfmiddlewaretoken={token}&{body.format(n=n)}&key=k{stamp}{n}"
                return (
                    "POST",
                    path.format(item=item_id),
                    f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}",
                    sent.encode(),
                    "",
                )

            return make

        return {
            "reply": post("/i/{item}/replies/", "body=Een+antwoord+{n}"),
            "react": post("/i/{item}/reaction/", "emoji=thanks"),
            "post": post("/new/post/", "body=Een+bericht+{n}&audience="),
        }


def _trees(pid: int) -> list[int]:
    """Return the roots of all processes that serve: ours, and a PostgreSQL of this machine."""
    port = settings.DATABASES["default"].get("PORT")
    return [pid, *(_postgres_pids(int(port)) if port else [])]


def measure(data: Path, *, seconds: float, quick: bool, only: tuple[str, ...] = ("",)) -> dict[str, Any]:
    """Measure every page whose name begins with one of `only`; return the results."""
    site, port = Site(), free_port()
    results: dict[str, Any] = {
        "engine": connection.vendor,
        "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores",
        "pages": {},
    }
    command = [sys.executable, "-m", "config.cli", "serve", "--data", str(data), "--port", str(port)]
    results["cold_start_s"] = cold_start(command, port, site.pages()["home median"](0))
    with running_postgres(fsync=True) as address:
        database_port = int(address.split(":")[-1].split("/")[0])
        with thin(database_port) as unit, thin(None) as unit_sqlite:
            with started(command, port, {"STOEP_LOG_LEVEL": "ERROR"}) as (pid, _):
                time.sleep(2)
                results["idle_mb"] = memory(pid)
                run = _Run(results, port, pid, unit, unit_sqlite, seconds, quick)
                for name, make in site.pages().items():
                    if name.startswith(only):
                        run.block(name, make)
                for name, make in site.writes().items():
                    if name.startswith(only):
                        run.block(name, make, writes=True)
                results["loaded_mb"] = memory(pid)
                home = site.pages()["home median"]
                results["more"] = {"home, open load 100/s": asyncio.run(opened(port, home, 100, 10)).summary()}
                if not quick:
                    cookies = [cookie for _, cookie in site.median]
                    write = site.writes()["post"]
                    results["more"]["live"] = asyncio.run(measure_live(port, pid, cookies, home, write))
    for name in ("home median", "thread, 20 replies", "group", "topic", "profile"):
        if name not in results["pages"]:
            continue
        request = site.pages()[name](0)
        results["pages"][name]["inside"] = inside(lambda client, r=request: _get(client, r))
    return results


def _get(client: Any, request: Request) -> None:
    name, value = request[2].split("=", 1)
    client.cookies[name] = value
    response = client.get(request[1])
    assert response.status_code == 200, response.status_code


class _Run:
    """Measures blocks; a block in which T moved over a tenth is measured again, three times at most."""

    def __init__(
        self, results: dict[str, Any], port: int, pid: int, unit: Any, unit_sqlite: Any, seconds: float, quick: bool
    ) -> None:
        self.results, self.port, self.pid, self.unit, self.unit_sqlite = results, port, pid, unit, unit_sqlite
        self.seconds, self.quick = seconds, quick
        self.t, self.t_sqlite = unit(), unit_sqlite()
        results["T"], results["T_sqlite"] = round(self.t, 2), round(self.t_sqlite, 2)

    def block(self, name: str, make: Callable[[int], Request], *, writes: bool = False) -> None:
        """Measure one page."""
        for _attempt in range(3):
            before = self.unit()
            row = self._once(make, 120 if writes else COUNT)
            after = self.unit()
            if max(before, after) / min(before, after) <= STEADY:
                break
            row["T_moved"] = round(max(before, after) / min(before, after), 2)
        t = (before + after) / 2
        row |= {"in_T": round(row["cpu_ms"] / t, 2), "in_T_sqlite": round(row["cpu_ms"] / self.unit_sqlite(), 2)}
        row["T"] = round(t, 2)
        if not writes:
            row["gzip_bytes"] = asyncio.run(compressed_size(self.port, make(0)))
        if not self.quick and not writes:
            for connections in (16, 64):
                row[f"c{connections}"] = asyncio.run(closed(self.port, make, connections, self.seconds)).summary()
        self.results["pages"][name] = row
        print(f"  {name}: {row['cpu_ms']} ms CPU = {row['in_T']} T, p50 {row['c1']['p50']} ms", flush=True)

    def _once(self, make: Callable[[int], Request], count: int) -> dict[str, Any]:
        offset = random.randrange(10**6)
        asyncio.run(counted(self.port, lambda n: make(offset + n), 60))
        trees = _trees(self.pid)
        cpu_when_idle(trees)
        before = cpu(trees)
        result = asyncio.run(counted(self.port, lambda n: make(offset + 1000 + n), count))
        return {"cpu_ms": round((cpu_when_idle(trees) - before) / count * 1000, 2), "c1": result.summary()}
