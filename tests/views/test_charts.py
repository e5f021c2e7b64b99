"""Plots: the same bytes each time, readable without eyes or colour, and nothing from outside in them."""
from __future__ import annotations

import builtins
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from dragoman.errors import StopRun
from dragoman.records import Episode
from dragoman.relations import measure
from dragoman.views import charts

EVIL = '</text><script>alert(1)</script>"&\x00\ufffe\u202e'


def episode(n, type_="CONSULT", first="2023-03-20", **more):
    told = {"mode": None, "actor": ("CHN", "RUS"), "recipient": (), "last": first, "place": None, "status": "occurred",
            "sectors": ("energy.gas",), "score": 2.5, "confidence": 0.8, "sources": 1, "reports": (), **more}
    return Episode(id=f"e{n}", type=type_, first=first, **told)


def plots(dyad=("CHN", "RUS"), sector="energy.gas"):
    found = [episode(1, actor=dyad, sectors=(sector,)), episode(2, "ACCUSE", "2023-05-02", actor=dyad),
             episode(3, first=None, actor=dyad), episode(4, "AID", "2024-01-01", actor=dyad)]
    periods = measure(found, dyad)
    return [charts.by_period(periods), charts.sectors(periods), charts.strip(found, dyad)]


def test_a_plot_says_in_words_what_it_shows():
    bars, sectors, strip = plots()
    assert bars.title == "China and Russia: cooperation and conflict by month"
    assert bars.description == ("2 episodes of cooperation and 1 of conflict, Mar 2023 – Jan 2024. The most in one month: 1 in "
                                "Jan 2024. 1 undated episode not drawn.")
    assert sectors.description == "Episodes by sector: energy: gas 4."
    assert strip.description == "3 dated episodes by quad class, 20 Mar 2023 – 1 Jan 2024."


@pytest.mark.parametrize("number", range(3))
def test_svg_is_well_formed_named_and_loads_nothing(number):
    plot = plots()[number]
    drawn = charts.svg(plot)
    root = ElementTree.fromstring(drawn)
    name = "{http://www.w3.org/2000/svg}"
    title, description = root.find(f"{name}title"), root.find(f"{name}desc")
    assert (title.text, description.text) == (plot.title, plot.description)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert set(re.findall(r"https?://[^\"' ]+", drawn)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"<(script|image|style|foreignObject|use)|\son\w+=|\sstyle=|@font-face", drawn)


@pytest.mark.parametrize("number", range(3))
def test_the_same_plot_gives_the_same_bytes(number):
    first, again = plots()[number], plots()[number]
    assert charts.svg(first) == charts.svg(again)
    assert charts.png(first) == charts.png(again)
    assert charts.png(first).startswith(b"\x89PNG")


def test_neither_the_time_zone_nor_an_earlier_plot_changes_the_bytes():
    code = ("import importlib.util, sys; spec = importlib.util.spec_from_file_location('t', sys.argv[1]);"
            "t = importlib.util.module_from_spec(spec); spec.loader.exec_module(t);"
            "import hashlib; print(hashlib.sha256(t.charts.svg(t.plots()[2]).encode()).hexdigest())")
    hashes = {subprocess.run([sys.executable, "-c", code, __file__], env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
                             capture_output=True, text=True, check=True).stdout
              for zone, seed in (("UTC", "1"), ("America/Lima", "2"))}
    assert len(hashes) == 1


def test_ids_of_different_plots_do_not_meet_in_one_page():
    ids = [name for plot in plots() for name in re.findall(r'\bid="([^"]+)"', charts.svg(plot))]
    assert ids and len(ids) == len(set(ids))


def test_hostile_names_and_sectors_stay_text():
    for plot in plots(("NSA:" + EVIL, "RUS"), EVIL):
        drawn = charts.svg(plot)
        ElementTree.fromstring(drawn)
        assert "<script" not in drawn and "\u202e" not in drawn and "\ufffe" not in drawn
        assert charts.png(plot).startswith(b"\x89PNG")


def test_where_nothing_is_dated_or_of_a_sector_there_is_no_plot():
    undated = [episode(1, first=None, sectors=())]
    periods = measure(undated, ("CHN", "RUS"))
    assert charts.by_period(periods) is charts.sectors(periods) is charts.strip(undated, ("China", "Russia")) is None
    assert charts.by_period([]) is charts.sectors([]) is charts.strip([], ("China", "Russia")) is None


@pytest.mark.parametrize("number", range(3))
def test_vega_lite_knows_every_word_of_the_specifications(number):
    altair = pytest.importorskip("altair")
    assert altair.Chart.from_dict(plots()[number].spec, validate=True)


def test_without_the_library_a_person_is_told_what_to_install(monkeypatch):
    real = builtins.__import__

    def missing(name, *more):
        if name == "vl_convert":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(StopRun, match="vl-convert-python"):
        charts.svg(plots()[0])
