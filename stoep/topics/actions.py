"""Writes about topics."""

from __future__ import annotations

from collections.abc import Iterable

from stoep.topics.models import Topic, topic_name


def topics_by_name(names: Iterable[str]) -> dict[str, Topic]:
    """Return each of these names with its topic, made where it is new; a name that was merged away has the other's."""
    wanted = list(dict.fromkeys(name for name in map(topic_name, names) if name))
    if not wanted:
        return {}
    known = _known(wanted)
    missing = [name for name in wanted if name not in known]
    if missing:
        Topic.objects.bulk_create([Topic(name=name) for name in missing], ignore_conflicts=True)
        known |= _known(missing)
    return {name: known[name].now for name in wanted}


def topics_named(names: Iterable[str]) -> list[Topic]:
    """Return the topics with these names, made where they are new, in the order given and without doubles."""
    return list(dict.fromkeys(topics_by_name(names).values()))


def _known(names: list[str]) -> dict[str, Topic]:
    return {topic.name: topic for topic in Topic.objects.filter(name__in=names).select_related("merged_into")}
