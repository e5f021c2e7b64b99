"""Phrases that make one mention together: "leaders of Russia and China", "N. N., a spokesman for the ministry", "the
GNA (...)".

Reads and writes the list of drafts, left to right.
"""

from __future__ import annotations

from itertools import pairwise

from dragoman.parties.drafts import Draft, Owner
from dragoman.parties.items import Item
from dragoman.parties.vocabulary import word_set
from dragoman.parties.words import Words

_JOINING = frozenset({"of", "for", "from"})
_PLACING = frozenset({"in", "at", "inside", "across", "throughout"})
_COUNTERPARTS = frozenset({"counterpart", "counterparts", "colleague", "colleagues"})


def join(words: Words, drafts: list[Draft]) -> list[Draft]:
    """The drafts after all joins; heads are set."""
    drafts = [d for d in drafts if d.end > d.start]
    drafts.sort(key=lambda d: (d.start, -d.end))
    for draft in drafts:
        draft.head = head_of(words, draft)
    joined = _backwards(words, drafts)
    _share(words, joined)
    return joined


def head_of(words: Words, draft: Draft) -> int:
    """The token of the draft that governs the rest of it."""
    if draft.core:
        at = draft.core[-1].end - 1
    elif draft.person:
        at = draft.person[0]
    else:
        at = draft.body.end - 1 if draft.body else draft.end - 1
    for _ in range(12):
        up = words.heads[at]
        if up == at or not draft.start <= up < draft.end:
            break
        at = up
    return at


def _backwards(words: Words, drafts: list[Draft]) -> list[Draft]:
    """Join from the right, so that "a spokesman for the minister of Iraq" closes from its inner end."""
    done: list[Draft] = []  # reversed: the nearest on the right is last
    for draft in reversed(drafts):
        while done and _join_pair(words, draft, done):
            pass
        done.append(draft)
    done.reverse()
    return done


def _join_pair(words: Words, draft: Draft, right: list[Draft]) -> bool:
    """Join `draft` with what follows it where they are one mention; `right` loses what was joined."""
    other = right[-1]
    if other.start == draft.end:
        return _counterpart(draft, right)
    if draft.end >= words.count:
        return False
    link = words.lower[draft.end]
    if (
        link == "to"
        and draft.core
        and draft.core[-1].meanings[0].name.split(" ")[-1] in word_set("sent_to")
        and other.body is not None
        and other.start == draft.end + 1
        and not draft.person
    ):
        draft.end = other.end  # "the U.S. ambassador to Kyiv"
        right.pop()
        return True
    if link in _JOINING and (draft.core or draft.person):
        return _of(words, draft, right, link)
    if (
        link == "of"
        and draft.body is not None
        and draft.body.kind in ("body", "unknown")
        and other.body is not None
        and other.body.kind == "name"
        and other.start - draft.end <= 2
        and draft.alias is None
    ):
        draft.end = other.end
        if draft.body.kind == "unknown":
            draft.owners = [Owner(other.body)]
        right.pop()
        return True
    if link in _PLACING and draft.core and not draft.owners and draft.core[-1].kind == "agent" and not draft.after:
        return _placed(words, draft, other)
    if link == "," and other.start == draft.end + 1:
        return _apposition(words, draft, right)
    if (
        link == "("
        and (draft.core or draft.body)
        and other.start == draft.end + 1
        and other.end < words.count
        and words.texts[other.end] == ")"
    ):
        draft.end = other.end + 1
        if other.body is not None and draft.alias is None:
            draft.alias = other
        right.pop()
        return True
    return False


def _counterpart(draft: Draft, right: list[Draft]) -> bool:
    """For "his counterpart Sergio Mattarella": the name tells who."""
    other = right[-1]
    if (
        draft.core
        and draft.core[-1].meanings[0].name in ("counterpart", "colleague")
        and (other.person or other.owners)
        and not other.determiner
    ):
        if not other.owners:
            other.owners = draft.owners
        draft.end, draft.owners, draft.core = other.end, other.owners, other.core
        draft.person, draft.body = other.person, other.body
        draft.pronoun, draft.former, draft.deputy, draft.head = None, other.former, other.deputy, other.head
        right.pop()
        return True
    return False


