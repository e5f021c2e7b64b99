"""Read the training data: CoNLL-U treebanks, two-column name files and marked pairs of parties.

Everything becomes `Sentence`: words with whatever annotation the source has. A field that a source lacks is None, and the
trainer leaves that loss out for the sentence.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NAME_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT"}
CROSSNER_TYPES = {
    "person": "PERSON",
    "politician": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "location": "LOC",
    "country": "LOC",
    "event": "EVENT",
    "election": "EVENT",
}
TITLES = {
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "dr",
    "dr.",
    "president",
    "prime",
    "minister",
    "secretary",
    "sir",
    "lord",
    "senator",
    "king",
    "queen",
    "prince",
    "princess",
    "general",
    "professor",
    "prof.",
    "judge",
    "representative",
    "congressman",
    "chancellor",
    "governor",
    "mayor",
    "captain",
    "colonel",
    "saint",
    "st.",
    "pope",
}


MUTUAL = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE"}  # types of acts that may have no direction
Pair = tuple[tuple[int, int], tuple[int, int], list[str]]  # words of the two parties, types that count as right


@dataclass
class Act:
    """An act of an annotated sentence: the word that tells it and the words [start, end) of its parties."""

    type: str
    status: str
    word: int
    actors: list[tuple[int, int]]
    recipients: list[tuple[int, int]]


@dataclass
class Sentence:
    """One annotated sentence; `heads` are word indices, the root pointing at itself. `acts` lists all acts it tells."""

    words: list[str]
    spaces: list[bool]
    document: str
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    labels: list[str] | None = None
    names: list[str] | None = None
    acts: list[Act] | None = None
    pairs: list[Pair] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(w + (" " if s else "") for w, s in zip(self.words, self.spaces, strict=True))


def read_conllu(path: Path, *, names: bool) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; with `names`, flat name tags are derived from GUM's `Entity=` spans."""
    document = ""
    rows: list[list[str]] = []
    joined: dict[int, bool] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc"):
                document = line.split("=")[-1].strip()
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
                elif "-" in cells[0]:  # a multiword token: no space inside it, and its own space after its last word
                    first, last = map(int, cells[0].split("-"))
                    joined |= dict.fromkeys(range(first, last), False)
                    joined[last] = "SpaceAfter=No" not in cells[9]
            elif not line and rows:
                yield _sentence(rows, joined, document, names)
                rows, joined = [], {}
    if rows:
        yield _sentence(rows, joined, document, names)


def _sentence(rows: list[list[str]], joined: dict[int, bool], document: str, names: bool) -> Sentence:
    heads = [int(r[6]) - 1 if r[6] != "0" else i for i, r in enumerate(rows)]
    return Sentence(
        words=[r[1] for r in rows],
        spaces=[joined.get(i + 1, "SpaceAfter=No" not in r[9]) for i, r in enumerate(rows)],
        document=document,
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        lemmas=[r[2] for r in rows],
        heads=heads,
        labels=[r[7] for r in rows],
        names=_names(rows, heads) if names else None,
    )


def _names(rows: list[list[str]], heads: list[int]) -> list[str]:
    """Flat BIO tags of proper names.

    GUM's mentions are whole noun phrases ("the president of Russia, who ..."); the name is the run of proper nouns around
    the mention's head, with "of", "the", "and", "&" and hyphens between them (not for persons).
    """
    spans: list[tuple[int, int, str]] = []
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        found = re.search(r"Entity=([^|]*)", row[9])
        if not found:
            continue
        for opened, body, closed in re.findall(r"(\()?([^()]+)(\))?", found[1]):
            parts = body.split("-")
            if opened and closed:
                spans.append((i, i + 1, parts[1]))
            elif opened:
                open_mentions.setdefault(parts[0], []).append((i, parts[1]))
            elif closed and open_mentions.get(parts[0]):
                start, kind = open_mentions[parts[0]].pop()
                spans.append((start, i + 1, kind))
    tags = ["O"] * len(rows)
    proper = [r[4] in ("NNP", "NNPS") for r in rows]
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):  # the longest first: an outer name wins
        label = NAME_TYPES.get(kind)
        head = next((i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i), None)
        if label is None or head is None or not proper[head]:
            continue
        glue = {"-"} if label == "PERSON" else {"of", "the", "and", "&", "-", "for", "on"}
        low, high = head, head + 1
        while True:
            k = low - 1
            while k > start and not proper[k] and rows[k][1].lower() in glue:
                k -= 1
            if k < start or not proper[k]:
                break
            low = k
        while True:
            k = high
            while k < end - 1 and not proper[k] and rows[k][1].lower() in glue:
                k += 1
            if k >= end or not proper[k]:
                break
            high = k + 1
        if label == "PERSON":
            while low < high - 1 and rows[low][1].lower() in TITLES:
                low += 1
        if any(t != "O" for t in tags[low:high]):
            continue
        tags[low:high] = ["B-" + label] + ["I-" + label] * (high - low - 1)
    return tags


def read_names(path: Path) -> Iterator[Sentence]:
    """Sentences of a CrossNER file: a word and a BIO tag a line."""
    words: list[str] = []
    tags: list[str] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""]):
        if line.strip():
            word, tag = line.split("\t")
            words.append(word)
            kind = CROSSNER_TYPES.get(tag[2:])
            tags.append(f"{tag[0]}-{kind}" if kind else "O")
        elif words:
            yield Sentence(words, [True] * len(words), f"{path.name}:{number}", names=tags)
            words, tags = [], []


def read_relations(path: Path, tokenizer) -> Iterator[tuple[str, Sentence]]:
    """(id, sentence) of a marked-pair file (see gold/README.md); `tokenizer` is the reader's own."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        doc = tokenizer(row["text"])
        pair = []
        for start, end in (row["source"], row["target"]):
            inside = [t.i for t in doc if t.idx < end and t.idx + len(t) > start and not t.is_space]
            pair.append((inside[0], inside[-1] + 1))
        yield (
            row["id"],
            Sentence(
                [t.text for t in doc],
                [bool(t.whitespace_) for t in doc],
                row["id"],
                pairs=[(pair[0], pair[1], row["types"])],
            ),
        )
