"""Each row of a sheet looked at: every cell, doubles, who is here already. Nothing is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from stoep.administration.importers.newcomers import Finding, Known, Newcomer, in_order
from stoep.administration.importers.rows import Row
from stoep.people.models import Person

LENGTHS = {"name": 100, "email": 254, "department": 100, "function": 100, "location": 100, "phone": 30}
ROLES = {
    "": Person.Role.MEMBER,
    "lid": Person.Role.MEMBER,
    "member": Person.Role.MEMBER,
    "medewerker": Person.Role.MEMBER,
    "gast": Person.Role.GUEST,
    "guest": Person.Role.GUEST,
}
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


@dataclass(frozen=True)
class Checked:
    """Who can be made, managers before who they lead; who is here already; and what was found, by line."""

    newcomers: list[Newcomer]
    known: list[Finding]
    findings: list[Finding]


def check(rows: Iterable[Row], known: Known) -> Checked:
    """Look at every row; nothing is made."""
    here: list[Finding] = []
    findings: list[Finding] = []
    first: dict[str, int] = {}
    good: list[Newcomer] = []
    for row in rows:
        newcomer, found = _look_at(row, known)
        found += _double(newcomer, first) if newcomer else []
        if newcomer and newcomer.email in known.emails:
            here.append(Finding(row.line, "email", _("This colleague is here already, and stays as is.")))
        elif newcomer and not any(finding.is_fault for finding in found):
            good.append(newcomer)
            findings += found
        else:
            findings += found
    ordered, remarks = in_order(good, known)
    return Checked(ordered, here, sorted([*findings, *remarks], key=lambda finding: finding.line))


def _look_at(row: Row, known: Known) -> tuple[Newcomer | None, list[Finding]]:
    cells = {column: row.cells.get(column, "") for column in (*LENGTHS, "manager", "role", "guest_until")}
    found = [Finding(row.line, "", row.fault)] if row.fault else []
    found += [
        Finding(row.line, column, _("This is longer than %(most)d characters.") % {"most": most})
        for column, most in LENGTHS.items()
        if len(cells[column]) > most
    ]
    if not cells["name"]:
        found.append(Finding(row.line, "name", _("The name is missing.")))
    cells["email"] = cells["email"].casefold()
    found += _email_fault(row.line, cells["email"]) or _namesake(row.line, cells, known)
    role, guest_until, more = _role_of(row.line, cells["role"], cells["guest_until"], known)
    found += more
    if row.fault or not cells["name"]:
        return None, found
    kept = {column: cells[column] for column in LENGTHS}
    manager = cells["manager"].casefold().lstrip("@")
    return Newcomer(row.line, role=role, guest_until=guest_until, manager=manager, **kept), found


def _email_fault(line: int, email: str) -> list[Finding]:
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return [Finding(line, "email", _("This is no e-mail address."))]
    return []


def _namesake(line: int, cells: dict[str, str], known: Known) -> list[Finding]:
    if cells["email"] or cells["name"].casefold() not in known.names:
        return []
    return [
        Finding(line, "name", _("Somebody of this name is here already. Add an e-mail address to tell them apart."))
    ]


def _role_of(line: int, role: str, until: str, known: Known) -> tuple[str, date | None, list[Finding]]:
    if role.casefold() not in ROLES:
        text = _("A role is member or guest. Administrators are made one by one, on their own page.")
        return Person.Role.MEMBER, None, [Finding(line, "role", text)]
    chosen = ROLES[role.casefold()]
    if chosen != Person.Role.GUEST:
        return chosen, None, []
    if not known.guests_on:
        return chosen, None, [Finding(line, "role", _("Guests are switched off in this network."))]
    last = _date(until)
    if until and (last is None or not known.today <= last <= known.latest):
        return (
            chosen,
            None,
            [Finding(line, "guest_until", _("Write a day from today, at most a year ahead: 2027-03-31."))],
        )
    return chosen, last, []


def _date(text: str) -> date | None:
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return None


def _double(newcomer: Newcomer, first: dict[str, int]) -> list[Finding]:
    """Find who stands in the file twice: by address, or by name where there is none."""
    key = newcomer.email or f"\0{newcomer.name.casefold()}"
    line = first.setdefault(key, newcomer.line)
    if line == newcomer.line:
        return []
    column = "email" if newcomer.email else "name"
    return [Finding(newcomer.line, column, _("The same person stands on line %(line)d.") % {"line": line})]
