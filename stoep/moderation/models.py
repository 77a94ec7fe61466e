"""What was done by whom with more than ordinary rights, and who reads what on which ground."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class AuditEntry(models.Model):
    """One act; written in its own transaction, never changed. It holds no content and no secret.

    `seal` is the hash of this entry and of the one before it: a line taken out or changed breaks the chain. The
    actor is a number, no reference: an account that is erased takes no line along.
    """

    id = TimeOrderedId()
    actor_id = models.BigIntegerField(null=True)  # null: the system, or a command at the terminal
    act = models.CharField(max_length=40)  # the name of the fact
    thing = models.CharField(max_length=40, blank=True, default="")  # to what, such as "person 42"
    details = models.JSONField(default=dict, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["thing"], name="audit_on")]


class GroundedAccess(models.Model):
    """Reading one thread or one group without being in it: two people, a written reason, seven days."""

    class Ground(models.IntegerChoices):
        REPORT = 1, _("a report")
        LEGAL_DUTY = 2, _("a legal duty")

    id = TimeOrderedId()
    ground = models.SmallIntegerField(choices=Ground)
    reason = models.TextField(_("reason"), max_length=2000)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+", db_index=False)
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answered_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    granted_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    postponed_because = models.TextField(max_length=2000, blank=True, default="")
    told_at = models.DateTimeField(null=True)  # when the leaders of the group were told

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("asked_by")),
                name="access_takes_two",
            )
        ]

    @property
    def is_running(self) -> bool:
        """Say whether it was granted and is not over."""
        return self.expires_at is not None and self.ended_at is None and self.expires_at > timezone.now()

    @property
    def is_waiting(self) -> bool:
        """Say whether a second person still has to answer."""
        return self.granted_at is None and self.refused_at is None
