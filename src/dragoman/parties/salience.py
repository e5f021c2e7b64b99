"""Who was spoken of, how lately and in which role: what pronouns and pointing phrases choose from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dragoman.parties.mentions import Entity

_WINDOW = 60


@dataclass(slots=True)
class Antecedent:
    """A mention as pronouns see it. `role`: 3 subject, 2 object, 1 other, 0 modifier or place; `plural`: they;
    `female`: None unknown."""

    token: int
    sentence: int
    parties: tuple[Entity, ...]
    role: int
    person: bool
    plural: bool
    female: bool | None = None
    group: bool = False  # several names that one verb shares: "Xi and Putin"


class Salience:
    """The antecedents of a document so far, newest last."""

    def __init__(self) -> None:
        self.entries: list[Antecedent] = []

    def add(self, entry: Antecedent) -> None:
        """Remember; the oldest are forgotten."""
        self.entries.append(entry)
        if len(self.entries) > 2 * _WINDOW:
            del self.entries[:_WINDOW]

    def extend(self, parties: tuple[Entity, ...]) -> None:
        """A conjunct of the newest entry: "Xi and Putin" becomes a group beside its members."""
        last = self.entries[-1]
        known = {p.code for p in last.parties}
        more = tuple(p for p in parties if p.code not in known)
        if more:
            self.add(
                Antecedent(last.token, last.sentence, last.parties + more, last.role, last.person, True, None, True)
            )

    def person(
        self, token: int, sentence: int, female: bool | None, barred: Collection[str] = ()
    ) -> tuple[Entity, ...]:
        """Whom "he" or "she" means: the nearest subject, else the nearest person, three sentences back at most."""
        fitting = [
            e
            for e in reversed(self.entries)
            if e.person
            and not e.plural
            and e.token < token
            and sentence - e.sentence <= 3
            and (female is None or e.female is None or e.female == female)
            and len(e.parties) == 1
            and e.parties[0].code not in barred
        ]
        for distance in range(4):
            here = [e for e in fitting if sentence - e.sentence == distance]
            for sure in (True, False) if female else (False,):
                for role in (3, 2, 1):
                    for entry in here:
                        if entry.role == role and (entry.female or not sure):
                            return entry.parties
        return ()

    def body(self, token: int, sentence: int, loose: bool, barred: Collection[str] = ()) -> tuple[Entity, ...]:
        """What "it" means: the nearest subject that is a state or body; `loose` ("its") takes any such in the
        sentence."""
        fitting = [
            e
            for e in reversed(self.entries)
            if not e.person
            and not e.group
            and not e.plural
            and len(e.parties) == 1
            and e.token < token
            and sentence - e.sentence <= 1
            and e.parties[0].code not in barred
        ]
        for distance in range(2):
            here = [e for e in fitting if sentence - e.sentence == distance]
            for entry in here:
                if entry.role == 3:
                    return entry.parties
            if loose:
                for entry in here:
                    if entry.role >= 1:
                        return entry.parties
        return ()

    def plural(self, token: int, sentence: int) -> tuple[Entity, ...]:
        """Whom "they" means: a group that is subject, then any plural, then a state as subject."""
        fitting = [e for e in reversed(self.entries) if e.token < token and sentence - e.sentence <= 2]
        for distance in range(3):
            here = [e for e in fitting if sentence - e.sentence == distance]
            for entry in here:
                if entry.role == 3 and (entry.group or len(entry.parties) > 1):
                    return entry.parties
            for entry in here:
                if entry.role == 3 and entry.plural:
                    return entry.parties
            for entry in here:
                if entry.plural and entry.role:
                    return entry.parties
            for entry in here:
                if entry.role == 3 and not entry.person:
                    return entry.parties
        return ()

    def together(
        self, token: int, sentence: int, count: int, states: bool = False, prior: tuple[str, ...] = (), sure: float = 0.0
    ) -> tuple[Entity, ...]:
        """The `count` parties that stood together before: as one group or as all that a sentence names; the later and
        the oftener
        the likelier, `prior` (the pair a document is about) by `sure` more. Else the most salient states. `states`:
        only states."""
        scores: dict[tuple[str, ...], float] = {}
        entity: dict[str, Entity] = {}
        first: dict[str, int] = {}
        named: dict[int, dict[str, int]] = {}
        for entry in self.entries:
            if entry.token >= token:
                break
            distance = sentence - entry.sentence
            parties = [
                p for p in entry.parties if p.kind == "state" or (not states and p.kind in ("igo", "nsa", "com"))
            ]
            for party in parties:
                entity[party.code] = party
            if len(parties) == 1:
                first[parties[0].code] = min(entry.token, first.get(parties[0].code, entry.token))
            codes = tuple(dict.fromkeys(p.code for p in parties))
            if len(codes) == count:
                key = tuple(sorted(codes))
                scores[key] = scores.get(key, 0.0) + (1.5 if entry.role == 3 else 0.8) * 0.75**distance
            elif entry.role and len(codes) == 1:
                roles = named.setdefault(entry.sentence, {})
                roles[codes[0]] = max(entry.role, roles.get(codes[0], 0))
        for number, roles in named.items():
            if len(roles) == count:
                key = tuple(sorted(roles))
                scores[key] = scores.get(key, 0.0) + (0.8 if 3 in roles.values() else 0.5) * 0.75 ** (sentence - number)
        if len(prior) == count and all(code in entity for code in prior):
            key = tuple(sorted(prior))
            scores[key] = scores.get(key, 0.0) + sure
        if scores:
            best = max(sorted(scores), key=lambda k: scores[k])
            order = {code: n for n, code in enumerate(prior)}
            return tuple(entity[c] for c in sorted(best, key=lambda c: (order.get(c, 9), first.get(c, 0), c)))
        single: dict[str, float] = {}
        for entry in self.entries:
            if entry.token < token:
                for party in entry.parties:
                    if party.kind == "state":
                        single[party.code] = single.get(party.code, 0.0) + (1 + entry.role) * 0.8 ** (
                            sentence - entry.sentence
                        )
        ranked = sorted(single, key=lambda c: (-single[c], c))[:count]
        return tuple(entity[c] for c in ranked) if len(ranked) == count else ()

    def leader(self, code: str) -> Entity | None:
        """The person last named who acts for `code`."""
        for entry in reversed(self.entries):
            if entry.person:
                for party in entry.parties:
                    if party.code == code and party.sector in ("GOV", "IGO"):
                        return party
        return None

    def other(self, codes: set[str], token: int, sentence: int) -> Entity | None:
        """The most recent state that is none of `codes`: the other side."""
        for entry in reversed(self.entries):
            if entry.token < token and sentence - entry.sentence <= 6 and entry.role:
                for party in entry.parties:
                    if party.kind == "state" and party.code not in codes:
                        return party
        return None

    def office(self, offices: set[str], names: Collection[str]) -> Entity | None:
        """The person last named with one of these titles."""
        for subjects in (True, False):
            for entry in reversed(self.entries[-20:] if subjects else self.entries):
                if entry.person and (entry.role == 3 or not subjects):
                    for party in entry.parties:
                        if party.role is not None and (party.role in names or party.role.replace(" ", "_") in offices):
                            return party
        return None


def distinct(parties: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """One entity for each code, in order."""
    seen: dict[str, Entity] = {}
    for party in parties:
        seen.setdefault(party.code, party)
    return tuple(seen.values())


def plain(entity: Entity, name: str) -> Entity:
    """The state or body itself, apart from whoever acted for it."""
    return replace(entity, name=name, role=None)
