"""How fast Dragoman reads on one core: measured in one run, printed as a table and as one line of JSON.

    python benchmarks/reading.py [--documents N] [--corpus FILE.jsonl.gz] [--json]

Texts are the first N documents of each corpus in ../shared/corpus, or the examples over and over where there is none.
Each measure runs in a process of its own, held to one core and one thread.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
HELP = "import sys; sys.argv = ['dragoman', '--help']; from dragoman.cli import main; main()"
REPEATS = 5
TARGETS = {  # what the project wants to reach
    "sentences_per_second": (">=", 200),
    "on_top_of_model": ("<=", 0.35),
    "help_seconds": ("<=", 0.3),
    "first_document_seconds": ("<=", 3.0),
    "peak_memory_mb": ("<=", 700),
}


def texts(corpus: Path, limit: int) -> list[dict]:
    """`limit` documents of each corpus, as {"text", "published"}; the examples in turn where there is no corpus."""
    files = sorted(corpus.glob("*.jsonl.gz")) if corpus.is_dir() else [corpus] if corpus.is_file() else []
    if not files:
        from dragoman import documents

        own = [doc for doc in documents.load(ROOT / "examples") if hasattr(doc, "text")]
        return [{"text": doc.text, "published": doc.published} for doc in (own * limit)[:limit]]
    found = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for _, line in zip(range(limit), lines, strict=False):
                told = json.loads(line)
                found.append({"text": told["text"], "published": told.get("published")})
    return found


def read_all(corpus: Path, limit: int) -> dict:
    """Reads every text stage by stage: the loop of `pipeline.read_document`, with a clock between the stages."""
    from dragoman import documents, language, pipeline

    chosen = texts(corpus, limit)
    nlp = pipeline.load()
    pipeline.read("Oslo thanked Lima. The two ministers met in May.")  # loads model and gazetteers
    spent = dict.fromkeys(("documents and tokens", *pipeline.STAGES), 0.0)
    clock, sentences, words, records = time.perf_counter, 0, 0, 0
    begun = clock()
    for told in chosen:
        at = clock()
        doc = language.make_doc(nlp, documents.from_text(told["text"], published=told["published"]))
        spent["documents and tokens"] += clock() - at
        for name, stage in nlp.pipeline:
            at = clock()
            doc = stage(doc)
            spent[name] += clock() - at
        record = doc._.acts
        sentences += len(record.document.sentences)
        words += len(doc)
        records += sum(map(len, (record.events, record.statements, record.instruments, record.commitments)))
    total = clock() - begun
    model = spent["dragoman_reader"]
    return {
        "documents": len(chosen),
        "sentences": sentences,
        "words": words,
        "records": records,
        "seconds": round(total, 2),
        "sentences_per_second": round(sentences / total, 1),
        "words_per_second": round(words / total),
        "model_sentences_per_second": round(sentences / model, 1),
        "on_top_of_model": round((total - model) / model, 3),
        "milliseconds_a_sentence": {name: round(1000 * t / sentences, 3) for name, t in spent.items()},
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def alone(*arguments: str) -> tuple[float, str]:
    """Seconds and output of Python with these arguments, in a process held to one thread."""
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, **threads, "TOKENIZERS_PARALLELISM": "false"},
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)[:100]}:\n{done.stderr[-2000:]}")
    return seconds, done.stdout


def measure(corpus: Path, limit: int) -> dict:
    """All figures. The child processes inherit the core this process is held to."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    example = "import dragoman; dragoman.read('examples/xi-moscow-2023.md')"
    figures = {
        "help_seconds": round(min(alone("-c", HELP)[0] for _ in range(REPEATS)), 3),
        "first_document_seconds": round(min(alone("-c", example)[0] for _ in range(3)), 2),
    }
    _, printed = alone(__file__, "--child", "--documents", str(limit), "--corpus", str(corpus))
    return {**json.loads(printed.splitlines()[-1]), **figures}


def table(figures: dict) -> str:
    """The figures as lines for a person, with the target where there is one."""
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict):
            lines += [f"  {stage:<26}{milliseconds:>12} ms a sentence" for stage, milliseconds in value.items()]
            continue
        sign, goal = TARGETS.get(name, ("", None))
        reached = (
            ""
            if goal is None
            else f"   target {sign} {goal}: "
            + ("reached" if (value >= goal if sign == ">=" else value <= goal) else "MISSED")
        )
        lines.append(f"{name.replace('_', ' '):<28}{value:>12}{reached}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60, metavar="N", help="documents of each corpus (60)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder of .jsonl.gz files, or one such file")
    parser.add_argument("--json", action="store_true", help="only the line of JSON")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(read_all(options.corpus, options.documents)))
        return
    figures = measure(options.corpus, options.documents)
    if not options.json:
        print(table(figures))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
