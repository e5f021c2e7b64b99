"""The documentation is true: its Python runs, its commands exist, and it leaves nothing out."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import shlex
from pathlib import Path

import click
import pytest

from dragoman import ontology, records

ROOT = Path(__file__).resolve().parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "examples" / "README.md",
    ROOT / "benchmarks" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
SHELL_WORDS = {"|", ">", "<", "&&", ";"}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(kind: str) -> list:
    """The fenced blocks of a kind, each a test case named by page and line."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.finditer(rf"^```{kind}\n(.*?)^```", text, re.S | re.M):
            line = text.count("\n", 0, block.start()) + 1
            found.append(pytest.param(block.group(1), id=f"{name_of(page)}:{line}"))
    return found


@pytest.mark.parametrize("code", blocks("python"))
def test_python_in_the_docs_runs(code, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    exec(compile(code, "docs", "exec"), {"__name__": "docs"})


def commands() -> list:
    found = []
    for block in blocks("console"):
        for line in block.values[0].splitlines():
            words = line.removeprefix("$ ").strip()
            if words.startswith("dragoman"):
                found.append(pytest.param(words, id=f"{block.id} {words[:40]}"))
    return found


@pytest.mark.parametrize("line", commands())
def test_commands_in_the_docs_exist_with_these_options(line):
    cli = pytest.importorskip("dragoman.cli")
    words = shlex.split(line, comments=True)[1:]
    words = words[: next((i for i, word in enumerate(words) if word in SHELL_WORDS), len(words))]
    group = cli.main
    if words and not words[0].startswith("-"):
        command = group.commands.get(words[0]) if isinstance(group, click.Group) else None
        command = command or group.get_command(click.Context(group), words[0])
        assert command is not None, f"no command {words[0]}"
    else:
        command = group
    options = {
        name: option
        for option in command.params
        if isinstance(option, click.Option)
        for name in (*option.opts, *option.secondary_opts)
    }
    for i, word in enumerate(words):
        if word.startswith("-") and word not in ("-", "--help", "--version"):
            option = options.get(word.partition("=")[0])
            assert option is not None, f"{words[0]} has no option {word}"
            if isinstance(option.type, click.Choice):
                value = word.partition("=")[2] or words[i + 1]
                assert value in option.type.choices, f"{word} has no choice {value}"


def test_every_field_of_the_record_is_explained():
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    sections = {part.split("\n", 1)[0].strip(): part for part in re.split(r"^## ", page, flags=re.M)[1:]}
    kinds = [kind for kind in vars(records).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    assert len(kinds) >= 8
    for kind in kinds:
        for field in dataclasses.fields(kind):
            named = f"`{field.name}`"
            rows = [line.split("|")[1] for line in sections[kind.__name__].splitlines() if line.startswith("|")]
            assert any(named in row for row in rows), f"{kind.__name__}.{field.name} does not stand in docs/record.md"


def test_no_field_is_explained_that_the_record_has_not():
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", page, flags=re.M)[1:]:
        kind = getattr(records, part.split("\n", 1)[0].strip(), None)
        if kind is None:
            continue
        have = {field.name for field in dataclasses.fields(kind)}
        for line in part.splitlines():
            if line.startswith("| `"):
                assert set(re.findall(r"`(\w+)`", line.split("|")[1])) <= have, line


def test_the_codebook_page_is_that_of_the_ontology():
    spec = importlib.util.spec_from_file_location("make_codebook", ROOT / "docs" / "make_codebook.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert page == made.page(), "run python docs/make_codebook.py"


def test_the_codebook_page_is_complete():
    page = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    for kind in ontology.types().values():
        assert f"### {kind.name}\n\n{kind.definition}" in page
        assert all(f"| `{mode}` |" in page for mode in kind.modes)
    for name in (*ontology.contexts(), *ontology.sectors(), *ontology.actor_sectors()):
        assert f"| `{name}` |" in page


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_and_pictures_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_that_the_docs_name_are_there(page):
    ours = r"`((?:src|docs|examples|training|benchmarks|tests)/[\w./-]+)`"
    for path in re.findall(ours, page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), path


def test_every_command_is_told_somewhere():
    if importlib.util.find_spec("dragoman.cli") is None or not hasattr(__import__("dragoman.cli").cli, "main"):
        pytest.skip("no command line yet")
    from dragoman.cli import main

    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for name in main.list_commands(click.Context(main)):
        assert f"dragoman {name}" in told, f"`dragoman {name}` is told nowhere"
