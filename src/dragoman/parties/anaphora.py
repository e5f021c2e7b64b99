"""Pronouns: "he", "it", "they", "the latter", "we"; nouns that point back stand in pointing.py.

Goes through the document once, left to right, so that each phrase sees what was said before it; first and second
persons come last, when all speakers are known.
"""

from __future__ import annotations

from dragoman.parties.drafts import Draft
from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.mode import mode
from dragoman.parties.pointers import pointers
from dragoman.parties.pointing import Pointing
from dragoman.parties.resolve import Resolver
from dragoman.parties.salience import Antecedent, Salience
from dragoman.parties.speakers import Speakers
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "obl:agent", "csubj"})


class Anaphora(Pointing):
    """Resolves all drafts and pronouns of one document."""

    def __init__(self, words: Words, resolver: Resolver, source: object) -> None:
        self.words, self.resolver, self.source = words, resolver, source
        self.salience = Salience()
        self.speakers = Speakers(words, resolver.home, resolver.names.state_names)
        self.pointers = pointers()
        self._sentence = 0
        self._pair = None
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
        mentions.sort(key=lambda m: (m.start, -m.end))
        self.speakers.pair = tuple(party.code for party in self._titled())
        self.speakers.settle(mentions)
        spoken: list[Mention] = []
        for token in late:
            parties = self.speakers.person(token, lower[token], mentions)
            if parties:
                spoken.append(Mention(token, token + 1, token, parties, "anaphor"))
        mentions += spoken
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
        person = draft.person is not None or (
            core is not None and (core.kind == "office" or core.meanings[0].row.kind == "person")
        )
        plural = (
            len(parties) > 1
            or tag in ("NNS", "NNPS")
            or (
                core is not None
                and core.meanings[0].row is not None
                and getattr(core.meanings[0].row, "kind", "") == "people"
            )
        )
        if draft.body is not None and words.tags[draft.body.end - 1] == "NNPS" and draft.body.kind == "adjective":
            plural = True
        entries = self.salience.entries
        joined = steps > 0 and entries and self._heads.get(top, -1) >= 0 and entries[-1].sentence == self._sentence
        if joined:
            self.salience.add(
                Antecedent(draft.start, self._sentence, parties, role, person, plural, self._female(draft))
            )
            entries[-1], entries[-2] = entries[-2], entries[-1]
            self.salience.extend(parties)
        else:
            self.salience.add(
                Antecedent(
                    draft.start, self._sentence, parties, role, person, plural, self._female(draft), len(parties) > 1
                )
            )
        self._heads[head] = len(entries)

    def _female(self, draft: Draft) -> bool | None:
        if any(self.words.texts[i] in word_set("lady") for i in range(draft.start, draft.end)):
            return True
        if draft.person is None:
            name = draft.parties[0].name if draft.core and draft.core[-1].kind == "office" and draft.parties else ""
            return (
                (name.split(" ")[0] in self.pointers["female"])
                if name and name not in self.words.text(draft.start, draft.end)
                else None
            )
        first = self.words.texts[draft.person[0]]
        if first in self.pointers["female"]:
            return True
        return bool(draft.parties and draft.parties[0].name.split(" ")[0] in self.pointers["female"])

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
        barred = (
            self._clause_subject(token)
            if low in ("him", "it", "them") and self.words.deps[token] in ("obj", "obl", "iobj")
            else set()
        )
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
        if (
            self.words.texts[token] in ("IT", "US")
            or (low == "it" and self.words.deps[token] == "expl")
            or ((low in _IT or low in _THEY) and self._thing_nearer(token, low in _THEY))
        ):
            return
        parties = self._antecedent(token, low)
        if not parties:
            return
        mentions.append(Mention(token, token + 1, token, parties, "anaphor"))
        if self.words.deps[token] in _SUBJECTS:
            person = low in _HE or low in _SHE
            self.salience.add(
                Antecedent(
                    token,
                    self._sentence,
                    parties,
                    3,
                    person,
                    low in _THEY,
                    low in _SHE if person else None,
                    len(parties) > 1,
                )
            )

    def _thing_nearer(self, token: int, plural: bool) -> bool:
        """Whether the nearest subject before a pronoun is a thing that agrees with it: "deployments serve ..., but
        they ..."."""
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
        """For "the latter", "the former", and "both" as a subject."""
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
