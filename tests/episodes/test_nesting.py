"""The talks, the signing and the dinner stand within the visit; a call and next month's summit do not."""

from __future__ import annotations

import pytest

from dragoman import episodes


@pytest.mark.parametrize(
    ("told", "within"),
    [
        (dict(date="2023-03-21", place=("Moscow", "RUS")), True),
        (dict(date="2023-03-21"), True),
        (dict(type_="SUPPORT", quote="signed a joint statement", date="2023-03-21"), True),
        (dict(type_="AGREE", quote="agreed to build a pipeline", date="2023-03-21"), True),
        (dict(date="2023-03-21", mode="phone"), False),
        (dict(date="2023-05-21"), False),
        (dict(date="2023-03-21", place=("Astana", "KAZ")), False),
        (dict(date="2023-03-21", actor="CHN IND"), False),
        (dict(document=1), True),  # no date, but told in the visit's own document
        (dict(), False),
        (dict(type_="AGREE", quote="will meet", date=None, document=1), False),  # still to come, while the visit is over
    ],
)
def test_what_stands_within_a_visit(report, told, within):
    visit = report(1, mode="visit", actor="CHN", recipient="RUS", date="2023-03-20/2023-03-22", place=("Moscow", "RUS"))
    made = [episodes.summarise([visit]), episodes.summarise([report(2, **told)])]
    nested = episodes.nest(made)
    assert nested[0].part_of is None
    assert nested[1].part_of == (made[0].id if within else None)


def test_the_visit_whose_documents_tell_it_comes_first(report):
    long = episodes.summarise([report(1, mode="visit", actor="CHN", recipient="RUS", date="2023-03-18/2023-03-24")])
    own = episodes.summarise([report(2, mode="visit", actor="RUS", recipient="CHN", date="2023-03-21", document=7)])
    talks = episodes.summarise([report(3, date="2023-03-21", document=7)])
    assert episodes.nest([talks, long, own])[0].part_of == own.id
    assert episodes.nest([own, long, talks])[2].part_of == own.id


def test_visits_of_ten_years_hold_no_talks_and_a_visit_holds_its_outing(report):
    many = episodes.summarise([report(1, mode="visit", actor="CHN", recipient="RUS", date="2013/2023-03-21", document=7)])
    own = episodes.summarise([report(2, mode="visit", actor="CHN", recipient="RUS", date="2023-03-21", document=7)])
    outing = episodes.summarise([report(3, mode="visit", quote="the two toured a museum", document=7)])
    talks = episodes.summarise([report(4, document=7)])
    assert [one.part_of for one in episodes.nest([many, talks])] == [None, None]
    assert [one.part_of for one in episodes.nest([many, own, outing, talks])] == [None, None, own.id, own.id]
