"""What an import took and left, per kind and reason: the numbers add up to what the source holds."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

EXAMPLES = 5


@dataclass
class Report:
    """Counts of one import. Examples are ids of the source, never content."""

    held: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    present: Counter[str] = field(default_factory=Counter)
    left: dict[str, Counter[str]] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)

    def leave(self, kind: str, reason: str, external_id: str = "") -> None:
        """Count something that is not taken."""
        self.left.setdefault(kind, Counter())[reason] += 1
        examples = self.examples.setdefault(f"{kind}: {reason}", [])
        if external_id and len(examples) < EXAMPLES:
            examples.append(external_id)

    def read_in_part(self, name: str, why: str) -> None:
        """Say that a file could not be read to its end; once, though it is read twice."""
        self.parts.setdefault(name, why)

    @property
    def notes(self) -> list[str]:
        """Return what counts cannot say, as sentences."""
        return [f"{name} was read only in part: {why}" for name, why in self.parts.items()]

    def remainder(self, kind: str) -> int:
        """Return how many of `kind` the source holds that are accounted for by nothing; 0 when the report is right."""
        return self.held[kind] - self.taken[kind] - self.present[kind] - sum(self.left.get(kind, Counter()).values())

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        kinds = sorted({*self.held, *self.taken, *self.present, *self.left})
        rows = {
            kind: {
                "held": self.held[kind],
                "taken": self.taken[kind],
                "present_already": self.present[kind],
                "left_out": dict(self.left.get(kind, {})),
                "unaccounted": self.remainder(kind) if kind in self.held else 0,
            }
            for kind in kinds
        }
        return {"kinds": rows, "examples": self.examples, "notes": self.notes}

    def as_json(self) -> str:
        """Return it as JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)

    def lines(self) -> list[str]:
        """Return it as a table for people."""
        out = [f"{'':<14}{'in source':>11}{'taken':>9}{'already':>9}{'left out':>10}"]
        for kind, row in self.as_dict()["kinds"].items():
            left = sum(row["left_out"].values())
            out.append(f"{kind:<14}{row['held']:>11}{row['taken']:>9}{row['present_already']:>9}{left:>10}")
            out += [f"{'':<16}{n:>7}  {reason}" for reason, n in sorted(row["left_out"].items())]
        return [*out, *self.notes]
