"""The published JSON Schema is the contract: it admits what is written, and has every field of records.py."""
from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest

from dragoman import records
from dragoman.exports.schema import record_schema


def test_the_schema_is_sound_and_admits_a_record(record):
    jsonschema.Draft202012Validator.check_schema(record_schema())
    jsonschema.Draft202012Validator(record_schema()).validate(json.loads(record.as_json()))


@pytest.mark.parametrize("kind", [records.Document, records.Party, records.Place, records.Event, records.Statement,
                                  records.Instrument, records.Commitment])
def test_every_field_stands_in_the_schema(kind):
    told = record_schema()["$defs"][kind.__name__.lower()]
    assert list(told["properties"]) == [field.name for field in dataclasses.fields(kind)]
    assert told["required"] == list(told["properties"])


def test_the_version_is_that_of_the_records():
    assert record_schema()["properties"]["schema"]["const"] == records.SCHEMA


@pytest.mark.parametrize("change", [{"status": "perhaps"}, {"type": "MEET"}, {"date": "last week"}, {"start": -1}])
def test_what_the_contract_does_not_allow_is_refused(record, change):
    plain = json.loads(record.as_json())
    plain["events"][0].update(change)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(record_schema()).validate(plain)
