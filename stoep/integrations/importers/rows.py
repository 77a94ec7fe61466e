"""Rows of an XML file, one at a time, without entities or a DTD being followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from stoep.integrations.importers.archive import Refused

MOST_TEXT = 4_000_000


class Broken(ValueError):
    """The XML ends or goes wrong here; what came before stands. Its text names the line."""


def xml_rows(chunks: Iterable[bytes], tag: str = "row") -> Iterator[dict[str, str]]:
    """Give the attributes of each element `tag`. Raises `Broken` where the XML is, `Refused` for declared entities."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == tag:
            if sum(map(len, attributes.values())) > MOST_TEXT:
                raise Refused("a row is too long")
            found.append(attributes)

    def entity(*_: object) -> None:
        raise Refused("it declares entities of its own")

    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from found
        raise Broken(f"line {error.lineno}: {expat.ErrorString(error.code)}") from error
    yield from found
