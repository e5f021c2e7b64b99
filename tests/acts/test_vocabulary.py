"""The lexicons of the acts load, and a typo in one is named by file and line."""

from __future__ import annotations

import pytest

from dragoman import lexicons
from dragoman.acts import vocabulary
from dragoman.errors import StopRun


def test_every_lexicon_loads():
    for load in (lexicons.speech, vocabulary.contents, vocabulary.speakers, vocabulary.instrument_verbs, vocabulary.named_instruments,
                 lexicons.instruments, vocabulary.undertakings, vocabulary.actions, lexicons.sectors):  # fmt: skip
        assert len(load())


def test_a_wrong_header_names_file_and_line():
    with pytest.raises(StopRun, match=r"speakers\.csv:\d+"):
        list(vocabulary.rows("speakers.csv", ("noun", "sort")))
