"""Events become dyads as the field has them: each pair, each day, nothing that did not occur."""
from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from strategies import events

from dragoman.exports import dyads
from dragoman.records import Document


def named(event):
    return [(a and a.code, r and r.code) for a, r in dyads.pairs(event)]


def test_a_mutual_act_has_each_party_before_each_other(record):
    assert named(record.events[0]) == [("CHN", "RUS"), ("RUS", "CHN")]


def test_each_actor_stands_before_each_recipient(record):
    sanction = record.events[4]
    both = dataclasses.replace(sanction, actor=record.events[0].actor)
    assert named(both) == [("CHN", "COM:Gazprom"), ("RUS", "COM:Gazprom")]


def test_an_act_without_recipient_and_one_among_people_of_one_state_are_kept(record):
    assert named(record.events[5]) == [("USA", None)]
    china = record.events[0].actor[0]
    assert named(dataclasses.replace(record.events[0], actor=(china, china))) == [("CHN", None)]


@given(events())
def test_no_event_is_lost_and_no_party_acts_on_itself(event):
    pairs = dyads.pairs(event)
    assert pairs
    assert all(a is None or r is None or (a.code, a.name) != (r.code, r.name) for a, r in pairs)
    assert len(pairs) == len({(a and (a.code or a.name), r and (r.code or r.name)) for a, r in pairs})


@pytest.mark.parametrize(("date", "published", "day"), [
    ("2023-03-21", "2023-03-24", "2023-03-21"),
    ("2023-03-20/2023-03-22", "2023-03-24", "2023-03-20"),
    (None, "2023-03-24", "2023-03-24"),  # undated: as the data sets do
    ("2023", "2023-03-24", "2023-03-24"),  # the day of publication lies in it
    ("2022", "2023-03-24", "2022-01-01"),
    ("2022-11", None, "2022-11-01"),
    ("/2020", None, "2020-01-01"),
    (None, "2023-03", None),  # no day is made up
])  # fmt: skip
def test_the_day_of_an_event(record, date, published, day):
    event = dataclasses.replace(record.events[0], date=date)
    assert dyads.day(event, Document("a", "", published=published)) == day


def test_what_did_not_occur_makes_no_dyad(record):
    told = {dyad.event.status for dyad in dyads.dyads([record])}
    assert record.events[5].status == "hypothetical" and told == {"occurred"}
