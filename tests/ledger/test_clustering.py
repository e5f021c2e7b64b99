"""Which reports are one promise: whatever the order, with what a person decided, at a bounded cost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import Desk

from dragoman import ledger
from dragoman.errors import StopRun
from dragoman.ledger import clustering

_DESK = Desk()
TEXTS = [
    ("RUS", "CHN", "supply 38 billion cubic metres of gas through Power of Siberia", "energy.gas"),
    ("RUS CHN", "", "begin the deliveries of gas through Power of Siberia", "energy"),
    ("RUS", "CHN", "deliver 50 billion cubic metres of gas through Power of Siberia 2", "energy.gas"),
    ("RUS", "", "build the pipeline Power of Siberia 2 across Mongolia", "energy.gas"),
    ("RUS", "CHN", "sell soybeans", "agriculture"),
    ("CHN RUS", "", "trade more soybeans and grain", "trade agriculture"),
    ("JPN", "PHL", "provide ten patrol vessels to the coast guard", "transport.maritime"),
    ("JPN", "", "finance ten patrol ships for the coast guard", "finance"),
    ("JPN", "VNM", "provide ten patrol vessels to the coast guard", "transport.maritime"),
    ("COM:Gazprom", "CHN", "supply gas through Power of Siberia", "energy.gas"),
    ("", "", "do its part", ""),
]
TOLD = [
    _DESK.promise(f"20{10 + n % 7}-0{n % 9 + 1}-1{n % 3}", *text, due=("2019" if n % 4 == 0 else None))
    for n, text in enumerate(TEXTS * 2)
]
ACTS = [
    _DESK.event("2019-12-02", "COOPERATE", "RUS", "CHN", "Russia delivers gas through Power of Siberia", "energy.gas"),
    _DESK.event("2018-12-02", "COOPERATE", "JPN", "PHL", "handed over a patrol vessel", "transport.maritime"),
    _DESK.event("2020-12-02", "SANCTION", "RUS", "CHN", "suspended the sale of soybeans", "trade", mode="discontinue"),
]
KEYS = [report.key for report in TOLD]


def shape(groups):
    return [[report.key for report in group] for group in groups]


@settings(max_examples=40, deadline=None)
@given(st.permutations(TOLD + ACTS))
def test_the_same_reports_give_the_same_promises_in_any_order(reports):
    assert ledger.promises(reports, as_of="2024-01-01") == ledger.promises(TOLD + ACTS, as_of="2024-01-01")


pairs = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda p: p[0] != p[1]), max_size=4)


@settings(max_examples=60, deadline=None)
@given(together=pairs, apart=pairs, order=st.randoms(use_true_random=False))
def test_what_a_person_decided_is_kept(together, apart, order: random.Random):
    try:
        groups = ledger.cluster(TOLD, together=together, apart=apart)
    except StopRun:
        return
    of = {key: at for at, group in enumerate(shape(groups)) for key in group}
    assert all(of[a] == of[b] for a, b in together) and all(of[a] != of[b] for a, b in apart)
    assert sorted(of) == sorted(KEYS)
    mixed = order.sample(TOLD, len(TOLD))
    turned = [(b, a) for a, b in order.sample(together, len(together))]
    assert shape(ledger.cluster(mixed, together=turned, apart=apart)) == shape(groups)


def test_what_is_held_together_and_apart_is_refused():
    a, b, c = KEYS[:3]
    with pytest.raises(StopRun, match="held together and apart"):
        ledger.cluster(TOLD, together=[(a, b), (b, c)], apart=[(c, a)])
    assert ledger.cluster(TOLD, together=[(a, 10**9)], apart=[(a, 10**9)])  # keys of other reports are passed over


@settings(max_examples=30, deadline=None)
@given(st.permutations(TOLD))
def test_a_report_at_a_time_gives_what_all_at_once_give(reports):
    """Only the neighbourhood of what comes is grouped anew."""
    kept: list = []
    groups: dict[int, list[int]] = {}
    for report in reports:
        kept.append(report)
        near = ledger.neighbourhood(
            [report], lambda wanted, kept=kept: [r for r in kept if set(ledger.blocks(r)) & set(wanted)]
        )
        for group in shape(ledger.cluster(near)):
            groups |= dict.fromkeys(group, group)
    assert sorted({tuple(g) for g in groups.values()}) == sorted(map(tuple, shape(ledger.cluster(TOLD))))


def test_likeness_is_symmetric_explains_itself_and_knows_who_promised_whom():
    for a in TOLD:
        for b in TOLD:
            assert ledger.likeness(a, b).score == ledger.likeness(b, a).score
    found = ledger.likeness(TOLD[0], TOLD[1])
    assert found.score > 0.5 and "by RUS" in found.reasons and any("siberia" in reason for reason in found.reasons)
    assert ledger.likeness(TOLD[6], TOLD[8]).score == 0.0  # the same ships, for PHL and for VNM
    assert ledger.likeness(TOLD[0], TOLD[2]).score < 0.4  # Power of Siberia and Power of Siberia 2
    assert ledger.likeness(TOLD[0], TOLD[9]).score > 0.5  # a company for its state


def test_partners_share_a_block_and_nobody_is_partner_of_all():
    for a, b in clustering.partners(TOLD):
        assert set(ledger.blocks(TOLD[a])) & set(ledger.blocks(TOLD[b]))


def test_cost_of_a_wide_block_grows_with_its_size_and_not_its_square():
    desk = Desk()
    many = [
        desk.promise(f"20{10 + n % 14}-{n % 12 + 1:02}-{n % 28 + 1:02}", "USA", "JPN", "defend Senkaku", "defence")
        for n in range(1000)
    ]
    found = clustering.partners(sorted(many, key=ledger.order))
    assert len(found) <= 1000 * 60 * len(ledger.blocks(many[0]))
    assert len(found) < 1000 * 999 / 2 / 4
