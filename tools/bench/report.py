"""Results as a table, and two of them side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NOTED = 1.10


def show(results: dict[str, Any]) -> None:
    """Print a run: what each page costs, then how fast it comes."""
    print(f"machine {results['machine']}, {results['engine']}")
    print(f"T {results['T']} ms, T-SQLite {results['T_sqlite']} ms of CPU; idle tree {results['idle_mb']} MB PSS,")
    print(f"after the load {results['loaded_mb']} MB; cold start to a signed-in home {results['cold_start_s']} s")
    _table(
        ("page", "CPU ms", "T", "T-SQL", "queries", "ms", "db", "template", "rest", "bytes", "gzip"),
        ((name, *_cost(row)) for name, row in results["pages"].items()),
    )
    _table(
        ("page", "c", "/s", "p50", "p95", "p99", "errors"),
        (
            (name, load[1:], *(row[load][key] for key in ("per_second", "p50", "p95", "p99", "errors")))
            for name, row in results["pages"].items()
            for load in ("c1", "c16", "c64")
            if load in row
        ),
    )
    for name, value in results.get("more", {}).items():
        print(f"{name}: {value}")


def _cost(row: dict[str, Any]) -> tuple[Any, ...]:
    inside = row.get("inside", {})
    parts = (inside.get(key, "") for key in ("queries", "ms", "db_ms", "template_ms", "rest_ms"))
    return (row["cpu_ms"], row["in_T"], row["in_T_sqlite"], *parts, row["c1"]["bytes"], row.get("gzip_bytes", ""))


def _table(head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    for line in (head, *rows):
        print(f"{line[0]:<24}" + "".join(f"{value:>10}" for value in line[1:]))


def compare(old: Path, new: Path, target: Path | None) -> int:
    """Print the ratio new/old of each page's CPU in T and p50; mark what moved over a tenth."""
    before, after = json.loads(old.read_text()), json.loads(new.read_text())
    ratios = {}
    for name, row in after["pages"].items():
        if name in before["pages"]:
            was = before["pages"][name]
            ratios[name] = {
                "cpu": round(row["in_T"] / was["in_T"], 2),
                "p50": round(row["c1"]["p50"] / was["c1"]["p50"], 2),
            }
    for name, ratio in ratios.items():
        mark = " <" if max(ratio.values()) > NOTED or min(ratio.values()) < 1 / NOTED else ""
        print(f"{name:<24} CPU {ratio['cpu']:>6}   p50 {ratio['p50']:>6}{mark}")
    if target:
        target.write_text(json.dumps(ratios, indent=1))
    return 0
