"""The chain of the audit log, walked from its first line."""

from __future__ import annotations

from stoep.kernel.checks import Check, Different
from stoep.moderation.actions.audit import sealed
from stoep.moderation.models import AuditEntry


def _broken() -> Different:
    broken: Different = {}
    previous = ""
    for entry in AuditEntry.objects.order_by("pk").iterator():
        wanted = sealed(previous, entry)
        if entry.seal != wanted:
            broken[entry.pk] = (entry.seal[:12], wanted[:12])
        previous = entry.seal
    return broken


CHECKS = (Check("Nothing was taken out of the audit log or changed in it", _broken),)
