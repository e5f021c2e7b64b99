"""Read our own annotated sentences (training/annotations) as training data: acts with their words, status and parties.

"Israeli jets bombed a post" -> an act ASSAULT, occurred, told by word 2, actor words 0-2, recipient words 3-5.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from treebanks import MUTUAL, Act, Sentence

HERE = Path(__file__).resolve().parent
ANNOTATIONS = HERE.parent / "annotations"
sys.path.insert(0, str(ANNOTATIONS))
from check import Annotated, PartyMark, read  # noqa: E402  # the readers of the files stand beside them
from standoff import restored  # noqa: E402


def read_prose(files: Iterable[Path], tokenizer) -> Iterator[Sentence]:
    """The sentences of annotation files, with what each tells; a complaint about a file ends the run."""
    complaints: list[str] = []
    for file in files:
        for found in read(file, complaints):
            sentence = as_sentence(found, f"{file.stem}:{found.id or found.line}", tokenizer)
            if sentence is not None:
                yield sentence
    if complaints:
        print(*complaints[:20], sep="\n", file=sys.stderr)


def read_standoff(files: Iterable[Path], corpus: Path, tokenizer) -> Iterator[Sentence]:
    """The annotated sentences of others' texts, where the folder with the texts is at hand."""
    for file in files if corpus.is_dir() else ():
        for found in restored(file, corpus):
            sentence = as_sentence(found, found.id, tokenizer)
            if sentence is not None:
                yield sentence


def as_sentence(found: Annotated, name: str, tokenizer) -> Sentence | None:
    """An annotated sentence over the reader's own words; None where it has none."""
    doc = [t for t in tokenizer(found.text) if not t.is_space]
    if not doc:
        return None

    def words(start: int, end: int) -> tuple[int, int]:
        inside = [i for i, t in enumerate(doc) if t.idx < end and t.idx + len(t) > start]
        return inside[0], inside[-1] + 1

    def spans(parties: Iterable[PartyMark]) -> list[tuple[int, int]]:
        return list(dict.fromkeys(words(p.start, p.end) for p in parties))

    acts = [
        Act(e.type, e.status, words(*e.word)[0], spans(e.actors), spans(e.recipients)) for e in found.events
    ]
    return Sentence(
        [t.text for t in doc],
        [bool(t.whitespace_) for t in doc],
        name,
        acts=acts,
        pairs=_pairs(acts, spans(found.bystanders)),
    )


def _pairs(acts: list[Act], bystanders: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int], list[str]]]:
    """Ordered pairs of parties with the types of the acts between them, NONE where there is none."""
    told: dict[tuple[tuple[int, int], tuple[int, int]], list[str]] = {}
    everybody: list[tuple[int, int]] = [*bystanders]
    for act in acts:
        everybody += [*act.actors, *act.recipients]
        couples = list(itertools.product(act.actors, act.recipients))
        if act.type in MUTUAL:
            couples += itertools.permutations(act.actors, 2)
        for couple in couples:
            told.setdefault(couple, []).append(act.type)
    pairs = []
    for a, b in itertools.permutations(dict.fromkeys(everybody), 2):
        if a[0] < b[1] and b[0] < a[1]:
            continue
        pairs.append((a, b, sorted(set(told.get((a, b), ["NONE"])))))
    return pairs
