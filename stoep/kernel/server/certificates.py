"""TLS of our own: a certificate and its key, looked at before they are used, and again when they are renewed."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import ExtensionOID, NameOID

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"  # for TLS 1.2; those of 1.3 are all good
log = structlog.get_logger("certificate")


class Unusable(Exception):
    """Why this certificate cannot be used, in one sentence."""


@dataclass(frozen=True)
class Certificate:
    """What a certificate says of itself."""

    names: tuple[str, ...]
    begins: datetime
    ends: datetime
    issuer: str
    is_self_signed: bool

    def is_for(self, host: str) -> bool:
        """Say whether browsers take it for `host`; a star stands for one label."""
        return host in self.names or f"*.{host.partition('.')[2]}" in self.names


def read_certificate(path: Path) -> Certificate:
    """Return what the first certificate in file `path` says. Raises `Unusable`."""
    try:
        found = x509.load_pem_x509_certificates(_content(path))[0]
        return Certificate(
            names=_names(found),
            begins=found.not_valid_before_utc,
            ends=found.not_valid_after_utc,
            issuer=_issuer(found),
            is_self_signed=_is_self_signed(found),
        )
    except (ValueError, x509.DuplicateExtension) as error:
        raise Unusable(f"{path} holds no certificate (a file of text with BEGIN CERTIFICATE in it).") from error


def assert_usable(certificate_file: Path, key_file: Path, host: str) -> None:
    """Look whether a browser that asks for `host` would take them now. Raises `Unusable`."""
    certificate = read_certificate(certificate_file)
    _content(key_file)
    now = datetime.now(UTC)
    if now > certificate.ends:
        raise Unusable(f"The certificate {certificate_file} ended on {certificate.ends:%Y-%m-%d}. It must be renewed.")
    if now < certificate.begins:
        raise Unusable(
            f"The certificate {certificate_file} is not valid before {certificate.begins:%Y-%m-%d %H:%M} UTC."
        )
    if not certificate.is_for(host):
        names = ", ".join(certificate.names) or "no name at all"
        raise Unusable(f"The certificate {certificate_file} is for {names}, not for {host}.")
    context_of(certificate_file, key_file)


def context_of(certificate_file: Path, key_file: Path) -> ssl.SSLContext:
    """Return what connections are encrypted with: TLS 1.2 or newer. Raises `Unusable`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate_file, key_file, password=_no_password)
    except PermissionError as error:
        raise Unusable(f"{error.filename or key_file} cannot be read: {error.strerror}.") from error
    except ssl.SSLError as error:
        raise Unusable(_why(error, certificate_file, key_file)) from error
    except OSError as error:
        raise Unusable(f"{certificate_file} or {key_file} cannot be read: {error.strerror}.") from error
    return context


class Contexts:
    """The context for the next connection: made anew when the files changed and fit, so nobody restarts anything."""

    def __init__(self, certificate_file: Path, key_file: Path) -> None:
        self._files = (certificate_file, key_file)
        self._seen = self._state()
        self._context = context_of(*self._files)

    def current(self) -> ssl.SSLContext:
        """Return the context; files that do not fit (yet) are logged once and the old ones stay."""
        state = self._state()
        if state != self._seen:
            self._seen = state
            try:
                self._context = context_of(*self._files)
                log.info("the certificate was renewed")
            except Unusable as error:
                log.error("the new certificate cannot be used, the old one stays", why=str(error))
        return self._context

    def _state(self) -> list[tuple[int, int, int]]:
        try:
            found = [file.stat() for file in self._files]
        except OSError:
            return []
        return [(stat.st_ino, stat.st_mtime_ns, stat.st_size) for stat in found]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(f"There is no file {path}.") from error
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from error


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    """Return the hosts and addresses it is for; the common name is no longer read by browsers."""
    try:
        found = certificate.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        return ()
    names = [name.lower() for name in found.get_values_for_type(x509.DNSName)]  # type: ignore[attr-defined]
    return (*names, *map(str, found.get_values_for_type(x509.IPAddress)))  # type: ignore[attr-defined]


def _issuer(certificate: x509.Certificate) -> str:
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        if found := certificate.issuer.get_attributes_for_oid(kind):
            return str(found[0].value)
    return certificate.issuer.rfc4514_string()


def _is_self_signed(certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _no_password() -> str:
    raise Unusable("The key is locked with a password; Stoep needs it without.")


def _why(error: ssl.SSLError, certificate_file: Path, key_file: Path) -> str:
    if error.reason == "KEY_VALUES_MISMATCH":
        return f"The key {key_file} does not go with the certificate {certificate_file}."
    return f"{key_file} holds no key that fits {certificate_file} (a file of text with BEGIN PRIVATE KEY in it)."
