"""Editing, deleting and bringing back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from stoep.items.access import may_delete, may_edit, may_restore
from stoep.items.actions.text import put_links, put_text, read_text, topics_beside
from stoep.items.facts import AnswerAccepted, ItemChanged, ItemDeleted, ItemRestored
from stoep.items.models import Item, Question, Version
from stoep.kernel.access import require
from stoep.kernel.facts import announce
from stoep.people.models import Person


def _locked(item: Item) -> Item:
    locked: Item = Item.objects.for_system("the action asks who may").select_for_update().get(pk=item.pk)
    return locked


@transaction.atomic
def edit_item(person: Person, item: Item, *, body: str, title: str = "") -> Item:
    """Change the text; how it read before is kept. Raises `NotAllowed` and `TooLong`."""
    require(may_edit(person, item))
    item = _locked(item)
    if (item.body, item.title) == (body, title or item.title):
        return item
    written_at = item.edited_at or item.created_at
    Version.objects.create(item=item, number=item.version, title=item.title, body=item.body, written_at=written_at)
    item.title = title or item.title
    item.version += 1
    item.edited_at = timezone.now()
    reading = read_text(body, topics_beside(item))
    put_text(item, body, reading)
    item.save()
    put_links(item, reading)
    announce(ItemChanged(item.pk, person.pk))
    return item


@transaction.atomic
def delete_item(person: Person, item: Item) -> None:
    """Delete an item; a root takes its thread along. It can come back for a day, with the same id."""
    require(may_delete(person, item))
    item = _locked(item)
    item.state, item.deleted_at, item.deleted_by = Item.State.DELETED, timezone.now(), person
    item.save(update_fields=["state", "deleted_at", "deleted_by"])
    thread = Item.objects.for_system("a thread goes with its root")
    if item.root_id:
        thread.filter(pk=item.root_id).update(reply_count=F("reply_count") - 1)
        if Question.objects.filter(answer=item).exists():
            announce(AnswerAccepted(item.root_id, 0, person.pk))
    else:
        thread.filter(root=item, state=Item.State.PUBLISHED).update(state=Item.State.WITH_ROOT)
    announce(ItemDeleted(item.pk, person.pk, item.root_id or 0))


@transaction.atomic
def restore_item(person: Person, item: Item) -> None:
    """Undo a deletion of the last 24 hours. Raises `NotAllowed` for others than who deleted it, or later."""
    item = _locked(item)
    require(may_restore(person, item))
    gone = item.root is not None and item.root.state != Item.State.PUBLISHED
    item.state, item.deleted_at = Item.State.WITH_ROOT if gone else Item.State.PUBLISHED, None
    item.deleted_by = None
    item.save(update_fields=["state", "deleted_at", "deleted_by"])
    thread = Item.objects.for_system("a thread comes back with its root")
    if gone:
        thread.filter(pk=item.root_id).update(reply_count=F("reply_count") + 1)
        return
    if item.root_id:
        thread.filter(pk=item.root_id).update(reply_count=F("reply_count") + 1)
    else:
        thread.filter(root=item, state=Item.State.WITH_ROOT).update(state=Item.State.PUBLISHED)
    announce(ItemRestored(item.pk, person.pk, item.root_id or 0))
