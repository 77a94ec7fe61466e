"""Writes about the organisation: open the set-up, found it, change its brand."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from stoep.media.models import StoredFile
from stoep.organisation.models import Organisation, SetUpToken
from stoep.organisation.queries import forget

VALID_FOR = timedelta(hours=1)


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
