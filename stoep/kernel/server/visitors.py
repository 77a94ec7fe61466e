"""Who asks, and by which address: what a proxy in front says of a visitor is believed of stated proxies only."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from stoep.kernel.server.environ import Scope

Address = IPv4Address | IPv6Address
FOR, PROTO, HOST = b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host"
SCHEMES = ("http", "https")


def as_visited(scope: Scope) -> Scope:
    """Return the request as the visitor made it, without the headers a proxy adds.

    From a stated proxy the visitor's address, scheme and host are taken over; from anybody else they are dropped.
    """
    said: dict[bytes, list[bytes]] = {}
    kept = []
    for name, value in scope["headers"]:
        if name.startswith(b"x-forwarded-"):
            said.setdefault(name, []).append(value)
        else:
            kept.append((name, value))
    peer, port = scope.get("client") or ("", 0)
    address = address_in(peer)
    visited = scope | {"headers": kept, "client": (str(address or peer), port)}
    if address and said and is_stated(address):
        _believe(visited, {name: b",".join(values).decode("latin-1") for name, values in said.items()}, address)
    return visited


def _believe(scope: Scope, said: dict[bytes, str], peer: Address) -> None:
    """Take over what the nearest proxy said; where more than one spoke, the nearest stands last."""
    scope["client"] = (str(_visitor(said.get(FOR, ""), peer)), 0)
    scheme = _last(said.get(PROTO, "")).lower()
    if scheme in SCHEMES:
        scope["scheme"] = scheme
    if host := _last(said.get(HOST, "")):
        others = [(name, value) for name, value in scope["headers"] if name != b"host"]
        scope["headers"] = [*others, (b"host", host.encode("latin-1"))]


def _visitor(forwarded: str, peer: Address) -> Address:
    """Walk from the right past stated proxies; what stands left of the first other address may be invented."""
    nearest = peer
    for text in reversed(forwarded.split(",")):
        address = address_in(text)
        if address is None:
            break
        nearest = address
        if not is_stated(address):
            break
    return nearest


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip()


@lru_cache(4096)
def address_in(text: str) -> Address | None:
    """Return the address in `text`, with or without a port; IPv4 inside IPv6 as IPv4; None when there is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def is_stated(address: Address) -> bool:
    """Say whether `address` is one of the proxies the operator stated."""
    return any(address in network for network in settings.PROXIES)


def host_is_ours(scope: Scope) -> bool:
    """Say whether the request names one host, and one of this installation."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return len(hosts) == 1 and validate_host(split_domain_port(hosts[0])[0], settings.ALLOWED_HOSTS)
