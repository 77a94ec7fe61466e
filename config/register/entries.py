"""What an entry of the register holds, and who sees things."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Record:
    """Personal data: what, why, who sees it, how long; `fields` are columns as "app.Table: column column"."""

    what: Promise
    why: Promise
    seen_by: Promise
    kept: Promise
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """Something counted: what, why, who sees it; `at` are the places that count, as "app.module.function"."""

    what: Promise
    why: Promise
    seen_by: Promise
    at: tuple[str, ...]


COLLEAGUES = _("Colleagues; guests only of the groups they share")
READERS = _("Who may read the item it belongs to")
ONESELF = _("Only yourself")
NOBODY = _("Nobody")
ADMINS = _("Administrators")
ACCOUNT = _("As long as the account exists")
ITEM = _("As long as the item exists")
