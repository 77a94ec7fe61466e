"""Writing in the audit log."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction

from stoep.kernel.ids import never_below, new_id
from stoep.moderation.models import AuditEntry
from stoep.organisation.models import Organisation


def sealed(previous: str, entry: AuditEntry) -> str:
    """Return the seal of `entry` behind an entry with seal `previous` ("" for the first): SHA-256 over both."""
    said = [previous, entry.pk, entry.actor_id, entry.act, entry.thing, entry.details]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def record(act: str, *, actor_id: int | None, thing: str = "", details: dict[str, object] | None = None) -> AuditEntry:
    """Write a line, in the transaction of the act it is about. It must hold no content and no secret."""
    Organisation.objects.select_for_update().first()  # one writer at a time, so that the chain does not fork
    last = AuditEntry.objects.order_by("-pk").values_list("pk", "seal").first()
    if last:
        never_below(last[0])
    entry = AuditEntry(pk=new_id(), actor_id=actor_id, act=act[:40], thing=thing[:40], details=details or {})
    entry.seal = sealed(last[1] if last else "", entry)
    entry.save(force_insert=True)
    return entry
