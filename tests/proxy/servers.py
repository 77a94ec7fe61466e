"""The real proxies, started with the sample that `docs/operate/proxy.md` gives, ports and paths replaced."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.environment import ROOT
from stoep.kernel.tests.certified import SITE, Files
from tools.postgres import free_port

LIVE = f"/etc/letsencrypt/live/{SITE}"
MODULES = "/usr/lib/apache2/modules"
APACHE = """
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/log
DefaultRuntimeDir {folder}
Listen {plain}
Listen {tls}
{who}
{modules}
"""


@dataclass(frozen=True)
class Place:
    """What a sample is filled in with."""

    folder: Path
    files: Files
    stoep: int
    plain: int
    tls: int


def sample(name: str, place: Place) -> str:
    """Return the sample for `name` in the document, with this place in it."""
    page = (ROOT / "docs/operate/proxy.md").read_text("utf-8")
    found = re.search(rf"```{name}\n(.*?)```", page, re.S)
    assert found, name
    text = re.sub(r"\b80\b", str(place.plain), re.sub(r"\b443\b", str(place.tls), found[1]))
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{place.stoep}")
    text = text.replace(f"{LIVE}/fullchain.pem", str(place.files.certificate))
    text = text.replace(f"{LIVE}/privkey.pem", str(place.files.key))
    if not socket.has_dualstack_ipv6():
        text = "".join(line for line in text.splitlines(keepends=True) if "[::]" not in line)
    return text


def caddy(place: Place) -> list[str]:
    """Caddy, with the certificate of the test instead of one it would fetch."""
    ours = f"{SITE} {{\n    tls {place.files.certificate} {place.files.key}"
    general = f"{{\n  admin off\n  http_port {place.plain}\n  https_port {place.tls}\n}}\n"
    file = place.folder / "Caddyfile"
    file.write_text(general + sample("caddy", place).replace(f"{SITE} {{", ours))
    return ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]


def nginx(place: Place) -> list[str]:
    """nginx, with the frame a distribution gives it."""
    user = "user root;" if os.getuid() == 0 else ""
    temporary = "".join(
        f"{kind}_temp_path {place.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    frame = f"daemon off; {user} pid {place.folder}/pid; error_log {place.folder}/log; events {{}}"
    file = place.folder / "nginx.conf"
    file.write_text(f"{frame} http {{ access_log off; {temporary}\n{sample('nginx', place)} }}")
    return ["nginx", "-p", str(place.folder), "-c", str(file)]


def apache(place: Place) -> list[str]:
    """Apache, with the modules that the document and a distribution load."""
    page = (ROOT / "docs/operate/proxy.md").read_text("utf-8")
    asked = re.findall(r"`a2enmod ([\w ]+)`", page)[0].split()
    loaded = ["mpm_event", "authz_core", "alias", "reqtimeout", "deflate", "filter", "socache_shmcb", *asked]
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in loaded)
    who = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
    frame = APACHE.format(folder=place.folder, plain=place.plain, tls=place.tls, who=who, modules=modules)
    file = place.folder / "apache.conf"
    file.write_text(frame + sample("apache", place))
    return ["apache2", "-DFOREGROUND", "-f", str(file)]


STARTING: dict[str, Callable[[Place], list[str]]] = {"caddy": caddy, "nginx": nginx, "apache": apache}
PROGRAMS = {"caddy": "caddy", "nginx": "nginx", "apache": "apache2"}


def is_installed(name: str) -> bool:
    """Say whether the program of `name` is here; servers often lie where only their users look."""
    return shutil.which(PROGRAMS[name], path=_path()) is not None


@contextmanager
def proxied(name: str, folder: Path, files: Files, stoep: int) -> Iterator[Place]:
    """Run proxy `name` in front of port `stoep` as long as the block lasts."""
    folder.mkdir()
    place = Place(folder, files, stoep, plain=free_port(), tls=free_port())
    environment = {"PATH": _path(), "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(
            STARTING[name](place), env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait(place, process)
        yield place
    finally:
        os.killpg(process.pid, signal.SIGKILL)  # asked to end, some wait long for a stream nobody reads any more
        process.wait()


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"


def _wait(place: Place, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", place.tls), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    said = [file.read_text() for file in (place.folder / "output", place.folder / "log") if file.exists()]
    raise RuntimeError(f"the proxy did not start: {said}")
