"""Flat tables: one row a record, columns fixed, no cell that a spreadsheet would run."""
from __future__ import annotations

import csv
import dataclasses
import io
import sys

import pytest

from dragoman.errors import StopRun
from dragoman.exports import TABLES, rows, to_pandas, to_polars, write_events
from dragoman.exports.tables import columns


@pytest.mark.parametrize("table", TABLES)
def test_each_record_is_one_row_with_all_columns(record, table):
    made = rows([record], table)
    assert len(made) == len(getattr(record, table))
    assert all(tuple(row) == columns(table) for row in made)


def test_parties_are_joined_and_places_flattened(record):
    met = rows([record])[0]
    assert (met["actor"], met["place"], met["country"]) == ("CHN|RUS", "Moscow", "RUS")
    assert met["actor_names"] == "Xi Jinping|Vladimir Putin"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(record, cell):
    event = dataclasses.replace(record.events[0], quote=cell)
    out = io.StringIO()
    write_events([dataclasses.replace(record, events=(event,))], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert row["quote"].startswith("'")
    assert float(row["score"]) == event.score


def test_a_negative_score_stays_a_number(record):
    out = io.StringIO()
    assert write_events([record], out) == len(record.events)
    assert [float(row["score"]) for row in csv.DictReader(io.StringIO(out.getvalue()))][3] == -4.0


@pytest.mark.parametrize("table", TABLES)
def test_frames_have_the_columns_also_without_rows(record, table):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    assert tuple(to_pandas([record], table).columns) == columns(table) == tuple(to_pandas([], table).columns)
    assert tuple(to_polars([record], table).columns) == columns(table) == tuple(to_polars([], table).columns)


def test_a_missing_library_is_told(record, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(StopRun, match="pip install"):
        to_pandas([record])


def test_an_unknown_table_is_told(record):
    with pytest.raises(StopRun, match="no such table"):
        rows([record], "treaties")
