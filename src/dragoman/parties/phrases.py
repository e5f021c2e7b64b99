"""Noun phrases with a party in them, by a small left-to-right grammar over items.

"Iranian Foreign Minister Mohammad Javad Zarif" -> one draft: owner IRN, title, person
"a U.S. Supreme Court decision"                 -> one draft: owner USA, core "Supreme Court" (the decision is no party)
"Senior Hungarian and Romanian officials"       -> one draft with two owners
"""

from __future__ import annotations

from dragoman.parties.drafts import Draft, Owner
from dragoman.parties.items import Item
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_OWNERS = frozenset({"name", "adjective", "capital", "metonym", "body"})
_CORES = frozenset({"office", "agent"})
_INSIDE = _OWNERS | _CORES | {"bare", "none", "person", "unknown", "honorific", "possessive", "determiner", "pronoun"}
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "late", "then", "outgoing", "onetime"})
_GONE = _FORMER - {"outgoing"}
_DEPUTY = frozenset(
    {
        "deputy",
        "vice",
        "assistant",
        "junior",
        "shadow",
        "associate",
        "next",
        "future",
        "incoming",
        "previous",
        "first",
        "last",
    }
)
_LINKS = frozenset({"alliance", "network", "partnership", "territory", "press", "republic"})
_LEFT_DEPS = frozenset({"amod", "compound", "nmod", "nmod:poss", "nmod:desc", "flat", "nmod:unmarked"})
_MAX_GAP = 5


