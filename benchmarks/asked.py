"""What is asked of a store of `generated` records to measure it: kinds of question, each asked about many parties and periods.

Asked about are the dyads of the twelve states of which most is told, the largest first: the hardest questions, and those that
people ask.
"""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import generated

from dragoman import episodes, ontology
from dragoman.records import KINDS
from dragoman.store import Question, Store

TIMES = 25  # questions of a kind; 66 at most, one for each dyad
PAGE = 100  # entries of a list that is not asked for whole
SEARCHES = (
    *("vaccines", '"machine tools"', "pipeline gas", '"joint patrols" -border', "herring or squid", "talks"),
    *("tents medicine autumn", '"closed its market"', "truce missiles wells", "Bretton", "expelled weather"),
)
SECTORS = ("energy", "energy.gas", "trade", "technology", "health", "water", "transport", "human_rights", "fisheries")

Ask = Callable[[], int]
"""Asks, and gives the number of entries (or episodes, claims) in the answer."""


def dyads() -> Iterator[tuple[str, str]]:
    """The largest dyads, the largest first."""
    order, _ = generated.states()
    pairs = sorted(itertools.combinations(range(12), 2), key=lambda pair: ((pair[0] + 1) * (pair[1] + 1), pair))
    return ((order[a].code, order[b].code) for a, b in pairs)


def kinds(store: Store, times: int = TIMES) -> dict[str, list[Ask]]:
    """Questions by their kind, the same in every run."""
    rng = random.Random(7)
    pairs = list(itertools.islice(dyads(), times))
    years = [str(rng.randint(2000, 2024)) for _ in pairs]
    speakers = [
        rng.choice(generated.officials(one, int(y)) or ["spokesman"]) for (one, _), y in zip(pairs, years, strict=True)
    ]

    def asked(**fields: Any) -> list[Question]:
        """One question for each dyad and year; a value that is a function gives each its own."""
        return [
            Question(**{name: value(n) if callable(value) else value for name, value in fields.items()})
            for n in range(times)
        ]

    def each(**fields: Any) -> list[Ask]:
        return [partial(_listed, store, question) for question in asked(**fields)]

    def counted(**fields: Any) -> list[Ask]:
        return [partial(store.count, question) for question in asked(**fields)]

    def year(n: int) -> str:
        return years[n]

    def one_state(n: int) -> tuple[str]:
        return (generated.states()[0][n].code,)

    def in_sector(n: int) -> tuple[str]:
        return (SECTORS[n % len(SECTORS)],)

    def publisher(n: int) -> tuple[str]:
        return (generated.PUBLISHERS[n % len(generated.PUBLISHERS)],)

    def in_words(n: int) -> str:
        return SEARCHES[n % len(SEARCHES)]

    found = {
        "events of a dyad in a year": each(kinds=("events",), parties=pairs.__getitem__, since=year, until=year),
        f"newest {PAGE} on one party": each(parties=one_state, newest_first=True, limit=PAGE),
        f"statements by a speaker, {PAGE}": each(kinds=("statements",), speakers=lambda n: (speakers[n],), limit=PAGE),
        f"commitments in a sector, {PAGE}": each(kinds=("commitments",), sectors=in_sector, limit=PAGE),
        f"commitments of a dyad in a sector, {PAGE}": each(
            kinds=("commitments",), parties=pairs.__getitem__, sectors=in_sector, limit=PAGE
        ),
        f"sanctions on a party, {PAGE}": each(kinds=("events",), types=("SANCTION",), recipient=one_state, limit=PAGE),
        f"search for words, {PAGE}": each(words=in_words, limit=PAGE),
        f"search for words on a dyad, {PAGE}": each(words=in_words, parties=pairs.__getitem__, limit=PAGE),
        f"newest {PAGE} of a publisher": each(publishers=publisher, newest_first=True, limit=PAGE),
        f"all on a party since a year, {PAGE}": each(parties=one_state, since=year, limit=PAGE),
        f"all on a dyad from the first day on, {PAGE}": each(parties=pairs.__getitem__, limit=PAGE),
        "count of a dyad": counted(parties=pairs.__getitem__),
        "count of a party": counted(parties=one_state),
        "count of a kind in a year": counted(kinds=lambda n: (list(KINDS)[n % 4],), since=year, until=year),
        "count of a type": counted(kinds=("events",), types=lambda n: (list(ontology.types())[n % 16],)),
        "count of a party's acts of a type": counted(kinds=("events",), types=("AID",), actor=one_state),
    }
    happened = asked(kinds=("events",), parties=pairs.__getitem__, since=year, until=year)
    found["timeline of a dyad in a year, in episodes"] = [partial(_episodes, store, question) for question in happened]
    return found


def dossiers(store: Store, since: str) -> list[Ask]:
    """The dossiers of the largest dyad and of two others since a year, as `dragoman dossier` writes them."""
    return [partial(_dossier, store, pair, since) for pair in itertools.islice(dyads(), 3)]


def measured(asks: list[Ask]) -> dict[str, float]:
    """Milliseconds at the median and at the 95th percentile, those of this process's own work (the rest is waiting for disk,
    server and other processes), and how many answers at the median."""
    times, worked, answers = [], [], []
    for ask in asks:
        begun, work = time.perf_counter(), time.process_time()
        answers.append(ask())
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - work))
    return {
        "median_ms": round(statistics.median(times), 1),
        "p95_ms": round(sorted(times)[int(0.95 * len(times))], 1),
        "work_ms": round(statistics.median(worked), 1),
        "answers": statistics.median(answers),
    }


def _listed(store: Store, question: Question) -> int:
    return len(store.ask(question))


def _episodes(store: Store, question: Question) -> int:
    return len(episodes.ask(store, question))


def _dossier(store: Store, pair: tuple[str, str], since: str) -> int:
    """The size of the page."""
    from dragoman.cli.dossier import dossier

    with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        page = Path(folder) / "dossier.html"
        address = store.engine.url.render_as_string(hide_password=False)
        told = ["--store", address, "--since", since, "--as-of", "2024-12-31", "--to", str(page)]
        dossier.main([*pair, *told], standalone_mode=False)
        return page.stat().st_size
