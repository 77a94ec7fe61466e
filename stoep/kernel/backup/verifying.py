"""Is a backup sound? Each damage in a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path

from stoep.kernel.backup import postgres, sqlite
from stoep.kernel.backup.archive import DIGEST, MANIFEST, TORN, Manifest, Member, Unreadable, is_whole, measure, members


def faults(path: Path, work: Path | None = None) -> list[str]:
    """Return what is wrong with the backup at `path`; the database in it is looked at in a new folder below `work`."""
    if not path.is_file():
        return [f"There is no file {path}."]
    manifest, found = _read(path)
    if found or manifest is None:
        return found
    if not is_whole(path):
        return ["Its digest does not fit: the manifest, or bytes between the members, were changed."]
    with tempfile.TemporaryDirectory(dir=work) as folder:
        return _database_faults(path, manifest, Path(folder))


def _read(path: Path) -> tuple[Manifest | None, list[str]]:
    """Return the manifest, and what does not agree with it."""
    seen: dict[str, Member] = {}
    text = b""
    try:
        for name, content in members(path):
            if name in seen:
                return None, [f"{name} is in it twice."]
            if name == MANIFEST:
                text = content.read()
            seen[name] = measure(content)
    except TORN:
        return None, [_torn(seen)]
    if MANIFEST not in seen:
        return None, [_torn(seen)]
    try:
        manifest = Manifest.from_json(text)
    except Unreadable:
        return None, [f"{MANIFEST} is damaged."]
    return manifest, _compare(seen, manifest.members)


def _torn(seen: dict[str, Member]) -> str:
    where = f"after {list(seen)[-1]}" if seen else "from its beginning"
    return f"It cannot be read {where}: it was cut off or damaged there, or is no backup of Stoep."


def _compare(seen: dict[str, Member], wanted: dict[str, Member]) -> list[str]:
    own = {MANIFEST, DIGEST}
    return [
        *(f"{name} is missing." for name in (*wanted, *own) if name not in seen),
        *(f"{name} does not belong in it." for name in seen if name not in wanted and name not in own),
        *(f"{name} is damaged." for name, about in wanted.items() if name in seen and seen[name] != about),
    ]


def _database_faults(path: Path, manifest: Manifest, work: Path) -> list[str]:
    for name, content in members(path):
        if name == sqlite.MEMBER:
            return sqlite.faults(content, manifest.tables, work)
        if name == postgres.MEMBER:
            return postgres.faults(content, work)
    return ["There is no database in it."]
