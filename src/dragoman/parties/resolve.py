"""From phrases to parties: whose code, whose name, which office at the document's date.

2009: "the Russian president" -> RUS, Dmitry Medvedev, president;  "Montenegrin Defence Minister N. N." -> MNE, N. N.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from dragoman.parties.drafts import Draft, Owner
from dragoman.parties.holders import Holders
from dragoman.parties.items import Item, company
from dragoman.parties.mentions import Entity
from dragoman.parties.names import Meaning, Names
from dragoman.parties.people import PREFIX_KIND, PUBLIC, Persons
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words, atoms

_PREDICATES = frozenset({"as", "elected", "appointed", "named", "become", "became", "becoming", "for"})

# Of these a text that names one state nearby speaks as of that state's own.
_OF_THE_STATE = frozenset({"REB", "PRM", "UAF", "COP", "MIL", "OPP", "JUD", "LEG"})
_CITIZENS = frozenset({"CVL", "LAB", "AGR", "EDU", "CRM", "REL", "SOC", "PTY", "JRN", "MED"})


class Resolver(Persons):
    """Resolves the drafts of one document; remembers the persons and bodies it has met."""

    def __init__(self, words: Words, names: Names, holders: Holders, day: str | None, home: str | None) -> None:
        self.words, self.names, self.holders, self.day = words, names, holders, day
        self.home = home  # the publishing state, where the document is a government's
        self.people: dict[str, list[tuple[tuple[str, ...], Entity]]] = {}
        self.bodies: dict[str, Entity] = {}
        self.seen: Counter[str] = Counter()
        self.where: list[tuple[int, str]] = []  # tokens that name a state, in order
        self.refer: Callable[[Draft], tuple[Entity, ...] | None] = lambda draft: None  # anaphora sets it
        self._learning = False

    def learn(self, drafts: list[Draft]) -> None:
        """First pass: which states the document names, and who its fully named persons are."""
        for draft in drafts:
            self._count(draft)
        self.where.sort()
        self._learning = True
        for draft in drafts:
            if draft.alias is not None and draft.alias.body is not None:
                body = draft.alias.body
                parties = self.resolve(draft)
                if len(parties) == 1 and parties[0].kind != "per":
                    self.bodies[self.words.text(body.start, body.end)] = parties[0]
        for draft in drafts:
            for one in (draft, draft.after):
                if one is not None and one.person is not None and one.person[1] - one.person[0] > 1:
                    self._person(draft)
        self._learning = False

    def _count(self, draft: Draft) -> None:
        for owner in draft.owners:
            if owner.draft is not None:
                self._count(owner.draft)
            elif owner.item.kind in ("name", "adjective", "capital", "metonym"):
                self._see(owner.item)
        if draft.body is not None and draft.body.kind in ("name", "adjective", "capital", "metonym"):
            self._see(draft.body)
        if draft.after is not None:
            self._count(draft.after)

    def _see(self, item: Item) -> None:
        codes = {m.code for m in item.meanings}
        if len(codes) == 1:
            code = self.names.current(codes.pop(), self.day)
            self.seen[code] += 1
            self.where.append((item.start, code))

    def resolve(self, draft: Draft) -> tuple[Entity, ...]:
        """The parties of a draft; () where it names none."""
        if draft.parties:
            return draft.parties
        if (
            draft.after is not None and draft.person is None and draft.after.person is not None
        ) or draft.person is not None:
            parties = self._person(draft)
        elif draft.core:
            parties = self._described(draft)
            if draft.after is not None and draft.after.body is not None:
                parties = self.resolve(draft.after) or parties
        elif draft.body is not None:
            parties = self._body(draft.body, draft)
        else:
            parties = ()
        if not self._learning:
            draft.parties = parties
        return parties

    # owners

    def _meaning(self, item: Item) -> Meaning:
        """The meaning that the document favours: a state it names elsewhere without doubt, else the first."""
        if len(item.meanings) > 1:
            best = max(item.meanings, key=lambda m: self.seen.get(self.names.current(m.code, self.day), 0))
            if self.seen.get(self.names.current(best.code, self.day), 0):
                return best
        return item.meanings[0]

    def _owner(self, owner: Owner) -> tuple[Entity, ...]:
        if owner.draft is not None:
            return self.resolve(owner.draft)
        return self._body(owner.item, None)

    def _body(self, item: Item, draft: Draft | None) -> tuple[Entity, ...]:
        """The entity of a state's or body's name."""
        if item.kind == "unknown":
            return self._unknown(item, draft)
        if item.kind == "body" and item.end == item.start + 1:
            known = self.bodies.get(self.words.texts[item.start])
            if known is not None:
                return (known,)
        meaning = self._meaning(item)
        code = meaning.code
        if ":" in code:
            kind = PREFIX_KIND[code[:3]]
            return (Entity(code, meaning.name, None, "IGO" if kind == "igo" else meaning.sector, kind),)
        code = self.names.current(code, self.day)
        name = self.words.text(item.start, item.end) if item.kind == "metonym" else None
        if item.kind == "body":  # a group that acts for its state, such as Fatah
            return (Entity(code, meaning.name, None, meaning.sector, "state"),)
        sector = meaning.sector
        if item.kind == "adjective" and self.words.tags[item.end - 1] in ("NNS", "NNPS"):
            sector, code = "CVL", self._home_of(item) or code
        return (self.names.state(code, sector, None, name),)

    def _home_of(self, item: Item) -> str | None:
        """Where a people lives that bears another state's name: "the Albanians of southern Serbia", "ethnic Serbs in Kosovo"."""
        words, at = self.words.lower, item.end
        ethnic = item.start > 0 and words[item.start - 1] == "ethnic"
        if at >= len(words) or words[at] not in (("of", "in", "from") if ethnic else ("of",)):
            return None
        near = [code for start, code in self.between(at + 1, at + 4)]
        return near[0] if near else None

    def _unknown(self, item: Item, draft: Draft | None) -> tuple[Entity, ...]:
        text = self.words.text(item.start, item.end)
        known = self.bodies.get(text)
        if known is not None:
            return (known,)
        short = text
        if draft is not None and draft.alias is not None and draft.alias.body is not None:
            short = self.words.text(draft.alias.body.start, draft.alias.body.end)
        if company(text):
            entity = Entity(f"COM:{short}", text, None, "BUS", "com")
        else:
            owners = self._owners(draft) if draft is not None else ()
            if owners and owners[0].kind == "state":
                return (replace(owners[0], name=self.words.text(draft.start, draft.end) if draft else text),)
            entity = Entity(f"NSA:{short}", text, None, "NSA", "nsa")
        self.bodies[text] = entity
        return (entity,)

    def _owners(self, draft: Draft) -> tuple[Entity, ...]:
        """The parties that a noun or person belongs to: all coordinated ones, else the one that counts."""
        owners = draft.owners
        if not owners:
            return ()
        if len(owners) == 1:
            return self._owner(owners[0])
        if any(o.joined for o in owners) or all(o.draft is not None for o in owners):
            found: list[Entity] = []
            for owner in owners:
                found.extend(e for e in self._owner(owner) if e.code not in {f.code for f in found})
            return tuple(found)
        resolved = [self._owner(o) for o in owners]
        if owners[0].possessive and draft.core and draft.core[-1].meanings[0].name in word_set("relational"):
            return resolved[-1]
        for parties in resolved:
            if parties and parties[0].kind == "nsa":
                return parties
        return next((p for p in resolved if p), ())

    # nouns

    def sector(self, core: list[Item]) -> str:
        """The sector of a row of titles and nouns: "police spokesman" is police, "government troops" are troops."""
        last = core[-1].meanings[0]
        if len(core) > 1 and last.name.split(" ")[-1] in word_set("vague"):
            for item in reversed(core[:-1]):
                if item.meanings[0].sector not in (None, "UNK"):
                    return str(item.meanings[0].sector)
        return str(last.sector)

    def _described(self, draft: Draft) -> tuple[Entity, ...]:
        owners = self._owners(draft)
        noun = draft.core[-1].meanings[0].name
        if noun in ("counterpart", "colleague") and owners and len(draft.owners) == 1 and draft.owners[0].possessive:
            return ()  # "Blinken's counterpart": of some other state
        sector = self.sector(draft.core)
        office = draft.office
        text = self._plain_text(draft)
        if not owners:
            meant = self.refer(draft)
            if meant is not None:
                return meant
            owners = self._led(draft) or self._scope(draft.core) or self._organisation(draft) or self._context(draft)
        if not owners:
            return ()
        found: list[Entity] = []
        for owner in owners:
            if owner.kind == "per":
                found.append(owner)
                continue
            if owner.kind != "state":
                incumbent = office is not None and not draft.former and not draft.deputy
                holder = self._serving(owner.code, office) if incumbent and office is not None else None
                found.append(replace(owner, name=holder or owner.name, role=self._role(office)))
                continue
            if draft.owners and sector in ("BUS", "MNC") and self.words.tags[draft.core[-1].end - 1] == "NNP":
                found.append(self._firm(draft, text))
                continue
            name, role = text, self._role(office)
            if (
                office is not None
                and not draft.deputy
                and not draft.former
                and office is draft.core[-1]
                and not (draft.determiner is None and draft.start and self.words.lower[draft.start - 1] in _PREDICATES)
            ):
                holder = self._serving(owner.code, office)
                if holder and office.meanings[0].name == "leader":
                    holder = self._leader(owner.code)
                if holder:
                    name = holder
            if len(owners) > 1 and name == text:
                name = self.names.state_names.get(owner.code, owner.code)
            found.append(Entity(owner.code, name, role, "ELI" if draft.former else sector, "state"))
        return tuple(found)

    def _firm(self, draft: Draft, text: str) -> Entity:
        """For "Iran's Petrochemical Commercial Company (PCC)": a company by its own name, its short one where it has
        one."""
        owner = draft.owners[0]
        if owner.possessive and owner.draft is None and owner.item.end + 1 < draft.core[-1].end:
            text = self.words.text(owner.item.end + 1, draft.core[-1].end)
        short = text
        if draft.alias is not None and draft.alias.body is not None:
            short = self.words.text(draft.alias.body.start, draft.alias.body.end)
        return Entity(f"COM:{short}", text, None, "BUS", "com")

    def _serving(self, code: str, office: Item) -> str | None:
        offices = self._offices(office)
        if not offices or offices <= word_set("many_hold"):
            return None
        row = self.holders.serving(code, sorted(offices), self.day)
        return row.person if row else None

    def _leader(self, code: str) -> str | None:
        """For "the leader" of a state is its president or its prime minister: whom of the two the document names."""
        for known in self.people.values():
            for _, entity in known:
                if entity.code == code and entity.sector == "GOV":
                    return entity.name
        return None

    def _offices(self, office: Item) -> set[str]:
        return {m.row.office for m in office.meanings if m.kind == "office"}

    def _role(self, office: Item | None) -> str | None:
        if office is None:
            return None
        name = office.meanings[0].name
        first, _, rest = name.partition(" ")
        return rest if first in ("us", "u.s.", "un", "u.n.", "eu", "nato") and rest else name

    def _led(self, draft: Draft) -> tuple[Entity, ...]:
        """For "the Biden administration", "the Assad regime": the state of whoever gives the name."""
        if draft.core[0].meanings[0].name not in word_set("led"):
            return ()
        for i in range(draft.core[0].start - 1, draft.start - 1, -1):
            if self.words.tags[i] == "NNP":
                name = atoms(self.words.texts[i])
                known = self._remembered(name, ())
                if known is not None and known.kind == "state":
                    return (self.names.state(known.code),)
                holder = self.holders.named(name, self.day)
                if holder is not None:
                    return (self._coded(holder.state),)
        return ()

    def _scope(self, core: list[Item]) -> tuple[Entity, ...]:
        """The one state or organisation to whom a title belongs alone."""
        for item in core:
            if item.kind == "office":
                scope = item.meanings[0].row.scope
                if len(scope) == 1:
                    return (self._coded(scope[0]),)
                seen = [c for c in scope if self.seen.get(c)]
                if len(seen) == 1:
                    return (self._coded(seen[0]),)
        return ()

    def _coded(self, code: str) -> Entity:
        if ":" in code:
            return Entity(code, code[4:], None, "IGO", PREFIX_KIND[code[:3]])
        return self.names.state(code)

    def _organisation(self, draft: Draft) -> tuple[Entity, ...]:
        """A proper name whose noun says what it is, of no state: "the Awami League"."""
        words, last = self.words, draft.core[-1]
        if words.inside[last.end - 1] != "ORG" or not words.texts[last.end - 1][:1].isupper() or draft.owners:
            return ()
        start, end = last.end - 1, last.end
        while start > 0 and words.inside[start - 1] == "ORG" and start not in words.ents:
            start -= 1
        while end < words.count and words.inside[end] == "ORG" and end not in words.ents:
            end += 1
        if end - start < 2:
            return ()
        text = words.text(start, end)
        sector = self.sector(draft.core)
        if company(text) or sector in ("BUS", "MNC"):
            return (Entity(f"COM:{text}", text, None, "BUS", "com"),)
        if sector in PUBLIC:
            return self._context(draft) or (Entity(f"NSA:{text}", text, None, sector, "nsa"),)
        return (Entity(f"NSA:{text}", text, None, sector, "nsa"),)

    def _context(self, draft: Draft) -> tuple[Entity, ...]:
        """The state of a noun without one: the nearest in its sentence; for state organs also the document's."""
        last = draft.core[-1].meanings[0]
        if draft.pronoun is not None or (last.kind == "agent" and last.row.kind in ("thing", "side")):
            return ()
        sector = self.sector(draft.core)
        low = self.words.lower[draft.core[-1].start : draft.core[-1].end]
        known = " ".join(low) in word_set("alone") or last.name in word_set("alone")
        if {"other", "any", "all", "no", "every", "each", "some"} & set(
            self.words.lower[draft.start : draft.core[0].start]
        ):
            return ()
        if last.name in word_set("vague") and len(draft.core) == 1:
            return ()
        start, end = self._sentence(draft.start)
        near = [(abs(at - draft.start), at, code) for at, code in self.between(start, end)]
        if not known and not (last.kind == "agent" and sector in _OF_THE_STATE):
            # "Prisoners rioted in Dili": citizens are of the one state that their sentence names, of none where it names two
            alone = {code for _, _, code in near}
            if last.kind == "agent" and sector in _CITIZENS and len(alone) == 1:
                return (self.names.state(alone.pop(), sector),)
            return ()
        if near:
            return (self.names.state(min(near)[2]),)
        code = self.country()
        return (self.names.state(code),) if code else ()

    def between(self, start: int, end: int) -> list[tuple[int, str]]:
        """The states named by tokens [start, end), in order."""
        return self.where[bisect_left(self.where, (start, "")) : bisect_left(self.where, (end, ""))]

    def country(self) -> str | None:
        """The one country that the document is about: the publisher's, or the one it names far more often than
        others."""
        if self.home and not self.seen:
            return self.home
        ranked = sorted(self.seen.items(), key=lambda pair: (-pair[1], pair[0]))
        if ranked and (len(ranked) == 1 or ranked[0][1] > 1.5 * ranked[1][1]):
            return ranked[0][0]
        return self.where[0][1] if self.where else self.home

    def _sentence(self, at: int) -> tuple[int, int]:
        low, high = 0, len(self.words.sents)
        while high - low > 1:
            middle = (low + high) // 2
            if self.words.sents[middle][0] <= at:
                low = middle
            else:
                high = middle
        return self.words.sents[low]

    def _plain_text(self, draft: Draft) -> str:
        start = draft.start
        while start < draft.end - 1 and self.words.tags[start] in ("DT", "PRP$", "PDT", "CD"):
            start += 1
        return self.words.text(
            start, draft.core[-1].end if not draft.owners or draft.owners[0].draft is None else draft.end
        )

    def _nearest(self, draft: Draft) -> tuple[Entity, ...]:
        start, end = self._sentence(draft.start)
        near = [(abs(at - draft.start), at, code) for at, code in self.between(start, end)]
        code = min(near)[2] if near else self.country()
        return (self.names.state(code),) if code else ()
