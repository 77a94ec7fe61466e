"""Who may do what with items. Reading is decided by the gate (`Item.objects.visible_to`)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from stoep.groups.access import is_leader, is_member
from stoep.groups.models import Group, people_who_may_read
from stoep.items.models import Item
from stoep.organisation.functions import is_on
from stoep.people.models import Person

UNDO_WITHIN = timedelta(hours=24)


def may_read(person: Person, item: Item) -> bool:
    """Say whether `person` may read `item` now."""
    visible: bool = Item.objects.visible_to(person).filter(pk=item.pk).exists()
    return visible


def may_publish(person: Person, group: Group | None) -> bool:
    """Members share with everyone; in a group its members share, while it is not archived."""
    if not person.is_active or person.is_placeholder:
        return False
    if group is None:
        return not person.is_guest
    return not group.is_archived and is_member(person, group)


def may_make(kind: int) -> bool:
    """Say whether anybody makes items of this kind here: an organisation may switch off asking."""
    return kind != Item.Kind.QUESTION or is_on("questions")


def may_announce(person: Person, group: Group | None) -> bool:
    """Leaders announce in their group, admins to everyone, where the organisation announces at all."""
    if not is_on("announcements"):
        return False
    return person.is_admin if group is None else is_leader(person, group)


def groups_to_announce_in(person: Person) -> frozenset[str]:
    """Return the addresses of the groups `person` leads and that are not archived."""
    led = Group.objects.filter(members__person=person, members__is_leader=True, archived_at=None)
    return frozenset(led.values_list("slug", flat=True))


def may_announce_somewhere(person: Person) -> bool:
    """Say whether there is anybody at all `person` may announce something to."""
    return is_on("announcements") and (person.is_admin or bool(groups_to_announce_in(person)))


def _is_archived(item: Item) -> bool:
    group_id = item.group_id_or_none
    return group_id is not None and Group.objects.filter(pk=group_id, archived_at__isnull=False).exists()


def may_take_part(person: Person, item: Item) -> bool:
    """Who may read may reply and react, while the group is not archived."""
    return may_read(person, item) and not _is_archived(item)


def _leads(person: Person, item: Item) -> bool:
    group = Group.objects.filter(pk=item.group_id_or_none or 0).first()
    return group is not None and is_leader(person, group)


def may_edit(person: Person, item: Item) -> bool:
    """The author edits, while they may still read it."""
    return item.author_id == person.pk and may_take_part(person, item)


def may_delete(person: Person, item: Item) -> bool:
    """The author deletes; so do leaders of its group, and moderators what they may read."""
    if not may_read(person, item):
        return False
    return item.author_id == person.pk or person.is_moderator or _leads(person, item)


def may_restore(person: Person, item: Item) -> bool:
    """Who deleted brings back, for a day and while they may read there; the author only what they deleted."""
    if item.state != Item.State.DELETED or item.deleted_at is None or item.deleted_by_id != person.pk:
        return False
    recent = timezone.now() - item.deleted_at <= UNDO_WITHIN
    return recent and person.pk in people_who_may_read(item, [person.pk])


def may_pin(person: Person, item: Item) -> bool:
    """Leaders pin in their group, moderators what is for everyone; replies are not pinned."""
    if item.root_id or not may_read(person, item):
        return False
    return person.is_moderator or person.is_admin if item.is_for_everyone else _leads(person, item)


def may_accept(person: Person, question: Item) -> bool:
    """The asker confirms an answer; so do leaders of the group."""
    return may_take_part(person, question) and (question.author_id == person.pk or _leads(person, question))
