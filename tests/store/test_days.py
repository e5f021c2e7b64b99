"""Dates as days."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.store import days

WRITTEN = st.dates().flatmap(lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))


@given(st.dates())
def test_a_day_is_itself_within_its_month_within_its_year(day):
    told = day.isoformat()
    spans = [days.span(told), days.span(told[:7]), days.span(told[:4])]
    assert spans[0] == (day.toordinal(), day.toordinal()) and days.iso(spans[0][0]) == told
    for (low, high), (first, last) in itertools.pairwise(spans):
        assert first <= low <= high <= last


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_month_ends_where_the_next_begins(day):
    after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    assert days.span(day.isoformat()[:7])[1] + 1 == days.span(after.isoformat()[:7])[0]


@given(st.dates(), st.dates())
def test_later_dates_have_later_spans(one, other):
    one, other = sorted((one, other))
    for length in (4, 7, 10):
        earlier, later = days.span(one.isoformat()[:length]), days.span(other.isoformat()[:length])
        assert earlier[0] <= later[0] and earlier[1] <= later[1]


@given(WRITTEN, WRITTEN)
def test_an_interval_covers_both_its_ends_even_turned_round(one, other):
    first, last = days.span(f"{one}/{other}")
    assert first <= last
    assert days.span(f"{min(one, other)}/{max(one, other)}")[0] is not None
    if one <= other:
        assert (first, last) == (days.span(one)[0], days.span(other)[1])


@given(WRITTEN)
def test_an_open_interval_is_open(told):
    assert days.span(f"{told}/") == (days.span(told)[0], None)
    assert days.span(f"/{told}") == (None, days.span(told)[1])


@pytest.mark.parametrize(
    "nonsense",
    [
        *("", "/", "soon", "2023-13", "2023-02-30", "0000", "0000-01-01", "23", "+2023", " 2023", "2_23", "２０２３", "2023-3-2"),
        *("2023-03-21x", "2023-03-2", "20230321", "-2023", "99999", "2023-", "\ud800", "2023\0", "x/y"),
    ],
)
def test_nonsense_is_no_date(nonsense):
    assert days.span(nonsense) == (None, None)


@given(st.text())
def test_no_text_fails(told):
    first, last = days.span(told)
    assert all(n is None or date.fromordinal(n) for n in (first, last))
    assert days.span(None) == (None, None) and days.iso(None) is None


def test_half_an_interval_of_nonsense_is_open_there():
    assert days.span("2023-03-20/22") == (days.span("2023-03-20")[0], None)
