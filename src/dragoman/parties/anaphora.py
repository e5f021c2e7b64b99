"""Pronouns and pointing phrases: "they", "the two leaders", "both countries", "his Chinese counterpart", "the visitor", "we".

Goes through the document once, left to right, so that each phrase sees what was said before it; first and second persons come
last, when all speakers are known.
"""
from __future__ import annotations

from dragoman.parties.drafts import Draft
from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.mode import mode
from dragoman.parties.pointers import pointers
from dragoman.parties.resolve import Resolver
from dragoman.parties.salience import Antecedent, Salience, distinct, plain
from dragoman.parties.speakers import Speakers
from dragoman.parties.words import Words

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_NUMBERS = {"two": 2, "both": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obl:agent", "csubj"})
_LEADERS = frozenset({"leader", "president", "minister", "foreign minister", "prime minister", "premier", "defence minister", "head of state",
                      "defense minister", "statesman", "pair", "duo", "chancellor", "counterpart", "king", "colleague"})
_ANY = frozenset({"side", "party", "group", "organization", "organisation", "pair", "rival", "foe", "ally", "partner", "adversary"})
_SAME = frozenset({"regime", "government", "ministry", "army", "military", "parliament", "police", "court", "administration", "opposition",
                   "rebels", "militants", "protesters", "soldiers", "troops", "company", "department", "embassy", "delegation"})
_BODY_KINDS = {"company": ("com",), "firm": ("com",), "carmaker": ("com",), "lender": ("com",), "conglomerate": ("com",),
               "militia": ("nsa",), "movement": ("nsa",), "faction": ("nsa",), "group": ("nsa", "com"), "charity": ("nsa",),
               "organization": ("igo", "nsa"), "organisation": ("igo", "nsa")}
_LADIES = frozenset({"Ms", "Ms.", "Mrs", "Mrs.", "Miss", "Mme", "Madame", "Dame", "Lady", "Queen", "Princess", "spokeswoman", "chairwoman",
                     "congresswoman", "businesswoman"})


class Anaphora:
    """Resolves all drafts and pronouns of one document."""

    def __init__(self, words: Words, resolver: Resolver, source: object) -> None:
        self.words, self.resolver, self.source = words, resolver, source
        self.salience = Salience()
        self.speakers = Speakers(words, resolver.home, resolver.names.state_names)
        self.pointers = pointers()
        self._sentence = 0
        self._next = 0
        self._now = 0
        self._subjects: dict[int, tuple[Entity, ...]] = {}  # verb -> parties of its subject
        self._objects: dict[int, tuple[Entity, ...]] = {}
        self._heads: dict[int, int] = {}  # head token of a draft -> number of antecedents after it
        resolver.refer = self.refer

    def read(self, drafts: list[Draft]) -> tuple[Mention, ...]:
        """The mentions of the document, sorted, none inside another."""
        mentions: list[Mention] = []
        late: list[int] = []
        words, tags, lower = self.words, self.words.tags, self.words.lower
        token = 0
        for draft in [*drafts, None]:
            stop = draft.start if draft is not None else words.count
            while token < stop:
                if tags[token] in ("PRP", "PRP$"):
                    self._at(token)
                    self._pronoun(token, mentions, late)
                elif lower[token] in ("latter", "former", "both"):
                    self._at(token)
                    self._bare(token, mentions)
                token += 1
            if draft is not None:
                self._at(draft.start)
                self._draft(draft, mentions)
                token = max(token, draft.end)
        self.speakers.settle(mentions)
        for token in late:
            parties = self.speakers.person(token, lower[token], mentions)
            if parties:
                mentions.append(Mention(token, token + 1, token, parties, "anaphor"))
        mentions.sort(key=lambda m: (m.start, -m.end))
        kept: list[Mention] = []
        for mention in mentions:
            if not kept or mention.start >= kept[-1].end:
                kept.append(mention)
        return tuple(kept)

    def _at(self, token: int) -> None:
        self._now = token
        sents = self.words.sents
        while self._sentence + 1 < len(sents) and sents[self._sentence + 1][0] <= token:
            self._sentence += 1

    # drafts

    def _draft(self, draft: Draft, mentions: list[Mention]) -> None:
        parties = self.resolver.resolve(draft)
        if not parties:
            if draft.pronoun is not None:
                self._pronoun(draft.pronoun, mentions, [])
            return
        kind = draft.kind or self._kind(draft)
        mentions.append(Mention(draft.start, draft.end, draft.head, parties, kind))
        self._record(draft, parties, kind)
        self.speakers.heading(draft.start, draft.end, parties)

    def _kind(self, draft: Draft) -> str:
        if draft.person is not None:
            return "name"
        if draft.core:
            return "office" if draft.core[-1].kind == "office" else "descriptor"
        return mode(self.words, draft)

    def _record(self, draft: Draft, parties: tuple[Entity, ...], kind: str) -> None:
        words = self.words
        head, role = draft.head, 1
        dep = words.deps[head]
        top, steps = head, 0
        while dep == "conj" and steps < 4 and words.heads[top] != top:
            top = words.heads[top]
            dep, steps = words.deps[top], steps + 1
        if kind in ("place", "adjective"):
            role = 0
        elif dep in _SUBJECTS:
            role = 3
            self._subjects.setdefault(words.heads[top], parties)
        elif dep in ("obj", "iobj"):
            role = 2
            self._objects.setdefault(words.heads[top], parties)
        core = draft.core[-1] if draft.core else None
        tag = words.tags[core.end - 1] if core else ""
        person = draft.person is not None or (core is not None and (core.kind == "office" or core.meanings[0].row.kind == "person"))
        plural = len(parties) > 1 or tag in ("NNS", "NNPS") or (core is not None and core.meanings[0].row is not None
                                                                and getattr(core.meanings[0].row, "kind", "") == "people")
        if draft.body is not None and words.tags[draft.body.end - 1] == "NNPS" and draft.body.kind == "adjective":
            plural = True
        entries = self.salience.entries
        joined = steps > 0 and entries and self._heads.get(top, -1) >= 0 and entries[-1].sentence == self._sentence
        if joined:
            self.salience.add(Antecedent(draft.start, self._sentence, parties, role, person, plural, self._female(draft)))
            entries[-1], entries[-2] = entries[-2], entries[-1]
            self.salience.extend(parties)
        else:
            self.salience.add(Antecedent(draft.start, self._sentence, parties, role, person, plural, self._female(draft), len(parties) > 1))
        self._heads[head] = len(entries)

    def _female(self, draft: Draft) -> bool | None:
        if any(self.words.texts[i] in _LADIES for i in range(draft.start, draft.end)):
            return True
        if draft.person is None:
            name = draft.parties[0].name if draft.core and draft.core[-1].kind == "office" and draft.parties else ""
            return (name.split(" ")[0] in self.pointers["female"]) if name and name not in self.words.text(draft.start, draft.end) else None
        first = self.words.texts[draft.person[0]]
        if first in self.pointers["female"]:
            return True
        if draft.parties and draft.parties[0].name.split(" ")[0] in self.pointers["female"]:
            return True
        return False

    # phrases that point back; called by the resolver for a noun that names no state

    def refer(self, draft: Draft) -> tuple[Entity, ...] | None:
        """The parties a noun points back to; () where it points to none that is known, None where it does not point."""
        words = self.words
        core = draft.core
        noun = core[-1].meanings[0].name
        if draft.pronoun is not None:
            return self._possessed(draft, noun)
        before = words.lower[draft.start: core[0].start]
        plural = words.tags[core[-1].end - 1] in ("NNS", "NNPS")
        number = next((_NUMBERS[w] for w in before if w in _NUMBERS), 0)
        pointed = self.pointers
        sentence = self._sentence
        if plural and not number and any(words.tags[i] == "CD" for i in range(draft.start, core[0].start)):
            return ()
        if noun in _SAME and len(core) == 1 and "the" in before:
            for entry in reversed(self.salience.entries[-30:]):
                if len(entry.parties) == 1 and noun in entry.parties[0].name.lower().split(" "):
                    return entry.parties
        if number and plural and noun in pointed["pair"]:
            found = self._together(draft.start, number, noun) or self._named_first(number)
            return self._as(found, noun, draft)
        if noun in ("pair", "duo") and "the" in before:
            return self._as(self._together(draft.start, 2, noun), noun, draft)
        if plural and noun in pointed["parties"] and ("the" in before or words.texts[core[-1].start][:1].isupper()) and len(core) == 1:
            found = self._named_first(0) if words.texts[core[-1].start][:1].isupper() else ()
            return self._as(found or self._together(draft.start, 2, noun) or self._named_first(0), noun, draft)
        if plural and noun in ("counterpart", "leader", "country") and "the" in before and len(core) == 1 and noun != "leader":
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
                barred = self._clause_subject(core[-1].end - 1) if words.deps[core[-1].end - 1] in ("obl", "obj", "nmod") else set()
                found = tuple(p for p in self.salience.body(draft.start, sentence, loose, barred) if p.kind == "state")
                if found:
                    return tuple(plain(p, self.resolver.names.state_names.get(p.code, p.name)) for p in found)
            code = self.resolver.country()
            return (self.resolver.names.state(code),) if code and self.resolver.seen[code] > 1 else ()
        if noun in pointed["body"] and len(core) == 1:
            for entry in reversed(self.salience.entries[-12:]):
                party = entry.parties[0]
                if len(entry.parties) == 1 and party.kind in _BODY_KINDS.get(noun, ("igo",)) and not entry.person and sentence - entry.sentence <= 3:
                    draft.kind = "anaphor"
                    return entry.parties
            return () if noun != "coalition" else None
        return None

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
        for number_of, codes in sorted(found.items()):
            if (number and len(codes) == number) or (not number and 2 <= len(codes) <= 5):
                return tuple(self.resolver.names.state(c) for c in codes)
        return ()

    def _together(self, token: int, number: int, noun: str) -> tuple[Entity, ...]:
        """The parties that stood together before, with the document's own pair as the likeliest."""
        return self.salience.together(token, self._sentence, number, noun not in _ANY, tuple(p.code for p in self._named_first(number)))

    def _as(self, parties: tuple[Entity, ...], noun: str, draft: Draft) -> tuple[Entity, ...]:
        """The parties in the shape the noun asks for: leaders as persons where they were named, countries as states."""
        draft.kind = "anaphor"
        out: list[Entity] = []
        for party in distinct(parties):
            if noun in _LEADERS:
                out.append(self.salience.leader(party.code) or party)
            elif party.kind == "state":
                out.append(plain(party, self.resolver.names.state_names.get(party.code, party.name)))
            else:
                out.append(party)
        return tuple(out)

    def _office(self, draft: Draft) -> tuple[Entity, ...] | None:
        """"the president": whoever was last so called, else who holds the office of the state at hand."""
        item = draft.core[-1]
        offices = {m.row.office for m in item.meanings if m.kind == "office"}
        if len(item.meanings[0].row.scope) == 1:
            return None
        known = self.salience.office(offices, (item.meanings[0].name,))
        if known is not None:
            draft.kind = "anaphor"
            return (known,)
        if draft.deputy or draft.former:
            return None
        codes = [self.resolver.home] if self.resolver.home else []
        start, end = self.words.sents[self._sentence]
        codes += [code for at, code in reversed(self.resolver.where) if start <= at < draft.start]
        country = self.resolver.country()
        for code in [*codes, country]:
            if code:
                row = self.resolver.holders.serving(code, sorted(offices), self.resolver.day)
                if row is not None:
                    return (Entity(code, row.person, item.meanings[0].name, item.meanings[0].sector, "state"),)
        for code in [*codes, country]:
            if code and offices & {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister"}:
                return (Entity(code, self.words.text(item.start, item.end), item.meanings[0].name, item.meanings[0].sector, "state"),)
        return ()

    def _possessed(self, draft: Draft, noun: str) -> tuple[Entity, ...]:
        """"its forces", "his government", "their counterparts"."""
        at = draft.pronoun
        assert at is not None
        low = self.words.lower[at]
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
        if sector in ("CVL", "UNK", "BUS", "REL") or not owners:
            return ()
        role = self.resolver._role(draft.office)
        name = self.resolver.names.state_names
        return tuple(Entity(o.code, name.get(o.code, o.name), role, sector if o.kind == "state" else o.sector, o.kind)
                     for o in distinct(owners) if o.kind != "per")

    # pronouns

    def _clause_subject(self, token: int) -> set[str]:
        """Codes of the subject of the clause in which `token` is no subject: whom "him" and "it" cannot mean."""
        words = self.words
        verb = words.heads[token]
        for _ in range(4):
            if words.tags[verb].startswith("V"):
                found = self._subjects.get(verb)
                if found:
                    return {p.code for p in found}
                if words.deps[verb] != "conj":
                    break
            if words.heads[verb] == verb:
                break
            verb = words.heads[verb]
        return set()

    def _controller(self, token: int) -> tuple[Entity, ...]:
        """Who does the infinitive around `token`: "press Putin to withdraw his troops"."""
        words, at = self.words, token
        for _ in range(8):
            if words.deps[at] == "xcomp":
                return self._objects.get(words.heads[at], ())
            if words.heads[at] == at:
                break
            at = words.heads[at]
        return ()

    def _antecedent(self, token: int, low: str) -> tuple[Entity, ...]:
        controller = self._controller(token) if low in ("his", "its", "her", "their") else ()
        if controller and (low == "their") == (len(controller) > 1):
            return controller
        barred = self._clause_subject(token) if low in ("him", "it", "them") and self.words.deps[token] in ("obj", "obl", "iobj") else set()
        if low in _HE:
            return self.salience.person(token, self._sentence, False, barred)
        if low in _SHE:
            return self.salience.person(token, self._sentence, True)
        if low in _IT:
            return self.salience.body(token, self._sentence, low == "its", barred)
        if low in _THEY:
            return self.salience.plural(token, self._sentence)
        return ()

    def _pronoun(self, token: int, mentions: list[Mention], late: list[int]) -> None:
        low = self.words.lower[token]
        if low in ("i", "we", "you", "me", "us", "my", "our", "your", "ours", "ourselves", "myself", "mine", "yours"):
            late.append(token)
            return
        if self.words.texts[token] in ("IT", "US") or (low == "it" and self.words.deps[token] == "expl") or \
                ((low in _IT or low in _THEY) and self._thing_nearer(token, low in _THEY)):
            return
        parties = self._antecedent(token, low)
        if not parties:
            return
        mentions.append(Mention(token, token + 1, token, parties, "anaphor"))
        if self.words.deps[token] in _SUBJECTS:
            person = low in _HE or low in _SHE
            self.salience.add(Antecedent(token, self._sentence, parties, 3, person, low in _THEY, low in _SHE if person else None,
                                         len(parties) > 1))

    def _thing_nearer(self, token: int, plural: bool) -> bool:
        """Whether the nearest subject before a pronoun is a thing that agrees with it: "deployments serve ..., but they ..."."""
        words = self.words
        start = words.sents[self._sentence][0]
        for i in range(token - 1, start - 1, -1):
            if words.deps[i] in _SUBJECTS and words.tags[i] in ("NN", "NNS"):
                if i in self._heads:
                    return False
                if (words.tags[i] == "NNS") == plural:
                    return True
            elif i in self._heads and words.deps[i] in _SUBJECTS:
                return False
        return False

    def _bare(self, token: int, mentions: list[Mention]) -> None:
        """"the latter", "the former", and "both" as a subject."""
        words, low = self.words, self.words.lower[token]
        if low == "both":
            if words.deps[token] not in ("nsubj", "nsubj:pass", "obj"):
                return
            parties = self.salience.together(token, self._sentence, 2)
            if parties:
                mentions.append(Mention(token, token + 1, token, parties, "anaphor"))
            return
        if token == 0 or words.lower[token - 1] != "the" or words.deps[token] in ("amod", "compound"):
            return
        pair = self.salience.together(token, self._sentence, 2)
        if pair:
            mentions.append(Mention(token - 1, token + 1, token, (pair[1 if low == "latter" else 0],), "anaphor"))
