"""The feed on SQLite: one seek per stream, then a merge with early exit.

CROSS JOIN pins the join order; the inner loop walks each key newest-first and leaves a stream as soon as the full
page's sorter holds nothing older. Any expression in ORDER BY turns this into a full sort: a test counts VM steps.
"""

MERGED = """
SELECT DISTINCT e.{key}, e.item_id
FROM streams_subscription s CROSS JOIN {table} e
  ON e.stream_id = s.stream_id AND e.{key} < %(before)s AND {gate_e}
WHERE {which} ORDER BY e.{key} DESC LIMIT {limit}
"""
