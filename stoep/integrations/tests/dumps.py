"""Small Stack Exchange dumps, made for the tests."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

DAY = "2012-03-01T10:00:0{}.000"


def xml(tag: str, rows: list[dict[str, str]], *, head: str = "") -> bytes:
    """Return an XML file as a dump has it: with a mark at the start and a DTD named."""
    lines = "".join(f"<row {' '.join(f'{k}={quoteattr(v)}' for k, v in row.items())} />\n" for row in rows)
    text = f"\ufeff<?xml version='1.0' encoding='utf-8'?>\n{head or f'<!DOCTYPE {tag} SYSTEM "{tag}.dtd">'}\n<{tag}>\n"
    return f"{text}{lines}</{tag}>".encode()


USERS = [
    {"Id": "1", "DisplayName": "Ada", "CreationDate": DAY.format(0), "AboutMe": "<p>I <b>count</b></p>"},
    {"Id": "2", "DisplayName": "Ben", "CreationDate": DAY.format(0), "Location": "Delft"},
]
POSTS = [
    {
        "Id": "10", "PostTypeId": "1", "CreationDate": DAY.format(1), "OwnerUserId": "1", "Score": "4",
        "Title": "Why does it hum?", "Body": "<p>See <a href='/questions/10/why'>this</a><script>x()</script></p>",
        "Tags": "<pumps><noise>", "AcceptedAnswerId": "11",
    },
    {"Id": "11", "PostTypeId": "2", "ParentId": "10", "CreationDate": DAY.format(2), "OwnerUserId": "2", "Body": "Air"},
    {"Id": "12", "PostTypeId": "2", "ParentId": "99", "CreationDate": DAY.format(2), "OwnerUserId": "2", "Body": "?"},
    {"Id": "13", "PostTypeId": "1", "CreationDate": "once", "OwnerUserId": "1", "Title": "When?", "Body": "?"},
    {"Id": "14", "PostTypeId": "5", "CreationDate": DAY.format(3), "Body": "wiki"},
]  # fmt: skip
COMMENTS = [
    {"Id": "20", "PostId": "11", "Text": "Bleed **it**", "CreationDate": DAY.format(4), "UserDisplayName": "gone"},
    {"Id": "21", "PostId": "13", "Text": "About nothing", "CreationDate": DAY.format(4), "UserId": "1"},
]
BADGES = [{"Id": "1", "UserId": "1", "Name": "Teacher", "Date": DAY.format(5)}]
FILES = {
    "Users.xml": xml("users", USERS),
    "Posts.xml": xml("posts", POSTS),
    "Comments.xml": xml("comments", COMMENTS),
    "Badges.xml": xml("badges", BADGES),
}


def dump(folder: Path, files: dict[str, bytes] | None = None, site: str = "pumps.example") -> Path:
    """Write a dump as .tar.gz; return its path."""
    path = folder / f"{site}.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, content in (files or FILES).items():
            member = tarfile.TarInfo(f"{site}/{name}" if "/" not in name else name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path