def _of(words: Words, draft: Draft, right: list[Draft], link: str) -> bool:
    other = right[-1]
    gap = other.start - draft.end - 1
    last = words.lower[draft.core[-1].end - 1] if draft.core else ""
    if gap and not (draft.core and gap <= 8 and _names_a_post(words, draft.end + 1, other.start)):
        return False
    if draft.owners and not (
        draft.person is None
        and draft.owners[0].draft is None
        and not draft.owners[0].possessive
        and draft.core
        and last in ("branch", "members", "member", "leaders", "representatives")
    ):
        return False
    if draft.core and (
        last in word_set("no_of") and not (last in word_set("of_state_only") and other.body is not None)
    ):
        return False
    if link == "for" and last not in word_set("serves_for"):
        return False
    if (
        draft.core
        and draft.core[-1].kind == "agent"
        and draft.core[-1].meanings[0].row.kind == "thing"
        and link != "of"
    ):
        return False
    if not draft.core and (link != "of" or other.body is None or other.body.kind not in ("name", "body")):
        return False
    if link != "of" and other.pronoun is not None and not other.person:
        return False
    if link == "from" and other.core and not other.owners:
        return False
    right.pop()
    if other.person is not None and not other.core and other.owners and draft.core and draft.person is None:
        # "President of the Republic of Turkey Recep Tayyip Erdogan"
        draft.person, draft.owners = other.person, other.owners
        draft.end = other.end
        return True
    draft.owners = [*draft.owners, Owner(Item("draft", other.start, other.end), draft=other)]
    draft.end = other.end
    if draft.core and _plural(words, draft):
        while (
            right
            and right[-1].body is not None
            and right[-1].start - draft.end <= 2
            and _listed(words, draft.end, right[-1].start)
        ):
            more = right.pop()
            draft.owners.append(Owner(Item("draft", more.start, more.end), draft=more))
            draft.end = more.end
    return True


def _plural(words: Words, draft: Draft) -> bool:
    tag = words.tags[draft.core[-1].start if words.tags[draft.core[-1].end - 1] == "IN" else draft.core[-1].end - 1]
    if tag in ("NNS", "NNPS"):
        return True
    first = words.tags[draft.core[-1].start]
    return first in ("NNS", "NNPS") or draft.core[-1].meanings[0].name in ("government", "people", "army", "military")


def _listed(words: Words, start: int, end: int) -> bool:
    """Whether only commas and "and" stand between two names."""
    return end > start and all(words.lower[i] in (",", "and", "&", "the") for i in range(start, end))


def _names_a_post(words: Words, start: int, end: int) -> bool:
    """Whether the words between a title and its state go on the title: "Minister | of Industry and Trade of |
    Russia"."""
    if words.lower[end - 1] not in ("of", "for"):
        return False
    return all(
        words.texts[i][:1].isupper() or words.lower[i] in ("of", "and", "the", ",", "&", "for")
        for i in range(start, end)
    )


def _placed(words: Words, draft: Draft, other: Draft) -> bool:
    """The place in "protesters in Cairo" tells the state, but stays a mention of its own."""
    if words.lower[draft.core[-1].end - 1] in word_set("not_placed"):
        return False
    if (
        other.start - draft.end <= 1
        and other.body is not None
        and other.body.kind in ("name", "capital")
        and not draft.pronoun
    ):
        draft.owners = [Owner(other.body)]
    return False


def _apposition(words: Words, draft: Draft, right: list[Draft]) -> bool:
    other = right[-1]
    head = other.head
    if not (words.deps[head] == "appos" and draft.start <= words.heads[head] < draft.end) and not _title_and_name(
        words, draft, other
    ):
        return False
    if draft.body is not None and not other.core:
        return False
    if draft.body is not None and draft.body.kind in ("capital", "name", "adjective"):
        return False
    if draft.person is not None and other.person is not None:
        return False
    if not (other.core or other.person or other.body):
        return False
    draft.after = other
    draft.end = other.end
    right.pop()
    return True


def _title_and_name(words: Words, draft: Draft, other: Draft) -> bool:
    """For "the president of Georgia, Mikheil Saakashvili, ...", where the reader saw a list."""
    if (
        draft.person
        or not draft.core
        or draft.core[-1].kind != "office"
        or not draft.owners
        or other.core
        or other.owners
        or not other.person
    ):
        return False
    if words.tags[draft.core[-1].end - 1] not in ("NN", "NNP") or words.lower[draft.start] in ("a", "an"):
        return False
    return (
        other.end < words.count
        and (words.lower[other.end] == "," or words.tags[other.end].startswith("V"))
        and other.end - draft.end < 7
    )


def _share(words: Words, drafts: list[Draft]) -> None:
    """States told once for two nouns: "Iraqi soldiers and police", "the president and prime minister of Italy"."""
    for left, right in pairwise(drafts):
        if right.start - left.end != 1 or words.lower[left.end] not in ("and", "or", "&"):
            continue
        if (
            left.owners
            and not right.owners
            and right.core
            and left.core
            and not right.person
            and right.determiner is None
            and right.pronoun is None
        ):
            right.owners = left.owners
        elif (
            right.owners
            and not left.owners
            and left.core
            and right.core
            and right.owners[0].draft is not None
            and not left.person
        ):
            left.owners = right.owners
        elif (
            left.core
            and left.core[-1].kind == "office"
            and left.person
            and right.person
            and not right.core
            and not right.owners
            and words.tags[left.core[-1].end - 1] in ("NNS", "NNPS")
        ):
            right.core, right.owners = left.core, left.owners  # "Presidents Xi and Putin"
