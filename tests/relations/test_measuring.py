"""A dyad measured: sums add up whatever the episodes, and nothing undated is guessed."""
from __future__ import annotations

import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import ontology
from dragoman.errors import StopRun
from dragoman.records import Episode
from dragoman.relations import columns, measure, to_rows

CODES = ("CHN", "RUS", "USA", "IGO:UN")


def episode(type_="CONSULT", actor=("CHN",), recipient=("RUS",), first="2023-03-20", last=None, **more):
    told = {"id": "e", "mode": None, "place": None, "status": "occurred", "sectors": (), "score": ontology.score(type_),
            "confidence": 0.8, "sources": 1, "reports": (), **more}
    return Episode(type=type_, actor=actor, recipient=recipient, first=first, last=last or first, **told)


days = st.dates(datetime.date(2020, 1, 1), datetime.date(2026, 12, 31)).map(str)
sides = st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple)
episodes = st.lists(st.builds(
    episode, st.sampled_from(sorted(ontology.types())), sides, sides, st.none() | days,
    status=st.sampled_from(["occurred", "planned", "denied"]), reports=st.integers(0, 4).map(lambda n: (None,) * n),
    sectors=st.lists(st.sampled_from(["trade", "energy.gas"]), max_size=2).map(tuple),
), max_size=30)


def test_a_month_of_one_dyad_as_a_researcher_reads_it():
    periods = measure([
        episode(recipient=(), actor=("CHN", "RUS"), reports=(None,) * 5, sectors=("trade", "energy.gas")),
        episode("REJECT", reports=(None,), sectors=("energy.gas",)),
        episode("AID", ("RUS", "IRN"), ("CHN",), reports=(None,) * 2),
        episode("AID", ("USA",), ("CHN", "RUS")),  # both only receive: none of this dyad's
        episode("AGREE", status="planned"),
    ], ("CHN", "RUS"))
    month, = periods
    assert (month.label, month.start, month.end) == ("2023-03", "2023-03-01", "2023-03-31")
    assert (month.forth.episodes, month.back.episodes, month.joint.episodes) == (1, 1, 1)
    assert (month.together.reports, month.together.net, month.not_occurred) == (8, 1, 1)
    assert month.together.score_sum == 2.5 - 2 + 10
    assert month.together.score_mean == pytest.approx(3.5)
    assert month.together.sectors == (("energy.gas", 2), ("trade", 1))


def test_a_stay_over_two_months_counts_in_the_first_and_silent_months_are_rows_of_zeros():
    periods = measure([episode(first="2023-01-30", last="2023-02-02"), episode(first="2023-04-01")], ("CHN", "RUS"))
    assert [(p.label, p.together.episodes, p.wide) for p in periods] == [
        ("2023-01", 1, 1), ("2023-02", 0, 0), ("2023-03", 0, 0), ("2023-04", 1, 0)]
    assert periods[1].together.score_mean is None


def test_one_wrong_date_does_not_make_thousands_of_rows():
    periods = measure([episode(first="0203-03-01"), episode(first="9999-12-31")], ("CHN", "RUS"), "week")
    assert [p.label for p in periods] == ["0203-W09", "9999-W52"]


@pytest.mark.parametrize("first", [None, "", "soon", "2023-13-01", "2023-02-30"])
def test_what_has_no_date_stands_apart(first):
    last = measure([episode(), episode(first=first)], ("CHN", "RUS"))[-1]
    assert (last.label, last.start, last.together.episodes) == ("undated", None, 1)


@pytest.mark.parametrize(("period", "label"), [("week", "2024-W52"), ("month", "2024-12"), ("year", "2024")])
def test_each_period_has_its_label(period, label):
    assert measure([episode(first="2024-12-29")], ("CHN", "RUS"), period)[0].label == label


def test_a_wrong_question_is_told_in_words():
    with pytest.raises(StopRun, match="decade"):
        measure([], ("CHN", "RUS"), "decade")
    with pytest.raises(StopRun, match="two parties"):
        measure([], ("CHN", "CHN"))


@given(episodes, st.sampled_from(["month", "week", "year"]), st.randoms())
def test_sums_add_up_and_the_order_of_episodes_does_not_matter(found, period, chance):
    periods = measure(found, ("CHN", "RUS"), period)
    for p in periods:
        parts = (p.forth, p.back, p.joint)
        for name in ("episodes", "reports", "cooperation", "conflict", "net", "material_conflict"):
            assert sum(getattr(part, name) for part in parts) == getattr(p.together, name)
        assert p.together.cooperation + p.together.conflict == p.together.episodes
        assert sum(part.score_sum for part in parts) == pytest.approx(p.together.score_sum)
        assert max(p.wide, p.within) <= p.together.episodes
    assert measure(random.Random(chance.random()).sample(found, len(found)), ("CHN", "RUS"), period) == periods
    other = measure(found, ("RUS", "CHN"), period)
    assert [(p.back, p.forth, p.joint) for p in other] == [(p.forth, p.back, p.joint) for p in periods]
    dated = [p for p in periods if p.start]
    assert [p.start for p in dated] == sorted({p.start for p in dated})


@given(episodes)
def test_rows_are_flat_and_alike(found):
    periods = measure(found, ("CHN", "RUS"))
    rows = to_rows(periods)
    assert len(rows) == 4 * len(periods)
    for row in rows:
        assert tuple(row) == columns()
        assert all(value is None or isinstance(value, str | int | float) for value in row.values())
