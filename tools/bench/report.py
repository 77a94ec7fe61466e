"""Results as a table, and two of them side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

NOTED = 1.10


def show(results: dict[str, Any]) -> None:
    """Print a run."""
    print(f"machine {results['machine']}")
    print(f"T {results['T']} ms, T-SQLite {results['T_sqlite']} ms of CPU; idle tree {results['idle_mb']} MB PSS")
    head = (
        "page",
        "CPU ms",
        "T",
        "T-SQL",
        "p50 c1",
        "/s c16",
        "p95 c16",
        "/s c64",
        "err",
        "queries",
        "db ms",
        "tpl ms",
    )
    print("".join(f"{name:>10}" if n else f"{name:<24}" for n, name in enumerate(head)))
    for name, row in results["pages"].items():
        c16, c64 = row.get("c16", {}), row.get("c64", {})
        inside = row.get("inside", {})
        values = (
            row["cpu_ms"], row["in_T"], row["in_T_sqlite"], row["c1"]["p50"], c16.get("per_second", ""),
            c16.get("p95", ""), c64.get("per_second", ""), row["c1"]["errors"] + c16.get("errors", 0),
            inside.get("queries", ""), inside.get("db_ms", ""), inside.get("template_ms", ""),
        )  # fmt: skip
        print(f"{name:<24}" + "".join(f"{value:>10}" for value in values))
    for name, value in results.get("more", {}).items():
        print(f"{name}: {value}")


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
