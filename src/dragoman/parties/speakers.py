"""Who "I", "we" and "you" are: the speaker of a transcript or of a quotation, the government that publishes, or nobody known.

    "President of Russia Vladimir Putin: We thank you." -> We = RUS (Vladimir Putin), you = the other who speaks
"""
from __future__ import annotations

from bisect import bisect_right

from dragoman.parties.mentions import Entity, Mention
from dragoman.parties.words import Words

_OPEN, _CLOSE = frozenset({"“", "``", "«"}), frozenset({"”", "''", "»"})
_SAYING = frozenset(
    "say tell add note state announce declare write tweet argue explain stress warn insist claim conclude continue reply respond remark "
    "comment reiterate emphasize emphasise underline affirm observe ask quip recall vow pledge urge promise think believe".split())
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


class Speakers:
    """Headings of a transcript and quotation marks of one document."""

    def __init__(self, words: Words, home: str | None) -> None:
        self.words, self.home = words, home
        self.starts: list[int] = []  # tokens at which somebody begins to speak
        self.voices: list[Entity | None] = []
        self._everyone: dict[str, Entity] = {}
        self._quoted = _quoted(words)

    def heading(self, start: int, end: int, parties: tuple[Entity, ...]) -> None:
        """Take a mention that opens a paragraph and stands before a colon as the speaker of what follows."""
        words = self.words
        if start and not ("\n" in words.texts[start - 1] or (words.lower[start - 1] in ("mr.", "mr", "the") and (
                start == 1 or "\n" in words.texts[start - 2]))):
            return
        at = end
        if at < words.count and words.texts[at] == "(":
            for at in range(end, min(end + 8, words.count)):
                if words.texts[at] == ")":
                    break
            at += 1
        if at < words.count and words.texts[at] == ":" and len(parties) == 1:
            self.starts.append(at)
            self.voices.append(parties[0])
            self._everyone.setdefault(parties[0].name, parties[0])

    def current(self, token: int) -> Entity | None:
        """Who speaks at `token` in a transcript."""
        k = bisect_right(self.starts, token) - 1
        return self.voices[k] if k >= 0 else None

    def meant(self, low: str, speaker: Entity) -> tuple[Entity, ...]:
        """Whom a pronoun of the first or second person means in the mouth of `speaker`."""
        if low.startswith("you"):
            others = [e for e in self._everyone.values() if e.code != speaker.code]
            return (others[0],) if len(others) == 1 else ()
        return (speaker,)

    def person(self, token: int, low: str, mentions: list[Mention]) -> tuple[Entity, ...]:
        """The parties of "I", "we", "you" at `token`; () where nobody is known."""
        speaker = self.current(token)
        if speaker is None and self._quoted[token]:
            speaker = self._quoting(token, mentions)
        if speaker is not None:
            return self.meant(low, speaker)
        if self.home and low in ("we", "us", "our", "ours", "ourselves") and not self._quoted[token]:
            return (Entity(self.home, self.home, None, "GOV", "state"),)
        return ()

    def _quoting(self, token: int, mentions: list[Mention]) -> Entity | None:
        """The subject of the verb of saying beside the quotation, in its sentence or a neighbouring one."""
        words = self.words
        k = bisect_right([s for s, _ in words.sents], token) - 1
        for number in (k, k + 1, k - 1, k - 2):
            if not 0 <= number < len(words.sents):
                continue
            start, end = words.sents[number]
            found = [m for m in mentions if start <= m.start < end and not self._quoted[m.start] and m.parties
                     and words.deps[m.head] in _SUBJECTS and words.lemmas[words.heads[m.head]] in _SAYING]
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
