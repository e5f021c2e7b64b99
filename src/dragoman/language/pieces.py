"""Words to word pieces, and a document's words to windows that the model reads one at a time.

One window at a time, never padded and never two documents together: 8-bit arithmetic scales with what stands in a window,
so only this keeps a document's record from depending on what is read beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tokenizers import Tokenizer

LONGEST_WORD = 12  # pieces of one word; the rest of an address or a key smash tells nothing more
WINDOW = 150  # pieces; windows are cut at the ends of sentences before they pass this
HARD_LIMIT = 400  # pieces without any sentence end, after which a window is cut where it stands
_ENDS = {".", "!", "?", "…", "..."}
CLOSERS = {'"', "”", "’", "'", ")", "]", "''", "»"}


class Pieces:
    """The piece ids and letter shape of a word, remembered for the words that come again."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[list[int], int]] = {}
        self.begin, self.end, self.unknown = (tokenizer.token_to_id(t) or 0 for t in ("[CLS]", "[SEP]", "[UNK]"))

    def __call__(self, word: str) -> tuple[list[int], int]:
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(word[:200], add_special_tokens=False).ids[:LONGEST_WORD] or [self.unknown]
            found = (ids, shape(word))
            if len(self._known) > 200_000:  # a bound on memory over millions of texts
                self._known.clear()
            self._known[word] = found
        return found


def shape(word: str) -> int:
    """0 lower, 1 Title, 2 UPPER, 3 mixed, 4 has a figure, 5 neither letters nor figures (as in training/reader)."""
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def windows(words: Sequence[str], sizes: Sequence[int], blocks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Runs [start, end) of words, cut at every border in `blocks` (indices of first words) and, in a long block, at ends of
    sentences; `sizes` are the words' numbers of pieces. Linear in the number of words."""
    borders = [*blocks, len(words)]
    for start, stop in pairwise(borders):
        begin = start
        while begin < stop:
            room, end, cut = WINDOW, begin, 0
            total = 0
            while end < stop and (total + sizes[end] <= room or (not cut and total + sizes[end] <= HARD_LIMIT)):
                total += sizes[end]
                end += 1
                if end < stop and _sentence_end(words, begin, end):
                    cut = end
            if end < stop and cut:
                end = cut
            yield begin, end
            begin = end


def _sentence_end(words: Sequence[str], begin: int, end: int) -> bool:
    """Does a sentence surely end before word `end`? A full stop, perhaps closing quotes, and a capital or quote after."""
    k = end - 1
    while k > begin and words[k] in CLOSERS:
        k -= 1
    following = words[end]
    return (
        words[k] in _ENDS
        and following not in CLOSERS
        and (following[0].isupper() or following[0] in "\"“‘'([0123456789")
    )
