"""The feed on PostgreSQL: the newest visible entry of each stream first, then only the streams that can matter.

The plain merge is a trap here (seconds for people with few, quiet streams); this form stays flat.
"""

MERGED = """
WITH head AS MATERIALIZED (
  SELECT s.stream_id AS sid, e.h FROM streams_subscription s CROSS JOIN LATERAL (
    SELECT x.{key} AS h FROM {table} x WHERE x.stream_id = s.stream_id AND x.{key} < %(before)s AND {gate_x}
    ORDER BY x.{key} DESC LIMIT 1) e WHERE {which}),
cut AS MATERIALIZED (
  SELECT coalesce((SELECT DISTINCT h FROM head ORDER BY h DESC LIMIT 1 OFFSET {skip}), 0) AS t)
SELECT DISTINCT e.key, e.item_id FROM cut CROSS JOIN head CROSS JOIN LATERAL (
  SELECT x.{key} AS key, x.item_id FROM {table} x WHERE x.stream_id = head.sid AND x.{key} < %(before)s
    AND x.{key} >= cut.t AND {gate_x} ORDER BY x.{key} DESC LIMIT {limit}) e
WHERE head.h >= cut.t ORDER BY 1 DESC LIMIT {limit}
"""
