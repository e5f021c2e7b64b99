"""The terminal: everything told at 80 columns, without colour, and nothing that steers the terminal."""
from __future__ import annotations

import dataclasses
import io

import pytest
from rich.console import Console

from dragoman.records import Document, Record
from dragoman.views import terminal, wording


def shown(record, width=80, **more):
    out = io.StringIO()
    terminal.show(record, Console(file=out, width=width, no_color=True, highlight=False), **more)
    return out.getvalue()


def test_a_record_is_told_at_a_glance(record):
    text = shown(record)
    for words in ("WHO MET", "China\u00a0(CHN), Russia\u00a0(RUS)", "21 Mar 2023", "Moscow", "REJECT", "may be, expel",
                  "a joint statement", "energy", "agreed · by 2030", "Vladimir Putin (RUS)"):
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_any_width_is_enough(record, width):
    assert max(map(len, shown(record, width).splitlines())) <= width


def test_nothing_from_the_text_steers_the_terminal(record):
    evil = "\x1b[2J\x9b31m\x07[red]\u202etxt.exe"
    event = dataclasses.replace(record.events[0], quote=evil, mode=evil, date=evil, status=evil)
    document = dataclasses.replace(record.document, title=evil, publisher=evil, authors=(evil,))
    text = shown(dataclasses.replace(record, document=document, events=(event,)))
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set(text)
    assert "[red]" in text


def test_long_sections_are_cut_with_a_note(record):
    events = tuple(dataclasses.replace(record.events[4], id=str(n), date=f"2023-01-{n:02}") for n in range(1, 31))
    many = dataclasses.replace(record, events=events)
    assert "and 18 more" in shown(many)
    assert "more:" not in shown(many, rows=None)


def test_an_act_told_twice_is_one_row(record):
    twice = dataclasses.replace(record, events=(record.events[0], dataclasses.replace(record.events[0], id="again")))
    assert "×2" in shown(twice)


def test_a_document_without_entries_is_shown():
    assert "nothing found" in shown(Record(Document("d", "Nothing.")))


@pytest.mark.parametrize(("value", "told"), [
    ("2023-03-21", "21 Mar 2023"), ("2023-03", "Mar 2023"), ("2023", "2023"), (None, ""), ("soon", "soon"),
    ("2023-03-20/2023-03-22", "20–22 Mar 2023"), ("2014/", "since 2014"), ("2023-99", "2023-99"),
])
def test_dates_are_told_as_people_write_them(value, told):
    assert wording.day(value) == told
