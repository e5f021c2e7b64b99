"""The story of docs/relationship.md runs as it stands, command by command, in an empty folder."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "relationship.md"


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    """What each command of the page prints, by command, run in their order."""
    folder = tmp_path_factory.mktemp("relationship")
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)
    patch.delenv("DRAGOMAN_STORE", raising=False)
    (folder / "examples").symlink_to(ROOT / "examples")
    page = PAGE.read_text(encoding="utf-8")
    lines = [
        line
        for block in re.findall(r"^```console\n(.*?)^```", page, re.S | re.M)
        for line in block.splitlines()
        if line.startswith("dragoman ")
    ]
    found = {}
    try:
        for line in lines:
            result = CliRunner().invoke(main, shlex.split(line)[1:], env={"COLUMNS": "200"})
            assert result.exit_code == 0, f"{line}: {result.output}"
            found[line] = result.stdout
        found["files"] = "\n".join(sorted(path.name for path in folder.iterdir()))
        found["dossier"] = (folder / "china-russia.html").read_text(encoding="utf-8")
    finally:
        patch.undo()
    return found


def said(told: dict[str, str], start: str) -> str:
    return next(output for line, output in told.items() if line.startswith(f"dragoman {start}"))


def test_all_documents_are_added(told):
    assert said(told, "add").startswith("24 added")


def test_the_reprint_is_marked(told):
    marked = [row for row in said(told, "documents").splitlines()[1:] if row.split(",")[-3]]
    assert len(marked) == 1


def test_the_visit_of_march_2023_is_one_episode_with_talks_within_it(told):
    output = said(told, "timeline")
    assert re.search(r"20–22 Mar 2023\s+CONSULT visit", output)
    assert "part of" in output


def test_the_ledger_tells_the_gas_promise_with_its_history(told):
    output = said(told, "ledger")
    assert "98 billion cubic metres" in output
    assert "reaffirmed" in output or "acted upon" in output


def test_what_is_handed_on_lies_in_the_folder(told):
    assert {"china-russia.html", "china-russia.docx", "events.txt", "relations.svg", "months.csv", "replication"} <= set(
        told["files"].splitlines()
    )
    assert "the archive is whole" in said(told, "archive replication --check")


def test_the_dossier_cites_words_that_stand_in_the_documents(told):
    assert "98 billion cubic metres" in told["dossier"]
    assert "<script" not in told["dossier"]
