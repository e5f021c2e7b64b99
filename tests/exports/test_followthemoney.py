"""Entities use FollowTheMoney's own schemata and properties, stand once, and refer to what is there."""
from __future__ import annotations

import dataclasses
import io
import json

import pytest
from hypothesis import given
from strategies import calm, corpora

from dragoman.exports import followthemoney

THING = {"name", "country", "summary", "description", "sourceUrl", "publisher", "keywords", "proof"}
INTERVAL = {"startDate", "endDate", "date", "summary", "description", "recordId", "sourceUrl", "proof", "publisher"}
MODEL = {
    "Article": THING | {"fileName", "title", "author", "publishedAt", "language", "processingAgent", "bodyText"},
    "Event": THING | INTERVAL | {"location", "involved"},
    "UnknownLink": INTERVAL | {"subject", "object", "role"},
    "Note": THING | {"entity"},
    "Person": THING | {"position"},
    "PublicBody": THING | {"sector"}, "Organization": THING | {"sector"}, "Company": THING | {"sector"}, "LegalEntity": THING | {"sector"},
}  # fmt: skip
"""What we use of the schemata of followthemoney 4.11, with what they inherit."""
REQUIRED = {"Article": {"name", "fileName"}, "UnknownLink": {"subject", "object"}, "Note": {"name"}}
REFERENCES = {"proof", "involved", "subject", "object", "entity"}


def entities(records, **more) -> list[dict]:
    out = io.StringIO(newline="")
    number = followthemoney.write(records, out, **more)
    told = [json.loads(line) for line in out.getvalue().split("\n")[:-1]]
    assert len(told) == number
    return told


@given(corpora)
@calm
def test_schemata_properties_and_references_exist(records):
    told = entities(records)
    ids = {entity["id"] for entity in told}
    for entity in told:
        properties = entity["properties"]
        assert set(properties) <= MODEL[entity["schema"]]
        assert all(isinstance(value, str) and value.strip() and "\0" not in value for values in properties.values() for value in values)
        assert all(set(properties[name]) <= ids for name in REFERENCES & set(properties))


def test_our_list_of_properties_is_the_model_s_own():
    model = pytest.importorskip("followthemoney").model
    for schema, properties in MODEL.items():
        assert properties <= set(model.get(schema).properties)


def test_a_record_as_entities(record):
    told = entities([record, record])
    assert len(told) == len({(e["id"], n) for n, e in enumerate(told)})
    people = [e for e in told if e["schema"] == "Person"]
    assert [(p["properties"]["name"], p["properties"]["country"], p["properties"]["position"]) for p in people] == [
        (["Xi Jinping"], ["cn"], ["president"]), (["Vladimir Putin"], ["ru"], ["president"])]  # fmt: skip
    assert [e["properties"]["name"] for e in told if e["schema"] == "Company"] == [["Gazprom"]]
    met = next(e for e in told if e["schema"] == "Event")
    assert met["properties"]["location"] == ["Moscow"] and met["properties"]["date"] == ["2023-03-21"]
    assert met["properties"]["summary"] == [record.events[0].quote]
    for entity in told:
        assert REQUIRED.get(entity["schema"], {"name"}) <= set(entity["properties"])


def test_what_did_not_occur_says_so_and_makes_no_link(record):
    denied = dataclasses.replace(record.events[0], status="denied")
    told = entities([dataclasses.replace(record, events=(denied,))])
    event = next(e for e in told if e["schema"] == "Event")
    assert "denied" in event["properties"]["keywords"] and event["properties"]["name"][0].endswith("(denied)")
    assert not [e for e in told if e["schema"] == "UnknownLink"]


def test_texts_only_on_request(record):
    assert all("bodyText" not in e["properties"] for e in entities([record]))
    assert entities([record], texts=True)[0]["properties"]["bodyText"] == [record.document.text]
