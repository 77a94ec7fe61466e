"""Where the network is: its address, the names it answers to, whom it believes about visitors, where it listens."""

from __future__ import annotations

import socket
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from config.environment import value

HERE = "127.0.0.1"
STANDARD_PORTS = {"http": 80, "https": 443}
ON_THIS_COMPUTER = f"{HERE}, ::1"


def is_for_local_network() -> bool:
    """Say whether it is shown on the local network for a try."""
    return value("STOEP_LAN") == "1"


def certificate_files() -> tuple[Path, Path] | None:
    """Return the files of our own certificate and its key; None when a proxy has it, or nobody."""
    if not (value("STOEP_CERT") and value("STOEP_KEY")):
        return None
    return Path(value("STOEP_CERT")).resolve(), Path(value("STOEP_KEY")).resolve()


def site() -> str:
    """Return the public address, without a slash behind it: as given, of the certificate, or of this computer."""
    if given := value("STOEP_SITE"):
        return _as_browsers_say(given)
    scheme, host = "http", "localhost"
    if is_for_local_network():
        host = lan_address() or host
    elif certificate_files():
        scheme, host = "https", _name_in_certificate() or host
    return _as_browsers_say(f"{scheme}://{host}:{value('STOEP_PORT')}")


def hosts() -> list[str]:
    """Return the names it answers to; a request for any other is refused."""
    host = urlsplit(site()).hostname or ""
    names = [f"[{host}]" if ":" in host else host]
    if is_for_local_network():
        machine = socket.gethostname().lower().partition(".")[0]
        return list(dict.fromkeys([*names, machine, f"{machine}.local", "localhost", HERE]))
    return names if value("STOEP_SITE") or certificate_files() else [*names, HERE]


def proxies() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the stated proxies; for an https address without a certificate of our own, one on this computer."""
    behind_one = site().startswith("https:") and not certificate_files()
    stated = value("STOEP_PROXIES") or (ON_THIS_COMPUTER if behind_one else "")
    return tuple(ip_network(part.strip(), strict=False) for part in stated.split(",") if part.strip())


def listens_on() -> str:
    """Return the address to listen on when none is given: everywhere only when others must reach it directly."""
    if not (is_for_local_network() or certificate_files()):
        return HERE
    return "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104


def lan_address() -> str:
    """Return this computer's address on the local network, "" when there is none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address of nobody: the system says how it would go there
        except OSError:
            return ""
        found = str(asking.getsockname()[0])
    return "" if found.startswith("127.") else found


def address_fault() -> str:
    """Return why it cannot be served at its address; "" when it can."""
    from stoep.kernel.server.certificates import Unusable, assert_usable

    if is_for_local_network() and not lan_address():
        return "This computer is in no local network (--lan). Without --lan it serves this computer only."
    if files := certificate_files():
        try:
            assert_usable(*files, urlsplit(site()).hostname or "")
        except Unusable as error:
            return str(error)
    return ""


def _name_in_certificate() -> str:
    """Return the first host it is for, "" when it cannot be read: who serves it is told why."""
    from stoep.kernel.server.certificates import Unusable, read_certificate

    files = certificate_files()
    try:
        names = read_certificate(files[0]).names if files else ()
    except Unusable:
        return ""
    return next((name for name in names if not name.startswith("*")), "")


def _as_browsers_say(address: str) -> str:
    parts = urlsplit(address.lower().rstrip("/"))
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, STANDARD_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"
