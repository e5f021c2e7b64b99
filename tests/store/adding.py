"""Adds numbered records to a store, as a process of its own that can be killed: adding.py WHERE [--bytes N] NUMBER...

Prints a line for each: its number, and whether it was added or known; and what stopped the run, if anything did."""

from __future__ import annotations

import random
import sys

from dragoman.errors import StopRun
from dragoman.records import Document, Event, Party, Record, Statement, content_id
from dragoman.store import Store

STATES = ("CHN", "RUS", "DEU", "JPN", "KAZ")


def numbered(n: int) -> Record:
    """The record of the text of a number; every fourth text is printed again under the next number."""
    draw = random.Random(n - (n % 4 == 1))
    sentences = [" ".join(f"{draw.choice(STATES).lower()}{draw.randrange(900)}" for _ in range(14)) + "." for _ in range(12)]
    text = " ".join(sentences)
    starts = [text.index(sentence) for sentence in sentences]
    plain = dict.fromkeys(("mode", "cameo", "place", "attributed_to"))
    events, statements = [], []
    for k, start in enumerate(starts[:6]):
        a, b = (Party(code, code, None, "GOV", start, start + 4) for code in draw.sample(STATES, 2))
        where = {"id": content_id(n, k), "sentence": k, "start": start, "end": start + 20, "quote": text[start : start + 20]}
        certain = {"confidence": 0.8, "produced_by": "test"}
        day = f"2023-0{1 + k}-1{n % 10}"
        events.append(
            Event(
                type="CONSULT", contexts=(), score=1.0, actor=(a,), recipient=(b,), date=day, status="occurred", sectors=("energy.gas",), **plain, **where, **certain
            )
        )  # fmt: skip
        statements.append(Statement(speaker=f"speaker {k}", state=a.code, form="direct", stance="neutral", about=(b,), **where, **certain))
    spans = tuple((start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True))
    document = Document(f"n{n}", text, f"/numbered/{n}.txt", f"Number {n}", published=f"2023-07-{1 + n % 4:02}", sentences=spans)
    return Record(document, tuple(events), tuple(statements), reader="dragoman 1")


def main(where: str, *told: str) -> int:
    """Add the numbers told."""
    if told[0] == "--bytes":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(told[1]), int(told[1])))
        told = told[2:]
    try:
        with Store(where) as store:
            for n in map(int, told):
                print(n, "added" if store.keep(numbered(n)).changed else "known", flush=True)
    except StopRun as stopped:
        print(stopped, flush=True)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
