"""Gazetteers: the shipped tables hold together, and a wrong cell is told with file and line."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman import gazetteers
from dragoman.errors import StopRun

TABLES = ("states", "state_names", "offices", "officeholders", "organisations", "groups", "companies", "agents")
HEADERS = {
    "states": "code,name,iso2,cow,begin,end,region,successor",
    "offices": "phrase,office,sector,scope",
    "groups": "code,name,aliases,sector,state,begin,end",
    "agents": "noun,sector,kind",
}


def holder(state: str, office: str, day: str) -> set[str]:
    return {row.person for row in gazetteers.officeholders()
            if (row.state, row.office) == (state, office) and gazetteers.holds(row.begin, row.end, day)}


@pytest.mark.parametrize("table", TABLES)
def test_a_shipped_table_loads(table):
    assert len(getattr(gazetteers, table)()) > 100


@pytest.mark.parametrize(("text", "code", "kind"), [
    ("Russia", "RUS", "name"), ("U.S.", "USA", "short"), ("Kremlin", "RUS", "metonym"), ("Pentagon", "USA", "metonym"),
    ("Burma", "MMR", "former"), ("Côte d'Ivoire", "CIV", "name"), ("Türkiye", "TUR", "short"),
    ("Soviet", "SUN", "adjective"),
    ("Palestinian", "PSE", "adjective"), ("Kosovo", "XKX", "name"), ("Nur-Sultan", "KAZ", "capital"),
    ("Turks", "TUR", "national"),
])
def test_a_form_means_its_state(text, code, kind):
    assert any((row.text, row.code, row.kind) == (text, code, kind) for row in gazetteers.state_names())


@pytest.mark.parametrize(("state", "office", "day", "person"), [
    ("RUS", "head_of_state", "2007-05-01", "Vladimir Putin"),
    ("RUS", "head_of_state", "2010-05-01", "Dmitry Medvedev"),
    ("CHN", "head_of_government", "2023-03-20", "Li Qiang"),
    ("USA", "foreign_minister", "2014-01-01", "John Kerry"),
    ("GBR", "foreign_minister", "2017-06-01", "Boris Johnson"),
    ("FRA", "head_of_state", "2008-09-01", "Nicolas Sarkozy"),
    ("UKR", "head_of_state", "2022-03-01", "Volodymyr Zelenskyy"),
    ("IGO:UN", "other:secretary-general", "2005", "Kofi Annan"),
    ("GEO", "head_of_state", "2008-08", "Mikheil Saakashvili"),
])
def test_a_date_decides_who_a_title_means(state, office, day, person):
    assert holder(state, office, day) == {person}


def test_moscow_was_another_states_capital():
    rows = [row for row in gazetteers.state_names() if row.text == "Moscow"]
    assert {row.code for row in rows if gazetteers.holds(row.begin, row.end, "1980-01-01")} == {"SUN"}
    assert {row.code for row in rows if gazetteers.holds(row.begin, row.end, "2020-01-01")} == {"RUS"}


@pytest.mark.parametrize(("table", "line", "told"), [
    ("states", "Rus,Russia,RU,365,,,,", "code 'Rus'"),
    ("states", "RUS,Russia,RU,365,1991-13,,,", "1991-13"),
    ("states", "RUS,Russia,RU,365,1992,1991,,", "after it ends"),
    ("offices", "president,chief,GOV,", "office 'chief'"),
    ("offices", "President,head_of_state,GOV,", "lower case"),
    ("groups", "Hamas,Hamas,,REB,PSE,,", "NSA:"),
    ("groups", "NSA:Hamas,Hamas,a||b,REB,PSE,,", "aliases"),
    ("groups", "NSA:Hamas,Hamas,,XYZ,PSE,,", "sector 'XYZ'"),
    ("agents", "troops,MIL", "2 cells where 3 belong"),
    ("agents", "troops,MIL,army", "kind 'army'"),
])
def test_a_typo_is_told_with_file_and_line(tmp_path: Path, monkeypatch, table, line, told):
    (tmp_path / f"{table}.csv").write_text(f"# comment\n{HEADERS[table]}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(gazetteers, "_folder", lambda: tmp_path)
    with pytest.raises(StopRun) as caught:
        getattr(gazetteers, table).__wrapped__()
    assert f"{table}.csv, line 3" in str(caught.value)
    assert told in str(caught.value)


@given(st.dates(), st.dates(), st.dates())
def test_a_day_outside_never_holds_and_one_inside_always(first, day, last):
    begin, end = sorted((first.isoformat(), last.isoformat()))
    assert gazetteers.holds(begin, end, day.isoformat()) == (begin <= day.isoformat() <= end)
    assert not (begin <= day.isoformat() <= end) or gazetteers.holds(begin[:7], end[:4], day.isoformat()[:7])
