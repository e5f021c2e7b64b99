"""Lists of bodies whose names run into each other."""

from __future__ import annotations

import dragoman

LIST = (
    "The listening tour was attended by officials from the White House Domestic Policy Council (DPC), Office of Science and "
    "Technology Policy (OSTP), and Office of Management and Budget (OMB), as well as the Consumer Financial Protection Bureau "
    "(CFPB), the Equal Employment Opportunity Commission (EEOC), and the National Labor Relations Board (NLRB)."
)
"""Mentions overlap here, and each leads to the next by "and"."""


def test_a_list_of_bodies_is_read_to_its_end():
    assert dragoman.read(LIST).document.text == LIST
