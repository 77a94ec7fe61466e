"""What an archive holds, whatever system it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PastPerson:
    """Somebody who wrote there; no e-mail is ever taken."""

    external_id: str
    name: str
    since: datetime
    about: str = ""
    location: str = ""
    kind: str = "person"


@dataclass(frozen=True)
class PastItem:
    """Something written there. `parent` is (kind, external id) of what it replies to, None for a root."""

    kind: str
    external_id: str
    author: str
    written: datetime
    parent: tuple[str, str] | None = None
    title: str = ""
    html: str = ""
    markdown: str = ""
    topics: tuple[str, ...] = ()
    edited: datetime | None = None
    appreciations: int = 0
    accepted: bool = False


Past = PastPerson | PastItem
