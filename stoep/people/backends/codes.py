"""Codes of six digits that an app shows for half a minute each (RFC 6238, on HMAC-SHA-1 as every app knows it)."""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from urllib.parse import quote, urlencode

SECONDS = 30
DIGITS = 6
STEPS_APART = 1  # clocks differ, and people type slowly


def new_secret() -> str:
    """Return a fresh shared secret of 160 bits, as apps read it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int, digits: int = DIGITS) -> str:
    """Return the code of one step of time."""
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def step_of(secret: str, code: str, after: int) -> int | None:
    """Return the step of time this code belongs to: now or one beside it, and later than `after`; else None."""
    now = int(time.time()) // SECONDS
    near = range(max(now - STEPS_APART, after + 1), now + STEPS_APART + 1)
    return next((step for step in near if secrets.compare_digest(code_at(secret, step).encode(), code.encode())), None)


def address_of(secret: str, issuer: str, account: str) -> str:
    """Return the address an app takes the secret from, as a QR code shows it."""
    values = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": SECONDS}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(values, quote_via=quote)}"
