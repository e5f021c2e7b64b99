"""What the parties stage writes: mentions, each a run of tokens with the parties it stands for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """A party apart from its words. `kind`: state, igo, nsa, com or per; `sector`: PLOVER's; `role`: "foreign minister"."""

    code: str
    name: str
    role: str | None
    sector: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) that mean `parties` (several for "both countries"); `head` is the token that governs the rest.

    `kind`: name ("Russia", "Hamas", "Vladimir Putin"), office ("the Russian president"), descriptor ("Russian troops"),
    adjective ("Russian" in "Russian gas"), metonym ("the Kremlin"), place (only a place: "in Moscow"), anaphor ("they").
    """

    start: int
    end: int
    head: int
    parties: tuple[Entity, ...]
    kind: str
