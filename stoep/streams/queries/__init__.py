"""Reads of streams and of the topics they are about."""

from stoep.streams.queries.feeds import (
    LivelyTopic,
    Page,
    followed_page,
    follows,
    for_you_page,
    is_quiet,
    lively_topics,
    new_in_stream,
    new_in_streams,
    reasons_for,
    stream_page,
    unread_groups,
)
from stoep.streams.queries.topics import UsedTopic, topics_page, used_topic

__all__ = [
    "LivelyTopic", "Page", "UsedTopic", "followed_page", "follows", "for_you_page", "is_quiet", "lively_topics",
    "new_in_stream", "new_in_streams", "reasons_for", "stream_page", "topics_page", "unread_groups", "used_topic",
]  # fmt: skip
