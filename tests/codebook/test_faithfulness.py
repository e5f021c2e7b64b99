"""Does the reader follow its codebook? A clause of our own for each type and mode, and the same clause with its parties
swapped, in the passive, as a noun, denied, in the future, quoted, supposed, attributed, threatened and refused.

What the reader does not get right yet stands in not_yet.txt, a line each: an expected failure, so that a change that mends
one asks for its line to be taken out.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import dragoman
from dragoman import ontology

HERE = Path(__file__).resolve().parent
WITHOUT_DIRECTION = {"AGREE", "CONSULT", "COOPERATE", "SUPPORT"}


def cases() -> list[dict[str, str]]:
    with (HERE / "cases.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def not_yet() -> set[str]:
    lines = (HERE / "not_yet.txt").read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def expected(told: str) -> list[tuple[str, str, str, frozenset[str], frozenset[str]]]:
    """ "SANCTION.expel|occurred|FRA>RUS" as type, mode ("" where the case leaves it open), status, actors, recipients."""
    found = []
    for part in filter(None, told.split(" ; ")):
        name, status, parties = part.split("|")
        kind, _, mode = name.partition(".")
        actors, _, recipients = parties.partition(">")
        sides = [frozenset(filter(None, side.split("+"))) for side in (actors, recipients)]
        found.append((kind, mode, status, sides[0], sides[1]))
    return found


def fits(want: tuple, event: dragoman.Event) -> bool:
    kind, mode, status, actors, recipients = want
    got = [frozenset(p.code for p in side if p.code) for side in (event.actor, event.recipient)]
    mutual = kind in WITHOUT_DIRECTION and actors | recipients == got[0] | got[1] and not (recipients and got[1])
    return (
        event.type == kind
        and (not mode or event.mode == mode)
        and event.status == status
        and (mutual or got == [actors, recipients])
    )


NOT_YET = not_yet()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=name, marks=[pytest.mark.xfail(reason="not yet", strict=True)] if name in NOT_YET else []
        )
        for case in cases()
        for name in [f"{case['case']} {case['variant']}"]
    ],
)
def test_the_coding_changes_as_the_codebook_says(case: dict[str, str]) -> None:
    wanted = expected(case["expected"])
    found = dragoman.read(case["text"]).events
    assert len(found) == len(wanted), [(e.type, e.status, e.quote) for e in found]
    for want in wanted:
        assert any(fits(want, event) for event in found), [(e.type, e.mode, e.status, e.quote) for e in found]


def test_every_type_and_mode_has_a_case() -> None:
    told = {(case["type"], case["mode"]) for case in cases()}
    for name, kind in ontology.types().items():
        for mode in kind.modes or [""]:
            assert (name, mode) in told, (name, mode)


def test_what_is_not_read_right_yet_is_a_case() -> None:
    assert {f"{case['case']} {case['variant']}" for case in cases()} >= NOT_YET
