"""The file of a backup: a tar that ordinary tools open.

Its last member holds the SHA-256 of every byte before it, and what comes after that is fixed. So a changed bit is
noticed wherever it is, in headers and padding too; tar's own sums see less.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from gzip import GzipFile
from pathlib import Path
from typing import IO

MANIFEST = "manifest.json"
DIGEST = "SHA256"
CHUNK = 1 << 20
_BLOCK = 512


class Unreadable(Exception):
    """The file cannot be read as a backup from some place on."""


TORN = (Unreadable, tarfile.TarError, OSError, ValueError, OverflowError)  # what reading damaged bytes may raise


@dataclass(frozen=True)
class Member:
    """How large a member is, and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: whose it is, what each table and member holds, which files were lost before."""

    version: str
    engine: str
    created: str
    database: str
    tables: dict[str, int]
    migrations: list[str]
    lost: list[str]
    members: dict[str, Member]

    def to_json(self) -> str:
        """Return it as text for people and programs."""
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Return what was written as `text`; what a later version added is passed over. Raises `Unreadable`."""
        try:
            said = json.loads(text)
            members = {name: Member(**about) for name, about in said["members"].items()}
            return cls(**{one.name: said[one.name] for one in fields(cls)} | {"members": members})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Unreadable from error


class Writer:
    """Writes members one after the other, and at the end the digest of all."""

    def __init__(self, file: IO[bytes], when: float) -> None:
        self._file, self._when = file, int(when)
        self._whole = hashlib.sha256()
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: Path) -> None:
        """Add the content of `source`. Raises `OSError` when it becomes shorter meanwhile."""
        size, digest = source.stat().st_size, hashlib.sha256()
        self._write(_header(name, size, self._when))
        left = size
        with source.open("rb") as content:
            while left:
                if not (chunk := content.read(min(CHUNK, left))):
                    raise OSError(f"{source} became shorter")
                digest.update(chunk)
                self._write(chunk)
                left -= len(chunk)
        self._write(_padding(size))
        self.members[name] = Member(size, digest.hexdigest())

    def close(self, manifest: Manifest) -> None:
        """Add the manifest and the digest of everything."""
        text = manifest.to_json().encode()
        self._write(_header(MANIFEST, len(text), self._when) + text + _padding(len(text)))
        self._file.write(_end(self._whole.hexdigest()))

    def _write(self, content: bytes) -> None:
        self._whole.update(content)
        self._file.write(content)


def is_whole(path: Path) -> bool:
    """Say whether every byte of the file is as it was written."""
    left = path.stat().st_size - len(_end("0" * 64))
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(CHUNK, left))):
            whole.update(chunk)
            left -= len(chunk)
        return left == 0 and file.read() == _end(whole.hexdigest())


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Give name and content of every member, in order. It, and reading a content, raises one of `TORN`."""
    with tarfile.open(path, "r:") as tar:
        for about in tar:
            content = tar.extractfile(about)
            if content is None:
                raise Unreadable
            yield about.name, content


def read_manifest(path: Path) -> Manifest:
    """Return the manifest. Raises one of `TORN`."""
    for name, content in members(path):
        if name == MANIFEST:
            return Manifest.from_json(content.read())
    raise Unreadable


def measure(content: IO[bytes]) -> Member:
    """Return size and digest of what is left to read."""
    size, digest = 0, hashlib.sha256()
    while chunk := content.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
    return Member(size, digest.hexdigest())


def copy_out(content: IO[bytes] | GzipFile, target: Path) -> None:
    """Write what is left to read to a new file. Raises `OSError`."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("xb") as file:
        shutil.copyfileobj(content, file, CHUNK)


def _header(name: str, size: int, when: int) -> bytes:
    about = tarfile.TarInfo(name)
    about.size, about.mtime, about.mode = size, when, 0o600
    return about.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return b"\0" * (-size % _BLOCK)


def _end(digest: str) -> bytes:
    text = f"{digest}\n".encode()
    return _header(DIGEST, len(text), 0) + text + _padding(len(text)) + b"\0" * 2 * _BLOCK
