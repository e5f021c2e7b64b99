"""A mention in the making: which words, which states or bodies they name, which noun or title or person stands at the
head."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.parties.items import Item
from dragoman.parties.mentions import Entity


@dataclass(slots=True)
class Owner:
    """A state, body or person that a noun belongs to: "Russian" in "Russian troops"; `draft` where it is a phrase of
    its own."""

    item: Item
    draft: Draft | None = None
    possessive: bool = False
    joined: bool = False


@dataclass(slots=True)
class Draft:
    """Tokens [start, end). `core`: the titles and nouns at its head; `person`: the tokens of a name; `parties`:
    filled at last."""

    start: int
    end: int
    owners: list[Owner] = field(default_factory=list)
    core: list[Item] = field(default_factory=list)
    person: tuple[int, int] | None = None
    body: Item | None = None
    determiner: int | None = None
    pronoun: int | None = None
    former: bool = False
    deputy: bool = False
    head: int = -1
    kind: str = ""
    parties: tuple[Entity, ...] = ()
    plural: bool = False
    after: Draft | None = None  # an apposition that tells more of the same party
    alias: Draft | None = None  # its short name in parentheses: "(GNA)"

    @property
    def office(self) -> Item | None:
        """The title nearest to the end, where there is one."""
        for item in reversed(self.core):
            if item.kind == "office":
                return item
        return None
