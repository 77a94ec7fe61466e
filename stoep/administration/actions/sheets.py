"""Sheets of people: looked at, made a batch at a time, and let in.

A batch is one transaction, which holds SQLite's only place to write for a part of a second; its last line stands in
the same transaction, so a worker that dies goes on where it was, and nobody is made twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, override

from stoep.administration.actions.people import add_person
from stoep.administration.models import PeopleSheet
from stoep.administration.queries import checked_sheet, people_to_let_in, report_of
from stoep.kernel.access import NotAllowed, require
from stoep.organisation.queries import organisation
from stoep.people.actions.passwords import make_first_links
from stoep.people.models import Person

BATCH = 10  # nobody else writes while one is made


@transaction.atomic
def bring_sheet(admin: Person, *, name: str, text: str, encoding: str) -> PeopleSheet:
    """Look at a sheet and keep it for a decision. Raises `Unreadable` for the file as a whole."""
    require(admin.is_admin)
    report = report_of(*checked_sheet(text))
    return PeopleSheet.objects.create(brought_by=admin, name=name[:200], encoding=encoding, text=text, report=report)


@transaction.atomic
def throw_away(admin: Person, sheet: PeopleSheet) -> None:
    """Forget a sheet. Who was made of it stays. Raises `NotAllowed` while it is being worked through."""
    require(admin.is_admin and sheet.state != PeopleSheet.State.MAKING)
    sheet.delete()


@transaction.atomic
def begin_making(admin: Person, sheet: PeopleSheet) -> bool:
    """Let the people of a sheet be made; say whether this began it, and not an earlier click.

    The sheet is looked at once more, for somebody may have come in meanwhile; from here on only its good rows are kept.
    """
    require(admin.is_admin)
    sheet = PeopleSheet.objects.select_for_update().get(pk=sheet.pk)
    if sheet.state != PeopleSheet.State.CHECKED:
        return False
    checked, unused = checked_sheet(sheet.text)
    sheet.report = report_of(checked, unused)
    sheet.text = json.dumps([asdict(newcomer) for newcomer in checked.newcomers], default=str)
    sheet.state = PeopleSheet.State.MAKING
    sheet.save()
    return True


@transaction.atomic
def make_next(sheet_id: int, position: int) -> int | None:
    """Make the people of the next rows, from `position` on; return where to go on, None when there is no more to do.

    A row that cannot be made after all, because somebody took its address meanwhile, is noted and passed over.
    """
    sheet = PeopleSheet.objects.select_for_update().filter(pk=sheet_id, state=PeopleSheet.State.MAKING).first()
    if sheet is None or sheet.position != position:
        return None
    rows = json.loads(sheet.text)
    ours = organisation()
    with override(ours.language if ours else None):
        for row in rows[position : position + BATCH]:
            _make(sheet, row)
    sheet.position = min(position + BATCH, len(rows))
    is_done = sheet.position == len(rows)
    if is_done:
        sheet.state, sheet.text = PeopleSheet.State.MADE, ""
    sheet.save()
    return None if is_done else sheet.position


def _make(sheet: PeopleSheet, row: dict[str, Any]) -> None:
    line, manager, until = row.pop("line"), row.pop("manager"), row.pop("guest_until")
    try:
        with transaction.atomic():
            person = add_person(
                sheet.brought_by,
                manager=_manager(manager) if manager else None,
                guest_until=date.fromisoformat(until) if until else None,
                **row,
            )
    except ValidationError as error:
        sheet.missed.append([line, " ".join(error.messages)])
    except NotAllowed:
        sheet.missed.append([line, gettext("Who brought this sheet may not add this person any more.")])
    else:
        sheet.people.append(person.pk)


def _manager(name: str) -> Person | None:
    people = Person.objects.alias(low=Lower("email")).filter(is_placeholder=False)
    return people.filter(low=name).first() or people.filter(handle=name).first()


@transaction.atomic
def note_links(admin: Person, sheet: PeopleSheet) -> list[tuple[Person, str]]:
    """Return a link for everybody of a sheet who never signed in; links of an earlier time end."""
    made = make_first_links(people_to_let_in(sheet), admin)
    PeopleSheet.objects.filter(pk=sheet.pk).update(links_at=timezone.now())
    return made


@transaction.atomic
def begin_mailing(admin: Person, sheet: PeopleSheet) -> bool:
    """Let everybody of a sheet be mailed a link, once; say whether this began it."""
    require(admin.is_admin)
    waiting = PeopleSheet.objects.filter(pk=sheet.pk, state=PeopleSheet.State.MADE, mailed=None)
    return bool(waiting.update(mailed=0))


@transaction.atomic
def link_to_mail(sheet_id: int, position: int) -> tuple[Person, str] | None:
    """Return the person of a sheet whose turn it is, with the token of a new link; None when no mail is to go out.

    After a failure it is a new link again. Who chose a password meanwhile, or has no address, gets none.
    """
    sheet = PeopleSheet.objects.select_related("brought_by").filter(pk=sheet_id, mailed=position).first()
    if sheet is None or position >= len(sheet.people):
        return None
    made = make_first_links(Person.objects.filter(pk=sheet.people[position]).exclude(email=None), sheet.brought_by)
    return made[0] if made else None


@transaction.atomic
def count_mailed(sheet_id: int, position: int, refused: str = "") -> bool:
    """Count a turn, once; say whether there is another. `refused` says why a mail server did not want an address."""
    sheet = PeopleSheet.objects.select_for_update().filter(pk=sheet_id, mailed=position).first()
    if sheet is None or position >= len(sheet.people):
        return False
    sheet.mailed = position + 1
    sheet.missed += [[0, refused]] if refused else []
    sheet.save(update_fields=["mailed", "missed"])
    return sheet.mailed < len(sheet.people)
