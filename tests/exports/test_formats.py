"""Every format stands in one table, is loaded only on use, writes, and says what it cannot read."""
from __future__ import annotations

import csv
import subprocess
import sys

import pytest

from dragoman.errors import SkipDocument, StopRun
from dragoman.exports import codes, formats
from dragoman.exports.tables import TABLES, columns
from dragoman.records import Record

NAMES = ["json", "gold", "plover", "polecat", "icews", "gdelt", "cameo", "ftm", "jsonld", "graphml", "parquet", "csv"]


def test_the_formats_that_there_are():
    assert list(formats.formats()) == NAMES
    assert all(format.holds and "\n" not in format.holds for format in formats.formats().values())


@pytest.mark.parametrize("name", NAMES)
def test_each_writes_and_reads_back_or_says_that_it_cannot(record, tmp_path, name):
    if name == "parquet":
        pytest.importorskip("pyarrow")
    format = formats.formats()[name]
    path = tmp_path / f"out{format.suffix}"
    assert formats.export([record], path, name) > 0
    assert path.is_dir() == format.folder
    if format.readable:
        read = list(formats.load(path, name))
        assert read and all(isinstance(item, Record) for item in read)
        assert [event.type for item in read for event in item.events][:1] == ["CONSULT"]
    else:
        assert format.read is None and "cannot be read back" in format.holds
        with pytest.raises(StopRun, match="cannot be read back"):
            list(formats.load(path, name))


@pytest.mark.parametrize("name", NAMES)
def test_writing_twice_gives_the_same_bytes(record, tmp_path, name):
    if name == "parquet":
        pytest.importorskip("pyarrow")
    for place in ("a", "b"):
        formats.export([record, record], tmp_path / place, name)
    a, b = ({file.name: file.read_bytes() for file in [p, *p.rglob("*")] if file.is_file()} for p in (tmp_path / "a", tmp_path / "b"))
    assert list(a.values()) == list(b.values())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("gold", "parquet", "csv")])
def test_bytes_of_no_format_are_told_and_never_a_traceback(tmp_path, name):
    path = tmp_path / "bad"
    for held in (b"\xff\xfe\0bad", b"", b"\n\n", b"{\n", b"\t\t\t\n", b'{"@context": 1, "@graph": [\n', b'{"@graph": 3}', b"[]" * 9):
        path.write_bytes(held)
        if formats.formats()[name].readable:
            assert all(isinstance(item, SkipDocument) for item in formats.load(path, name))


def test_what_is_not_there_is_told(record, tmp_path):
    with pytest.raises(StopRun, match="no such format; there are json"):
        formats.export([record], tmp_path / "a", "xlsx")
    with pytest.raises(StopRun, match="cannot be read"):
        list(formats.load(tmp_path / "none.jsonl", "json"))
    with pytest.raises(StopRun, match="cannot be written"):
        formats.export([record], tmp_path / "no" / "folder.jsonl", "json")


def test_looking_at_the_table_loads_no_format():
    seen = "import sys; from dragoman.exports import formats; formats.formats(); print([m for m in sys.modules if m.startswith(('lxml', 'pyarrow'))])"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_csv_has_the_four_tables(record, tmp_path):
    assert formats.export([record], tmp_path, "csv") == sum(len(getattr(record, table)) for table in TABLES)
    for table in TABLES:
        rows = list(csv.DictReader((tmp_path / f"{table}.csv").open(encoding="utf-8", newline="")))
        assert tuple(rows[0]) == columns(table) and len(rows) == len(getattr(record, table))


@pytest.mark.parametrize(("file", "line", "load"), [
    ("countries.csv", "ZZZ,ZZ,,,", codes.states), ("sectors.csv", "GOVT,GOV,,", codes.sectors), ("groups.csv", "UN,UNO,", codes.groups),
    ("cameo.csv", "999,Odd,eleven,,", codes.acts), ("cameo.csv", "9999,Odd,1,MEET,", codes.acts), ("cameo.csv", "010,Twice,0.0,,", codes.acts),
])  # fmt: skip
def test_a_typo_in_a_table_is_told_with_its_line(tmp_path, monkeypatch, file, line, load):
    text = (codes._folder() / file).read_text(encoding="utf-8")
    (tmp_path / file).write_text(text + line + "\n", encoding="utf-8")
    monkeypatch.setattr(codes, "_folder", lambda: tmp_path)
    load.cache_clear()
    with pytest.raises(StopRun, match=rf"exports/{file}, line {len(text.splitlines()) + 1}"):
        load()
    load.cache_clear()
