"""The options of serving: each is a setting too, and says so by being put in the environment."""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass

from config.teaching import parser_of

SERVING = {
    "serve": "Serve the network: prepare, migrate, then web and worker in one process tree.",
    "web": "Serve web processes only. The worker runs beside it: stoep worker, with the same data folder.",
    "worker": "Run the worker only: notifications, imports, upkeep. Pages are served beside it: stoep web.",
}
SERVICE = "Print a systemd unit that serves the network with these options; what to do with it is said beside it."
MORE = "All settings: docs/operate/settings.md. Proxies, certificates, phones: docs/operate/proxy.md"
AS_SETTINGS = {"port": "STOEP_PORT", "site": "STOEP_SITE", "cert": "STOEP_CERT", "key": "STOEP_KEY"}
AS_SWITCHES = {"demo": "STOEP_DEMO", "lan": "STOEP_LAN"}


@dataclass(frozen=True)
class Options:
    """What is no setting: where to listen ("" for what goes with the settings), the user of a service, filling it."""

    host: str = ""
    user: str = ""
    demo: bool = False


def options_of(command: str, arguments: list[str]) -> Options:
    """Take the options of `command` into the environment; return the others."""
    given = vars(_parser(command).parse_args(arguments))
    os.environ |= {name: given[key] for key, name in AS_SETTINGS.items() if given.get(key) is not None}
    os.environ |= {name: "1" for key, name in AS_SWITCHES.items() if given.get(key)}
    return Options(host=given.get("host") or "", user=given.get("user") or "", demo=bool(given.get("demo")))


def _parser(command: str) -> argparse.ArgumentParser:
    parser = parser_of(command, SERVING.get(command, SERVICE), more=MORE)
    parser.add_argument("--site", metavar="URL", help="public address, such as https://stoep.example.nl")
    if command != "worker":
        _add_listening(parser)
    if command == "service":
        parser.add_argument(
            "--user", metavar="NAME", type=_user, help="who it runs as (default: stoep)", default="stoep"
        )
    else:
        parser.add_argument("--lan", action="store_true", help="serve the local network over http, for a first try")
    if command == "serve":
        parser.add_argument("--demo", action="store_true", help="fill a new installation with a believable company")
    return parser


def _user(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_-]{0,31}", name):
        raise argparse.ArgumentTypeError(f"{name!r} is no name of a user")
    return name


def _add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", metavar="N", help="port to listen on (default: 8000)")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        help="address to listen on (default: this computer only; all it has with --cert or --lan)",
    )
    parser.add_argument("--cert", metavar="FILE", help="certificate with its chain: Stoep speaks TLS itself")
    parser.add_argument("--key", metavar="FILE", help="key of that certificate")
