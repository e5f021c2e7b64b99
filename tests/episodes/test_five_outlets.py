"""The story of the issue: one visit told by five outlets as "visit", "trip" and "talks at the Kremlin", read from their texts."""

from __future__ import annotations

import pytest

from dragoman import documents, episodes, pipeline
from dragoman.records import Report, Source

OUTLETS = [
    ("The Gazette", "2023-03-17", "Chinese President Xi Jinping will visit Russia from 20 to 22 March, the Kremlin said on Friday. "
     "Xi will meet President Vladimir Putin."),
    ("Meridian Wire", "2023-03-20", "MOSCOW, March 20 - Chinese President Xi Jinping arrived in Moscow on Monday for a three-day "
     "visit to Russia."),
    ("Public Radio World", "2023-03-21", "Xi Jinping and Vladimir Putin held talks at the Kremlin today. The Chinese president's trip "
     "to Moscow ends tomorrow."),
    ("The Courier", "2023-03-22", "On Tuesday Vladimir Putin and Xi Jinping met in the Kremlin and signed a joint statement. Xi's visit "
     "to Russia lasted from 20 to 22 March."),
    ("Continental Desk", "2023-03-25", "Xi Jinping visited Moscow this week. At the talks at the Kremlin on 21 March, Putin and Xi met "
     "for four hours."),
]  # fmt: skip


@pytest.fixture(scope="module")
def told() -> list[Report]:
    reports: list[Report] = []
    for n, (publisher, published, text) in enumerate(OUTLETS):
        document = documents.from_text(text, id=f"d{n}", published=published, publisher=publisher)
        source = Source(n, document.id, None, (), publisher, published, None, None, None, f"hash {n}")
        reports += [Report(100 * n + i, source, event) for i, event in enumerate(pipeline.read_document(document).events)]
    return reports


def test_it_is_one_visit_with_the_talks_within_it(told):
    made = episodes.nest([episodes.summarise(group) for group in episodes.cluster(told)])
    (visit,) = [one for one in made if one.mode == "visit"]
    assert (visit.actor, visit.recipient, visit.sources, visit.status) == (("CHN",), ("RUS",), 5, "occurred")
    assert (visit.first, visit.last) == ("2023-03-20", "2023-03-22")
    assert visit.place is not None and visit.place.name == "Moscow"
    talks = [one for one in made if one.type == "CONSULT" and one.part_of == visit.id]
    assert len(talks) == 1
    assert (talks[0].actor, talks[0].first, talks[0].sources) == (("CHN", "RUS"), "2023-03-21", 4)
    assert {one.part_of for one in made} == {None, visit.id}


def test_it_is_the_same_when_the_reports_come_one_by_one(told):
    under: dict[str, list[Report]] = {}
    groups: dict[int, tuple[int, ...]] = {}
    for one in reversed(told):
        reached = episodes.reach([one], lambda keys: [r for key in keys for r in under.get(key, ())])
        for key in episodes.blocks(one):
            under.setdefault(key, []).append(one)
        for group in episodes.cluster(reached):
            groups.update(dict.fromkeys([r.key for r in group], tuple(r.key for r in group)))
    assert sorted(set(groups.values())) == sorted(tuple(r.key for r in group) for group in episodes.cluster(told))
