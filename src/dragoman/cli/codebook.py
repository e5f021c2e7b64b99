"""`dragoman codebook`: types, modes, contexts, sectors and codes, with an example each."""
from __future__ import annotations

import json
import sys
from typing import Any

import click

from dragoman.cli.screen import console, lenient
from dragoman.errors import StopRun

Entry = dict[str, Any]


@click.command()
@click.argument("name", required=False)
@click.option("--format", "format_", type=click.Choice(("terminal", "json")), default="terminal", show_default=True)
def codebook(name: str | None, format_: str) -> None:
    """Browse the codes: types, modes, contexts, sectors. NAME is one: CONSULT, visit, energy.gas, CHN, IGO:UN.

    \b
    Example: dragoman codebook CONSULT

    Exit status: 0, or 2 where nothing has that name.
    """
    found = _looked_up(name) if name else _entries()
    if not found:
        raise StopRun(f"{name}: no type, mode, context, sector or code of that name; `dragoman codebook` lists them")
    lenient(sys.stdout)
    if format_ == "json":
        for entry in found:
            click.echo(json.dumps(entry, ensure_ascii=False))
        return
    _show(found)


def _entries() -> list[Entry]:
    """The whole codebook: every type with its modes, then contexts and sectors."""
    from dragoman import ontology

    entries: list[Entry] = []
    for kind in ontology.types().values():
        entries.append({"kind": "type", "code": kind.name, "definition": kind.definition, "example": kind.example,
                        "quad": kind.quad, "cameo": kind.cameo, "score": kind.score})
        entries += [{"kind": "mode", "code": f"{kind.name} {mode.name}", "definition": mode.definition,
                     "example": mode.example, "score": mode.score} for mode in kind.modes.values()]
    for table, what in (("contexts", "context"), ("sectors", "sector"), ("actor_sectors", "actor sector")):
        load = getattr(ontology, table, None)
        named = load() if load else {}
        entries += [{"kind": what, "code": one.name, "definition": one.definition, "example": one.example}
                    for one in (named.values() if hasattr(named, "values") else named)]
    return entries


def _looked_up(name: str) -> list[Entry]:
    """The entries of that name: a type comes with its modes, a sector with those in it; else a party's code."""
    wanted = " ".join(name.replace("/", " ").split()).casefold()

    def fits(entry: Entry) -> bool:
        code = entry["code"].casefold()
        return code == wanted or code.startswith((wanted + " ", wanted + ".")) or code.partition(" ")[2] == wanted

    return [entry for entry in _entries() if fits(entry)] or _parties(wanted)


def _parties(wanted: str) -> list[Entry]:
    """A state, organisation, group or company by its code, with some of the names it goes by."""
    from dragoman import gazetteers

    forms: dict[str, list[str]] = {}
    for form in gazetteers.state_names():
        forms.setdefault(form.code, []).append(form.text)
    found: list[Entry] = [{"kind": "state", "code": state.code, "definition": state.name,
                           "example": ", ".join(dict.fromkeys(forms.get(state.code, [])[:12]))}
                          for state in gazetteers.states() if wanted in (state.code.casefold(), state.name.casefold())]
    tables = (("organisation", gazetteers.organisations()), ("group", gazetteers.groups()),
              ("company", gazetteers.companies()))
    for kind, rows in tables:
        found += [{"kind": kind, "code": row.code, "definition": row.name, "example": ", ".join(row.aliases[:8])}
                  for row in rows if wanted in (row.code.casefold(), row.name.casefold())]
    return found


def _show(entries: list[Entry]) -> None:
    from rich.table import Table
    from rich.text import Text

    screen = console()
    before = None
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for entry in entries:
        section = "type" if entry["kind"] == "mode" else entry["kind"]
        if section != before:
            table.add_row(Text((section + "s" if len(entries) > 1 else section).upper(), style="bold cyan"))
            before = section
        indent = "  " if entry["kind"] == "mode" else ""
        code = entry["code"].partition(" ")[2] if indent else entry["code"]
        told = Text(entry["definition"])
        if entry["example"]:
            told.append(f"\n{entry['example']}", style="italic dim")
        more = [f"{entry['score']:+g}"] if "score" in entry else []
        more += [f"CAMEO {entry['cameo']}"] if "cameo" in entry else []
        name = Text(indent + code, style="bold")
        note = "\n".join(more)
        table.add_row(name, Text(note, style="dim"), told)
    screen.print(table)
