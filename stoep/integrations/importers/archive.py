"""Access to an archive without unpacking it: member by member, refusing tricks and bombs."""

from __future__ import annotations

import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

MOST_MEMBERS = 10_000
MOST_BYTES = 2 * 1024**3
RATIO_FROM = 10 * 1024**2
MOST_RATIO = 20
CHUNK = 256 * 1024
DAMAGE = (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, ValueError)


class Refused(ValueError):
    """The archive is none, is damaged, or does what an honest one does not. Its text says what, for people."""


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return not path.is_absolute() and ".." not in path.parts and ":" not in name and "\x00" not in name


class _Counted:
    """A member being read; refuses to give more than an honest one holds."""

    def __init__(self, file: IO[bytes], name: str, most: int) -> None:
        self.file, self.name, self.left = file, name, most

    def chunks(self) -> Iterator[bytes]:
        while chunk := self._read():
            self.left -= len(chunk)
            if self.left < 0:
                raise Refused(f"{self.name} unpacks to more than it may")
            yield chunk

    def _read(self) -> bytes:
        try:
            return self.file.read(CHUNK)
        except DAMAGE as error:
            raise Refused(f"{self.name} is damaged: {error}") from error


class Archive:
    """A .tar.gz, .tar, .zip or folder, opened anew for each reading.

    What is no plain file, a link above all, is never read: `passed_over` names it.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))  # so that "." has a name
        self.passed_over: list[str] = []
        if not path.exists():
            raise Refused(f"{path.name} is not there")

    def names(self) -> list[str]:
        """Return the names of its files. Raises `Refused`."""
        if self.path.is_dir():
            found = [
                (str(p.relative_to(self.path)), _is_plain_file(p)) for p in self.path.rglob("*") if not _is_folder(p)
            ]
        else:
            with self._opened() as archive:
                if isinstance(archive, zipfile.ZipFile):
                    found = [(info.filename, True) for info in archive.infolist() if not info.is_dir()]
                else:
                    found = [(member.name, member.isfile()) for member in _members(archive) if not member.isdir()]
        self._check([name for name, _ in found])
        self.passed_over = sorted(name for name, is_plain in found if not is_plain)
        return sorted(name for name, is_plain in found if is_plain)

    @staticmethod
    def _check(names: list[str]) -> None:
        if len(names) > MOST_MEMBERS:
            raise Refused(f"it holds {len(names)} files, more than {MOST_MEMBERS}")
        for name in names:
            if not _is_plain(name):
                raise Refused(f"it holds a file that wants to go elsewhere: {name!r}")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a member piece by piece. Raises `Refused`."""
        if self.path.is_dir():
            with _opened_in_folder(self.path / name) as file:
                yield from _Counted(file, name, MOST_BYTES).chunks()
            return
        with self._opened() as archive:
            if isinstance(archive, zipfile.ZipFile):
                info = archive.getinfo(name)
                with archive.open(info) as file:
                    yield from _Counted(file, name, _most(info.compress_size)).chunks()
            else:
                found = next((m for m in _members(archive) if m.name == name and m.isfile()), None)
                file_or_none = archive.extractfile(found) if found else None
                if file_or_none is not None:
                    yield from _Counted(file_or_none, name, _most(self.path.stat().st_size)).chunks()

    @contextmanager
    def _opened(self) -> Iterator[zipfile.ZipFile | tarfile.TarFile]:
        try:
            if zipfile.is_zipfile(self.path):
                with zipfile.ZipFile(self.path) as archive:
                    yield archive
                return
            with tarfile.open(self.path, "r:*") as tar:
                yield tar
        except Refused:
            raise
        except DAMAGE as error:
            raise Refused(f"{self.path.name} is no .tar.gz, .zip or folder, or it is damaged: {error}") from error


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _opened_in_folder(path: Path) -> IO[bytes]:
    """Open a file for reading; a link that took its place meanwhile is not followed."""
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except OSError as error:
        raise Refused(f"{path.name} cannot be opened: {error.strerror}") from error


def _members(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Give the members one by one; a bomb of names ends it early."""
    for number, member in enumerate(archive):
        if number > MOST_MEMBERS:
            raise Refused(f"it holds more than {MOST_MEMBERS} files")
        yield member


def _most(packed: int) -> int:
    """Return how many bytes a member may unpack to: 20 to 1 above 10 MB, 2 GB at most."""
    return min(MOST_BYTES, max(RATIO_FROM, packed * MOST_RATIO))
