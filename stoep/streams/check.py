"""Streams hold exactly the published roots, in the order of what was said last."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from stoep.groups.check import strayed
from stoep.items.models import Item
from stoep.kernel.checks import Check, Different, select_differences
from stoep.streams.actions import put_in_streams, take_out_of_streams
from stoep.streams.models import Stream

_MISSING = """
SELECT i.id, 'not there', 'in the streams of its author and of everyone' FROM items_item i
WHERE i.root_id IS NULL AND i.state = 1 AND (
  NOT EXISTS (SELECT 1 FROM streams_entry e JOIN streams_stream s ON s.id = e.stream_id
              WHERE e.item_id = i.id AND s.kind = {everyone})
  OR NOT EXISTS (SELECT 1 FROM streams_entry e JOIN streams_stream s ON s.id = e.stream_id
                 WHERE e.item_id = i.id AND s.kind = {person} AND s.ref_id = i.author_id))
"""
_LEFT_BEHIND = """
SELECT DISTINCT e.item_id, 'in streams', 'not there' FROM {table} e
LEFT JOIN items_item i ON i.id = e.item_id WHERE i.id IS NULL OR i.state <> 1 OR i.root_id IS NOT NULL
"""
_UNSORTED = """
SELECT e.item_id, 'elsewhere in *recently discussed*', 'after reply ' || i.last_id FROM streams_entry e
JOIN items_item i ON i.id = e.item_id
LEFT JOIN streams_disc d ON d.stream_id = e.stream_id AND d.item_id = e.item_id AND d.last_id = i.last_id
WHERE d.item_id IS NULL AND i.state = 1
"""
_BEHIND = """
SELECT * FROM (SELECT s.id, s.last_item_id AS kept,
  coalesce((SELECT max(e.item_id) FROM streams_entry e WHERE e.stream_id = s.id), 0) AS wanted
  FROM streams_stream s) d WHERE kept < wanted
"""


def _missing() -> Different:
    kinds = {"everyone": int(Stream.Kind.EVERYONE), "person": int(Stream.Kind.PERSON)}
    return select_differences(_MISSING.format(**kinds))


def _left_behind() -> Different:
    found: Different = {}
    for table in ("streams_entry", "streams_disc"):
        found |= select_differences(_LEFT_BEHIND.format(table=table))
    return found


def _strayed() -> Different:
    return strayed("streams_entry", "item_id", "item_id") | strayed("streams_disc", "item_id", "item_id")


def _unsorted() -> Different:
    return select_differences(_UNSORTED)


def _behind() -> Different:
    return select_differences(_BEHIND)


def _put_anew(keys: Iterable[int]) -> None:
    """Take items out of every stream, and put the published roots among them back where they belong."""
    for key in keys:
        with transaction.atomic():
            take_out_of_streams(key)
            roots = Item.objects.for_system("stream upkeep").roots().filter(state=Item.State.PUBLISHED)
            if root := roots.select_related("question__answer").filter(pk=key).first():
                put_in_streams(root)


def _move_on(keys: Iterable[int]) -> None:
    wanted = _behind()
    for key in keys:
        if key in wanted:
            Stream.objects.filter(pk=key).update(last_item_id=wanted[key][1])


CHECKS = (
    Check("A published root is in the streams of its author and of everyone", _missing, _put_anew),
    Check("Streams hold nothing that is not a published root", _left_behind, _put_anew),
    Check("An entry is read by whom its item is read", _strayed, _put_anew),
    Check("Recently discussed is in order", _unsorted, _put_anew),
    Check("streams.last_item_id is not behind", _behind, _move_on),
)
