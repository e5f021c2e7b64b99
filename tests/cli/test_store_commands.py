"""The commands on a store, as people and scripts use them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dragoman.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WRITING_FILES = {"read"}  # has --format json, among formats of its own


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A store with two examples."""
    store = tmp_path_factory.mktemp("filled") / "store.db"
    files = [str(EXAMPLES / name) for name in ("salisbury-expulsions-2018.txt", "xi-moscow-2023.md")]
    result = CliRunner().invoke(main, ["add", *files, "--store", str(store)])
    assert result.exit_code == 0, result.output
    return store


@pytest.fixture
def run(filled, tmp_path):
    """Runs a command on a copy of the filled store."""
    store = tmp_path / "store.db"
    shutil.copy(filled, store)

    def call(*words: object, status: int = 0, input: str | None = None):
        line = [str(word) for word in words]
        result = CliRunner().invoke(main, line, env={"DRAGOMAN_STORE": str(store), "COLUMNS": "160"}, input=input)
        assert result.exit_code == status, f"{line}: {result.exit_code}, {result.output}, {result.exception!r}"
        assert "Traceback" not in result.output
        return result

    return call


def rows(output: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(output)))


@pytest.mark.parametrize("name", main.list_commands(click.Context(main)))
def test_every_command_has_an_example_its_exit_statuses_and_json(name):
    command = main.get_command(click.Context(main), name)
    assert command is not None
    told = CliRunner().invoke(main, [name, "--help"]).output
    example = re.search(r"Example: dragoman (.+)", told)
    assert example and example.group(1).split()[0] == name, "no example"
    assert "Exit status: 0" in told
    formats = [p.type.choices for p in command.params if p.name == "format_" and isinstance(p.type, click.Choice)]
    assert formats and "json" in formats[0], "no --format json"


def test_adding_again_adds_nothing(run):
    output = run("add", EXAMPLES / "xi-moscow-2023.md").stdout
    assert output.startswith("0 added with 0 entries, 1 known, 0 failed")


def test_what_cannot_be_read_is_kept_with_its_reason_until_it_can(run, tmp_path):
    bad = tmp_path / "note.txt"
    bad.write_bytes(b"")
    assert "is empty" in run("add", bad, status=2).stderr
    (failed,) = rows(run("failures").stdout)
    assert failed["name"] == str(bad) and failed["attempts"] == "1" and "is empty" in failed["reason"]
    run("failures", "--retry", status=2)
    assert rows(run("failures").stdout)[0]["attempts"] == "2"
    bad.write_text("France and Germany signed a treaty in Aachen on 22 January 2019. The two leaders met in the town hall.")
    run("failures", "--retry")
    assert rows(run("failures").stdout) == []


def test_standard_input_is_added(run):
    said = run("add", "-", "--published", "2019-01-23", input="Emmanuel Macron met Angela Merkel in Aachen on Tuesday.\n")
    assert said.stdout.startswith("1 added")
    assert [row["date"] for row in rows(run("events", "FRA", "DEU", "--since", "2019").stdout)] == ["2019-01-22"]


def test_a_dyad_is_asked_by_two_codes(run):
    found = rows(run("events", "GBR", "RUS").stdout)
    assert found
    for row in found:
        assert {"GBR", "RUS"} <= set(f"{row['actor']}|{row['recipient']}".split("|"))


def test_json_gives_one_object_a_line(run):
    lines = [json.loads(line) for line in run("statements", "RUS", "--format", "json").stdout.splitlines()]
    assert lines and all(line["state"] == "RUS" or "RUS" in line["about"] for line in lines)


def test_parquet_needs_a_file_and_holds_the_same_rows(run, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert "--out" in run("events", "--format", "parquet", status=2).stderr
    file = tmp_path / "events.parquet"
    run("events", "CHN", "--out", file)
    assert parquet.read_table(file).num_rows == len(rows(run("events", "CHN").stdout))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("events", "XXX"), "no code of a party"),
        (("events", "--since", "yesterday"), "--since yesterday"),
        (("ledger", "--sector", "gaz"), "codebook sectors"),
        (("search", "--", "-only"), "no word"),
        (("accept", "nonsense", "--author", "N"), "no id of an entry"),
        (("accept", "00000000000000aa", "--author", "N"), "no such entry"),
        (("undo", "99", "--author", "N"), "no such correction"),
        (("dossier", "FJI", "TON", "--to", "d.html"), "holds nothing on them"),
        (("dossier", "CHN", "RUS", "--to", "d.xls"), ".docx"),
        (("events", "--store", "missing.db"), "no such store"),
    ],
)  # fmt: skip
def test_what_cannot_be_met_is_said_in_one_line(run, words, told):
    said = run(*words, status=2).stderr.strip()
    assert told in said and "\n" not in said


