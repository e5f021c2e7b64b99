"""B-cubed, and gold that is not as it should be."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import StopRun
from dragoman.evaluation import episodes
from dragoman.records import Document, Event, Record

CLUSTERS = st.dictionaries(st.integers(0, 20), st.integers(0, 4), min_size=1)


def test_b_cubed_of_a_small_case_by_hand():
    gold = dict.fromkeys("abc", 1) | dict.fromkeys("de", 2)
    found = dict.fromkeys("ab", 1) | dict.fromkeys("cde", 2)
    # Precision: a, b 1; c 1/3; d, e 2/3. Recall: a, b 2/3; c 1/3; d, e 1.
    made = episodes.b_cubed(gold, found)
    assert (made.precision, made.recall, made.items) == (0.7333, 0.7333, 5)


@given(CLUSTERS)
def test_gold_agrees_with_itself_whatever_its_clusters_are_called(gold):
    made = episodes.b_cubed(gold, {item: f"no. {cluster}" for item, cluster in gold.items()})
    assert (made.precision, made.recall, made.f1) == (1.0, 1.0, 1.0)


@given(CLUSTERS)
def test_all_in_one_has_full_recall_and_all_apart_full_precision(gold):
    assert episodes.b_cubed(gold, dict.fromkeys(gold, 0)).recall == 1.0
    assert episodes.b_cubed(gold, {item: item for item in gold}).precision == 1.0


def test_nothing_to_score_is_no_error():
    assert episodes.b_cubed({}, {"a": 1}) == episodes.Agreement(0.0, 0.0, 0.0, 0)


TEXT = "Mali and Chad met in Bamako on Monday and they signed a treaty."
BUNDLE = {
    "bundle": "mali",
    "happenings": {"talks": {"what": "Mali and Chad meet", "within": None}, "paper": {"what": "they sign", "within": "talks"}},
    "documents": [{"id": "m1", "publisher": "P", "published": "2020-03-02", "title": "Talks", "reprint_of": None, "text": TEXT,
                   "marks": [{"quote": "Mali and Chad met", "happening": "talks"},
                             {"quote": "they signed a treaty", "happening": "paper"}]}],
}  # fmt: skip


def event(id, quote):
    start = TEXT.index(quote)
    return Event(id, "CONSULT", None, (), None, 0.0, (), (), None, None, "occurred", None, (), 0.5, "t", 0, start, start + len(quote), quote)


def test_a_mark_takes_the_event_that_overlaps_most(tmp_path):
    (tmp_path / "mali.json").write_text(json.dumps(BUNDLE))
    (bundle,) = episodes.bundles(tmp_path)
    assert bundle.within == {"paper": "talks"}

    def read(document: Document) -> Record:
        return Record(document, (event("x", "Chad met in Bamako"), event("y", "Chad met"), event("z", "signed a treaty")))

    assert [happening for _, happening in episodes.reports(bundle, read)] == [None, "talks", "paper"]
    assert [happening for _, happening in episodes.reports(bundle, read, every=True)] == ["talks", "talks", "paper"]


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b["documents"][0]["marks"][0].update(quote="words that are not there"),
        lambda b: b["documents"][0]["marks"][0].update(happening="unknown"),
        lambda b: b["happenings"]["paper"].update(within="unknown"),
        lambda b: b["documents"][0].update(reprint_of="unknown"),
        lambda b: b["documents"].append(b["documents"][0]),
        lambda b: b.pop("documents"),
    ],
)
def test_gold_with_a_fault_stops_and_names_the_file(tmp_path, change):
    bundle = json.loads(json.dumps(BUNDLE))
    change(bundle)
    (tmp_path / "mali.json").write_text(json.dumps(bundle))
    with pytest.raises(StopRun, match=r"mali\.json"):
        episodes.bundles(tmp_path)


def test_a_folder_without_gold_is_told(tmp_path):
    with pytest.raises(StopRun, match="holds no bundle"):
        episodes.bundles(tmp_path)
