"""One happening told by many reports: found whatever the order, within bounds of cost, and as a person ruled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import episodes
from dragoman.episodes import clustering
from dragoman.episodes.comparing import score
from dragoman.episodes.tellings import telling
from dragoman.errors import StopRun
from dragoman.records import Statement

ACTS = (("CONSULT", "visit", "the visit"), ("CONSULT", None, "held talks"), ("CONSULT", "phone", "spoke by telephone"),
        ("ASSAULT", None, "bombed a bridge"), ("REQUEST", None, "urged to open the strait"), ("AGREE", None, "will visit"))  # fmt: skip
TOLD = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from([("CHN RUS", ""), ("CHN", "RUS"), ("RUS", "CHN"), ("CHN", ""), ("CHN RUS IND", ""), ("CHN:Xi_Jinping RUS", "")]),
    st.sampled_from([None, "2023-03", "2023", "2023-03-20/2023-03-22", "2023-03-20", "2023-03-21", "2023-03-31", "2023-04-01", "2014/2023"]),
    st.sampled_from([None, ("Moscow", "RUS"), ("Russia", "RUS"), ("Beijing", "CHN")]),
    st.sampled_from([None, "2023", "2023-03-20", "2023-03-22", "2023-04-02"]),
    st.integers(0, 5),
    st.sampled_from(["occurred", "occurred", "planned", "denied"]),
)


def many(report, told):
    return [
        report(n, type_, mode, *sides, date, place, quote=quote, published=published, document=document, status=status)
        for n, ((type_, mode, quote), sides, date, place, published, document, status) in enumerate(told)
    ]


def numbers(groups):
    return [[one.key for one in group] for group in groups]


@given(told=st.lists(TOLD, max_size=14), data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_same_reports_make_the_same_episodes_in_any_order(report, told, data):
    reports = many(report, told)
    shuffled = data.draw(st.permutations(reports))
    assert numbers(episodes.cluster(shuffled)) == numbers(episodes.cluster(reports))
    assert sorted(key for group in numbers(episodes.cluster(reports)) for key in group) == list(range(len(reports)))


@given(told=st.lists(TOLD, min_size=1, max_size=14), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_new_report_changes_only_what_it_reaches(report, told, data):
    reports = many(report, told)
    new = data.draw(st.sampled_from(reports))
    under: dict[str, list] = {}
    for one in reports:
        for key in episodes.blocks(one) if one is not new else ():
            under.setdefault(key, []).append(one)
    reached = episodes.reach([new], lambda keys: [r for key in keys for r in under.get(key, ())])
    touched = {one.key for one in reached}
    rest = [one for one in reports if one.key not in touched]
    before = [group for group in numbers(episodes.cluster([one for one in reports if one is not new]))]
    parts = numbers(episodes.cluster(reached)) + [group for group in before if not touched & set(group)]
    assert sorted(parts) == sorted(numbers(episodes.cluster(reports)))
    assert {key for group in before if not touched & set(group) for key in group} == {one.key for one in rest}


@given(a=TOLD, b=TOLD)
@settings(max_examples=300, deadline=None)
def test_whoever_is_alike_shares_a_block_and_likeness_has_no_direction(report, a, b):
    one, other = many(report, [a, b])
    likeness = episodes.likeness(one, other)
    assert likeness == episodes.likeness(other, one)
    assert likeness.score == pytest.approx(score(telling(one), telling(other)), abs=1e-4)
    named = len(telling(one).parties & telling(other).parties) > 1
    if named and likeness.score >= clustering.LINKED and "2014/2023" not in (a[2], b[2]) and (a[4] or a[2]) and (b[4] or b[2]):
        assert set(episodes.blocks(one)) & set(episodes.blocks(other))


@given(told=st.lists(TOLD, min_size=2, max_size=12), data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_person_ruled_is_kept(report, told, data):
    reports = many(report, told)
    a, b = data.draw(st.permutations(range(len(reports))))[:2]
    joined = numbers(episodes.cluster(reports, together=[(a, b)]))
    assert any({a, b} <= set(group) for group in joined)
    parted = numbers(episodes.cluster(reports, apart=[(a, b)]))
    assert not any({a, b} <= set(group) for group in parted)
    assert sorted(key for group in parted for key in group) == list(range(len(reports)))


def test_rulings_that_contradict_each_other_are_told_to_the_person(report):
    reports = [report(n, date="2023-03-21") for n in range(3)]
    with pytest.raises(StopRun, match="undo one"):
        episodes.cluster(reports, together=[(0, 1), (1, 2)], apart=[(0, 2)])
    with pytest.raises(StopRun, match="apart from itself"):
        episodes.cluster(reports, apart=[(1, 1)])


def test_a_report_that_was_joined_by_hand_is_reached(report):
    far, near = report(1, date="2019-01-01"), report(2, "ASSAULT", actor="IRN", recipient="ISR", date="2024-04-13")
    assert [one.key for one in episodes.reach([near], lambda keys: (), [(far, near)])] == [1, 2] or [
        one.key for one in episodes.reach([near], lambda keys: (), [(far, near)])
    ] == [2, 1]


def test_a_block_of_thousands_costs_in_proportion(report, monkeypatch):
    def war(count):
        days = [f"2023-03-{1 + n % 31:02d}" for n in range(count)]
        return [
            report(n, "ASSAULT", None, "RUS", "UKR", days[n], quote=f"shelled depot {n} near hill {n * 7 % 1013}", published=days[n])
            for n in range(count)
        ]

    def compared(count):
        calls = []
        monkeypatch.setattr(clustering, "score", lambda a, b: calls.append(1) or score(a, b))
        episodes.cluster(war(count))
        return len(calls)

    # Four times the reports; by pairs it would be sixteen times.
    assert compared(6000) < 8 * max(1, compared(1500)) + 6000 * clustering.LARGE


def test_large_blocks_are_reached_as_a_whole(report, monkeypatch):
    monkeypatch.setattr(clustering, "LARGE", 10)
    reports = [
        report(n, "ASSAULT", None, "RUS", "UKR", f"2023-03-{1 + n // 3:02d}", quote=f"shelled depot {n}", published="2023-03-30")
        for n in range(40)
    ]
    under: dict[str, list] = {}
    for one in reports[:-1]:
        for key in episodes.blocks(one):
            under.setdefault(key, []).append(one)
    reached = episodes.reach(reports[-1:], lambda keys: [r for key in keys for r in under.get(key, ())])
    assert numbers(episodes.cluster(reached)) == numbers(episodes.cluster(reports))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (dict(mode="visit", date="2023-03-20"), dict(mode="visit", date="2023-03-20/2023-03-22"), True),
        (dict(mode="visit", date="2023-03-20"), dict(mode="visit", date="2023-05-20"), False),  # a second visit
        (dict(mode="phone", date="2023-03-20"), dict(mode="visit", date="2023-03-20"), False),  # a call is no visit
        (dict(date="2023-03-21"), dict(date="2023-03", published="2023-06-01"), True),  # a month holds its days
        (dict(date="2023-03-21", status="denied"), dict(date="2023-03-21"), False),
        (dict(type_="AGREE", quote="will visit", published="2023-03-10"), dict(mode="visit", date="2023-03-20"), True),
        (dict(type_="AGREE", quote="will visit", published="2023-04-10"), dict(mode="visit", date="2023-03-20"), False),
        (dict(type_="ASSAULT", actor="IRN", recipient="ISR", date="2024-04-13"),
         dict(type_="ASSAULT", actor="ISR", recipient="IRN", date="2024-04-13"), False),  # who hit whom
        (dict(date="2023-03-21", place=("Moscow", "RUS")), dict(date="2023-03-21", place=("Beijing", "CHN")), False),
        (dict(date="2023-03-21", actor="CHN:Xi_Jinping RUS:Vladimir_Putin"),
         dict(date="2023-03-22", actor="CHN:Wang_Yi RUS:Vladimir_Putin"), False),  # another host
        (dict(actor="CHN DEU", date="2022-11-04"), dict(actor="CHN FRA", date="2022-11-04"), False),
        (dict(mode="visit", actor="CHN", date="2023-03-20", place=("Moscow", "RUS")),
         dict(mode="visit", actor="CHN", recipient="RUS", date="2023-03-21"), True),
        (dict(mode="visit", actor="CHN", recipient="RUS", date="2023-03-21"),
         dict(mode="visit", quote="the two toured a museum", date="2023-03-21"), False),  # host and guest go out together
        (dict(mode="visit", actor="CHN:Xi_Jinping", recipient="RUS", date="2023-03-21"),
         dict(mode="visit", actor="CHN~tourists", recipient="RUS", date="2023-03"), False),
        (dict(actor="CHN RUS", date="2023-03-21"), dict(actor="CHN RUS", date="2013/2023-03-21"), False),  # "forty times since 2013"
        (dict(type_="REQUEST", actor="CHN", recipient="RUS", quote="urged to lower tariffs on grain"),
         dict(type_="REQUEST", actor="CHN", recipient="RUS", quote="urged to free the crew of the trawler"), False),
    ],
)  # fmt: skip
def test_what_tells_one_happening(report, one, other, same):
    assert (len(episodes.cluster([report(1, **one), report(2, **other)])) == 1) is same


def test_likeness_says_why(report):
    found = episodes.likeness(report(1, date="2023-03-21", place=("Moscow", "RUS")), report(2, date="2023-03-21", place=("Beijing", "CHN")))
    assert found.barrier is None and found.score < 0.5
    assert {reason.name: reason.value for reason in found.reasons} == {
        "parties": 1.0, "act": 1.0, "time": 1.0, "place": -1.0, "people": 0.0, "words": 0.0
    }  # fmt: skip
    assert episodes.likeness(report(1, mode="visit"), report(2, mode="phone")).barrier == "act"


def test_only_events_make_episodes(report):
    said = Statement("s1", "Xi Jinping", "CHN", "direct", "neutral", (), 0.9, "rule:test", 0, 0, 2, "so")
    one = report(1)
    with pytest.raises(ValueError, match="s1 is of the statements"):
        episodes.cluster([type(one)(1, one.source, said)])
