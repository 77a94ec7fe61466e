"""Writes about topics."""

from __future__ import annotations

from collections.abc import Iterable

from stoep.topics.models import Topic, topic_name


def topics_named(names: Iterable[str]) -> list[Topic]:
    """Return the topics with these names, made where they are new, in the order given and without doubles."""
    wanted = list(dict.fromkeys(name for name in map(topic_name, names) if name))
    if not wanted:
        return []
    known = {topic.name: topic for topic in Topic.objects.filter(name__in=wanted)}
    missing = [Topic(name=name) for name in wanted if name not in known]
    if missing:
        Topic.objects.bulk_create(missing, ignore_conflicts=True)
        known |= {topic.name: topic for topic in Topic.objects.filter(name__in=[t.name for t in missing])}
    return [known[name] for name in wanted]
