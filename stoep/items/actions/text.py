"""From what was typed to what is stored: HTML with empty places, and rows for whom and what it points at."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.html import escape

from stoep.items.models import Item, ItemTopic, Mention, Reference
from stoep.kernel.language import language_of
from stoep.kernel.markup import MAX_SOURCE, Document, Place, Rendered, read
from stoep.people.models import Person
from stoep.topics.actions import topics_by_name, topics_named
from stoep.topics.models import Topic, topic_name

MAX_MENTIONS = 50
MAX_TOPICS = 20
MAX_REFERENCES = 50
_ITEM_ADDRESS = re.compile(r"^(?:%s)?/i/(\d{1,19})/(?:\?at=\d{1,19})?(?:#r(\d{1,19}))?$")


@dataclass
class Reading:
    """What a text says: its HTML, whom it names, what it is about, where it points."""

    rendered: Rendered
    people: dict[str, Person] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    items: dict[str, int] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)


def _own_items(links: list[str]) -> dict[str, int]:
    pattern = re.compile(_ITEM_ADDRESS.pattern % re.escape(settings.SITE))
    found = {link: pattern.match(link) for link in links[:MAX_REFERENCES]}
    ids = {link: int(match.group(2) or match.group(1)) for link, match in found.items() if match}
    known = set(Item.objects.for_system("resolve references").filter(pk__in=ids.values()).values_list("pk", flat=True))
    return {link: pk for link, pk in ids.items() if pk in known}


def _people(document: Document) -> dict[str, Person]:
    handles = [handle.casefold() for handle in document.words("@")[:MAX_MENTIONS]]
    return {p.handle: p for p in Person.objects.present().filter(handle__in=handles)} if handles else {}


def read_text(source: str, more_topics: tuple[str, ...] = ()) -> Reading:
    """Parse and render `source` and find what it points at. Raises `TooLong`.

    Topics are made where they are new; call it inside the transaction that keeps the item.
    """
    document = read(source)
    people = _people(document)
    links = [*document.links(), *document.words("/")]
    items = _own_items(links) if links else {}
    names = [*document.words("#")[:MAX_TOPICS], *more_topics]
    known = topics_by_name(names) if names else {}

    def resolve(mark: str, word: str) -> str | Place | None:
        if mark == "@":
            person = people.get(word.casefold())
            return ["p", person.pk] if person else None
        if mark in ("link", "/"):
            return ["i", items[word]] if word in items else None
        name = topic_name(word)
        return f'<a href="/t/{name}/" class="topic">#{escape(word)}</a>' if name in known else None

    outside = [link for link in links if link not in items and link.startswith("http")][:MAX_REFERENCES]
    return Reading(document.render(resolve), people, list(known.values()), items, outside)


def topics_beside(item: Item) -> tuple[str, ...]:
    """Return the topics of an item that do not stand in its text: an import gives them apart."""
    words = read(item.body[:MAX_SOURCE]).words("#")
    written = {topic.name for topic in topics_named(words[:MAX_TOPICS])}  # what they are called today
    names = item.topic_links.order_by("topic__name").values_list("topic__name", flat=True)
    return tuple(name for name in names if name not in written)


def put_text(item: Item, source: str, reading: Reading) -> None:
    """Give `item` its body and what is rendered from it; the caller saves."""
    item.body = source
    item.html, item.lead = reading.rendered.html, reading.rendered.lead
    item.places = json.dumps(reading.rendered.places) if reading.rendered.places else ""
    item.language = language_of(f"{item.title} {source}", item.language)


def put_links(item: Item, reading: Reading) -> None:
    """Write the rows for topics, mentions and references of a saved `item`, in place of earlier ones."""
    topic_ids = {topic.pk for topic in reading.topics}
    person_ids = {person.pk for person in reading.people.values()} - {item.author_id}
    if item.version > 1:
        ItemTopic.objects.filter(item=item).exclude(topic_id__in=topic_ids).delete()
        Mention.objects.filter(item=item).exclude(person_id__in=person_ids).delete()
        Reference.objects.filter(item=item).delete()
    if topic_ids:
        ItemTopic.objects.bulk_create([ItemTopic(item=item, topic_id=pk) for pk in topic_ids], ignore_conflicts=True)
    if person_ids:
        Mention.objects.bulk_create([Mention(item=item, person_id=pk) for pk in person_ids], ignore_conflicts=True)
    targets = [Reference(item=item, kind=Reference.Kind.ITEM, target_id=pk) for pk in reading.items.values()]
    targets += [
        Reference(item=item, kind=Reference.Kind.OUTSIDE, address=address)
        for address in reading.outside
        if len(address) <= 2000
    ]
    for place, reference in enumerate(targets):
        reference.place = place
    if targets:
        Reference.objects.bulk_create(targets)
