"""What a setting may hold: each kind returns what is wrong with a text, or "" when nothing is."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from ipaddress import ip_network
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

Kind = Callable[[str], str]


def anything(text: str) -> str:
    """Take every text."""
    return ""


def whole(least: int, most: int) -> Kind:
    """Take a whole number from `least` to `most`."""
    wanted = f"must be a whole number from {least} to {most}"
    return lambda text: "" if text.isascii() and text.isdecimal() and least <= int(text) <= most else wanted


def one_of(*choices: str) -> Kind:
    """Take one of these words, in capitals or not."""
    return lambda text: "" if text.upper() in choices else f"must be {', '.join(choices[:-1])} or {choices[-1]}"


def site(text: str) -> str:
    """Take an address people type: scheme, host, perhaps a port."""
    parts = _parts(text, "http", "https")
    if parts and text.isascii() and not (parts.path.strip("/") or parts.query or parts.fragment or parts.username):
        return ""
    return "must be an address with only http(s), host and port, such as https://stoep.example.nl"


def networks(text: str) -> str:
    """Take addresses and networks with commas between; not the whole internet, as then everybody is believed."""
    try:
        if all(ip_network(part.strip(), strict=False).prefixlen for part in text.split(",")):
            return ""
    except ValueError:
        pass
    return "must be addresses or networks of proxies, with commas between, such as 127.0.0.1, 10.0.0.0/24"


def postgres(text: str) -> str:
    """Take the address of a PostgreSQL database; without a host it is on this computer, by its socket."""
    parts = _parts(text, "postgresql", "postgres", needs_host=False)
    if parts and parts.path.strip("/") and not (parts.query or parts.fragment):
        return ""
    return "must be an address such as postgresql://user:password@host:5432/name, without options behind it"


def mail_server(text: str) -> str:
    """Take the address of a mail server."""
    parts = _parts(text, "smtp", "smtps")
    if parts and not parts.path.strip("/"):
        return ""
    return "must be an address such as smtp://user:password@host:587 or smtps://user:password@host"


def mailbox(text: str) -> str:
    """Take somebody's mail address, with or without a name."""
    name, _, domain = parseaddr(text)[1].rpartition("@")
    return "" if name and domain else "must be a mail address, such as Stoep <stoep@example.nl>"


def time_zone(text: str) -> str:
    """Take the name of a time zone."""
    try:
        ZoneInfo(text)
    except (OSError, ValueError, KeyError):  # a folder, a path outside, a name that is not there
        return "must be a time zone, such as Europe/Amsterdam"
    return ""


def _parts(text: str, *schemes: str, needs_host: bool = True) -> SplitResult | None:
    """Return the parts of an address with one of `schemes`; None when it is none."""
    try:
        parts = urlsplit(text)
        right = parts.scheme in schemes and (bool(parts.hostname) or not needs_host) and parts.port != 0
    except ValueError:  # a port that is no number
        return None
    return parts if right and not any(letter.isspace() for letter in text) else None
