"""How people come in: invitations, links for a team, allowed domains; and how far their welcome is."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class Invitation(models.Model):
    """A personal link, single use; the token itself is never stored."""

    id = TimeOrderedId()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=100, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    accepted_by = models.OneToOneField(Person, models.SET_NULL, null=True, related_name="accepted_invitation")
    withdrawn_at = models.DateTimeField(null=True)
    took_part_at = models.DateTimeField(null=True)  # when the invitee first posted or replied

    class Meta:
        indexes = [models.Index(fields=["invited_by", "name"], name="invitation_of")]

    @property
    def is_open(self) -> bool:
        """Say whether somebody can still come in by it."""
        unused = self.accepted_by_id is None and self.withdrawn_at is None
        return unused and self.expires_at > timezone.now() and self.invited_by.is_active


class TeamLink(models.Model):
    """One link for several colleagues, limited in number and time."""

    id = TimeOrderedId()
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100, blank=True, default="")
    places = models.SmallIntegerField()
    used = models.SmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(used__lte=models.F("places")), name="team_link_not_overspent")
        ]

    @property
    def left(self) -> int:
        """Return how many can still come in by it."""
        return self.places - self.used

    @property
    def is_open(self) -> bool:
        """Say whether somebody can still come in by it."""
        usable = self.left > 0 and self.withdrawn_at is None
        return usable and self.expires_at > timezone.now() and self.invited_by.is_active


class DomainArrival(models.Model):
    """Somebody with an address of an allowed domain was mailed a link that proves it is theirs."""

    digest = models.CharField(max_length=64, primary_key=True)
    email = models.EmailField()
    expires_at = models.DateTimeField()


class Arrival(models.Model):
    """How far a newcomer is with the welcome: the step that comes next, and when it was closed."""

    class Step(models.IntegerChoices):
        PHOTO = 1
        TOPICS = 2
        PLACES = 3
        GREETING = 4
        LATER = 5

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    step = models.SmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
