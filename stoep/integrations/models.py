"""What an import brought: each run, and which outside id became which row."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person

UNDO_FOR = timedelta(days=30)


class ImportRun(models.Model):
    """One import of one source; its undo removes what it alone brought."""

    class State(models.IntegerChoices):
        RUNNING = 1
        DONE = 2
        UNDONE = 3
        UNDOING = 4  # cut off in the middle, an undo goes on from there

    id = TimeOrderedId()
    source = models.CharField(max_length=200)
    archive = models.CharField(max_length=200)
    state = models.SmallIntegerField(choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True, default="")


class ImportedRow(models.Model):
    """An outside id and the row it became, written with the row itself: never twice, never computed again."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    source = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    external_id = models.CharField(max_length=120)
    row_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "external_id"], name="imported_once")]
        indexes = [models.Index(fields=["kind", "row_id"], name="imported_row")]


class Claim(models.Model):
    """A person says "that placeholder is me"; an admin sees both sides. Undone within 30 days at most."""

    id = TimeOrderedId()
    placeholder = models.ForeignKey(Person, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    moved = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placeholder", "person"], name="claim_once")]

    @property
    def undone_until(self) -> datetime | None:
        """Return until when its approval can be undone."""
        return self.approved_at + UNDO_FOR if self.approved_at else None

    @property
    def may_be_undone(self) -> bool:
        """Say whether it was approved, not longer than 30 days ago."""
        return self.undone_until is not None and timezone.now() <= self.undone_until
