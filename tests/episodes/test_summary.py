"""What an episode says of its reports: who, when, where, how sure, how many sources, and where they disagree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import episodes
from dragoman.records import Place


def test_a_visit_lasts_from_its_first_to_its_last_day(report):
    made = episodes.summarise([
        report(1, mode="visit", actor="CHN", recipient="RUS", date="2023-03-20", place=("Moscow", "RUS")),
        report(2, mode="visit", actor="CHN", recipient="RUS", date="2023-03-20/2023-03-26", place=("Russia", "RUS")),  # "this week"
        report(3, mode="visit", actor="CHN", recipient="RUS", date="2023-03-20/2023-03-22", place=("Moscow", "RUS")),
    ])  # fmt: skip
    assert (made.first, made.last, made.place) == ("2023-03-20", "2023-03-22", Place("Moscow", "RUS"))
    assert (made.actor, made.recipient, made.score, made.sources) == (("CHN",), ("RUS",), 4.0, 3)
    assert made.differences == ()


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2023-03-21", "2023-03"], "2023-03-21", "2023-03-21"),
        (["2023-03-21", "2023-03-21", "2023-03-22"], "2023-03-21", "2023-03-21"),
        (["2023-03", "2023"], "2023-03-01", "2023-03-31"),
        ([None, None], None, None),
        (["2023-03-20/2023-03-26", "2023-03-25/2023-03-30"], "2023-03-25", "2023-03-30"),
    ],
)
def test_the_days_are_those_that_fit_the_reports(report, dates, first, last):
    made = episodes.summarise([report(n, date=date) for n, date in enumerate(dates)])
    assert (made.first, made.last) == (first, last)


def test_a_visit_told_before_and_after_has_occurred(report):
    planned = report(1, "AGREE", None, "CHN", "RUS", quote="will visit Russia", published="2023-03-17")
    came = report(2, mode="visit", actor="CHN", recipient="RUS", date="2023-03-20")
    assert episodes.summarise([planned]).status == "planned"
    both = episodes.summarise([planned, came])
    assert (both.status, both.type, both.mode, both.differences) == ("occurred", "CONSULT", "visit", ())


def test_reprints_and_texts_of_one_publisher_are_one_source(report):
    reports = [
        report(1, date="2023-03-21", publisher="Meridian Wire"),
        report(2, date="2023-03-21", publisher="Northern Telegraph", reprint_of=1),
        report(3, date="2023-03-21", publisher=" meridian  WIRE "),
        report(4, date="2023-03-21", publisher="The Courier"),
        report(5, date="2023-03-21"),
        report(6, date="2023-03-21"),
    ]
    made = episodes.summarise(reports)
    assert episodes.independent(made.reports) == [0, 0, 0, 1, 2, 3]
    assert made.sources == 4
    assert made.confidence == pytest.approx(1 - 0.4**4, abs=1e-4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_more_sources_make_surer_but_never_certain(report, confidences):
    made = episodes.summarise([report(n, confidence=c) for n, c in enumerate(confidences)])
    assert min(0.99, max(confidences)) - 1e-4 <= made.confidence <= 0.99


def test_of_one_publisher_the_most_and_surest_reports_decide(report):
    told = [
        report(1, "AGREE", None, "RUS", quote="I shall meet him", published="2017-06-30", publisher="Chancellery", confidence=0.2),
        report(2, mode="multilateral", date="2017-07-03", publisher="Chancellery", confidence=0.3),
        *(report(n, date="2017-07-04", publisher="Chancellery", confidence=0.8) for n in (3, 4, 5)),
    ]
    made = episodes.summarise(told)
    assert (made.sources, made.actor, made.mode, made.first, made.last) == (1, ("CHN", "RUS"), None, "2017-07-04", "2017-07-04")


def test_years_that_one_report_tells_do_not_date_what_most_tell_undated(report):
    assert episodes.summarise([report(1), report(2), report(3, date="2017")]).first is None
    assert episodes.summarise([report(1), report(3, date="2017")]).first == "2017-01-01"
    assert episodes.summarise([report(1), report(2), report(3, date="2017-07")]).first == "2017-07-01"


def test_a_document_that_tells_more_days_than_another_does_not_disagree(report):
    first, second = report(1, date="2017-07-03", document=1), report(2, date="2017-07-04", document=1)
    same, other = report(3, date="2017-07-04", document=2), report(4, date="2017-07-05", document=2)
    assert episodes.summarise([first, second, same]).differences == ()
    assert [one.field for one in episodes.summarise([first, second, other]).differences] == ["date"]


def test_what_a_person_edited_stands_above_the_others(report):
    reports = [report(n, date="2023-03-21") for n in range(3)] + [report(9, date="2023-03-22", reviewed="edited")]
    made = episodes.summarise(reports)
    assert (made.first, made.last, made.confidence) == ("2023-03-22", "2023-03-22", 0.99)


def test_differences_name_the_entries_that_disagree(report):
    made = episodes.summarise([
        report(1, "ASSAULT", None, "ISR", "IRN", "2024-04-19", ("Isfahan", "IRN")),
        report(2, "ASSAULT", "aerial", "ISR", "IRN", "2024-04-19", ("Tabriz", "IRN")),
        report(3, "ASSAULT", "drone", "ISR", "", "2024-04-20", ("Iran", "IRN")),
    ])  # fmt: skip
    told = {one.field: dict(one.values) for one in made.differences}
    assert told == {
        "date": {"2024-04-19": ("e0001", "e0002"), "2024-04-20": ("e0003",)},
        "place": {"Isfahan": ("e0001",), "Tabriz": ("e0002",)},
        "mode": {"aerial": ("e0002",), "drone": ("e0003",)},
    }  # fmt: skip
    assert (made.actor, made.recipient) == (("ISR",), ("IRN",))


@given(st.permutations(range(4)))
def test_the_order_of_the_reports_changes_nothing(report, order):
    told = [("CHN RUS", "2023-03-21"), ("CHN RUS IND", "2023-03-22"), ("CHN", None), ("CHN RUS", "2023-03")]
    reports = [report(n, actor=actor, date=date, publisher=f"p{n}") for n, (actor, date) in enumerate(told)]
    made = episodes.summarise([reports[n] for n in order])
    assert made == episodes.summarise(reports)
    assert made.actor == ("CHN", "RUS")


def test_an_episode_needs_a_report():
    with pytest.raises(ValueError, match="needs a report"):
        episodes.summarise([])


def test_an_id_stays_while_later_reports_come(report):
    a, b, c = (report(n, date="2023-03-21", published=f"2023-03-2{n}") for n in (2, 3, 4))
    before = episodes.summarise([b, c])
    assert episodes.summarise([b, c, report(9, published="2023-03-29")]).id == before.id
    after = episodes.summarise([a, b, c])
    assert after.id != before.id
