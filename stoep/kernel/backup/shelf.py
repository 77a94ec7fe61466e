"""The folder `backups/`: what is made by itself, how long it is kept, and how old the last good one is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from stoep.kernel.backup.cut import CannotSave
from stoep.kernel.backup.saving import PARTIAL, Saved, clear, save

NIGHTLY, UPGRADE = "nightly", "upgrade"
KEPT = {NIGHTLY: 7, UPGRADE: 3}
HOUR = 3
TOO_OLD = timedelta(hours=48)
_MOMENT = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-(nightly|upgrade)\.tar")


@dataclass(frozen=True)
class Backup:
    """One attempt: when, why ("nightly" or "upgrade"), and the file; or, when it is not good, what went wrong."""

    when: datetime
    name: str
    size: int
    good: bool
    reason: str
    fault: str = ""


def folder() -> Path:
    """Return where the backups lie that are made by themselves."""
    return Path(settings.DATA) / "backups"


def good_ones() -> list[Backup]:
    """Return the backups on the shelf, newest first. Each was read again before it got its name."""
    found = [_good(path, named) for path in folder().glob("*.tar") if (named := _NAME.fullmatch(path.name))]
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def last_good() -> Backup | None:
    """Return the newest good backup."""
    return next(iter(good_ones()), None)


def last_backup() -> Backup | None:
    """Return the last attempt, good or not; None in a network that had none yet."""
    note = _failure()
    if not note.exists():
        return last_good()
    reason, _, fault = note.read_text(encoding="utf-8").partition("\n")
    return Backup(datetime.fromtimestamp(note.stat().st_mtime, UTC), "", 0, False, reason, fault)


def trouble(now: datetime) -> str:
    """Return what is wrong with the backups: the last try failed, or the last good one is too old; "" when nothing."""
    good = last_good()
    age = now - (good.when if good else _birth())
    if age > TOO_OLD:
        return f"the last good backup is {age.days} days old" if good else f"no good backup in {age.days} days"
    return "the last backup failed" if _failure().exists() else ""


def is_due(now: datetime) -> bool:
    """Say whether the night's backup is still to be made: none was since the last three o'clock here."""
    three = timezone.localtime(now).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if three > now:
        three -= timedelta(days=1)
    good = last_good()
    return not three <= (good.when if good else _birth()) <= now  # one from a clock that ran ahead does not count


def keep(reason: str) -> Saved:
    """Make a backup on the shelf and remove the oldest of its kind. Raises `CannotSave`; then none is removed."""
    folder().mkdir(mode=0o700, exist_ok=True)
    for left in folder().glob(f"*{PARTIAL}"):
        clear(left)
    try:
        saved = save(folder() / f"{datetime.now(UTC).strftime(_MOMENT)}-{reason}.tar")
    except CannotSave as error:
        _failure().write_text(f"{reason}\n{error}", encoding="utf-8")
        raise
    _failure().unlink(missing_ok=True)
    if reason == NIGHTLY:
        _remove_old(reason)
    return saved


def keep_before_upgrade() -> Saved | None:
    """Make a backup before the database changes; None when an upgrade that did not end has one already.

    The database may be half changed then: what its first try saved is what to go back to. Raises `CannotSave`.
    """
    if _upgrading().exists() and (folder() / _upgrading().read_text(encoding="utf-8")).exists():
        return None
    saved = keep(UPGRADE)
    _upgrading().write_text(saved.path.name, encoding="utf-8")
    return saved


def upgraded() -> None:
    """Say that the database is whole and of this version: older backups of upgrades may go."""
    if _upgrading().exists():
        _upgrading().unlink()
        _remove_old(UPGRADE)


def _good(path: Path, named: re.Match[str]) -> Backup:
    when = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
    return Backup(when, path.name, path.stat().st_size, True, named[2])


def _remove_old(reason: str) -> None:
    for old in [backup for backup in good_ones() if backup.reason == reason][KEPT[reason] :]:
        (folder() / old.name).unlink()


def _failure() -> Path:
    return folder() / "failed"


def _upgrading() -> Path:
    return folder() / "upgrading"


def _birth() -> datetime:
    """Return when the data folder began: its key is made first, and never again."""
    return datetime.fromtimestamp((Path(settings.DATA) / "secrets" / "key").stat().st_mtime, UTC)
