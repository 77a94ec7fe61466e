"""Every write about streams, and about the topics whose streams they are."""

from stoep.streams.actions.entries import (
    bump,
    follow,
    forget_streams,
    mark_group_seen,
    mark_home_seen,
    place_pin,
    put_in_streams,
    streams_at,
    subscribe,
    take_out_of_streams,
    unfollow,
    unsubscribe,
)
from stoep.streams.actions.topics import describe_topic, merge_topic, move_more

__all__ = [
    "bump", "describe_topic", "follow", "forget_streams", "mark_group_seen", "mark_home_seen", "merge_topic",
    "move_more", "place_pin", "put_in_streams", "streams_at", "subscribe", "take_out_of_streams", "unfollow",
    "unsubscribe",
]  # fmt: skip
