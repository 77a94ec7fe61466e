"""Starting: prepare the data folder, bring the database up, then run the process tree."""

from __future__ import annotations

import errno
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import django
import segno
import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.address import is_for_local_network
from config.catalogues import compile_catalogues
from config.environment import data_path, number, value
from config.installation import database_fault, version_fault
from config.saving import WITHOUT, save_before_upgrade
from stoep.kernel.logs import set_up_logs
from stoep.kernel.server.accepting import BalancedServer, OpenConnections
from stoep.kernel.server.certificates import Contexts
from stoep.kernel.supervisor import Supervisor, hold, listening_socket

GRACE = 3
WORKER_NODE = 31  # web processes are 1 to 30, also when the worker runs apart from them


def say(text: str) -> None:
    """Tell who started it what is going on."""
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()


class CannotStart(Exception):
    """Why not, in one sentence."""


def serve(command: str, host: str, *, demo: bool) -> int:
    """Prepare and serve until told to end; return the exit code."""
    started = time.monotonic()
    say(f"Stoep. Data folder: {data_path()}")
    compile_catalogues()
    django.setup()
    set_up_logs(value("STOEP_LOG_LEVEL").upper())
    try:
        with _data_folder(command):
            sock = None if command == "worker" else _listen(host)
            link = _prepare(demo)
            _load()
            _say_ready(started, link, is_web=sock is not None)
            _run(command, sock)
    except CannotStart as error:
        sys.stderr.write(f"  {error}\n")
        return 1
    say("Ended.")
    return 0


@contextmanager
def _data_folder(command: str) -> Iterator[None]:
    """Have the data folder as long as the block lasts. A second server would end the set-up link of the first."""
    parts = ("web", "worker") if command == "serve" else (command,)
    with ExitStack() as held:
        for part in parts:
            lock = hold(Path(settings.DATA) / f"{part}.lock")
            if lock is None:
                raise CannotStart("Stoep runs on this data folder already. End that one, or give another: --data DIR")
            held.enter_context(lock)
        yield


def _listen(host: str) -> socket.socket:
    try:
        return listening_socket(host, number("STOEP_PORT"))
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise CannotStart(f"{host} is no address of this computer. All it has: --host 0.0.0.0") from error
        port = f"Port {value('STOEP_PORT')} cannot be used ({error.strerror})."
        raise CannotStart(f"{port} Try another: bin/serve --port 8001") from error


def _say_ready(started: float, link: str | None, *, is_web: bool) -> None:
    if is_web:
        say(f"Ready in {time.monotonic() - started:.1f} s: {settings.SITE}/")
        _say_who_can_come()
    if link:
        say(f"Set it up here, once, within the hour: {link}")
    say("Ctrl-C ends it.")


def _say_who_can_come() -> None:
    from django.utils import translation

    from stoep.kernel.reach import reach

    with translation.override("en"):
        found = reach()
        say(" ".join([found.headline, *found.reasons]))
    if is_for_local_network():
        say("Everybody on this network can reach the sign-in page: for a first try only.")
        if sys.stdout.isatty():
            segno.make(f"{settings.SITE}/", error="l").terminal(compact=True)


def _run(command: str, sock: socket.socket | None) -> None:
    tree = Supervisor()
    connections.close_all()
    if sock is not None:
        add_web(tree, sock, settings.WEB_PROCESSES)
    if command != "web":
        tree.add("worker", _worker, node=WORKER_NODE)
    tree.run()


def _prepare(demo: bool) -> str | None:
    """Bring the database and the static files up to this version; return the set-up link if one is needed."""
    from django.core.management.base import CommandError

    from stoep.kernel.backup.shelf import upgraded
    from stoep.kernel.health import assert_pragmas
    from stoep.organisation.actions import open_set_up
    from stoep.ui.assets import collect

    if fault := database_fault():
        raise CannotStart(fault)
    if version_fault():
        _save()
        say("Bringing the database up to this version …")
        call_command("migrate", verbosity=0, interactive=False)
    upgraded()
    assert_pragmas()
    _never_go_back()
    collect()
    if demo:
        try:
            call_command("demo", stdout=sys.stdout)
        except CommandError as error:
            say(str(error))
        settings.DEMO = (Path(settings.DATA) / "demo").exists()
    token = open_set_up()
    return f"{settings.SITE}/set-up/{token}/" if token else None


def _save() -> None:
    """Save a database that is there before it is changed."""
    from stoep.kernel.backup.cut import CannotSave

    try:
        if told := save_before_upgrade():
            say(told)
    except CannotSave as error:
        raise CannotStart(f"{error} So nothing was changed. To go on without: stoep migrate {WITHOUT}") from error


def _never_go_back() -> None:
    from stoep.items.models import Item
    from stoep.kernel.ids import never_below, new_id

    newest = Item.objects.for_system("ids stay above the highest").order_by("-pk").values_list("pk", flat=True).first()
    if newest and newest > new_id():
        never_below(newest)


def _load() -> None:
    """Import and read everything once, so that the processes share it."""
    from django.template.loader import get_template
    from django.urls import get_resolver

    from stoep.kernel.facts import wiring
    from stoep.ui.icons import sprite

    wiring()
    get_resolver().url_patterns  # noqa: B018
    sprite()
    for name in (
        "ui/base.html",
        "web/home.html",
        "items/item.html",
        "items/_card.html",
        "streams/_stream.html",
    ):
        get_template(name)


def add_web(tree: Supervisor, sock: socket.socket, processes: int) -> None:
    """Let `processes` web processes of the tree share the connections of `sock`."""
    shared = OpenConnections(processes)
    for which in range(processes):
        tree.add(f"web {which + 1}", partial(_web, sock, shared, which), node=which + 1)


def _web(sock: socket.socket, shared: OpenConnections, which: int) -> None:
    from stoep.kernel.server.application import Application

    files = settings.CERTIFICATE
    options = uvicorn.Config(
        Application(),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=32_768,
    )
    server = BalancedServer(options, sock, shared, which, Contexts(*files).current if files else None)
    app = options.app
    server.handle_exit = _closing(server, app)  # type: ignore[method-assign, assignment]
    server.run()


def _closing(server: uvicorn.Server, app: Any) -> Callable[[int, FrameType | None], None]:
    leave = server.handle_exit

    def handle_exit(sent: int, frame: FrameType | None) -> None:
        app.close()
        leave(sent, frame)

    return handle_exit


def _worker() -> None:
    from stoep.kernel.worker import main

    main()
