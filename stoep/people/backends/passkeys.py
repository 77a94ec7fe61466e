"""Passkeys: the ceremony of WebAuthn by the package `fido2`. Site and origin come from the setting alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

LONGEST_ANSWER = 20_000
Kept = Mapping[str, Any]


class BadPasskey(Exception):
    """What came back is not what was asked for: another site, challenge or key, or nobody was checked."""


def site_name() -> str:
    """Return the host that passkeys belong to."""
    return urlsplit(settings.SITE).hostname or ""


def passkeys_work() -> bool:
    """Say whether browsers give passkeys to this address: over https, or on this very computer."""
    return settings.HTTPS or site_name() == "localhost"


def _server(name: str = "Stoep") -> Fido2Server:
    rp = PublicKeyCredentialRpEntity(name=name, id=site_name())
    return Fido2Server(rp, verify_origin=lambda origin: origin == settings.SITE)


def _described(credentials: Collection[str]) -> list[PublicKeyCredentialDescriptor]:
    kind = PublicKeyCredentialType.PUBLIC_KEY
    return [PublicKeyCredentialDescriptor(type=kind, id=websafe_decode(credential)) for credential in credentials]


def ask_for_new(site: str, owner_id: int, handle: str, name: str, known: Collection[str]) -> tuple[str, Kept]:
    """Return what the browser is asked to make a passkey with, as JSON, and what is kept until it answers."""
    user = PublicKeyCredentialUserEntity(id=owner_id.to_bytes(8, "big"), name=handle, display_name=name)
    options, kept = _server(site).register_begin(
        user,
        _described(known),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.dumps(dict(options)), kept


def ask_for_one(known: Collection[str] = ()) -> tuple[str, Kept]:
    """Return what the browser is asked to sign in with, as JSON: one of `known`, or any it has for this site."""
    options, kept = _server().authenticate_begin(
        _described(known) or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return json.dumps(dict(options)), kept


def read_new(kept: Kept, answer: str) -> tuple[str, str, int]:
    """Return the name of a passkey that was made, its public half and its count. Raises `BadPasskey`."""
    try:
        made = _server().register_complete(kept, _parsed(answer))
        data = made.credential_data
    except Exception as error:  # the parsers below meet whatever somebody sends: none of it is a passkey
        raise BadPasskey from error
    if data is None:
        raise BadPasskey
    return websafe_encode(data.credential_id), websafe_encode(data), made.counter


def credential_in(answer: str) -> str:
    """Return which passkey somebody says they used. Raises `BadPasskey`."""
    try:
        return str(_parsed(answer)["id"])
    except (ValueError, KeyError) as error:
        raise BadPasskey from error


def read_used(kept: Kept, answer: str, public: str, owner_id: int) -> int:
    """Return the count of a passkey that was used well: its own `public` half fits. Raises `BadPasskey`."""
    try:
        used = AuthenticationResponse.from_dict(_parsed(answer))
        _server().authenticate_complete(kept, [AttestedCredentialData(websafe_decode(public))], used)
        owner = used.response.user_handle
    except Exception as error:  # as above
        raise BadPasskey from error
    if owner and owner != owner_id.to_bytes(8, "big"):
        raise BadPasskey
    return used.response.authenticator_data.counter


def _parsed(answer: str) -> dict[str, Any]:
    found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(found, dict):
        raise ValueError("no answer of a browser")
    return found
