"""What was denied, or not said, is not promised and did not happen."""

from __future__ import annotations

import pytest

import dragoman

CASES = [
    ("LIMA, March 3, 2022 - The president denied that Peru planned to close its border with Bolivia.", "denied"),
    ("OTTAWA, May 5, 2021 - Canada has not said whether it will send armoured vehicles to Poland.", "hypothetical"),
    ("PARIS, June 9, 2020 - The ministry refused to say when France will withdraw its troops from Mali.", "hypothetical"),
]


@pytest.mark.parametrize(("text", "status"), CASES)
def test_it_is_no_commitment_and_no_deed(text, status):
    record = dragoman.read(text)
    assert record.commitments == ()
    inner = [e for e in record.events if any(word in e.quote for word in ("close", "send", "withdraw")) and e.type != "REJECT"]
    assert all(e.status == status for e in inner)


def test_what_was_said_without_denial_is():
    record = dragoman.read("OTTAWA, May 5, 2021 - Canada has said that it will send armoured vehicles to Poland.")
    assert [[p.code for p in c.by] for c in record.commitments] == [["CAN"]]
