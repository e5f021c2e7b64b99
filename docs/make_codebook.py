"""Writes docs/codebook.md from the ontology: `python docs/make_codebook.py`. A test compares the page with `page()`."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman import ontology

HEAD = """\
# Codebook

What the codes of a record mean. Types, modes, contexts and scores are those of PLOVER (the manual of 2021 and later);
the definitions and examples are our own words. This page is made from `src/dragoman/data/ontology/` by
`python docs/make_codebook.py`; `dragoman codebook` shows the same in the terminal, `dragoman codebook SANCTION` a type.

- The **score** runs from -10 (conflict) to 10 (cooperation). A mode has its own; without one that of the type counts.
- **CAMEO** gives the nearest root code, for comparison with older data.
- An act counts whether it lies in the past, the present or the future; its `status` tells which.
"""
VALUES = """\
## Status, form, stance, modality

| field | value | meaning |
|---|---|---|
| `status` of an event | `occurred` | done or under way |
| | `planned` | is to happen |
| | `hypothetical` | possible, conditional |
| | `denied` | said not to have happened |
| `status` of an instrument | `signed` | also issued, adopted, in force |
| | `proposed` | not agreed yet |
| | `terminated` | ended, left, denounced |
| `form` of a statement | `direct` | in quotation marks |
| | `indirect` | reported |
| | `mixed` | both in one sentence |
| `stance` of a statement | `support`, `criticism`, `neutral` | towards those it is about |
| `modality` of a commitment | `agreed` | with the other side |
| | `pledged` | promised of one's own accord |
| | `offered` | to somebody who may accept |
| | `intends` | planned, will |
| | `proposed` | suggested to all concerned |
"""


def rows(names: Iterable[ontology.Named]) -> Iterator[str]:
    """The lines of a table of names."""
    yield "| name | meaning | example |"
    yield "|---|---|---|"
    for named in names:
        yield f"| `{named.name}` | {named.definition} | {named.example} |"
    yield ""


def page() -> str:
    """The whole page."""
    lines = [HEAD, "## Types and modes\n"]
    for kind in ontology.types().values():
        lines += [f"### {kind.name}\n",
                  f"{kind.definition} *{kind.quad.capitalize()}, score {kind.score:g}, CAMEO {kind.cameo}.*\n",
                  f"> {kind.example}\n"]
        if kind.modes:
            lines += ["| mode | score | meaning | example |", "|---|---|---|---|"]
            lines += [f"| `{m.name}` | {m.score:g} | {m.definition} | {m.example} |" for m in kind.modes.values()]
            lines.append("")
    lines += ["## Contexts\n", "What an event was about. It may have several; most have one or none.\n",
              *rows(ontology.contexts().values()),
              "## Sectors of commitments and events\n",
              "A point parts a field from what lies in it. An undertaking may touch several.\n",
              *rows(ontology.sectors().values()),
              "## Sectors of parties\n", "PLOVER's class of the one who acts, in `sector` of a party.\n",
              *rows(ontology.actor_sectors().values()), VALUES]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(__file__).with_name("codebook.md").write_text(page(), encoding="utf-8")
