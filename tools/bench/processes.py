"""CPU and memory of a tree of processes, and of a database beside it."""

from __future__ import annotations

import os
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Return the ids of a process and everything below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += parents.get(pid, [])
    return found


def cpu(roots: list[int]) -> float:
    """Return the CPU seconds all processes of these trees have used, ended children included."""
    total = 0
    for root in roots:
        for pid in tree(root):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            total += sum(int(value) for value in fields[11:13])
            total += sum(int(value) for value in fields[13:15]) if pid == root else 0
    return total / TICK


def cpu_when_idle(roots: list[int], most: float = 20.0) -> float:
    """Return the CPU seconds once nothing has been used for half a second: background work is counted."""
    before, end = cpu(roots), time.monotonic() + most
    while time.monotonic() < end:
        time.sleep(0.5)
        now = cpu(roots)
        if now - before < 0.03:
            return now
        before = now
    return before


def memory(root: int) -> float:
    """Return the PSS of a tree in megabytes."""
    total = 0
    for pid in tree(root):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return round(total / 1024, 1)
