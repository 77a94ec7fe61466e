"""Every setting an operator can give, read from environment variables, each with a working default.

`docs/operate/settings.md` documents them; a test holds the two lists equal.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from config.kinds import Kind, anything, mail_server, mailbox, networks, one_of, postgres, site, time_zone, whole

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    """One environment variable: its name, its default as text, what it is for and what it may hold."""

    name: str
    default: str
    meaning: str
    kind: Kind = anything
    option: str = ""
    holds_password: bool = False


VARIABLES = (
    Variable(
        "STOEP_DATA", str(ROOT / "data"), "Folder that holds the database, files, secrets and logs.", option="--data"
    ),
    Variable(
        "STOEP_SITE",
        "",
        "Public address, such as https://stoep.example.nl. Empty: that of the certificate, else this computer only.",
        site,
        option="--site",
    ),
    Variable("STOEP_PORT", "8000", "Port the web server listens on.", whole(1, 65535), option="--port"),
    Variable(
        "STOEP_DATABASE",
        "",
        "PostgreSQL address (postgresql://…). Empty: SQLite in the data folder.",
        postgres,
        holds_password=True,
    ),
    Variable(
        "STOEP_SYNCHRONOUS",
        "FULL",
        "SQLite durability: FULL survives a power cut, NORMAL is quicker.",
        one_of("FULL", "NORMAL", "EXTRA", "OFF"),
    ),
    Variable("STOEP_WEB_PROCESSES", "2", "Number of web processes, 1 to 30.", whole(1, 30)),
    Variable(
        "STOEP_WEB_THREADS",
        "",
        "Page threads in each web process, 1 to 64. Empty: 1 on SQLite, 4 on PostgreSQL.",
        whole(1, 64),
    ),
    Variable(
        "STOEP_PROXIES",
        "",
        "Proxies whose X-Forwarded headers are believed, as addresses or networks: 127.0.0.1, 10.0.0.2. Empty: with an"
        " https address and no certificate of its own, one on this computer; else none.",
        networks,
    ),
    Variable(
        "STOEP_CERT",
        "",
        "File with the certificate, its chain behind it: Stoep then speaks TLS itself.",
        option="--cert",
    ),
    Variable("STOEP_KEY", "", "File with the key of that certificate.", option="--key"),
    Variable(
        "STOEP_LAN",
        "",
        "1: serve the local network over plain http, for a first try.",
        one_of("0", "1"),
        option="--lan",
    ),
    Variable("STOEP_TIME_ZONE", "Europe/Amsterdam", "Time zone for dates that are shown as text.", time_zone),
    Variable(
        "STOEP_LOG_LEVEL",
        "INFO",
        "Least level that is logged: DEBUG, INFO, WARNING or ERROR.",
        one_of("DEBUG", "INFO", "WARNING", "ERROR"),
    ),
    Variable(
        "STOEP_EMAIL",
        "",
        "Mail server (smtp://user:password@host:587, or smtps://…). Empty: no mail is sent.",
        mail_server,
        holds_password=True,
    ),
    Variable("STOEP_EMAIL_FROM", "", "Sender of mail, such as Stoep <stoep@example.nl>.", mailbox),
    Variable(
        "STOEP_DEMO",
        "",
        "1: the demonstration organisation; visitors may step in as described people.",
        one_of("0", "1"),
        option="--demo",
    ),
)
ELSEWHERE = ("STOEP_PYTHON", "STOEP_LONG", "STOEP_DATABASE_GW1")  # read by bin/install and by tests
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


def faults() -> list[str]:
    """Return a sentence for each setting that cannot be, and for each name that is none."""
    known = (*_DEFAULTS, *ELSEWHERE)
    strange = [name for name in sorted(os.environ) if name.startswith("STOEP_") and name not in known]
    return [*filter(None, map(_fault, VARIABLES)), *_at_odds(), *map(_unknown, strange)]


def _at_odds() -> list[str]:
    """Return a sentence for settings that are right by themselves and do not go together."""
    is_lan, has_certificate = value("STOEP_LAN") == "1", bool(value("STOEP_CERT"))
    found = {
        "STOEP_CERT (--cert) and STOEP_KEY (--key) go together: give both.": has_certificate
        != bool(value("STOEP_KEY")),
        "STOEP_LAN (--lan) finds its own address over http: leave STOEP_SITE and STOEP_CERT out.": is_lan
        and (has_certificate or bool(value("STOEP_SITE"))),
        "STOEP_SITE (--site) must begin with https:// when there is a certificate.": has_certificate
        and value("STOEP_SITE").lower().startswith("http:"),
    }
    return [sentence for sentence, is_so in found.items() if is_so]


def _fault(variable: Variable) -> str:
    given = os.environ.get(variable.name)
    wrong = variable.kind(given) if given else ""
    name = variable.name + (f" ({variable.option})" if variable.option else "")
    return f"{name} {wrong}{'' if variable.holds_password else f'; it is {given!r}'}." if wrong else ""


def _unknown(name: str) -> str:
    tails = [known.removeprefix("STOEP_") for known in _DEFAULTS]  # what all begin with makes all of them near
    near = get_close_matches(name.removeprefix("STOEP_"), tails, 1)
    meant = f"Do you mean STOEP_{near[0]}?" if near else "All there are: docs/operate/settings.md"
    return f"There is no setting {name}. {meant}"


def data_path() -> Path:
    """Return where the data folder is or would be."""
    return Path(value("STOEP_DATA")).resolve()


def data_folder() -> Path:
    """Return the data folder, made when missing, readable by its owner only."""
    folder = data_path()
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
