"""What a dossier says: every sentence cited, every quote in its document, the same whatever the order of the records."""
from __future__ import annotations

import dataclasses
import hashlib
import random
import re

import pytest

from dragoman.errors import StopRun
from dragoman.records import Place
from dragoman.views.dossier import Claim, Row, citing, claims, compose, phrasing, render, selection
from dragoman.views.dossier.tree import Group, Note, Table


def section(dossier, key):
    return next(found for found in dossier.sections if found.key == key)


def texts(blocks):
    out = []
    for block in blocks:
        if isinstance(block, Claim):
            out += [block.text, *texts(block.parts)]
        elif isinstance(block, Group):
            out += texts(block.blocks)
        elif isinstance(block, Note):
            out.append(block.text)
    return out


def test_every_sentence_is_cited_and_every_quote_is_in_its_document(kept):
    dossier = kept.dossier()
    by_hash = {work.number: work for work in dossier.works}
    said = list(claims(dossier))
    assert len(said) > 20
    for claim in said:
        assert claim.citations, claim
        for cited in claim.citations:
            work = by_hash[cited.document]
            assert cited in work.words
            key = next(source for source, text in kept.texts.items() if work.hash == hashed(text))
            assert cited.quote in kept.texts[key]
    # All words of the sections stand in claims and rows, or are notes on the dossier itself.
    for found in dossier.sections:
        for text in texts(found.blocks):
            assert text