class Phrases:
    """Reads the drafts of one document; `drafts` is the result, in order, not overlapping."""

    def __init__(self, words: Words, items: list[Item]) -> None:
        self.words = words
        self.items = items
        self.drafts: list[Draft] = []
        self._reset()

    def read(self) -> list[Draft]:
        """All drafts of the document."""
        k, items = 0, self.items
        while k < len(items):
            k = self._phrase(k) if items[k].kind in _INSIDE else k + 1
        return self.drafts

    def _reset(self) -> None:
        self.owners: list[Owner] = []
        self.core: list[Item] = []
        self.first: int | None = None  # first modifier word of the phrase, determiner excluded
        self.determiner: int | None = None
        self.pronoun: int | None = None
        self.gap = 0
        self.former = self.deputy = False

    def _phrase(self, k: int) -> int:
        """Read one noun phrase from item `k`; returns the item after it."""
        items = self.items
        self._reset()
        while k < len(items):
            item = items[k]
            kind = item.kind
            if kind == "bare" or kind == "none" or kind == "honorific":
                self._bare(item)
            elif kind == "determiner" or kind == "pronoun":
                if (
                    self.owners
                    or self.core
                    or self.first is not None
                    or (self.determiner is not None and kind == "pronoun")
                ):
                    break
                if kind == "determiner":
                    self.determiner = item.start if self.determiner is None else self.determiner
                else:
                    self.pronoun = item.start
            elif kind in _OWNERS:
                if self.core and not self._absorb(item):
                    self._flush()
                self._owner(item)
                k = self._coordination(k)
            elif kind in _CORES:
                noun = item.meanings[0].name
                tariff = (
                    noun == "regime"
                    and items[k - 1].kind == "bare"
                    and self.words.tags[items[k - 1].start] in ("NN", "VBG", "NNS")
                )
                if tariff or (self.owners and not self.core and noun in _LINKS):
                    self._bare(item)  # "the U.S.-ROK alliance" is a bond of the two, not a body of the first
                else:
                    self.core.append(item)
            elif kind == "person":
                self._person(item)
            elif kind == "unknown":
                self._unknown(item)
            elif kind == "possessive":
                if self.core:
                    self._possessor(item)
                elif self.owners:
                    self.owners[-1].possessive = True
                elif self.first is None and self.drafts and self.drafts[-1].end == item.start:
                    self._reopen()
            else:
                break
            k += 1
        self._flush()
        return max(k, 1)

    def _bare(self, item: Item) -> None:
        low = self.words.lower[item.start]
        if self.core and (self.core[-1].kind == "agent" or item.kind != "honorific"):
            self._flush()
            if item.kind == "honorific":
                self.first = item.start
            return
        if self.first is None:
            self.first = item.start
        if low in _FORMER:
            self.former = low in _GONE
        elif low in _DEPUTY:
            self.deputy = True
        elif self.owners:
            self.gap += 1
            if self.gap > _MAX_GAP:
                self._flush()

    def _absorb(self, item: Item) -> bool:
        """For "rebel Revolutionary United Front", "Secretary-General NATO": a noun before a body's name is its own."""
        if item.kind == "body" and not self.owners and len(self.core) == 1 and self.core[0].kind == "agent":
            self.first = self.core[0].start if self.first is None else self.first
            self.core = []
            return True
        return False

    def _owner(self, item: Item) -> None:
        if (
            item.kind == "body"
            and self.owners
            and self.owners[-1].item.kind == "adjective"
            and not self.owners[-1].possessive
            and self.owners[-1].item.end == item.start
            and item.meanings[0].code.startswith("NSA")
        ):
            self.owners.pop()  # "the Palestinian Hamas": the body's own name tells more
        if (
            item.kind == "metonym"
            and self.owners
            and self.owners[-1].draft is None
            and item.start - self.owners[-1].item.end < 2
            and {m.code for m in self.owners[-1].item.meanings} & {m.code for m in item.meanings}
        ):
            item = Item(
                "metonym", self.owners.pop().item.start, item.end, item.meanings
            )  # "Iran's Revolutionary Guards"
        self.owners.append(Owner(item))
        self.gap = 0

    def _coordination(self, k: int) -> int:
        """Go on over "and", ",": "Hungarian and Romanian officials"; returns the last item taken."""
        items, words = self.items, self.words
        item = items[k]
        last = item.end - 1
        if words.tags[last] in ("NNS", "NNPS") or k + 2 >= len(items):
            return k
        j = k + 1
        while j < len(items) and items[j].kind in ("and", "comma") and j < k + 3:
            j += 1
        if j == k + 1 or j >= len(items):
            return k
        if items[j].kind == "determiner":
            j += 1
        if j >= len(items) or items[j].kind not in _OWNERS or words.tags[items[j].end - 1] in ("NNS", "NNPS"):
            return k
        other = items[j]
        if (
            item.kind == "adjective"
            and other.kind in ("name", "adjective", "body")
            and words.tags[last] in ("JJ", "NNP", "NN")
        ):
            fine = other.kind == "adjective" or words.heads[last] > other.start
        else:
            fine = (
                words.deps[last] in _LEFT_DEPS and words.heads[last] >= other.end and words.heads[last] < other.end + 6
            )
            # "the U.S. and Chinese leaders": an abbreviation before an adjective is one too, however it was parsed
            fine = fine or (other.kind == "adjective" and words.texts[last].isupper())
        if not fine or not self._core_follows(j + 1):
            return k
        self.owners[-1].joined = True
        return j - 1

    def _core_follows(self, j: int) -> bool:
        """Whether the phrase that goes on at item `j` has a noun or title for the coordinated names before it."""
        items = self.items
        for item in items[j : j + 8]:
            if item.kind in _CORES:
                return True
            if item.kind not in ("bare", "and", "comma", *_OWNERS) or item.kind == "person":
                return False
        return False

    def _person(self, item: Item) -> None:
        draft = self._draft(item.end)
        draft.person = (item.start, item.end)
        self._emit(draft)

    def _unknown(self, item: Item) -> None:
        if self.core and not all(c.kind == "agent" for c in self.core):
            self._flush()
        owners = self.owners
        draft = Draft(
            owners[0].item.start if owners and owners[0].draft is None else item.start,
            item.end,
            owners=owners,
            body=item,
            determiner=self.determiner,
        )
        if owners and owners[0].draft is not None:
            draft.start = owners[0].draft.start
        self._emit(draft)

    def _possessor(self, item: Item) -> None:
        """For "The Russian president's office": the phrase so far becomes the owner of what follows."""
        draft = self._draft(item.start)
        self._reset()
        self.owners = [Owner(Item("draft", draft.start, draft.end), draft=draft, possessive=True)]

    def _reopen(self) -> None:
        """For "Erdogan's government": the person just read becomes the owner of what follows."""
        draft = self.drafts.pop()
        self.owners = [Owner(Item("draft", draft.start, draft.end), draft=draft, possessive=True)]

    def _draft(self, end: int) -> Draft:
        starts = [
            x
            for x in (
                self.first,
                self.core[0].start if self.core else None,
                self.owners[0].item.start if self.owners else None,
            )
            if x is not None
        ]
        start = min(starts) if starts else end - 1
        if self.owners and self.owners[0].draft is not None:
            start = min(start, self.owners[0].draft.start)
        start = min(start, *[x for x in (self.determiner, self.pronoun) if x is not None], start)
        if not self.core and not self.owners and not starts:
            start = end - 1
        return Draft(
            start,
            end,
            owners=self.owners,
            core=self.core,
            determiner=self.determiner,
            pronoun=self.pronoun,
            former=self.former,
            deputy=self.deputy,
        )

    def _emit(self, draft: Draft) -> None:
        if draft.person is not None:
            draft.start = min(draft.start, draft.person[0])
            if not draft.core and not draft.owners and draft.pronoun is None:
                draft.start = draft.person[0] - (
                    draft.person[0] > 0 and self.words.texts[draft.person[0] - 1] in word_set("honorific")
                )
        self.drafts.append(draft)
        self._reset()

    def _flush(self) -> None:
        """End the phrase: one draft where it has a head noun, else one for each name in it."""
        if self.core:
            self._emit(self._draft(self.core[-1].end))
            return
        owners, determiner = self.owners, self.determiner
        self._reset()
        for n, owner in enumerate(owners):
            if owner.draft is not None:
                self.drafts.append(owner.draft)
                continue
            draft = Draft(owner.item.start, owner.item.end, body=owner.item, determiner=determiner if n == 0 else None)
            if n == 0 and determiner is not None and determiner == owner.item.start - 1:
                draft.start = determiner
            self.drafts.append(draft)
