"""Ids that stay: an episode has the id of its earliest report. Where an id leads that vanished, `store.grouping` keeps."""

from __future__ import annotations

from dragoman.records import Report, content_id


def episode_id(anchor: Report) -> str:
    """The id of the episode whose earliest report this is: it stays while later reports come in."""
    return content_id("episode", anchor.source.id, anchor.entry.id)
