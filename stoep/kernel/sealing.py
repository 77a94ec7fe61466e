"""Secrets that must be read again, such as a mail password: encrypted in the database with a key outside it.

Fernet (AES-128-CBC with HMAC-SHA256) of the `cryptography` package; the key is a file of the installation.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class CannotUnseal(Exception):
    """The text was sealed with another key, or changed."""


@cache
def _lock() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SEALING_KEY.encode()).digest()))


def seal(text: str) -> str:
    """Return `text` so that only this installation reads it."""
    return _lock().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Return what `seal` was given. Raises `CannotUnseal`."""
    try:
        return _lock().decrypt(sealed.encode("ascii")).decode()
    except (InvalidToken, UnicodeError) as error:
        raise CannotUnseal from error
