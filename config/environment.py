"""Every setting an operator can give, read from environment variables, each with a working default.

`docs/operate/settings.md` documents them; a test holds the two lists equal.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default as text and what it is for."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("STOEP_DATA", str(ROOT / "data"), "Folder that holds the database, files, secrets and logs."),
    Variable("STOEP_SITE", "", "Public address, such as https://stoep.example.nl. Empty: this computer only."),
    Variable("STOEP_PORT", "8000", "Port the web server listens on."),
    Variable("STOEP_DATABASE", "", "PostgreSQL address (postgresql://…). Empty: SQLite in the data folder."),
    Variable("STOEP_SYNCHRONOUS", "FULL", "SQLite durability: FULL survives a power cut, NORMAL is quicker."),
    Variable("STOEP_WEB_PROCESSES", "2", "Number of web processes."),
    Variable("STOEP_WEB_THREADS", "", "Page threads in each web process. Empty: 1 on SQLite, 4 on PostgreSQL."),
    Variable("STOEP_PROXIES", "0", "Number of trusted proxies in front, for X-Forwarded-For and -Proto."),
    Variable("STOEP_TIME_ZONE", "Europe/Amsterdam", "Time zone for dates that are shown as text."),
    Variable("STOEP_LOG_LEVEL", "INFO", "Least level that is logged: DEBUG, INFO, WARNING or ERROR."),
    Variable("STOEP_EMAIL", "", "Mail server (smtp://user:password@host:587, or smtps://…). Empty: no mail is sent."),
    Variable("STOEP_EMAIL_FROM", "", "Sender of mail, such as Stoep <stoep@example.nl>."),
    Variable("STOEP_DEMO", "", "1: the demonstration organisation; visitors may step in as described people."),
)
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def value(name: str) -> str:
    """Return the text of setting `name`. Raises `KeyError` for a setting that is not in `VARIABLES`."""
    return os.environ.get(name) or _DEFAULTS[name]


def number(name: str) -> int:
    """Return setting `name` as a whole number. Raises `ValueError`, naming it, when it is not one."""
    try:
        return int(value(name))
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value(name)!r}") from None


def data_folder() -> Path:
    """Return the data folder, made when missing, readable by its owner only."""
    folder = Path(value("STOEP_DATA")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret(name: str) -> str:
    """Return the secret `name` of this installation; it is made at first use, in a file of mode 0600."""
    folder = data_folder() / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    if not path.exists():
        partial = folder / f"{name}.{os.getpid()}.partial"
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(partial, path)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    return path.read_text(encoding="ascii").strip()