def hashed(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_story_of_two_states(kept):
    dossier = kept.dossier()
    assert [found.key for found in dossier.sections] == [
        "happened", "timeline", "instruments", "ledger", "said", "stances", "questions"]
    assert "Ruritania paid a visit to Syldavia." in texts(section(dossier, "timeline").blocks)
    assert "Planned: Ruritania to give aid to Syldavia." in texts(section(dossier, "timeline").blocks)
    assert texts(section(dossier, "instruments").blocks) == ["Treaty of Ruritania and Syldavia, signed: “treaty on gas”."]
    assert texts(section(dossier, "said").blocks) == ["The king (Ruritania) spoke in support of Syldavia."]
    assert texts(section(dossier, "stances").blocks) == [
        "The king (Ruritania) spoke in criticism of Borduria.", "Ruritania voiced disapproval of Borduria."]
    assert texts(section(dossier, "questions").blocks) == [
        "Ruritania paid a visit to Syldavia.", "Date: 3 May 2023, in 1 report.", "Date: 4 May 2023, in 2 reports.",
        "Ruritania pledged to Syldavia: “send more gas to Syldavia”.", "2 of 3 episodes that occurred are told by one source alone.",
        "Ruritania and Syldavia expressed support.", "Syldavia refused or rejected something from Ruritania."]


def test_what_happened_within_a_visit_stands_under_it_and_the_undated_where_it_was_reported(kept):
    groups = [block for block in section(kept.dossier(), "timeline").blocks if isinstance(block, Group)]
    assert [group.title for group in groups] == ["2023", "2024"]
    assert [claim.when for claim in groups[1].blocks] == ["2024", "reported Feb 2024"]
    visit, = groups[0].blocks
    assert (visit.when, [part.text for part in visit.parts]) == ("3–4 May 2023", ["Ruritania and Syldavia expressed support."])
    assert visit.marks == ("Szohod", "energy: gas", "2 sources", "3 reports", "90 % sure")


def test_figures_add_up(kept):
    table = next(block for block in section(kept.dossier(), "happened").blocks if isinstance(block, Table))
    figures = {row.cells[0]: list(map(int, row.cells[1:6])) for row in table.rows}
    whole = figures.pop("All")
    assert whole == [sum(column) for column in zip(*figures.values(), strict=True)] == [1, 1, 1, 3, 5]
    assert table.rows[-1].cells[-1] == "+2.3"


def test_what_was_more_likely_misread_is_left_out_and_counted_unless_a_person_read_it(kept):
    signing = kept.episodes[1]
    kept.episodes[1] = dataclasses.replace(signing, confidence=0.4)
    assert "1 more episode is left out: more likely misread than not." in texts(section(kept.dossier(), "happened").blocks)
    assert "Ruritania and Syldavia expressed support." not in texts(section(kept.dossier(), "timeline").blocks)
    reviewed = tuple(dataclasses.replace(report, reviewed="accepted") for report in signing.reports)
    kept.episodes[1] = dataclasses.replace(signing, confidence=0.4, reports=reviewed)
    assert "Ruritania and Syldavia expressed support." in texts(section(kept.dossier(), "timeline").blocks)


def test_a_promise_in_two_sectors_is_told_once(kept):
    kept.promises[0] = dataclasses.replace(kept.promises[0], sectors=("energy.gas", "finance"))
    energy, finance, _unnamed = section(kept.dossier(), "ledger").blocks
    assert len(energy.blocks) == 1 and finance.blocks == (Note("1 more, told under Energy."),)


def test_papers_with_a_name_come_before_important_agreements(kept):
    report = kept.instruments[0]

    def paper(title, **changes):
        return dataclasses.replace(report, entry=dataclasses.replace(report.entry, title=title, id=title, **changes))

    kept.instruments[:] = [paper("our agreements"), paper("important agreements", date=None),
                           paper("Treaty of Friendship", date="2023-06-01"), paper("the Treaty on Gas", date=None)]
    shown = section(kept.dossier(), "instruments").blocks
    assert [claim.text for claim in shown] == [
        "Treaty of Ruritania and Syldavia, signed: “important agreements”.", "Treaty of Ruritania and Syldavia, signed: “the Treaty on Gas”.",
        "Treaty of Ruritania and Syldavia, signed: “Treaty of Friendship”."]
    assert [claim.when for claim in shown] == ["3 May 2023", "reported 3 May 2023", "1 Jun 2023"]


def test_one_long_speech_does_not_crowd_out_the_other_documents(kept):
    speech = kept.statements[0]
    short = dataclasses.replace(speech.entry, stance="neutral", quote="Syldavia")
    many = [dataclasses.replace(speech, entry=dataclasses.replace(short, id=f"s{n}", quote=f"Syldavia {n}")) for n in range(40)]
    other = dataclasses.replace(speech, source=dataclasses.replace(speech.source, key=9, id="d9", published="2024-01-01"), entry=short)
    kept.statements[:] = [*many, other]
    group, = section(kept.dossier(), "said").blocks
    assert [claim.when for claim in group.blocks if isinstance(claim, Claim)][-1] == "1 Jan 2024"


def test_few_words_are_shown_in_their_sentence(kept):
    report = kept.episodes[0].reports[1]
    cited, = citing.Bibliography([], {report.key: "The king came on 4 May, and it rained."}).cite([report])
    assert (cited.quote, citing.words(cited)) == ("The king came on 4 May", "The king came on 4 May, and it rained.")
    cited = dataclasses.replace(cited, context=f"{'long ' * 60}The king came on 4 May {'ago ' * 60}")
    shown = citing.words(cited, 80)
    assert "The king came on 4 May" in shown and len(shown) <= 80 and shown.startswith("…") and shown.endswith("…")


def test_a_ruling_stands_above_what_software_proposes(kept):
    ledger = section(kept.dossier(), "ledger")
    assert [block.title for block in ledger.blocks] == ["Energy", "No sector named"]
    first, ruled = ledger.blocks[0].blocks[0], ledger.blocks[1].blocks[0]
    assert first.marks[0] == "contradicted" and first.marks[1] == "due 2024"
    assert [part.text for part in first.parts] == ["Contradicted: Syldavia refused or rejected something from Ruritania."]
    assert ruled.marks == ("acted upon, ruled by Ada on 1 Mar 2024: seen",)


def test_a_reprint_names_its_original_even_where_that_is_not_cited(kept):
    works = {work.publisher: work for work in kept.dossier().works}
    assert works["Klow Courier"].reprint_of == works["Streslau Post"].number
    promise = kept.promises[1]
    alone = compose(("COM:Ruritania", "COM:Syldavia"), [], [promise], [], [], None, None, "2024")
    assert [work.original for work in alone.works] == ["document 2 of the store"]


def test_the_order_of_the_records_does_not_matter(kept):
    first = kept.dossier()
    for seed in range(5):
        for records in (kept.episodes, kept.promises, kept.instruments, kept.statements):
            random.Random(seed).shuffle(records)
        assert kept.dossier() == first


def test_a_period_leaves_out_what_lies_outside_and_keeps_what_has_no_date(kept):
    told = texts(section(kept.dossier(since="2024"), "timeline").blocks)
    assert told == ["Planned: Ruritania to give aid to Syldavia.", "Syldavia refused or rejected something from Ruritania."]
    assert section(kept.dossier(until="2022-12"), "instruments").blocks == (
        Note("No instrument of the two is reported in this period."),)


def test_nothing_on_record_is_said_in_words_in_every_format(kept):
    empty = compose(("CHN", "USA"), [], [], [], [], None, None, "2024-06-01")
    assert (empty.title, list(claims(empty)), empty.works) == ("China and the United States", [], ())
    assert all(isinstance(block, Note) for found in empty.sections for block in found.blocks)
    for kind in ("html", "md", "docx", "pdf"):
        assert render(empty, kind)
    with pytest.raises(StopRun, match="two parties"):
        compose(("CHN", "CHN"), [], [], [], [], None, None, "2024")


def test_length_is_bounded_and_the_rest_is_counted_with_a_command_that_a_shell_can_take(kept):
    visit = kept.episodes[0]
    many = [dataclasses.replace(visit, id=f"v{n}", first=f"20{n % 20:02}-01-01", last=None, differences=()) for n in range(500)]
    dyad = ("COM:Ruritania; rm x", "COM:Syldavia")
    many = [dataclasses.replace(e, actor=(dyad[0],)) for e in many]
    dossier = compose(dyad, many, [], [], [], "2000", None, "2024")
    note = section(dossier, "timeline").blocks[-1]
    assert note.text == "And 440 more."
    assert note.command == "dragoman timeline 'COM:Ruritania; rm x' COM:Syldavia --since 2000"
    assert len(list(claims(dossier))) < 200


def test_the_weightiest_come_first(kept):
    visit = kept.episodes[0]
    for heavier in (dict(sources=9), dict(score=10.0), dict(confidence=1.0), dict(score=-10.0)):
        assert selection.weight(dataclasses.replace(visit, **heavier)) > selection.weight(visit)
    for lighter in (dict(status="denied"), dict(first=None)):
        assert selection.weight(dataclasses.replace(visit, **lighter)) < selection.weight(visit)


@pytest.mark.parametrize(("changes", "sentence"), [
    ({}, "Ruritania paid a visit to Syldavia."),
    ({"status": "planned"}, "Planned: Ruritania to pay a visit to Syldavia."),
    ({"status": "hypothetical"}, "Possible: Ruritania may pay a visit to Syldavia."),
    ({"status": "denied"}, "Denied: that Ruritania paid a visit to Syldavia."),
    ({"recipient": ()}, "Ruritania paid a visit."),
    ({"actor": ("",)}, "A party not named paid a visit to Syldavia."),
    ({"actor": ("USA", "IGO:EU")}, "The United States and the EU paid a visit to Syldavia."),
    ({"type": "ASSAULT", "mode": "torture"}, "Ruritania used force (torture) against Syldavia."),
    ({"type": "NEWER", "mode": "kind"}, "Ruritania NEWER (kind) towards Syldavia."),
    ({"actor": ("CHN", "RUS"), "recipient": ()}, "China and Russia paid a visit together."),
    ({"actor": tuple(f"NSA:{c}" for c in "ABCDEFGHIJ")}, "A, B, C, D, E, F and 4 more paid a visit to Syldavia."),
])
def test_an_episode_in_a_sentence(kept, changes, sentence):
    assert phrasing.episode(dataclasses.replace(kept.episodes[0], place=Place("x", None), **changes)) == sentence


def test_a_typo_in_the_data_is_named_with_file_and_line(tmp_path, monkeypatch):
    (tmp_path / "articles.csv").write_text("code\nUSA\nUSB\n", "utf-8")
    for name in ("phrases.csv", "selection.yaml"):
        (tmp_path / name).write_text((selection.folder() / name).read_text("utf-8"), "utf-8")
    monkeypatch.setattr(phrasing, "folder", lambda: tmp_path)
    monkeypatch.setattr(selection, "folder", lambda: tmp_path)
    for name, old, new, message in (
        ("phrases.csv", "event,AID,,gave aid", "event,AIDS,,gave aid", r"phrases.csv, line \d+: 'AIDS' is no type"),
        ("phrases.csv", "event,AID,,gave aid,give aid,to\n", "", "AID has no phrase"),
        ("phrases.csv", "CONSULT,visit", "CONSULT,visits", r"line \d+: 'visits' is no mode of CONSULT"),
    ):
        text = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(old, new), "utf-8")
        with pytest.raises(StopRun, match=message):
            phrasing._phrases.__wrapped__()
        (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(StopRun, match=r"articles\.csv, line 3: 'USB'"):
        phrasing._articles.__wrapped__()
    text = (tmp_path / "selection.yaml").read_text("utf-8")
    for old, new, message in (("timeline: 60", "timelines: 60", r"line \d+: timeline"), ("steps: 6", "steps: six", r"line \d+: steps: 'six'"),
                              ("steps: 6", "steps: 0", r"line \d+: steps: 0"), ("lengths:", "lenghts:", "lengths")):
        (tmp_path / "selection.yaml").write_text(text.replace(old, new), "utf-8")
        with pytest.raises(StopRun, match=message):
            selection.lengths.__wrapped__()


def test_rows_of_tables_are_cited_too(kept):
    assert any(isinstance(found, Row) for found in claims(kept.dossier()))
    assert not re.search(r"\bNone\b", render(kept.dossier(), "md").decode())
