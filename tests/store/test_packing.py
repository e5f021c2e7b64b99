"""A reading goes into few bytes and comes back as it was."""

from __future__ import annotations

import contextlib
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from kept_records import HOSTILE, RECORDS, fitted

from dragoman.store import corrections, packing
from dragoman.store.rows import hexadecimal, number
from dragoman.store.tables import Line, Packed


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_a_record_comes_back_as_it_was(record):
    sentences, entries = packing.unpack(packing.pack(record), record.document.text)
    assert sentences == record.document.sentences
    assert entries == list(packing.flat(record))


@settings(max_examples=25, deadline=None)
@given(RECORDS, HOSTILE)
def test_an_entry_that_is_ruled_on_comes_back_as_it_was(record, words):
    text = words + record.document.text
    for kind in ("events", "statements", "instruments", "commitments"):
        for entry in getattr(fitted(replace(record, document=replace(record.document, text=text)), "one"), kind):
            assert corrections.load(kind, corrections.dump(entry)) == entry


def test_an_example_is_kept_in_less_room_than_its_text(examples):
    for record in examples:
        assert packing.unpack(packing.pack(record), record.document.text)[1] == list(packing.flat(record))
        assert len(packing.pack(record)) < len(record.document.text.encode()) < len(record.as_json())


@given(HOSTILE)
def test_a_text_is_kept_to_the_character(words):
    packed = Packed()
    assert packed.process_result_value(packed.process_bind_param(words, None), None) == words


@given(HOSTILE)
def test_a_line_holds_what_both_engines_can(words):
    line = Line().process_bind_param(words, None)
    assert len(line) == len(words) and "\0" not in line and line.encode() is not None
    assert Line().process_bind_param(line, None) == line
    assert all(a == b or b == "\ufffd" for a, b in zip(words, line, strict=True))


@given(st.from_regex(r"[0-9a-f]{16}", fullmatch=True))
def test_an_id_is_a_number_of_64_bits(id):
    assert -(2**63) <= number(id) < 2**63 and hexadecimal(number(id)) == id


@given(st.one_of(HOSTILE, st.sampled_from(["", "0x1f", "1_0", "-1", " 1", "f" * 17, "F" * 16, "１" * 16])))
def test_what_is_no_id_is_refused(told):
    with contextlib.suppress(ValueError):
        assert hexadecimal(number(told)) == told and len(told) == 16
