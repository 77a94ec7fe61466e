"""Django's task interface on a table of ours: queued in the caller's transaction, leased, tried again, never lost.

A worker that dies loses its lease after a minute and another takes the task. After the last attempt a task stays,
dead, with its error, until somebody looks (`bin/stoep tasks`).
"""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import Any

import structlog
from django.db import connection, transaction
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskResult, TaskResultStatus
from django.utils import timezone
from django.utils.module_loading import import_string

from stoep.kernel.models import TaskRow

LEASE_SECONDS = 60
ATTEMPTS = 8
FIRST_WAIT = 5
log = structlog.get_logger()
_CLAIM = (
    "UPDATE kernel_task SET state = 1, leased_until = %(until)s, attempts = attempts + 1 WHERE id IN ("
    " SELECT id FROM kernel_task WHERE queue = %(queue)s AND run_at <= %(now)s"
    " AND (state = 0 OR (state = 1 AND leased_until < %(now)s)) ORDER BY priority DESC, run_at LIMIT 1 {lock})"
    " RETURNING id, path, arguments, attempts"
)


class Lost(Exception):
    """A task took its worker along every time it ran."""


class DatabaseBackend(BaseTaskBackend):
    """Keeps tasks in `kernel_task`."""

    supports_defer = True
    supports_priority = True
    supports_async_task = False
    supports_get_result = False

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any, Any]:
        """Queue a task in the transaction at hand."""
        self.validate_task(task)
        run_at: datetime = task.run_after or timezone.now()
        row = TaskRow.objects.create(
            path=task.module_path,
            arguments=json.dumps([list(args), dict(kwargs)]),
            queue=task.queue_name,
            priority=task.priority,
            run_at=int(run_at.timestamp()),
        )
        return TaskResult(
            task=task,
            id=str(row.pk),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


def _claim(queue: str) -> tuple[int, str, str, int] | None:
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    now = int(time.time())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM.format(lock=lock), {"until": now + LEASE_SECONDS, "now": now, "queue": queue})
        row: tuple[int, str, str, int] | None = cursor.fetchone()
    return row


def waiting(queue: str = "default") -> bool:
    """Say whether a task of `queue` is due, without taking the write lock."""
    due = TaskRow.objects.filter(queue=queue, run_at__lte=int(time.time()))
    return (
        due.filter(state=TaskRow.State.WAITING).exists()
        or due.filter(state=TaskRow.State.LEASED, leased_until__lt=int(time.time())).exists()
    )


def run_one(queue: str = "default") -> bool:
    """Take and run one due task of `queue`; say whether there was one."""
    claimed = _claim(queue)
    if claimed is None:
        return False
    pk, path, arguments, attempts = claimed
    args, kwargs = json.loads(arguments)
    try:
        if attempts > ATTEMPTS:
            raise Lost("the worker died at each attempt")
        import_string(path).func(*args, **kwargs)
    except Exception as error:
        _failed(pk, attempts, error)
    else:
        TaskRow.objects.filter(pk=pk, attempts=attempts).delete()
    return True


def _failed(pk: int, attempts: int, error: Exception) -> None:
    log.exception("task failed", task=pk, attempt=attempts)
    wait = FIRST_WAIT * 4 ** (attempts - 1)
    dead = attempts >= ATTEMPTS
    TaskRow.objects.filter(pk=pk, attempts=attempts).update(
        state=TaskRow.State.DEAD if dead else TaskRow.State.WAITING,
        run_at=int(time.time()) + wait,
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def try_again(pk: int) -> bool:
    """Give a dead task all its attempts again; say whether it was there."""
    dead = TaskRow.objects.filter(pk=pk, state=TaskRow.State.DEAD)
    return bool(dead.update(state=TaskRow.State.WAITING, attempts=0, run_at=int(time.time())))


def dead_tasks() -> list[TaskRow]:
    """Return the tasks that failed for good, oldest first."""
    return list(TaskRow.objects.filter(state=TaskRow.State.DEAD).order_by("pk"))
