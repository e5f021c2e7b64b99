"""Reports whose lines are broken at seventy characters: a line is no paragraph."""

from __future__ import annotations

import dragoman

WRAPPED = """\
Lula invites Fernandez to Brasilia

BRASILIA, January 12, 2023 (Dragoman Examples) - Brazilian President Luiz Inacio
Lula da Silva invited Argentine President Alberto Fernandez to Brasilia on
Thursday. Trade between the two countries had grown, officials noted.

The visit would be short. It was raining in the capital. Lula
da Silva said that the two countries would build a gas pipeline.
"""


def test_a_dateline_that_is_broken_after_a_name_signs_nothing():
    record = dragoman.read(WRAPPED)
    assert not [s for s in record.statements if s.produced_by.endswith("signed")]
    assert not [s for s in record.statements if "raining" in s.quote]


def test_a_speakers_name_stands_on_one_line():
    assert all("\n" not in s.speaker for s in dragoman.read(WRAPPED).statements)
