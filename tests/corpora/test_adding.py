"""Adding goes on, whatever one document or one ruling does."""

from __future__ import annotations

import json

import dragoman
from dragoman import episodes
from dragoman.corpora import adding
from dragoman.store import Question

MET = "OSLO, May 3, 2021 - Norway's prime minister met Sweden's prime minister in Oslo on Monday. "
AGAIN = "Norway's foreign minister met Sweden's foreign minister in Bergen on Monday. "


def test_a_split_that_a_new_text_makes_meaningless_stops_nothing(tmp_path):
    file = tmp_path / "a.txt"
    with dragoman.open(tmp_path / "s.db") as store:
        file.write_text(MET + AGAIN)
        assert [one.kind for one in adding.add(store, [file])] == ["added"]
        one, other, *_ = (r.entry.id for r in store.ask(Question(kinds=("events",), parties=("NOR", "SWE"))))
        store.join(one, other, "episodes", False, "Ada")
        file.write_text("OSLO, May 3, 2021 - Norway met Sweden in Oslo on Monday, and both governments were content with that day.")
        (tmp_path / "b.txt").write_text("PARIS, May 4, 2021 - France thanked Germany for its help on Tuesday.")
        assert [one.kind for one in adding.add(store, [tmp_path])] == ["added", "added"]


def test_a_split_moves_with_its_words(tmp_path):
    file = tmp_path / "a.txt"
    with dragoman.open(tmp_path / "s.db") as store:
        file.write_text(MET + AGAIN)
        list(adding.add(store, [file]))
        reports = store.ask(Question(kinds=("events",), parties=("NOR", "SWE")))
        store.join(reports[0].entry.id, reports[1].entry.id, "episodes", False, "Ada")
        before = len(episodes.ask(store, Question(kinds=("events",), parties=("NOR", "SWE"))))
        file.write_text("OSLO, May 3, 2021 - It was a warm day in the whole country. " + MET.partition(" - ")[2] + AGAIN)
        list(adding.add(store, [file]))
        assert len(episodes.ask(store, Question(kinds=("events",), parties=("NOR", "SWE")))) == before == 2


def test_an_id_that_stands_twice_is_refused_and_the_first_stays(tmp_path):
    file = tmp_path / "two.jsonl"
    lines = [{"id": "x", "text": MET}, {"id": "x", "text": AGAIN}]
    file.write_text("\n".join(map(json.dumps, lines)))
    with dragoman.open(tmp_path / "s.db") as store:
        outcomes = list(adding.add(store, [file]))
        assert [one.kind for one in outcomes] == ["added", "failed"] and "twice" in outcomes[1].reason
        (source,) = store.documents()
        assert store.record(source.key).document.text.strip() == MET.strip()


def test_what_a_page_says_of_its_address_takes_nobodys_place(tmp_path):
    page = '<html><head><link rel="canonical" href="https://news.example/a"></head><body><p>{}</p></body></html>'
    for name, text in (("a", MET), ("b", AGAIN)):
        (tmp_path / f"{name}.html").write_text(page.format(text * 2))
    with dragoman.open(tmp_path / "s.db") as store:
        list(adding.add(store, [tmp_path]))
        assert len(store.documents()) == 2
        assert all(one.kind == "known" for one in adding.add(store, [tmp_path]))


def test_failures_of_a_source_are_forgotten_when_all_of_it_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "f.jsonl"
    with dragoman.open("s.db") as store:
        file.write_text(json.dumps({"id": "1", "text": MET}) + "\n{broken")
        list(adding.add(store, ["f.jsonl"]))
        assert len(store.failures()) == 1
        file.write_text(json.dumps({"id": "1", "text": MET}) + "\n")
        list(adding.add(store, [file]))
        assert store.failures() == []


def test_what_was_looked_up_in_a_transaction_that_is_not_kept_is_forgotten(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(MET)
    (tmp_path / "b.txt").write_text("OSLO, May 4, 2021 - Norway's prime minister met Sweden's prime minister in Oslo on Monday.")
    with dragoman.open(tmp_path / "s.db") as store:
        ledger = store.followers[1]
        with monkeypatch.context() as patch:
            patch.setattr(ledger, "follow", lambda *_: (_ for _ in ()).throw(MemoryError))
            assert [one.kind for one in adding.add(store, [tmp_path / "a.txt"])] == ["failed"]
        assert store.followers[0].near.held == {}
        list(adding.add(store, [tmp_path / "b.txt"]))
        (one,) = episodes.ask(store, Question(kinds=("events",), parties=("NOR", "SWE")))
        assert [report.source.id for report in one.reports] == ["b"]
