"""The type between two marked parties, given the pair: the same gold as relations, without the search for the parties.

This is the task of zero-shot coders (ZSP; Hu et al., ACL 2024), for comparison with theirs: accuracy and macro F1.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman.evaluation.agreement import Plain
from dragoman.evaluation.lines import read_lines
from dragoman.evaluation.tally import Share, Tally

Relate = Callable[[str, tuple[int, int], tuple[int, int]], str]
"""Text, characters of the source and of the target to a type, as dragoman.relation tells it."""


def score(gold: Path, relate: Relate) -> tuple[Plain, list[tuple[str, str, str, str]]]:
    """Accuracy and macro F1 over types, and a row for each wrong answer: (id, gold types, answer, text).

    A relation with several types counts for the row of all of them ("CONCEDE/RETREAT"), as in gold.
    """
    right = Share()
    by_type: dict[str, Tally] = {}
    rows: list[tuple[str, str, str, str]] = []
    lines = list(read_lines(gold))
    row_of = {t: "/".join(line["types"]) for line in lines for t in line["types"]}
    for line in lines:
        name = "/".join(line["types"])
        answer = relate(line["text"], tuple(line["source"]), tuple(line["target"]))
        hit = answer in line["types"]
        right.add(hit)
        by_type.setdefault(name, Tally()).add(int(hit), 1, 0)
        by_type.setdefault(row_of.get(answer, answer), Tally()).add(0, 0, 1)
        if not hit:
            rows.append((line["id"], name, answer, line["text"]))
    figures = {name: by_type[name].figures() for name in sorted(by_type)}
    f1s = [f["f1"] for f in figures.values() if f["gold"]]
    return {
        "relations": right.of,
        "accuracy": right.figure(),
        "macro_f1": round(sum(f1s) / len(f1s), 4) if f1s else None,
        "by_type": figures,
    }, rows
