"""Rows of an XML file, one at a time, without entities or a DTD being followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from stoep.integrations.importers.archive import Refused

MOST_TEXT = 4_000_000
MOST_HELD = 6 * MOST_TEXT  # bytes without a new element; the parser keeps an unfinished one in memory


class Broken(ValueError):
    """The XML ends or goes wrong here; what came before stands. Its text names the line."""


def xml_rows(chunks: Iterable[bytes], tag: str = "row") -> Iterator[dict[str, str]]:
    """Give the attributes of each element `tag`. Raises `Broken` where the XML is, `Refused` for declared entities."""
    found: list[dict[str, str]] = []

    held = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal held
        held = 0
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
            held += len(chunk)
            parser.Parse(chunk, False)
            if held > MOST_HELD:
                raise Refused("a row is too long")
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from found
        raise Broken(f"line {error.lineno}: {expat.ErrorString(error.code)}") from error
    except Refused:
        yield from found
        raise
    except (ValueError, LookupError) as error:  # it names an encoding that is none, or none of text
        raise Broken(f"line {parser.CurrentLineNumber}: {error}") from error
    yield from found
