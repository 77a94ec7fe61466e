"""The AFTER side of facts: every listener hears every fact at least once, and its effects are kept once.

Facts are taken in batches, one transaction a batch, a savepoint a listener; `Heard` is written in the same
transaction as the effects. A listener that fails becomes a task of its own, tried again with back-off.
"""

from __future__ import annotations

import time

import structlog
from django.db import connection, transaction
from django.tasks import task

from stoep.kernel.facts import Listener, read_fact, wiring
from stoep.kernel.lists import is_not
from stoep.kernel.models import FactRow, Heard

BATCH = 100
LONGEST = 0.02  # seconds: on SQLite everybody who writes waits for a batch to end
KEEP_SECONDS = 600
ALL = ""
log = structlog.get_logger()
_SETTLED = {"sqlite": "", "postgresql": "AND xid < pg_snapshot_xmin(pg_current_snapshot())"}
_LOCK = {"sqlite": "", "postgresql": "FOR UPDATE SKIP LOCKED"}


def name_of(listener: Listener) -> str:
    """Return the name under which a listener's hearing is kept."""
    return f"{listener.__module__}.{listener.__qualname__}"


def hear_facts() -> int:
    """Let the listeners hear one batch, as many facts as go into `LONGEST`; return how many it held."""
    vendor = connection.vendor
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, kind, fields FROM kernel_fact WHERE {is_not('heard')} {_SETTLED[vendor]}"
                f" ORDER BY id LIMIT {BATCH} {_LOCK[vendor]}"
            )
            rows = cursor.fetchall()
        end, heard = time.monotonic() + LONGEST, []
        for row_id, kind, fields in rows:
            _hear(row_id, kind, fields)
            heard.append(row_id)
            if time.monotonic() > end:
                break
        FactRow.objects.filter(pk__in=heard).update(heard=True)
    return len(heard)


def _hear(row_id: int, kind: str, fields: str) -> None:
    try:
        fact = read_fact(kind, fields)
    except (KeyError, TypeError, ValueError):
        log.exception("a fact of another version waits for its own", fact=kind)
        hear_again.enqueue(row_id, kind, fields, ALL)
        return
    for listener in wiring().AFTER.get(type(fact), ()):
        try:
            with transaction.atomic():
                listener(fact)
        except Exception:
            log.exception("listener failed", listener=name_of(listener), fact=kind)
            hear_again.enqueue(row_id, kind, fields, name_of(listener))


@task
def hear_again(row_id: int, kind: str, fields: str, listener_name: str) -> None:
    """Let one listener (or `ALL`) hear one fact again; nothing happens when it did already."""
    fact = read_fact(kind, fields)
    for listener in wiring().AFTER.get(type(fact), ()):
        if listener_name in (ALL, name_of(listener)):
            with transaction.atomic():
                _, first = Heard.objects.get_or_create(fact_id=row_id, listener=name_of(listener))
                if first:
                    listener(fact)


def forget_facts() -> None:
    """Remove facts that all have heard, some minutes later: open pages may still ask for them.

    The newest stays: by it a page that comes back learns that it missed something.
    """
    old = int(time.time()) - KEEP_SECONDS
    newest = FactRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    gone = FactRow.objects.filter(heard=True, created_at__lt=old, pk__lt=newest)
    done = list(gone.values_list("pk", flat=True)[:1000])
    if done:
        Heard.objects.filter(fact_id__in=done).delete()
        FactRow.objects.filter(pk__in=done).delete()
