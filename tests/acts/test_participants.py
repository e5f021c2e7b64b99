"""Lists of bodies whose names run into each other."""

from __future__ import annotations

import dragoman

LIST = (
    "The briefing was attended by officials from the Kenyan Trade Policy Council (TPC), Office of Mines and Energy Policy (OMEP), "
    "and Office of Planning and Budget (OPB), as well as the Farm Credit Protection Bureau (FCPB), the Equal Housing Opportunity "
    "Commission (EHOC), and the National Labor Relations Board (NLRB)."
)
"""Mentions overlap here, and each leads to the next by "and"."""


def test_a_list_of_bodies_is_read_to_its_end():
    record = dragoman.read(LIST)
    assert record.document.text == LIST
    dragoman.read(LIST.replace("the Kenyan Trade Policy Council", "the White House Domestic Policy Council"))
