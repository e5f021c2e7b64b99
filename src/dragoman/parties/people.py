"""Who a person is: by the titles and states beside the name, by office at the document's date, by what was said before.

    "Montenegrin Defence Minister N. N." -> MNE, GOV;  "Xi" (2023) -> CHN, Xi Jinping;  "journalist N. N." -> PER:N. N.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.parties.drafts import Draft
from dragoman.parties.holders import Holders, content
from dragoman.parties.items import Item
from dragoman.parties.mentions import Entity
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words, atoms, lowered

PUBLIC = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
PREFIX_KIND = {"IGO": "igo", "NSA": "nsa", "COM": "com", "PER": "per"}
_PRIVATE = frozenset(
    ["JRN", "EDU", "CVL", "OPP", "LAB", "REL", "MED", "CRM", "BUS", "SOC", "NGO", "REF", "ELI",
     "MNC", "UNK", "AGR", "PTY"]
)


class Persons:
    """The part of the Resolver that knows persons; it remembers those the document has named."""

    words: Words
    holders: Holders
    day: str | None
    people: dict[str, list[tuple[tuple[str, ...], Entity]]]
    sector: Callable[[list[Item]], str]
    country: Callable[[], str | None]
    _owners: Callable[[Draft], tuple[Entity, ...]]
    _scope: Callable[[list[Item]], tuple[Entity, ...]]
    _nearest: Callable[[Draft], tuple[Entity, ...]]
    _offices: Callable[[Item], set[str]]
    _role: Callable[[Item | None], str | None]

    def _person(self, draft: Draft) -> tuple[Entity, ...]:
        parts = [draft] if draft.after is None else [draft, draft.after]
        named = next((p for p in parts if p.person is not None), draft)
        assert named.person is not None
        text = self.words.text(*named.person)
        if text.isupper() and len(text) > 3:
            text = text.title()
        name = tuple(lowered(a) for i in range(*named.person) for a in atoms(self.words.texts[i]))
        core = [c for p in parts for c in p.core]
        owners = next((o for o in (self._owners(p) for p in parts) if o), ())
        if (
            core
            and core[-1].meanings[0].name in word_set("relational")
            and any(p.owners and p.owners[0].possessive and len(p.owners) == 1 for p in parts)
        ):
            owners = ()  # "Blinken's counterpart, Qin Gang" is not of Blinken's state
        former, deputy = any(p.former for p in parts), any(p.deputy for p in parts)
        office = next((p.office for p in parts if p.office is not None), None)
        known = self._remembered(name, owners)
        if known is not None and (not core or not owners or len(name) == 1):
            return (replace(known, role=known.role or self._role(office)),)
        entity = self._identify(text, name, core, owners, office, former, deputy, named)
        if entity is None:
            return ()
        if len(name) > 1 or core or owners or entity.kind != "per":
            self._remember(name, entity)
        return (entity,)

    def _identify(
        self,
        text: str,
        name: tuple[str, ...],
        core: list[Item],
        owners: tuple[Entity, ...],
        office: Item | None,
        former: bool,
        deputy: bool,
        draft: Draft,
    ) -> Entity | None:
        owners = owners or (self._scope(core) if core else ())
        codes = {o.code for o in owners}
        offices = self._offices(office) if office is not None else set()
        sector = self.sector(core) if core else None
        role = self._role(office)
        holder = self.holders.named(name, self.day, codes, offices, titled=bool(core))
        if holder is not None and not (sector in ("JRN", "MED", "EDU") and not former):
            if holder.office == "opposition":
                return Entity(f"PER:{holder.person}", holder.person, role, "OPP", "per")
            words = role or (
                holder.office[6:] if holder.office.startswith("other:") else holder.office.replace("_", " ")
            )
            gone = former or (
                self.day is not None
                and holder.end is not None
                and holder.end[: len(self.day)] < self.day[: len(holder.end)]
            )
            return self._official(
                holder.state, holder.person, words, "ELI" if gone else (sector if sector in PUBLIC else "GOV")
            )
        if not core and not owners:
            if draft.end - draft.start == 1 and self.words.inside[draft.start] != "PERSON":
                return None
            return Entity(f"PER:{text}", text, None, None, "per")
        body = next((o for o in owners if o.kind != "state"), None)
        if body is not None and (body.kind != "per"):
            return replace(body, name=text, role=role)
        if sector is not None and sector in _PRIVATE and not (former and sector == "GOV"):
            return Entity(f"PER:{text}", text, role, sector, "per")
        if not owners:
            scope = self._scope(core)
            if not scope and sector in PUBLIC | {"REB"}:
                scope = self._nearest(draft)
            owners = scope
        if owners and owners[0].kind != "per":
            return self._official(owners[0].code, text, role, "ELI" if former else sector or "GOV")
        return Entity(f"PER:{text}", text, role, sector, "per")

    def _official(self, code: str, name: str, role: str | None, sector: str) -> Entity:
        if ":" in code:
            return Entity(code, name, role, "IGO" if code.startswith("IGO") else sector, PREFIX_KIND[code[:3]])
        return Entity(code, name, role, sector, "state")

    def _remember(self, name: tuple[str, ...], entity: Entity) -> None:
        words = content(name)
        if not words:
            return
        for key in {words[-1], words[0]} if entity.code in ("CHN", "KOR", "PRK", "TWN") else {words[-1]}:
            known = self.people.setdefault(key, [])
            if not any(k == words for k, _ in known):
                known.append((words, entity))

    def _remembered(self, name: tuple[str, ...], owners: tuple[Entity, ...]) -> Entity | None:
        words = content(name)
        if not words:
            return None
        for known, entity in reversed(self.people.get(words[-1], ())):
            if (len(words) == 1 or words == known or set(words) <= set(known)) and (
                not owners or entity.kind == "per" or entity.code in {o.code for o in owners}
            ):
                return entity
        return None
