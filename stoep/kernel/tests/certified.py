"""Certificates for tests: signed by themselves, or by an authority of the test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey
SITE = "stoep.example.nl"


@dataclass(frozen=True)
class Files:
    """A certificate and its key on disk."""

    certificate: Path
    key: Path


def certified(
    folder: Path, *names: str, begins: int = -1, days: float = 90, authority: str = "", password: bytes = b""
) -> Files:
    """Write `cert.pem` and `key.pem` in `folder`: from day `begins` for `days`, signed by `authority` or by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    signer = ec.generate_private_key(ec.SECP256R1()) if authority else key
    found = _certificate(names, key, signer, authority or "itself", begins, days)
    lock: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
    files = Files(folder / "cert.pem", folder / "key.pem")
    files.certificate.write_bytes(found.public_bytes(Encoding.PEM))
    files.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    return files


def _certificate(
    names: tuple[str, ...], key: Key, signer: Key, issuer: str, begins: int, days: float
) -> x509.Certificate:
    start = datetime.now(UTC) + timedelta(days=begins)
    subject = "itself" if key is signer else "somebody"
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _general(name: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(name)) if name[-1].isdigit() else x509.DNSName(name)
