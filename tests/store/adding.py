"""Adds numbered records to a store, in a process of its own that can be killed."""

from __future__ import annotations

import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

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


def add(where: str, numbers: list[int], out: str, most: int | None) -> None:
    """Add numbers and write a line for each to a file: the number, and whether it was added or known; then what stopped the
    run, if anything did. No file may grow beyond so many bytes."""
    sys.stdout = sys.stderr = open(out, "w", buffering=1)  # noqa: SIM115
    if most is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        with Store(where) as store:
            for n in numbers:
                print(n, "added" if store.keep(numbered(n)).changed else "known")
    except StopRun as stopped:
        print(stopped)


class Process:
    """A process that adds. It is forked off a server that has everything imported: starting takes no second."""

    def __init__(self, where: str, numbers: Iterable[int], most: int | None = None) -> None:
        self.out = Path(tempfile.mkstemp(prefix="adding-")[1])
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["alembic.command", "alembic.config", "datasketch", "psycopg", __name__])
        self.process = context.Process(target=add, args=(where, list(numbers), str(self.out), most))
        self.process.start()

    def lines(self, least: int = 0) -> list[str]:
        """What it wrote, once that are so many lines, or it ended."""
        while True:
            alive = self.process.is_alive()
            told = [line for line in self.out.read_text().split("\n")[:-1]]
            if len(told) >= least or not alive:
                return told
            time.sleep(0.002)

    def kill(self) -> list[str]:
        """Kill it (SIGKILL), and give what it wrote."""
        self.process.kill()
        return self.ended()

    def ended(self) -> list[str]:
        """Wait for its end, and give what it wrote."""
        self.process.join(timeout=120)
        told = self.lines()
        self.out.unlink()
        return told
