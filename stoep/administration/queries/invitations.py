"""Invitations that are out."""

from __future__ import annotations

from django.utils import timezone

from stoep.adoption.models import Invitation

PAGE = 50


def open_invitations(before: int) -> tuple[list[Invitation], int]:
    """Return a page of the invitations that still open the door, newest first, and the id to go on before (0: none)."""
    out = Invitation.objects.filter(accepted_by=None, withdrawn_at=None, expires_at__gt=timezone.now())
    out = out.filter(pk__lt=before) if before else out
    found = list(out.select_related("invited_by").order_by("-pk")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0
