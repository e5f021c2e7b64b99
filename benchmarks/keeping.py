"""What keeping costs beside reading, how large a store grows, and how fast it answers: measured in one run.

    python benchmarks/keeping.py [--documents N] [--generated N] [--engine postgresql://user@host/name] [--quick] [--json]

Adding: N documents of about 400 words of ../shared/corpus (or of our examples' paragraphs where there is none) through
`dragoman.corpora.adding.add`; the time of the reader against that of everything else. Asking: the kinds of question of asked.py
on a store of N generated documents with ten entries each. Each runs in a process of its own, held to one core and one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import asked
import filling
import generated
import reading

from dragoman import documents, pipeline
from dragoman.corpora import adding, opening
from dragoman.records import Document
from dragoman.store import Question, Store

# A text has at least the first, is cut at the end of the sentence after the second, and before the third.
WORDS = (250, 400, 500)
TARGETS = {  # what issue 4 wants
    "on_top_of_reading": ("<=", 0.2),
    "size_by_text": ("<=", 4.0),
    "median_ms": ("<=", 300.0),
    "dossier_seconds": ("<=", 5.0),
}


def texts(corpus: Path, number: int) -> Iterator[dict[str, Any]]:
    """Documents of 250 to 500 words, as lines of a .jsonl: the corpora's in turn, else paragraphs of our examples."""
    files = sorted(corpus.glob("*.jsonl.gz")) if corpus.is_dir() else []
    found = _of_corpora(files) if files else _of_examples()
    for n, told in zip(range(number), found, strict=False):
        yield {**told, "id": f"{told['id']}-{n}" if not files else told["id"]}


def _of_corpora(files: list[Path]) -> Iterator[dict[str, Any]]:
    with ExitStack() as opened:
        waiting = [opened.enter_context(gzip.open(file, "rt", encoding="utf-8")) for file in files]
        while waiting:
            for lines in list(waiting):
                told = next((t for t in map(_cut, map(json.loads, lines)) if t), None)
                if told is None:
                    waiting.remove(lines)
                else:
                    yield told


def _cut(told: dict[str, Any]) -> dict[str, Any] | None:
    """The document with its text cut after a sentence; None where that leaves too few words, or too many."""
    low, wanted, high = WORDS
    words = told["text"].split(" ")
    if len(words) > high:
        end = next((n for n in range(wanted, high) if words[n].rstrip('"”').endswith(".")), None)
        if end is None:
            return None
        words = words[: end + 1]
    fields = {name: told.get(name) for name in ("id", "title", "published", "publisher", "url")}
    return {**fields, "text": " ".join(words)} if len(words) >= low else None


def _of_examples() -> Iterator[dict[str, Any]]:
    own = [doc for doc in documents.load(reading.ROOT / "examples") if isinstance(doc, Document)]
    rng = random.Random(1)
    paragraphs = [p for doc in own for p in doc.text.split("\n\n") if p.endswith(".")]
    while True:
        doc, text = rng.choice(own), ""
        while text.count(" ") < WORDS[1] - 50:
            text += rng.choice(paragraphs) + "\n\n"
        yield {"id": doc.id, "title": doc.title, "published": doc.published, "publisher": doc.publisher, "text": text}


class Clocks:
    """Seconds spent within functions, by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time taken."""

        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds[name] += time.perf_counter() - begun

        return timed


