"""POLECAT, ICEWS, GDELT and CAMEO: columns as published, never shifted; what they hold comes back."""
from __future__ import annotations

import io
import json

import jsonschema
import pytest
from hypothesis import given
from strategies import calm, corpora

from dragoman import ontology
from dragoman.errors import SkipDocument
from dragoman.exports import cameo, codes, dyads, gdelt, icews, polecat
from dragoman.exports.schema import record_schema
from dragoman.records import Record

FORMATS = [polecat, icews, gdelt, cameo]
HEADED = [polecat, icews]


def written(module, records) -> str:
    out = io.StringIO(newline="")
    module.write(records, out)
    return out.getvalue()


def rows(module, records) -> list[dict[str, str]]:
    lines = written(module, records).split("\n")[:-1]
    return [dict(zip(module.COLUMNS, line.split("\t"), strict=True)) for line in lines[module in HEADED :]]


@pytest.mark.parametrize(("module", "file"), [
    (polecat, "polecat_columns.txt"), (icews, "icews_columns.txt"), (gdelt, "gdelt2_event_columns.txt"),
])  # fmt: skip
def test_the_columns_are_those_that_were_published(module, file, shared):
    assert "\n".join(module.COLUMNS) == (shared / "data" / "formats" / file).read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("module", FORMATS)
@given(records=corpora)
@calm
def test_columns_never_shift_and_every_dyad_has_a_row(module, records):
    text = written(module, records)
    told = list(dyads.dyads(records))
    assert len(text.splitlines()) == len(told) + (module in HEADED)
    assert all(line.count("\t") == len(module.COLUMNS) - 1 for line in text.splitlines())
    assert all(not cell.lstrip(" '\"").startswith(("=", "@")) or cell[0] in "'\"" for line in text.splitlines() for cell in line.split("\t"))


@pytest.mark.parametrize("module", FORMATS)
@given(records=corpora)
@calm
def test_what_is_read_back_is_by_the_contract_and_quotes_its_row(module, records):
    for record in module.read(io.BytesIO(written(module, records).encode()), "a.tab"):
        assert isinstance(record, Record)
        jsonschema.Draft202012Validator(record_schema()).validate(json.loads(record.as_json()))
        for event in record.events:
            assert record.document.text[event.start : event.end] == event.quote
            a, b = record.document.sentences[event.sentence]
            assert a <= event.start <= event.end <= b


@given(corpora)
@calm
def test_polecat_gives_back_type_mode_score_and_day(records):
    told = [(d.event.type, d.event.mode, d.event.score, dyads.day(d.event, d.document)) for d in dyads.dyads(records)]
    read = [record for record in polecat.read(io.StringIO(written(polecat, records), newline="\n"), "a") if isinstance(record, Record)]
    assert {(e.type, e.mode, e.score, e.date) for record in read for e in record.events} == set(told)


@given(corpora)
@calm
def test_icews_and_gdelt_give_back_the_type_that_the_cameo_code_stands_for(records):
    told = {codes.act(dyad.event).code for dyad in dyads.dyads(records)}
    for module in (icews, gdelt, cameo):
        read = module.read(io.StringIO(written(module, records), newline="\n"), "a")
        assert {event.cameo for record in read for event in record.events} == told


def test_pairs_of_an_event_become_one_event_again(record):
    for module in (polecat, icews, gdelt):
        read = [event for r in module.read(io.StringIO(written(module, [record])), "a") for event in r.events]
        occurred = [event for event in record.events if event.status == "occurred"]
        assert [event.type for event in read] == [event.type for event in occurred]
        assert [[p.code for p in event.actor] for event in read] == [[p.code for p in event.actor] for event in occurred]
        assert [[p.code for p in event.recipient] for event in read] == [[p.code for p in event.recipient] for event in occurred]


