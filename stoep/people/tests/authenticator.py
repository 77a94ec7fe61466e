"""A passkey in software: signs what a browser would sign, well or, on request, wrongly."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """One key on one device; `count` is how often it says it signed."""

    origin: str = "http://localhost:8000"
    site: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    identity: bytes = b"a-key-of-a-test!"
    owner: bytes = b""
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: bytes) -> str:
        """Answer what makes a passkey."""
        asked = json.loads(options)["publicKey"]
        self.owner = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.secret.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.identity, public)
        seen = AuthenticatorData.create(self._site(), self.flags | ATTESTED, self.count, data)
        attestation = cbor.encode({"fmt": "none", "authData": bytes(seen), "attStmt": {}})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=attestation)

    def used(self, options: bytes) -> str:
        """Answer what signs in."""
        asked = json.loads(options)["publicKey"]
        client = self._client("webauthn.get", asked["challenge"])
        seen = bytes(AuthenticatorData.create(self._site(), self.flags, self.count))
        signature = self.secret.sign(seen + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=seen, signature=signature, userHandle=self.owner)

    def _site(self) -> bytes:
        return hashlib.sha256(self.site.encode()).digest()

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **parts: bytes) -> str:
        name = websafe_encode(self.identity)
        response = {key: websafe_encode(value) for key, value in parts.items()}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