def measure_adding(where: str, corpus: Path, number: int) -> dict[str, Any]:
    """Adds documents to an empty store: what reading takes, and what all the rest of `adding.add` takes on top of it."""
    clocks, chosen = Clocks(), list(texts(corpus, number))
    pipeline.read("Oslo thanked Lima. The two ministers met in May.")  # loads model and gazetteers
    spent: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder, opening.open_store(where) as store:
        file = Path(folder) / "texts.jsonl"
        file.write_text("".join(json.dumps(told) + "\n" for told in chosen), encoding="utf-8")
        for owner, method in ((store, "is_kept"), (store, "keep"), *((one, "follow") for one in store.followers)):
            name = f"{type(owner).__module__.removeprefix('dragoman.')} {method}"
            setattr(owner, method, clocks.around(name, getattr(owner, method)))
        read = clocks.around("reading", pipeline.read_document)
        entries, failed, begun, before = 0, 0, time.perf_counter(), 0.0
        for outcome in adding.add(store, [file], read=read):
            failed += outcome.kind == adding.FAILED
            now, entries = time.perf_counter(), entries + outcome.entries
            spent.append((clocks.seconds["reading"] - before, now - begun))
            begun, before = now, clocks.seconds["reading"]
    size = sum(len(told["text"].encode()) for told in chosen)
    last = spent[-max(1, len(spent) // 4) :]
    return {
        "documents": len(spent),
        "failed": failed,
        "words_a_document": round(sum(len(told["text"].split()) for told in chosen) / len(chosen)),
        "entries": entries,
        "seconds": round(sum(whole for _, whole in spent), 1),
        "on_top_of_reading": round(_on_top(spent), 3),
        "on_top_in_the_last_quarter": round(_on_top(last), 3),
        "milliseconds_a_document": {name: round(1000 * s / len(spent), 2) for name, s in clocks.seconds.items()},
        **measure_size(where, size),
        "peak_memory_mb": _peak(),
    }


def _on_top(spent: list[tuple[float, float]]) -> float:
    read = sum(seconds for seconds, _ in spent)
    return (sum(whole for _, whole in spent) - read) / read


def fill(where: str, number: int) -> dict[str, Any]:
    """Fills the store that is asked, unless it is there."""
    with Store(where) as store:
        held, begun = store.size()["documents"], time.perf_counter()
        if held == number:
            return {}
        if held:
            raise SystemExit(f"{where} holds {held} documents, not {number}: name another store")
        for _ in filling.fill(store, generated.records(number), filling.random_signatures()):
            pass
        groups = filling.group(store)
        return {"episodes_and_promises": groups, "filled_in_seconds": round(time.perf_counter() - begun, 1)}


def measure_asking(where: str, times: int) -> dict[str, Any]:
    """Asks a store of generated documents."""
    with Store(where, create=False) as store:
        figures: dict[str, Any] = {
            **store.size(),
            "entries_of_the_largest_dyad": store.count(Question(parties=next(asked.dyads()))),
            "questions": {name: asked.measured(asks) for name, asks in asked.kinds(store, times).items()},
            "peak_memory_of_questions_mb": _peak(),
            **measure_dossiers(asked.dossiers(store, "2022")),
            "peak_memory_mb": _peak(),
        }
        number = figures["documents"]
    sample = [len(record.document.text.encode()) for record in generated.records(min(number, 500))]
    return {**figures, **measure_size(where, round(sum(sample) / len(sample) * number))}


def measure_dossiers(dossiers: list[asked.Ask]) -> dict[str, float]:
    """Seconds of the slowest, and those of this process's own work on it."""
    slowest = max((asked.measured([one]) for one in dossiers), key=lambda told: told["median_ms"])
    return {
        "dossier_seconds": round(slowest["median_ms"] / 1000, 2),
        "dossier_work_seconds": round(slowest["work_ms"] / 1000, 2),
    }


def measure_size(where: str, of_texts: int) -> dict[str, Any]:
    """Megabytes of the texts and of the store, their ratio, and the part of each table with its indexes."""
    with Store(where, create=False) as store, store.looking() as connection:
        lite = connection.dialect.name == "sqlite"
        if lite:
            sql = (
                "SELECT CASE WHEN s.name LIKE 'words%' THEN 'words' WHEN m.tbl_name = s.name THEN s.name "
                "ELSE m.tbl_name || ', index ' || s.name END, sum(s.pgsize) "
                "FROM dbstat AS s JOIN sqlite_master AS m ON m.name = s.name GROUP BY 1"
            )
        else:
            sql = (
                "SELECT relname || part, size FROM pg_class, LATERAL (VALUES ('', pg_table_size(oid)), "
                "(', indexes', pg_indexes_size(oid))) AS sizes(part, size) "
                "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
            )
        parts = dict(connection.exec_driver_sql(sql).all())
    whole = sum(parts.values())
    by_size = sorted(parts.items(), key=lambda part: -part[1])
    return {
        "texts_mb": round(of_texts / 1e6, 2),
        "store_mb": round(whole / 1e6, 2),
        "size_by_text" if lite else "size_in_postgresql_by_text": round(whole / of_texts, 2),
        "share_of_the_store": {name: round(size / whole, 3) for name, size in by_size if size / whole >= 0.005},
    }


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@contextmanager
def place(engine: str | None, folder: str, name: str, kept: str | None = None) -> Iterator[str]:
    """The path or address of a store: a file in a folder, or a schema of its own in a PostgreSQL, which goes afterwards."""
    if kept or engine is None:
        yield kept or str(Path(folder) / f"{name}.db")
        return
    import sqlalchemy

    url = sqlalchemy.make_url(engine).set(drivername="postgresql+psycopg")
    base, schema = sqlalchemy.create_engine(url, isolation_level="AUTOCOMMIT"), f"dragoman_keeping_{name}_{os.getpid()}"
    with base.connect() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
        try:
            inside = url.set(drivername="postgresql").update_query_dict({"options": f"-csearch_path={schema}"})
            yield inside.render_as_string(hide_password=False)
        finally:
            connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All figures. The child processes inherit the core this process is held to."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part, kept in (("adding", None), ("asking", options.store)):
            if options.only in (None, part):
                with place(options.engine, folder, part, kept) as where:
                    figures[part] = {}
                    for child in (part,) if part == "adding" else ("filling", part):
                        numbers = ("--documents", str(options.documents), "--generated", str(options.generated))
                        more = (*numbers, "--times", str(options.times), "--corpus", str(options.corpus))
                        _, printed = reading.alone(__file__, "--child", child, "--store", where, *more)
                        figures[part] |= json.loads(printed.splitlines()[-1])
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as lines for a person, with the target where there is one."""
    lines = []
    for part, values in figures.items():
        lines.append(part)
        for name, value in values.items():
            if name == "questions":
                lines += [
                    f"  {kind:<46}{told['median_ms']:>9} ms, 95 %: {told['p95_ms']:>8} ms, work {told['work_ms']:>8} ms, "
                    f"{told['answers']:>8} answers{reached('median_ms', told['median_ms'])}"
                    for kind, told in value.items()
                ]
            elif isinstance(value, dict):
                lines += [f"  {name.replace('_', ' ')}", *(f"    {key:<44}{one:>9}" for key, one in value.items())]
            else:
                lines.append(f"  {name.replace('_', ' '):<46}{value:>9}{reached(name, value)}")
    return "\n".join(lines)


def reached(name: str, value: float) -> str:
    """Whether a figure is as issue 4 wants it; empty where it wants nothing of it."""
    sign, goal = TARGETS.get(name, ("", None))
    return "" if goal is None else f"   target {sign} {goal}: {'reached' if value <= goal else 'MISSED'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--documents", type=int, default=2_000, metavar="N", help="documents that are read and added (2,000)"
    )
    parser.add_argument(
        "--generated", type=int, default=100_000, metavar="N", help="documents of the store asked (100,000)"
    )
    parser.add_argument(
        "--times", type=int, default=asked.TIMES, metavar="N", help=f"questions of a kind ({asked.TIMES})"
    )
    parser.add_argument("--engine", metavar="URL", help="measure in this PostgreSQL, in schemas that go afterwards")
    parser.add_argument(
        "--store", metavar="FILE", help="make the generated store there and leave it, or ask the one there"
    )
    parser.add_argument("--corpus", type=Path, default=reading.CORPUS, help="a folder of .jsonl.gz files")
    parser.add_argument("--only", choices=("adding", "asking"), help="half of the measures")
    parser.add_argument("--quick", action="store_true", help="30 documents added, 2,000 generated")
    parser.add_argument("--json", action="store_true", help="only the line of JSON")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.documents, options.generated = 30, 2_000
    if options.child == "adding":
        print(json.dumps(measure_adding(options.store, options.corpus, options.documents)))
    elif options.child == "filling":
        print(json.dumps(fill(options.store, options.generated)))
    elif options.child == "asking":
        print(json.dumps(measure_asking(options.store, options.times)))
    else:
        figures = measure(options)
        if not options.json:
            print(table(figures))
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
