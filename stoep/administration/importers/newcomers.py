"""Who can be made of a sheet, and in which order: managers before who they lead."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Known:
    """Who is here already: addresses, names in the address, and names of people, all in small letters."""

    emails: frozenset[str]
    handles: frozenset[str]
    names: frozenset[str]
    latest: date  # the last day a guest may have
    today: date
    guests_on: bool


@dataclass(frozen=True)
class Finding:
    """Something about a row. What is no fault is a remark: the row is made, without that."""

    line: int
    column: str
    text: str
    is_fault: bool = True


@dataclass(frozen=True)
class Newcomer:
    """Somebody to make. `manager` is an e-mail address, or a name in the address, in small letters."""

    line: int
    name: str
    email: str
    role: str
    guest_until: date | None
    manager: str
    department: str
    function: str
    location: str
    phone: str


def in_order(newcomers: list[Newcomer], known: Known) -> tuple[list[Newcomer], list[Finding]]:
    """Put managers before who they lead. A manager nobody knows is left out, and a circle is broken at one place."""
    by_email = {newcomer.email: newcomer for newcomer in newcomers if newcomer.email}
    led: dict[str, list[Newcomer]] = defaultdict(list)
    remarks: list[Finding] = []
    ordered: list[Newcomer] = []
    here = known.emails | known.handles
    for newcomer in newcomers:
        if newcomer.manager in by_email:
            led[newcomer.manager].append(newcomer)
        elif newcomer.manager and newcomer.manager not in here:
            ordered.append(_on_their_own(newcomer, _("Nobody is known by this: made without a manager."), remarks))
        else:
            ordered.append(newcomer)
    _append_led(ordered, 0, led)
    while led:
        newcomer = _in_circle(next(iter(led.values()))[0], by_email)
        led[newcomer.manager].remove(newcomer)
        if not led[newcomer.manager]:
            del led[newcomer.manager]
        text = _("Managers go round in a circle. It is broken here: made without a manager.")
        ordered.append(_on_their_own(newcomer, text, remarks))
        _append_led(ordered, len(ordered) - 1, led)
    return ordered, remarks


def _append_led(ordered: list[Newcomer], start: int, led: dict[str, list[Newcomer]]) -> None:
    """Append who is led by those from `start` on, and who they lead, and so on."""
    while start < len(ordered):
        ordered += led.pop(ordered[start].email, []) if ordered[start].email else []
        start += 1


def _in_circle(newcomer: Newcomer, by_email: dict[str, Newcomer]) -> Newcomer:
    """Go up from manager to manager until somebody comes by twice."""
    met: set[str] = set()
    while newcomer.email not in met:
        met.add(newcomer.email)
        newcomer = by_email[newcomer.manager]
    return newcomer


def _on_their_own(newcomer: Newcomer, text: str, remarks: list[Finding]) -> Newcomer:
    remarks.append(Finding(newcomer.line, "manager", text, is_fault=False))
    return replace(newcomer, manager="")
