"""Nouns that point back: "the two leaders", "both countries", "the Sides", "his Chinese counterpart", "the visitor",
"the president", "the ministry", "its forces".
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.documents.paragraphs import headline
from dragoman.parties.drafts import Draft
from dragoman.parties.mentions import Entity
from dragoman.parties.names import FORMS_OF_STATE
from dragoman.parties.resolve import Resolver
from dragoman.parties.salience import Salience, distinct, plain
from dragoman.parties.speakers import Speakers
from dragoman.parties.titles import title_pair
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_FIRST, _TITLED = 0.5, 1.5  # how much speaks for the pair that a document names first, or in its title
_SHARED = frozenset({"country", "nation", "state", "people", "government", "leader", "president", "foreign minister"})
_NUMBERS = {"two": 2, "both": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_BODY_KINDS = {
    "company": ("com",),
    "firm": ("com",),
    "carmaker": ("com",),
    "lender": ("com",),
    "conglomerate": ("com",),
    "militia": ("nsa",),
    "movement": ("nsa",),
    "faction": ("nsa",),
    "group": ("nsa", "com"),
    "charity": ("nsa",),
    "organization": ("igo", "nsa"),
    "organisation": ("igo", "nsa"),
}


class Pointing:
    """The part of Anaphora that the resolver asks about a noun which names no state."""

    words: Words
    resolver: Resolver
    salience: Salience
    speakers: Speakers
    pointers: dict[str, frozenset[str]]
    _sentence: int
    _pair: tuple[Entity, ...] | None
    _clause_subject: Callable[[int], set[str]]
    _antecedent: Callable[[int, str], tuple[Entity, ...]]

    def refer(self, draft: Draft) -> tuple[Entity, ...] | None:
        """The parties a noun points back to; () where it points to none that is known, None where it does not point."""
        words = self.words
        core = draft.core
        noun = core[-1].meanings[0].name
        if draft.pronoun is not None:
            return self._possessed(draft, noun)
        before = words.lower[draft.start : core[0].start]
        plural = words.tags[core[-1].end - 1] in ("NNS", "NNPS")
        number = next((_NUMBERS[w] for w in before if w in _NUMBERS), 0)
        pointed = self.pointers
        sentence = self._sentence
        if plural and not number and any(words.tags[i] == "CD" for i in range(draft.start, core[0].start)):
            return ()
        if noun in word_set("same_again") and len(core) == 1 and "the" in before:
            for entry in reversed(self.salience.entries[-30:]):
                if len(entry.parties) == 1 and noun in entry.parties[0].name.lower().split(" "):
                    return entry.parties
        if number and plural and noun in pointed["pair"]:
            found = self._together(draft.start, number, noun) or self._named_first(number)
            return self._as(found, noun, draft)
        if plural and not number and "the" in before and len(core) == 1 and noun in pointed["pair"] and self._titled():
            return self._as(self._titled(), noun, draft)  # "the leaders" of a readout whose title names them
        if noun in ("pair", "duo") and "the" in before:
            return self._as(self._together(draft.start, 2, noun), noun, draft)
        if (
            plural
            and noun in pointed["parties"]
            and ("the" in before or words.texts[core[-1].start][:1].isupper())
            and len(core) == 1
        ):
            found = self._named_first(0) if words.texts[core[-1].start][:1].isupper() else ()
            return self._as(found or self._together(draft.start, 2, noun) or self._named_first(0), noun, draft)
        if (
            plural
            and noun in ("counterpart", "leader", "country")
            and "the" in before
            and len(core) == 1
            and noun != "leader"
        ):
            return self._as(self._together(draft.start, 2, noun), noun, draft)
        if not ({"the", "this", "that"} & set(before) or words.texts[core[0].start][:1].isupper()) or plural:
            return None
        if noun in pointed["visitor"]:
            draft.kind = "anaphor"
            return self.salience.person(draft.start, sentence, None)
        if core[-1].kind == "office" and len(core) == 1:
            return self._office(draft)
        if len(before) > 2 and noun not in pointed["body"]:
            return None
        if noun in pointed["state"]:
            draft.kind = "anaphor"
            for loose in (False, True):
                barred = (
                    self._clause_subject(core[-1].end - 1)
                    if words.deps[core[-1].end - 1] in ("obl", "obj", "nmod")
                    else set()
                )
                found = tuple(p for p in self.salience.body(draft.start, sentence, loose, barred)
                              if p.kind == "state" and self.resolver.names.is_a(p.code, noun))
                if found:
                    return tuple(plain(p, self.resolver.names.state_names.get(p.code, p.name)) for p in found)
            code = next((c for _, c in reversed(self.resolver.where) if self.resolver.names.is_a(c, noun)), None) \
                if noun in FORMS_OF_STATE else self.resolver.country()
            return (self.resolver.names.state(code),) if code and self.resolver.seen[code] > 1 else ()
        if noun in pointed["body"] and len(core) == 1:
            for entry in reversed(self.salience.entries[-12:]):
                party = entry.parties[0]
                if (
                    len(entry.parties) == 1
                    and party.kind in _BODY_KINDS.get(noun, ("igo",))
                    and not entry.person
                    and sentence - entry.sentence <= 3
                ):
                    draft.kind = "anaphor"
                    return entry.parties
            return () if noun != "coalition" else None
        return None

    def _titled(self) -> tuple[Entity, ...]:
        """The two states, or a state and an organisation, of the document's title, where it tells of their contact."""
        known = self._pair
        if known is None:
            source = self.words.doc._.source
            title = headline(source) if source is not None else None
            known = ()
            if title is not None:
                starts = self.words.starts
                named = [e for e in self.salience.entries if starts[e.token] < title[1]]
                inside = {p.code: p for e in named for p in e.parties if p.kind in ("state", "igo")}
                text = [code for _, code in self.resolver.where]
                # Who acts for a state, and whose government publishes, tells more than how often a state is named.
                text += 3 * [p.code for people in self.resolver.people.values() for _, p in people if p.kind == "state"]
                text += 3 * [self.resolver.home] if self.resolver.home else []
                codes = title_pair(source.title, inside, text)
                known = tuple(inside.get(code) or self.resolver.names.state(code) for code in codes)
            self._pair = known
        return known

    def _named_first(self, number: int) -> tuple[Entity, ...]:
        """The parties of a document that is theirs: the states of the first sentence that names several."""
        found: dict[int, dict[str, None]] = {}
        sentence = 0
        sents = self.words.sents
        for at, code in self.resolver.where:
            if at > 400:
                break
            while sentence + 1 < len(sents) and sents[sentence + 1][0] <= at:
                sentence += 1
            found.setdefault(sentence, {})[code] = None
        for _, codes in sorted(found.items()):
            if (number and len(codes) == number) or (not number and 2 <= len(codes) <= 5):
                return tuple(self.resolver.names.state(c) for c in codes)
        return ()

    def _together(self, token: int, number: int, noun: str) -> tuple[Entity, ...]:
        """The parties that stood together before, with the document's own pair as the likeliest."""
        titled = self._titled() if number == 2 else ()
        if titled:
            known = {party.code for entry in self.salience.entries for party in entry.parties if entry.token < token}
            if any(p.code not in known or p.kind == "igo" for p in titled):  # the text has hardly begun
                return titled
        prior = tuple(p.code for p in titled or self._named_first(number))
        sure = _TITLED if titled else _FIRST
        return self.salience.together(token, self._sentence, number, noun not in word_set("any_party"), prior, sure)

    def _as(self, parties: tuple[Entity, ...], noun: str, draft: Draft) -> tuple[Entity, ...]:
        """The parties in the shape the noun asks for: leaders as persons where they were named, countries as states."""
        draft.kind = "anaphor"
        out: list[Entity] = []
        for party in distinct(parties):
            if noun in word_set("leader_noun"):
                out.append(self.salience.leader(party.code) or party)
            elif party.kind == "state":
                out.append(plain(party, self.resolver.names.state_names.get(party.code, party.name)))
            else:
                out.append(party)
        return tuple(out)

    def _office(self, draft: Draft) -> tuple[Entity, ...] | None:
        """For "the president": whoever was last so called, else who holds the office of the state at hand."""
        item = draft.core[-1]
        offices = {m.row.office for m in item.meanings if m.kind == "office"}
        if len(item.meanings[0].row.scope) == 1:
            return None
        known = self.salience.office(offices, self.resolver.names.titles(offices))
        if known is not None:
            draft.kind = "anaphor"
            return (known,)
        if draft.deputy or draft.former:
            return None
        codes = [self.resolver.home] if self.resolver.home else []
        start = self.words.sents[self._sentence][0]
        codes += [code for _, code in reversed(self.resolver.between(start, draft.start))]
        country = self.resolver.country()
        for code in [*codes, country]:
            if code:
                row = self.resolver.holders.serving(code, sorted(offices), self.resolver.day)
                if row is not None:
                    return (Entity(code, row.person, item.meanings[0].name, item.meanings[0].sector, "state"),)
        for code in [*codes, country]:
            if code and offices & {
                "head_of_state",
                "head_of_government",
                "foreign_minister",
                "defence_minister",
                "finance_minister",
            }:
                return (
                    Entity(
                        code,
                        self.words.text(item.start, item.end),
                        item.meanings[0].name,
                        item.meanings[0].sector,
                        "state",
                    ),
                )
        return ()

    def _possessed(self, draft: Draft, noun: str) -> tuple[Entity, ...]:
        """For "its forces", "his government", "their counterparts"."""
        at = draft.pronoun
        assert at is not None
        low = self.words.lower[at]
        if low == "our" and noun in _SHARED and self.words.tags[draft.core[-1].end - 1] in ("NNS", "NNPS"):
            ours = self._together(at, 2, noun)
            if len(ours) == 2:  # "ties between our countries"
                return self._as(ours, noun, draft)
        if low in ("our", "my", "your"):
            speaker = self.speakers.current(at)
            owners: tuple[Entity, ...] = self.speakers.meant(low, speaker) if speaker else ()
        else:
            owners = self._antecedent(at, low)
        if noun in ("counterpart", "colleague"):
            draft.kind = "anaphor"
            other = self.salience.other({o.code for o in owners}, at, self._sentence)
            if not owners or other is None:
                return ()
            return (self.salience.leader(other.code) or other,)
        sector = self.resolver.sector(draft.core)
        if sector in ("CVL", "UNK", "BUS", "REL", "IGO", "SOC", "NGO") or not owners:
            return ()
        role = self.resolver._role(draft.office)
        name = self.resolver.names.state_names
        return tuple(
            Entity(o.code, name.get(o.code, o.name), role, sector if o.kind == "state" else o.sector, o.kind)
            for o in distinct(owners)
            if o.kind != "per"
        )
