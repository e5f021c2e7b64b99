"""Groups of entries: who takes over, and where a citation of an id that is no more leads."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from dragoman.store import grouping

PARTITION = st.dictionaries(st.integers(0, 11), st.sampled_from("abcde"))


def groups(of: dict[int, str], prefix: str) -> dict[str, frozenset[int]]:
    return {prefix + name: frozenset(k for k, n in of.items() if n == name) for name in set(of.values())}


@given(PARTITION, PARTITION)
def test_an_id_leads_to_a_group_that_shares_an_entry_and_none_shares_more(before, after):
    old, new = groups(before, "old-"), groups(after, "new-")
    led = grouping.heirs(old, new)
    for name, keys in old.items():
        shared = {other: len(keys & those) for other, those in new.items() if keys & those}
        if shared:
            assert shared[led[name]] == max(shared.values())
        else:
            assert name not in led


def test_a_group_that_is_still_there_needs_no_heir():
    assert grouping.heirs({"a": frozenset({1})}, {"a": frozenset({1, 2})}) == {}


def test_ids_that_others_gave_are_kept_too(store, examples):
    record = examples[0]
    events = tuple(dataclasses.replace(event, id=f"event {n}") for n, event in enumerate(record.events))
    foreign = dataclasses.replace(record, events=events)
    store.keep(foreign)
    (source,) = store.documents()
    assert store.record(source.key).events == events
    assert not store.keep(foreign).changed