def test_a_row_of_each_tells_the_meeting(record):
    met = rows(polecat, [record])[0]
    assert (met["Event Type"], met["Event Mode"], met["Quad Code"], met["Actor Country"], met["Recipient Country"], met["Actor COW"]) == (
        "CONSULT", "third-party", "VERBAL COOPERATION", "CHN", "RUS", "710")  # fmt: skip
    met = rows(icews, [record])[0]
    assert (met["Event Date"], met["Source Name"], met["Source Sectors"], met["Target Country"], met["Event Text"], met["Country"]) == (
        "2023-03-21", "Xi Jinping", "Government", "Russian Federation", "Consult", "Russian Federation")  # fmt: skip
    met = rows(gdelt, [record])[0]
    assert (met["SQLDATE"], met["Actor1Code"], met["Actor2CountryCode"], met["EventRootCode"], met["QuadClass"], met["ActionGeo_CountryCode"]) == (
        "20230321", "CHNGOV", "RUS", "04", "1", "RS")  # fmt: skip
    assert met["NumMentions"] == met["NumSources"] == met["NumArticles"] == met["IsRootEvent"] == "1"
    assert 0 <= int(met["GLOBALEVENTID"]) < 2**63
    assert written(cameo, [record]).split("\n")[0] == "20230321\tCHNGOV\tRUSGOV\t040"


def test_real_icews_rows_are_read(shared):
    with (shared / "data" / "events" / "events.2018.sample.tab").open("rb") as file:
        read = list(icews.read(file, "sample.tab"))
    events = [event for record in read if isinstance(record, Record) for event in record.events]
    skipped = [item for item in read if isinstance(item, SkipDocument)]
    assert len(events) + len(skipped) == 3705
    assert all("is no event in PLOVER" in str(item) for item in skipped)
    assert (events[0].type, events[0].actor[0].code, events[0].recipient[0].code) == ("CONSULT", "BGD", "VNM")
    ids = [record.document.id for record in read if isinstance(record, Record)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("change", "told"), [
    (("040", "999"), "CAMEO code: 999 is not listed"), (("2023-03-21", "soon"), "Event Date: 'soon' is no day"), (("\tGovernment", ""), "columns: 19 cells"),
])  # fmt: skip
def test_a_bad_row_is_told_with_its_line_and_the_others_are_read(record, change, told):
    lines = written(icews, [record]).split("\n")
    lines[1] = lines[1].replace(*change, 1)
    read = list(icews.read(io.BytesIO("\n".join(lines).encode()), "a.tab"))
    (bad,) = [item for item in read if isinstance(item, SkipDocument)]
    assert f"a.tab:2: {told}" in str(bad)
    assert [len(item.events) for item in read if isinstance(item, Record)] == [5]


def test_a_file_with_another_header_is_told(record):
    (bad,) = icews.read(io.BytesIO(b"Event ID\tWhat\n1\t2\n"), "a.tab")
    assert isinstance(bad, SkipDocument) and "header: lacks Event Date" in str(bad)


def test_polecat_cells_with_several_parties_are_all_read():
    cells = dict.fromkeys(polecat.COLUMNS, "None") | {
        "Event ID": "P1", "Event Date": "2023-01-05", "Event Type": "ASSAULT", "Event Mode": "aerial", "Intensity": "-9.0",
        "Actor Name": "Israel; United States", "Actor Country": "ISR; USA", "Recipient Name": "Hamas", "Contexts": "military; terrorism",
    }  # fmt: skip
    text = "\t".join(cells) + "\n" + "\t".join(cells.values()) + "\n"
    (record,) = polecat.read(io.StringIO(text), "a.txt")
    (event,) = record.events
    assert [p.code for p in event.actor] == ["ISR", "USA"] and [p.code for p in event.recipient] == ["NSA:Hamas"]
    assert event.contexts == ("military", "terrorism") and event.score == -9.0 and event.place is None


def test_every_cameo_code_of_the_ontology_is_listed():
    for kind in ontology.types().values():
        for mode in (None, *kind.modes):
            code = ontology.cameo(kind.name, mode)
            assert code in codes.acts()
