"""Rows the kernel keeps: facts until everyone heard them, tasks until they are done."""

from __future__ import annotations

from django.db import models


class FactRow(models.Model):
    """A fact on its way to its AFTER listeners and to live pages; removed some minutes after all heard it.

    PostgreSQL has one more column, `xid xid8`: rows are read only below the oldest running transaction,
    because a lower id can commit after a higher one. The migration adds it.
    """

    kind = models.CharField(max_length=60)
    fields = models.TextField()
    created_at = models.BigIntegerField()
    heard = models.BooleanField(default=False)

    class Meta:
        db_table = "kernel_fact"
        indexes = [models.Index(fields=["id"], name="kernel_fact_waiting", condition=models.Q(heard=False))]


class Heard(models.Model):
    """One listener has heard one fact; written in the transaction of the listener's own effects."""

    fact = models.ForeignKey(FactRow, models.CASCADE, db_constraint=False, related_name="+")
    listener = models.CharField(max_length=120)

    class Meta:
        db_table = "kernel_heard"
        constraints = [models.UniqueConstraint(fields=["fact", "listener"], name="kernel_heard_once")]


class TaskRow(models.Model):
    """A task of `django.tasks`: waiting, leased by a worker, done (removed) or dead after its last attempt."""

    class State(models.IntegerChoices):
        WAITING = 0
        LEASED = 1
        DEAD = 2

    path = models.CharField(max_length=200)
    arguments = models.TextField()
    queue = models.CharField(max_length=20, default="default")
    priority = models.SmallIntegerField(default=0)
    run_at = models.BigIntegerField()
    state = models.SmallIntegerField(choices=State, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    leased_until = models.BigIntegerField(default=0)
    unique_key = models.CharField(max_length=120, null=True, unique=True)
    error = models.TextField(default="")

    class Meta:
        db_table = "kernel_task"
        indexes = [models.Index(fields=["queue", "state", "-priority", "run_at"], name="kernel_task_next")]
