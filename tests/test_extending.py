"""The recipes of docs/extending.md, followed: each line given there is accepted by its loader in a copy of the data."""

from __future__ import annotations

import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman import gazetteers, lexicons
from dragoman.errors import StopRun

PAGE = Path(__file__).resolve().parents[1] / "docs" / "extending.md"
RECIPES = re.findall(r"```csv (\S+)\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.S)
GAZETTEERS = ("officeholders", "offices", "organisations", "groups", "companies", "agents")
DATA = Path(str(files("dragoman"))) / "data"


def file_of(name: str) -> Path:
    folder = "gazetteers" if name.removesuffix(".csv") in GAZETTEERS else "lexicons"
    return DATA / folder / name


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A copy of the data that both loaders read, forgotten again after the test."""
    shutil.copytree(DATA / "gazetteers", tmp_path / "data" / "gazetteers")
    shutil.copytree(DATA / "lexicons", tmp_path / "data" / "lexicons")
    monkeypatch.setattr(gazetteers, "_folder", lambda: tmp_path / "data" / "gazetteers")
    monkeypatch.setattr(lexicons, "files", lambda package: tmp_path)

    def forget() -> None:
        for module in (gazetteers, lexicons):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()

    forget()
    yield tmp_path / "data"
    forget()


def loader(name: str):
    stem = name.removesuffix(".csv")
    return getattr(gazetteers, stem) if stem in GAZETTEERS else getattr(lexicons, stem)


def test_the_page_has_a_recipe_of_every_kind():
    assert {name for name, _ in RECIPES} >= {f"{stem}.csv" for stem in (*GAZETTEERS, "predicates", "sectors")}


@pytest.mark.parametrize(("name", "lines"), RECIPES, ids=[name for name, _ in RECIPES])
def test_the_line_of_the_recipe_is_accepted(data, name, lines):
    if not hasattr(lexicons, "sectors") and name == "sectors.csv":
        pytest.skip("the sector words have no loader yet")
    file = data / file_of(name).relative_to(DATA)
    load = loader(name)
    before = len(load())
    with file.open("a", encoding="utf-8") as out:
        out.write(lines + "\n")
    load.cache_clear()
    assert len(load()) == before + len(lines.splitlines())


@pytest.mark.parametrize("name", [f"{stem}.csv" for stem in (*GAZETTEERS, "predicates")])
def test_a_typo_stops_the_run_with_file_and_line(data, name):
    file = data / file_of(name).relative_to(DATA)
    with file.open("a", encoding="utf-8") as out:
        out.write("one cell alone\n")
    line = len(file.read_text(encoding="utf-8").splitlines())
    load = loader(name)
    load.cache_clear()
    with pytest.raises(StopRun, match=rf"{name}\D+{line}\b"):
        load()


@pytest.mark.parametrize("name", sorted({name for name, _ in RECIPES}))
def test_the_columns_that_the_page_names_are_those_of_the_file(name):
    if not file_of(name).exists():
        pytest.skip(f"{name} is not there yet")
    lines = file_of(name).read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if line and not line.startswith("#"))
    assert f"`{header}`" in PAGE.read_text(encoding="utf-8")
