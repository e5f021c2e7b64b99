"""Every written date means itself; relative ones agree with dateutil; offsets are sane; twice read is the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import MO, SU, relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import language
from dragoman.dating import Dating
from dragoman.dating.times import RELATIONS, iso, point, shifted
from dragoman.records import Document

NLP = language.blank()
DATING = Dating()
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
ORDINAL = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def times(text: str, published: str | None = "2023-03-24"):
    return DATING(language.make_doc(NLP, Document("d", text, published=published)))._.times


def values(text: str, published: str | None = "2023-03-24") -> list[tuple[str, str]]:
    return [(t.value, t.relation) for t in times(text, published)]


def written(d: date) -> list[str]:
    month, th = d.strftime("%B"), ORDINAL.get(d.day, "th")
    short = "Sept." if d.month == 9 else month if len(month) < 5 else d.strftime("%b.")
    return [
        f"{month} {d.day}, {d.year}",
        f"{month} {d.day} {d.year}",
        f"{d.day} {month} {d.year}",
        f"{d.day} {month}, {d.year}",
        f"{month} {d.day}{th}, {d.year}",
        f"{d.day}{th} of {month} {d.year}",
        f"the {d.day}{th} of {month}, {d.year}",
        f"{short} {d.day}, {d.year}",
        f"{d.day} {short} {d.year}",
        d.isoformat(),
        d.strftime("%d.%m.%Y"),
        f"{d.strftime('%A')}, {month} {d.day}, {d.year}",
        f"{d.strftime('%A')}, {d.day} {month} {d.year}",
    ]


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_day_written_in_thirteen_ways_means_itself(day: date) -> None:
    for form in written(day):
        assert values(f"They met on {form}.", None) == [(day.isoformat(), "at")], form


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 40))
def test_relative_times_agree_with_dateutil(day: date, n: int) -> None:
    told = day.isoformat()
    assert values("They met yesterday.", told) == [((day - timedelta(1)).isoformat(), "at")]
    assert values(f"They met {n} days ago.", told) == [((day - timedelta(n)).isoformat(), "at")]
    assert values(f"They met {n + 1} months ago.", told) == [
        ((day - relativedelta(months=n + 1)).isoformat()[:7], "at")
    ]
    assert values(f"They met {n + 1} years ago.", told) == [(str(day.year - n - 1), "at")]
    monday = day + relativedelta(weekday=MO(-1)) - timedelta(7)
    sunday = monday + relativedelta(weekday=SU(+1))
    assert values("They met last week.", told) == [(f"{monday}/{sunday}", "at")]


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_last_one_or_the_next_as_the_tense_tells(day: date, n: int) -> None:
    name = (date(2024, 1, 1) + timedelta(n)).strftime("%A")
    (past,) = times(f"They met on {name}.", day.isoformat())
    (ahead,) = times(f"They will meet on {name}.", day.isoformat())
    assert (
        day - timedelta(6)
        <= date.fromisoformat(past.value)
        <= day
        <= date.fromisoformat(ahead.value)
        <= day + timedelta(6)
    )
    assert date.fromisoformat(past.value).weekday() == date.fromisoformat(ahead.value).weekday() == n


@given(DAYS, st.integers(-500, 500))
def test_months_move_as_dateutil_moves_them(day: date, n: int) -> None:
    assert iso(shifted((day.year, day.month, day.day), "month", n)) == (day + relativedelta(months=n)).isoformat()


PIECES = st.sampled_from(
    [
        "in",
        "on",
        "by",
        "since",
        "March",
        "May",
        "31",
        "2",
        "2014",
        "9999",
        "0000",
        "last",
        "next",
        "the",
        "end",
        "of",
        "year",
        "week",
        "days",
        "ago",
        "Tuesday",
        "-",
        ",",
        ".",
        "\n",
        "'s",
        "two",
        "Q1",
        "Q9",
        "first",
        "half",
        "quarter",
        "1990s",
        "early",
        "mid",
        "today",
        "same",
        "following",
        "99",
        "2023-02-30",
        "٢٠٢٣",
        "½",
        "²",
        "\u202e",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from([None, "2023", "2023-03", "0001-01-01", "9999-12-31", "soon"]))
def test_anything_is_read_the_same_twice_with_sane_offsets(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = times(text, published)
    assert (
        found
        == times(text, published)
        == Dating()(language.make_doc(NLP, Document("d", text, published=published)))._.times
    )
    after = 0
    for t in found:
        assert after <= t.start <= t.head < t.end
        after = t.end
        assert t.relation in RELATIONS
        first, _, last = t.value.partition("/")
        assert point(first) and (not last or point(last))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on March 20-22", [("2023-03-20/2023-03-22", "at")]),
        ("March 20 to 22", [("2023-03-20/2023-03-22", "at")]),
        ("from 28 February to 2 March 2023", [("2023-02-28/2023-03-02", "from-to")]),
        ("in February", [("2023-02", "at")]),
        ("he will come in February", [("2024-02", "at")]),
        ("since 2014", [("2014/2023-03-24", "since")]),
        ("by 2030", [("2030", "by")]),
        ("by the end of the year", [("2023-12", "by")]),
        ("over the next three years", [("2023-03/2026-03", "at")]),
        ("in the first half of 2023", [("2023-01/2023-06", "at")]),
        ("the 1990s", [("1990/1999", "at")]),
        ("in mid-March", [("2023-03-11/2023-03-20", "at")]),
        ("just weeks ago", [("2023-02/2023-03", "at")]),
        ("last year's attacks", [("2022", "at")]),
        ("after Tuesday's attack", [("2023-03-21", "at")]),
        ("On 3 May 2021 they met. The following day he left.", [("2021-05-03", "at"), ("2021-05-04", "at")]),
        ("2,000 troops, Resolution 2202, Article 5, the G20, he may march, 2014 soldiers", []),
        ("the 2030 Agenda, in 2023 rubles", []),
        ("of 03/04/2023", [("2023", "at")]),
    ],
)
def test_what_expressions_mean(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_where_only_the_month_is_known_today_is_that_month() -> None:
    assert values("They met today.", "2016-05") == values("They met on Tuesday.", "2016-05") == [("2016-05", "at")]


def test_nothing_is_guessed_without_a_date_to_count_from() -> None:
    assert values("They met today, on Tuesday, on 12 February and last month.", None) == []
    assert values("UK-France Summit 2016\n\nThey met on 3 March.", None)[-1] == ("2016-03-03", "at")
