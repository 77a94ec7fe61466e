"""Filling the places a rendered text left empty: people by their present name, items as who reads may see them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.translation import gettext as _

from stoep.items.models import Item
from stoep.kernel.markup import fill, words_of
from stoep.people.models import Person
from stoep.people.queries import Face, faces, named


@dataclass(frozen=True, slots=True)
class Linked:
    """An item another one links to, as a card below the text."""

    pk: int
    title: str
    kind: int
    author: str


@dataclass
class Places:
    """What stands behind the places of a page's texts."""

    people: Mapping[int, Face]
    items: Mapping[int, Linked] = field(default_factory=dict)

    def filled(self, html: str, places: str) -> str:
        """Return `html` with its places filled for this reader."""
        return fill(html, [self._string(kind, pk) for kind, pk in json.loads(places)]) if places else html

    def linked(self, places: str) -> tuple[Linked, ...]:
        """Return the items a text links to that this reader may see."""
        if '"i"' not in places:
            return ()
        wanted = (pk for kind, pk in json.loads(places) if kind == "i")
        return tuple(self.items[pk] for pk in dict.fromkeys(wanted) if pk in self.items)

    def _string(self, kind: str, pk: int) -> str:
        if kind == "p":
            return self._mention(self.people.get(pk))
        linked = self.items.get(pk)
        if linked is None:
            return f'<span class="unseen">{_("something you may not see")}</span>'
        return f'<a href="/i/{pk}/">{escape(linked.title)}</a>'

    @staticmethod
    def _mention(face: Face | None) -> str:
        if face is None:
            return "@…"
        guest = f' <span class="badge">{_("guest")}</span>' if face.is_guest else ""
        return f'<a class="at" href="{face.url}">@{escape(face.name)}</a>{guest}'


def places_for(viewer: Person, texts: Iterable[str], people: Iterable[int]) -> Places:
    """Read what the places of `texts` stand for, and the faces of `people`: two queries at most."""
    named = [(kind, pk) for text in texts if text for kind, pk in json.loads(text)]
    wanted = {pk for kind, pk in named if kind == "p"} | set(people)
    items = {pk for kind, pk in named if kind == "i"}
    return Places(faces(wanted), _linked(viewer, items) if items else {})


def _linked(viewer: Person, ids: set[int]) -> dict[int, Linked]:
    rows = (
        Item.objects.visible_to(viewer)
        .filter(pk__in=ids)
        .values_list("pk", "title", "body", "kind", "author__name", "author__role", "root__title")
    )
    return {
        pk: Linked(pk, title or root_title or words_of(body), kind, named(author, role))
        for pk, title, body, kind, author, role, root_title in rows
    }
