"""Who "I", "we" and "you" are: the speaker of a transcript or of a quotation, the government that publishes, or
nobody known.

"President of Russia Vladimir Putin: We thank you." -> We = RUS (Vladimir Putin), you = the other who speaks
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_OPEN, _CLOSE = frozenset({"“", "``", "«"}), frozenset({"”", "''", "»"})
_TOP = 60  # tokens among which a byline or a title stands
_TITLED = frozenset({"statement", "statements", "remarks", "readout", "message", "speech", "address"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


class Speakers:
    """Headings of a transcript and quotation marks of one document."""

    def __init__(self, words: Words, home: str | None, state_names: dict[str, str]) -> None:
        self.words, self.home, self.state_names = words, home, state_names
        self.starts: list[int] = []  # tokens at which somebody begins to speak
        self.voices: list[Entity | None] = []
        self.author: Entity | None = None
        self.pair: tuple[str, ...] = ()  # the two states of the document's title, where it tells of their contact
        self._ours: tuple[Entity, ...] = ()
        self._everyone: dict[str, Entity] = {}
        self._quoted = _quoted(words)
        self._sentences = [start for start, _ in words.sents]
        self._mentions: list[int] = []  # first tokens of the mentions, in order

    def heading(self, start: int, end: int, parties: tuple[Entity, ...]) -> None:
        """Take a mention that opens a paragraph and stands before a colon as the speaker of what follows."""
        words = self.words
        first = start
        while (
            first
            and start - first < 3
            and words.lower[first - 1] in (".", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "the", "dr")
        ):
            first -= 1
        if first and "\n" not in words.texts[first - 1]:
            return
        at = end
        if at < words.count and words.texts[at] == "(":
            for at in range(end, min(end + 8, words.count)):
                if words.texts[at] in (")", "):"):  # the tokenizer takes "):" for a face
                    break
            at += words.texts[at] == ")"
        for said in range(at, min(at + 4, words.count)):  # "Tobias Ellwood, ..., said:" before a paragraph of his
            if words.lemmas[said] in word_set("saying") and words.tags[said].startswith("V"):
                at = said + 1
                break
        if at < words.count and words.texts[at] in (":", "):") and len(parties) == 1:
            self.starts.append(at)
            self.voices.append(parties[0])
            self._everyone.setdefault(parties[0].name, parties[0])

    def settle(self, mentions: list[Mention]) -> None:
        """Where nobody is known to publish: a document that says "we" speaks for the state it names most often as a
        subject,
        and one that begins "We, the leaders of ..." for those."""
        words = self.words
        self._mentions = [m.start for m in mentions]
        counts: Counter[str] = Counter()
        for mention in mentions:
            if (
                mention.start > 1
                and mention.kind in ("office", "descriptor")
                and words.lower[mention.start - 1] == ","
                and words.lower[mention.start - 2] == "we"
                and not self._quoted[mention.start]
            ):
                self._ours = mention.parties
                return
            if mention.kind != "anaphor" and words.deps[mention.head] in _SUBJECTS and not self._quoted[mention.start]:
                counts.update(p.code for p in mention.parties if p.kind == "state")
        if self.home is None:
            self.author = self._author(mentions)
            self.home = self.author.code if self.author is not None else None
        if self.home is None and counts and not self.starts:
            best = max(sorted(counts), key=lambda c: counts[c])
            if 2 * counts[best] > sum(counts.values()):
                self.home = best

    def _author(self, mentions: list[Mention]) -> Entity | None:
        """The official whose text it is: named alone on a line above it ("Antony J. Blinken, Secretary of State"),
        or in a title that says so ("Statement by ...", "Readout of ...'s call")."""
        words = self.words
        for mention in mentions:
            if mention.start > _TOP:
                return None
            (party, *others) = mention.parties or (None,)
            if party is None or others or party.kind != "state" or party.role is None:
                continue
            at, end = mention.start, mention.end
            if at > 1 and words.lower[at - 1] in ("by", "of", "from") and words.lower[max(0, at - 2)] in _TITLED:
                return party
            alone = (at == 0 or "\n" in words.texts[at - 1]) and end < words.count and "\n" in words.texts[end]
            if alone:
                return party
        return None

    def current(self, token: int) -> Entity | None:
        """Who speaks at `token` in a transcript."""
        k = bisect_right(self.starts, token) - 1
        return self.voices[k] if k >= 0 else None

    def meant(self, low: str, speaker: Entity) -> tuple[Entity, ...]:
        """Whom a pronoun of the first or second person means in the mouth of `speaker`."""
        if low.startswith("you"):
            others = [e for e in self._everyone.values() if e.code != speaker.code]
            if others:
                return (others[0],) if len({e.code for e in others}) == 1 else ()
            guests = [code for code in self.pair if code != speaker.code]
            return tuple(self._state(code) for code in guests) if speaker.code in self.pair else ()
        return (speaker,)

    def person(self, token: int, low: str, mentions: list[Mention]) -> tuple[Entity, ...]:
        """The parties of "I", "we", "you" at `token`; () where nobody is known."""
        speaker = self.current(token)
        if speaker is None and self._quoted[token]:
            speaker = self._quoting(token, mentions)
        if speaker is not None:
            return self.meant(low, speaker)
        if self._ours and low in ("we", "us", "our", "ours", "ourselves"):
            return self._ours
        if self.home and low in ("we", "us", "our", "ours", "ourselves") and not self._quoted[token]:
            return (self._state(self.home),)
        if self.author is not None and low in ("i", "me", "my", "mine", "myself") and not self._quoted[token]:
            return (self.author,)
        return ()

    def _state(self, code: str) -> Entity:
        return Entity(code, self.state_names.get(code, code), None, "GOV", "state")

    def _quoting(self, token: int, mentions: list[Mention]) -> Entity | None:
        """The subject of the verb of saying beside the quotation, in its sentence or a neighbouring one."""
        words = self.words
        k = bisect_right(self._sentences, token) - 1
        low = bisect_right(self._mentions, words.sents[max(0, k - 2)][0] - 1)
        mentions = mentions[low : low + 400]
        for number in (k, k + 1, k - 1, k - 2):
            if not 0 <= number < len(words.sents):
                continue
            start, end = words.sents[number]
            found = [
                m
                for m in mentions
                if start <= m.start < end
                and not self._quoted[m.start]
                and m.parties
                and words.deps[m.head] in _SUBJECTS
                and words.lemmas[words.heads[m.head]] in word_set("saying")
            ]
            if found:
                return min(found, key=lambda m: abs(m.start - token)).parties[0]
        return None


def _quoted(words: Words) -> list[bool]:
    """For each token whether it stands inside quotation marks; a paragraph ends what was never closed."""
    inside, flags = False, []
    for text, tag in zip(words.texts, words.tags, strict=True):
        if "\n" in text:
            inside = False
        elif text in _OPEN:
            inside = True
        elif text in _CLOSE:
            inside = False
        elif text == '"':
            inside = not inside if tag not in ("``", "''") else tag == "``"
        flags.append(inside)
    return flags
