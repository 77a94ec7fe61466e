"""What people are told, bundled by thread and kind."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from stoep.groups.models import Group
from stoep.items.models import Item
from stoep.kernel.ids import TimeOrderedId
from stoep.people.models import Person


class Notification(models.Model):
    """One line in somebody's list. It holds who and which, never what: that is read through the gate when shown.

    `key` names what is bundled ("reply-42"): a new event of the same key moves the unread line up.
    """

    class Kind(models.IntegerChoices):
        MENTION = 1, _("mention")
        REPLY = 2, _("reply")
        REACTION = 3, _("reaction")
        FOLLOW = 4, _("new follower")
        GROUP_INVITATION = 5, _("invitation to a group")
        ANSWER_ACCEPTED = 6, _("accepted answer")
        JOINING_ASKED = 7, _("asked to join")
        LET_IN = 8, _("let in")
        ARRIVED = 9, _("somebody you invited is in")
        ADDED = 10, _("added to a group")
        LEADS = 11, _("leader of a group now")
        SLEEPING = 12, _("a group is about to sleep")
        TOOK_PART = 13, _("somebody you invited takes part")
        CLAIMED = 14, _("says that an imported person is them")
        GROUND = 15, _("somebody reads a group on a ground")

    id = TimeOrderedId()
    person = models.ForeignKey(Person, models.CASCADE, related_name="notifications", db_index=False)
    kind = models.SmallIntegerField(choices=Kind)
    key = models.CharField(max_length=60)
    actor = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    others = models.IntegerField(default=0)
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    group = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+", db_index=False)
    is_read = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="notification_list"),
            models.Index(fields=["person"], name="notification_unread", condition=models.Q(is_read=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], condition=models.Q(is_read=False), name="notification_bundled"
            )
        ]
