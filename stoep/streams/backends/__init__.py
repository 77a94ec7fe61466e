"""The feed queries, one text for each engine; measured in docs/decisions/0001.

Both return (key, item id) pairs, newest key first: the key is the item's id, or in "recently discussed" the id of
its last reply. Parameters: person, viewer, before, and stream for one stream.
"""

from __future__ import annotations

from django.db import connection

from stoep.groups.gate import Viewer, audience_condition
from stoep.streams.backends import postgres, sqlite

PAGE = 20
_TABLES = {False: ("streams_entry", "item_id"), True: ("streams_disc", "last_id")}


def merged_sql(viewer: Viewer, *, only_followed: bool, discussed: bool) -> str:
    """Return the query that merges the streams `viewer` subscribes to."""
    table, key = _TABLES[discussed]
    which = "s.person_id = %(person)s" + (" AND s.follows" if only_followed else "")
    text = {"sqlite": sqlite.MERGED, "postgresql": postgres.MERGED}[connection.vendor]
    return text.format(
        table=table,
        key=key,
        which=which,
        limit=PAGE,
        skip=PAGE - 1,
        gate_e=audience_condition("e", viewer),
        gate_x=audience_condition("x", viewer),
    )


def single_sql(viewer: Viewer, *, discussed: bool, stream: str = "%(stream)s", limit: int = PAGE) -> str:
    """Return the query over one stream, whose id is parameter or sub-query `stream`."""
    table, key = _TABLES[discussed]
    return (
        f"SELECT e.{key}, e.item_id FROM {table} e WHERE e.stream_id = {stream} AND e.{key} < %(before)s"
        f" AND {audience_condition('e', viewer)} ORDER BY e.{key} DESC LIMIT {limit}"
    )