def test_a_correction_is_made_listed_and_taken_back(run):
    before = rows(run("events", "GBR", "RUS").stdout)
    first = before[0]
    run("reject", first["id"], "--author", "N. Field", "--reason", "told of somebody else")
    assert len(rows(run("events", "GBR", "RUS").stdout)) == len(before) - 1
    (listed,) = rows(run("corrections").stdout)
    assert (listed["action"], listed["author"], listed["holds"]) == ("reject", "N. Field", "True")
    run("undo", listed["key"], "--author", "N. Field")
    assert rows(run("events", "GBR", "RUS").stdout) == before


def test_an_edit_is_checked_against_the_codebook(run):
    first = rows(run("events", "GBR", "RUS").stdout)[0]
    assert "not of the codebook" in run("edit", first["id"], "type=HUG", "--author", "N", status=2).stderr
    said = run("edit", first["id"], "type=AID", "date=2018-03", "--author", "N", "--format", "json").stdout
    assert json.loads(said)["correction"] == 1
    edited = next(row for row in rows(run("events", "GBR", "RUS").stdout) if row["id"] == first["id"])
    assert (edited["type"], edited["date"], edited["reviewed"], edited["produced_by"]) == ("AID", "2018-03", "edited", "person:N")


def test_an_entry_is_entered_on_words_of_the_text(run):
    quote = "Xi landed on Monday"
    run("enter", "events", "xi-moscow-2023", quote, "type=CONSULT", "mode=visit", "actor=CHN", "recipient=RUS", "--author", "N")
    added = [row for row in rows(run("events", "CHN", "--reviewed").stdout) if row["reviewed"] == "added"]
    assert [(row["quote"], row["mode"]) for row in added] == [(quote, "visit")]
    assert "stands 0 times" in run("enter", "events", "xi-moscow-2023", "no such words", "--author", "N", status=2).stderr


def test_a_merge_makes_one_episode_and_its_undoing_two(run):
    one, other, *_ = (row["id"] for row in rows(run("events", "CHN", "RUS", "--type", "AGREE").stdout))
    count = len(rows(run("timeline", "CHN", "RUS").stdout))
    run("merge", one, other, "--author", "N")
    merged = len(rows(run("timeline", "CHN", "RUS").stdout))
    run("undo", "1", "--author", "N")
    assert len(rows(run("timeline", "CHN", "RUS").stdout)) == count
    assert merged <= count


def test_a_ruling_stands_above_the_proposal(run):
    promise = rows(run("ledger", "CHN", "RUS", "--as-of", "2024-01-01").stdout)[0]
    run("rule", promise["id"], "fulfilled", "--author", "N", "--reason", "seen with my own eyes")
    ruled = next(r for r in rows(run("ledger", "CHN", "RUS", "--as-of", "2024-01-01").stdout) if r["id"] == promise["id"])
    assert (ruled["ruled"], ruled["note"], ruled["status"]) == ("fulfilled", "seen with my own eyes", promise["status"])


def test_what_is_exported_is_imported_again(run, tmp_path):
    file = tmp_path / "records.jsonl"
    run("export", "json", file)
    other = tmp_path / "other.db"
    run("import", "json", file, "--store", other)
    assert run("events", "--store", other).stdout == run("events").stdout


def test_corrected_records_are_gold(run, tmp_path):
    first = rows(run("events", "GBR", "RUS").stdout)[0]
    run("reject", first["id"], "--author", "N")
    run("export", "gold", tmp_path / "one")
    run("export", "gold", tmp_path / "other", "--as-read")
    table = {(r["kind"], r["field"]): r for r in rows(run("agreement", tmp_path / "one", tmp_path / "other").stdout)}
    assert float(table["events", "type"]["kappa"]) < 1.0
    assert float(table["statements", "type"]["alpha"]) == 1.0


def test_hostile_titles_steer_no_terminal(run, tmp_path):
    file = tmp_path / "note.html"
    file.write_text(
        "<html><head><title>\x1b[31mred\u202e=cmd()</title></head><body><p>Norway thanked Sweden on 3 May 2021 for its help. "
        "The Norwegian prime minister met her Swedish colleague in Oslo.</p></body></html>"
    )
    run("add", file)
    for words in (("events", "NOR"), ("documents",), ("timeline", "NOR")):
        for form in ("table", "csv"):
            shown = run(*words, "--format", form).stdout
            assert "\x1b" not in shown
