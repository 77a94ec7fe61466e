"""Invitations: how people come in."""

from __future__ import annotations

from django.db import models

from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class Invitation(models.Model):
    """A personal link, single use; the token itself is never stored."""

    id = TimeOrderedId()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=100, blank=True, default="")
    expires_at = models.DateTimeField()
    accepted_by = models.OneToOneField(Person, models.SET_NULL, null=True, related_name="accepted_invitation")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["invited_by", "name"], name="invitation_of")]
