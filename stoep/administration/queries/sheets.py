"""What a sheet of people would bring, looked at against who is here now."""

from __future__ import annotations

import re
from collections import Counter

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models.functions import Lower
from django.utils import timezone

from stoep.administration.importers.check import Checked, check
from stoep.administration.importers.newcomers import Finding, Known
from stoep.administration.importers.rows import read_sheet
from stoep.administration.models import PeopleSheet
from stoep.organisation.functions import is_on
from stoep.people.actions.roles import LONGEST_STAY
from stoep.people.models import Person

SHOWN = 200


def _known() -> Known:
    rows = Person.objects.filter(is_placeholder=False).values_list(Lower("email"), "handle", "name")
    emails, handles, names = zip(*rows, strict=True) if rows else ((), (), ())
    today = timezone.localdate()
    return Known(
        frozenset(filter(None, emails)),
        frozenset(handles),
        frozenset(name.casefold() for name in names),
        today + LONGEST_STAY,
        today,
        is_on("guests"),
    )


def checked_sheet(text: str) -> tuple[Checked, list[str]]:
    """Return who can be made of a sheet and what was found, and the columns nothing is done with.

    Raises `Unreadable` for the file as a whole.
    """
    sheet = read_sheet(text)
    return check(sheet.rows, _known()), sheet.unused


def report_of(checked: Checked, unused: list[str]) -> dict[str, object]:
    """Return the report of a dry run as it is kept: counts, and the first lines."""
    refused = [finding for finding in checked.findings if finding.is_fault]
    reasons = Counter(re.sub(r"\d+\.?", "…", finding.text) for finding in refused)
    return {
        "new": len(checked.newcomers),
        "known": len(checked.known),
        "refused": len({finding.line for finding in refused}),
        "remarks": len(checked.findings) - len(refused),
        "reasons": reasons.most_common(),
        "unused": unused,
        "lines": [[f.line, f.column, f.text, f.is_fault] for f in findings_in_order(checked)[:SHOWN]],
    }


def findings_in_order(checked: Checked) -> list[Finding]:
    """Return all that was found, by line: faults, remarks, and who is here already."""
    return sorted([*checked.findings, *checked.known], key=lambda finding: finding.line)


def people_to_let_in(sheet: PeopleSheet) -> list[Person]:
    """Return who was made of a sheet and never chose a password, in the order of the sheet."""
    new = Person.objects.present().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    people = new.in_bulk(sheet.people)
    return [people[pk] for pk in sheet.people if pk in people]
