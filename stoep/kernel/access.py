"""Refusing: what may be seen but not done."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """The person may see the thing but not do this with it; on the web an answer 403."""


def require(allowed: bool, why: str = "") -> None:
    """Go on when `allowed`, raise `NotAllowed` otherwise."""
    if not allowed:
        raise NotAllowed(why)
