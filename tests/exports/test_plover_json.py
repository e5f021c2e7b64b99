"""PLOVER JSON has the manual's field names, holds events whole, and reads those of other programs."""
from __future__ import annotations

import dataclasses
import io
import itertools
import json

import pytest
from hypothesis import given
from strategies import calm, corpora, whole

from dragoman.errors import SkipDocument
from dragoman.exports import plover_json
from dragoman.records import Record

FIELDS = {"id", "has_event", "date", "time", "enddate", "endtime", "actor", "recipient", "event", "event_loc", "event_text", "quad_code",
          "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date", "coded_time", "comment"}
ENTITY = {"code", "sector", "entity_text", "identifier_id", "identifier_text", "religion", "ethnicity", "office", "gender", "age"}
OWN = {"status", "dragoman", "party", "party_sector", "start", "end"}


def objects(records) -> list[dict]:
    out = io.StringIO(newline="")
    plover_json.write(records, out)
    return [json.loads(line) for line in out.getvalue().split("\n")[:-1]]


def test_the_fields_are_the_manual_s(record):
    for told in objects([record]):
        assert set(told) <= FIELDS | OWN
        assert {"id", "date", "actor", "event"} <= set(told)
        for entity in told["actor"] + told["recipient"]:
            assert set(entity) <= ENTITY | OWN


def test_a_meeting(record):
    met = objects([record])[0]
    assert (met["date"], met["event"], met["mode"], met["quad_code"]) == ("2023-03-21", ["CONSULT"], ["third-party"], 1)
    assert met["actor"][0]["code"] == "CHN" and met["actor"][0]["office"] == "president"
    assert met["event_text"] == [record.events[0].quote] and met["event_loc"]["country_code"] == "RUS"
    assert met["cite_info"]["publication"] == "The Gazette"


@given(corpora)
@calm
def test_events_come_back_whole(records):
    out = io.StringIO(newline="")
    told = [whole(event) for record in records for event in record.events]
    assert plover_json.write(records, out) == len(told)
    read = list(plover_json.read(io.BytesIO(out.getvalue().encode()), "a.jsonl"))
    assert [event for record in read for event in record.events] == told
    cited = [(whole(record).document.id, whole(record).reader) for record in records if record.events]
    assert [(record.document.id, record.reader) for record in read] == [key for key, _ in itertools.groupby(cited)]


def test_documents_take_their_texts_where_they_are_given(record):
    out = io.StringIO()
    plover_json.write([record], out)
    out.seek(0)
    (read,) = plover_json.read(out, "a.jsonl", {"doc-1": record.document.text})
    assert read == dataclasses.replace(record, document=dataclasses.replace(record.document, sentences=()), statements=(), instruments=(),
                                       commitments=())


def test_the_simplest_event_of_the_manual_is_read_and_quotes_its_line():
    line = '{"id": "N-1", "date": "2016-07-24", "actor": [{"code": "NOR"}], "recipient": [{"code": "UNO", "entity_text": "UN"}], "event": ["AID"]}'
    (record,) = plover_json.read(io.StringIO(line), "a.jsonl")
    (event,) = record.events
    assert (event.type, event.date, event.actor[0].code, event.recipient[0].code) == ("AID", "2016-07-24", "NOR", "IGO:UN")
    assert event.quote == record.document.text == line


@pytest.mark.parametrize(("line", "told"), [
    ('{"id": 1}', "a.jsonl:2: is no PLOVER event"),
    ('{"id": "1", "actor": [], "event": ["MEET"]}', "a.jsonl:2: event: 'MEET' is no type"),
    ('{"id": "1", "date": "May", "actor": [], "event": ["AID"]}', "a.jsonl:2: date: 'May' is no day"),
    ('{"id": "1", "dragoman": 3, "event": ["AID"]}', "a.jsonl:2: is no PLOVER event"),
    ("{}}", "a.jsonl:2: is not JSON"),
])  # fmt: skip
def test_a_bad_line_is_told_and_does_not_part_a_document(record, line, told):
    out = io.StringIO()
    plover_json.write([record], out)
    lines = out.getvalue().split("\n")
    read = list(plover_json.read(io.StringIO("\n".join([lines[0], line, *lines[1:]])), "a.jsonl"))
    (bad,) = [item for item in read if isinstance(item, SkipDocument)]
    assert str(bad).startswith(told)
    assert [item.events for item in read if isinstance(item, Record)] == [record.events]
