"""No text shifts a column, runs in a spreadsheet, or is lost where it need not be."""
from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from dragoman.exports import cells


@given(texts)
def test_safe_and_plain_are_inverse(text):
    assert cells.plain(cells.safe(text)) == cells.whole(text.replace("\0", "\ufffd"))


@given(texts)
def test_no_safe_cell_is_a_formula(text):
    assert not cells.safe(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(texts, min_size=1, max_size=6))
def test_a_row_has_its_columns_and_gives_back_its_texts_on_one_line(values):
    line = cells.row(values)
    assert line.count("\t") == len(values) - 1
    assert len(line.splitlines()) <= 1 or line.isspace()
    assert cells.split(line) == [cells.one_line(value) for value in values]


@given(st.lists(texts, min_size=2, max_size=6))
def test_a_program_that_knows_quotation_marks_reads_the_same(values):
    (row,) = csv.reader(io.StringIO(cells.row(values), newline=""), delimiter="\t")
    assert [cells.plain(cell) for cell in row] == [cells.one_line(value) for value in values]


@pytest.mark.parametrize(("line", "told"), [
    ('a\t"half', ["a", '"half']),  # ICEWS does not quote: a mark alone is text and swallows no line
    ('"He said ""no"""\tb', ['He said "no"', "b"]),
    ('"a" and "b"\tc', ['"a" and "b"', "c"]),
    ("a\t\t", ["a", "", ""]),
])  # fmt: skip
def test_lines_of_others_are_split_as_they_mean_it(line, told):
    assert cells.split(line) == told


def test_numbers_stay_numbers():
    assert cells.safe(-4.0) == -4.0
    assert cells.row([-4.0, 1, None, "-4"]) == "-4.0\t1\t\t'-4\n"
