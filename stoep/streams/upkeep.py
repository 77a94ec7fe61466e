"""Groups in which nothing was said for long: their leaders are asked, then they sleep."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from stoep.groups.actions import ask_leaders, put_to_sleep
from stoep.groups.actions.sleeping import ASK_AFTER, SLEEP_AFTER
from stoep.groups.models import Group, GroupQuerySet
from stoep.kernel.ids import id_at
from stoep.streams.models import Discussed, Stream


def let_quiet_groups_sleep() -> None:
    """Ask the leaders of groups that are quiet for 45 days; let those sleep that are for 60, and were asked."""
    now = timezone.now()
    ask_leaders(_quiet_since(now - ASK_AFTER).filter(asked_at=None).values_list("pk", flat=True))
    put_to_sleep(_quiet_since(now - SLEEP_AFTER))


def _quiet_since(then: datetime) -> GroupQuerySet:
    """Return the groups awake that were here before `then`, and in which nobody has said anything since.

    What an import brings bears its own old date: a group begins to be quiet when it is made here, or a leader says
    that it goes on.
    """
    said = Discussed.objects.for_system("is it quiet").filter(
        stream__kind=Stream.Kind.GROUP, stream__ref_id=OuterRef("pk"), last_id__gte=id_at(then)
    )
    kept = Q(kept_at=None) | Q(kept_at__lt=then)
    quiet: GroupQuerySet = Group.objects.awake().filter(kept, ~Exists(said), archived_at=None, pk__lt=id_at(then))
    return quiet
