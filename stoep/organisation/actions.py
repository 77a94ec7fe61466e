"""Writes about the organisation: open the set-up, found it, change its brand."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from stoep.kernel.facts import announce
from stoep.kernel.sealing import seal
from stoep.media.models import StoredFile
from stoep.organisation.facts import FunctionsSwitched, OrganisationChanged
from stoep.organisation.functions import FUNCTIONS
from stoep.organisation.models import Organisation, SetUpToken
from stoep.organisation.queries import forget

VALID_FOR = timedelta(hours=1)
SETTINGS = ("name", "language", "accent", "logo", "house_rules", "invitations_each", "domains")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_set_up() -> str | None:
    """Return a fresh one-time set-up token, valid for an hour, or None when the set-up is done."""
    if Organisation.objects.exists():
        return None
    token = secrets.token_urlsafe(32)
    expires_at = timezone.now() + VALID_FOR
    SetUpToken.objects.update_or_create(id=1, defaults={"digest": _digest(token), "expires_at": expires_at})
    return token


def set_up_token_is_valid(token: str) -> bool:
    """Say whether `token` still opens the set-up."""
    row = SetUpToken.objects.filter(expires_at__gt=timezone.now()).first()
    return row is not None and secrets.compare_digest(row.digest, _digest(token))


@transaction.atomic
def found_organisation(*, name: str, language: str, accent: str, logo: StoredFile | None = None) -> Organisation:
    """Make the organisation and close the set-up. Raises `IntegrityError` when it is there already."""
    organisation = Organisation(name=name, language=language, accent=accent, logo=logo)
    organisation.save(force_insert=True)
    SetUpToken.objects.all().delete()
    transaction.on_commit(forget)
    return organisation


@transaction.atomic
def change_organisation(by_id: int, **fields: Any) -> None:
    """Change settings of the organisation. Raises `ValueError` for a field that is none, `ValidationError` for a value.

    Whoever calls it has asked whether `by_id` may. Announced are the names of what is another now.
    """
    if strange := set(fields) - set(SETTINGS):
        raise ValueError(f"{strange} are no settings of the organisation")
    ours = Organisation.objects.select_for_update().get()
    changed = [name for name, value in fields.items() if getattr(ours, name) != value]
    for name in changed:
        setattr(ours, name, fields[name])
    ours.clean_fields(exclude=["logo"])
    _save(ours, changed, by_id)


@transaction.atomic
def change_mail(by_id: int, *, server: dict[str, Any] | None, sender: str) -> None:
    """Send mail by another server from now on, or by none; its address is kept sealed, for it holds a password."""
    ours = Organisation.objects.select_for_update().get()
    ours.mail_sealed, ours.mail_from = seal(json.dumps(server)) if server else "", sender
    _save(ours, ["mail_sealed", "mail_from"], by_id)


def _save(ours: Organisation, changed: list[str], by_id: int) -> None:
    if not changed:
        return
    ours.save(update_fields=changed)
    announce(OrganisationChanged(" ".join(sorted(changed)), by_id))
    transaction.on_commit(forget)


@transaction.atomic
def switch_functions(by_id: int, off: Iterable[str]) -> None:
    """Leave exactly the functions named in `off` switched off. Raises `KeyError` for one that is none."""
    names = sorted(FUNCTIONS[name].name for name in off)
    ours = Organisation.objects.select_for_update().get()
    if ours.functions_off == names:
        return
    ours.functions_off = names
    ours.save(update_fields=["functions_off"])
    announce(FunctionsSwitched(" ".join(names), by_id))
    transaction.on_commit(forget)
