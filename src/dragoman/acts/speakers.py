"""Who speaks: from the token that heads a subject to the name and code of the speaker.

Reads `Doc._.mentions`, the PERSON entities and the tree. Example: "Putin ... Vladimir Putin": the speaker of "Putin
said" is "Vladimir Putin", RUS; "a senior Kremlin official" is that, RUS, and "the source" after it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from dragoman.acts import vocabulary
from dragoman.acts.clauses import Tree
from dragoman.parties.mentions import Entity, Mention

RANKS = frozenset(
    ["president", "secretary", "minister", "chancellor", "ambassador", "senator", "general", "admiral", "premier",
     "king", "queen", "chairman", "administrator", "director", "spokesperson", "spokesman", "spokeswoman", "commissioner",
     "governor", "envoy"]
)  # fmt: skip
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "he", "hon"})
_BARE = frozenset(
    {
        "source",
        "official",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "diplomat",
        "expert",
        "analyst",
        "aide",
        "adviser",
        "advisor",
        "representative",
        "minister",
        "officer",
        "commander",
        "ministry",
        "statement",
    }
)
JOINT = "joint statement"
NAMES = "dragoman.acts.names"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says: the name as fully as the text gives it, the party's code or None, and the parties' codes it speaks
    for."""

    name: str
    state: str | None
    codes: tuple[str, ...] = ()


_BEFORE_RANKS = frozenset(
    ["acting", "assistant", "defence", "defense", "deputy", "foreign", "national", "prime", "security", "special", "vice"]
)


@dataclass(slots=True)
class Names:
    """The persons a document names, to call each as fully as the document does, and who was last cited without a
    name."""

    tree: Tree
    full: dict[str, str] = field(default_factory=dict)
    unnamed: Speaker | None = None
    last: Speaker | None = None
    previous: dict[str, Speaker] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    titles: dict[str, Speaker] = field(default_factory=dict)  # "secretary": who bears that title in the document

    @classmethod
    def of(cls, tree: Tree) -> Names:
        """Collect the names of persons from entities and from mentions that name one."""
        names = cls(tree)
        spans = [(e.start, e.end) for e in tree.doc.ents if e.label_ == "PERSON"]
        spans += [
            (m.start, m.end)
            for m in tree.doc._.mentions
            if m.kind == "name" and len(m.parties) == 1 and m.parties[0].kind == "per"
        ]
        for start, end in spans:
            words = [w for w in tree.words[start:end] if w.lower() not in _TITLES and w not in ("'s", "’s", "'", "’")]
            if not words:
                continue
            text, last = " ".join(words), words[-1].casefold()
            if len(words) > len(names.full.get(last, "").split()):
                names.full[last] = text if not text.isupper() else text.title()
        for mention in tree.doc._.mentions:
            if len(mention.parties) == 1 and mention.kind in ("name", "office", "descriptor"):
                last = tree.lower[mention.end - 1]
                if last in names.full and tree.doc[mention.end - 1].ent_type_ == "PERSON":
                    names.codes.setdefault(last, mention.parties[0].code)
                    names._entitle(mention)
        return names

    def _entitle(self, mention: Mention) -> None:
        """Remember the titles before a person's name, so that "the Secretary" later on is that person."""
        code = mention.parties[0].code
        for at in range(mention.start, mention.end):
            word = self.tree.lower[at]
            if word in RANKS and self.tree.doc[at].ent_type_ != "PERSON":
                name = self.called(_words(self.tree, at + 1, mention.end))
                self.titles.setdefault(word, Speaker(name.split(" of ")[-1], code, (code,)))

    def known(self, speaker: Speaker) -> Speaker:
        """A speaker who is only a title ("the Secretary") as the person who bears it in the document."""
        words = speaker.name.casefold().removeprefix("the ").split()
        bearer = self.titles.get(words[-1]) if words and all(w in RANKS or w in _BEFORE_RANKS for w in words) else None
        if bearer is None or (speaker.state and not speaker.state.startswith("PER:") and speaker.state != bearer.state):
            return speaker
        return bearer

    def called(self, name: str) -> str:
        """The fullest form of a person's name that the document has."""
        words = name.split()
        if not words:
            return name
        longest = self.full.get(words[-1].casefold(), "")
        return longest if len(longest.split()) > len(words) else name


def names_of(doc: Doc, tree: Tree) -> Names:
    """The names of a document, collected once."""
    names = doc.user_data.get(NAMES)
    if names is None:
        names = doc.user_data[NAMES] = Names.of(tree)
    return names


def resolve(names: Names, token: int | None, depth: int = 0) -> list[Speaker]:
    """The speakers that the noun or pronoun at `token` stands for: several for "Xi and Putin", none where nobody
    speaks."""
    if token is None or depth > 12:
        return []
    tree = names.tree
    found = _one(names, token)
    mention = tree.mention_of.get(token) or tree.covering.get(token)
    for child in tree.children[token]:
        if tree.deps[child] == "conj" and not (
            mention and mention.start <= child < mention.end and mention.kind != "name"
        ):
            found += [s for s in resolve(names, child, depth + 1) if s not in found]
    return [names.known(s) for s in found]


def speaker_in(names: Names, start: int, end: int, ends: bool = False) -> Speaker | None:
    """The person that characters [start, end) name, with title or without; `ends`: the name must stand at the end."""
    tree = names.tree
    first, stop = tree.token_at(start), tree.token_at(max(start, end - 1)) + 1
    while first < stop and tree.start[first] < start:
        first += 1
    best: Speaker | None = None
    for mention in tree.doc._.mentions:
        if mention.start < first or mention.end > stop or len(mention.parties) != 1:
            continue
        if ends and mention.end < stop:
            continue
        entity = mention.parties[0]
        if (
            mention.kind == "office"
            or entity.kind == "per"
            or (mention.kind in ("name", "descriptor") and (entity.role or _persons(names, mention)))
        ):
            speaker = _from_entity(names, mention, entity)
            if best is None or (best.state or "").startswith("PER:"):
                best = speaker
    if best is not None:
        return best
    for token in range(stop - 1, first - 1, -1):
        if tree.doc[token].ent_type_ == "PERSON":
            found = _unknown(names, token, None)
            return found[0] if found and (not ends or token == stop - 1) else None
    return None


def _one(names: Names, token: int) -> list[Speaker]:
    tree = names.tree
    word = tree.lower[token]
    if word in FIRST or word in ("you", "it", "this", "that", "there", "what", "which", "these", "those", "one"):
        mention = tree.mention_of.get(token)
        if word == "it" and mention is not None:
            return [_from_entity(names, mention, e) for e in mention.parties]
        return []
    kind = vocabulary.speakers().get(tree.lemmas[token])
    mention = tree.mention_of.get(token)
    if mention is None:
        covering = tree.covering.get(token)
        if covering is not None and covering.kind in ("name", "office", "metonym", "descriptor", "anaphor"):
            mention = covering
    if kind == "document" and tree.pos[token] != "PROPN":
        return _document(names, token, mention)
    if mention is not None and mention.kind != "adjective":
        speakers = [_from_entity(names, mention, e) for e in mention.parties if e.code]
        if speakers and tree.lemmas[token] in _BARE and not _persons(names, mention):
            names.unnamed = speakers[0]
        if speakers:
            return speakers
    return _unknown(names, token, kind)


def _from_entity(names: Names, mention: Mention, entity: Entity) -> Speaker:
    tree = names.tree
    codes = tuple(e.code for e in mention.parties)
    if entity.kind == "per":
        return Speaker(names.called(entity.name), entity.code, (entity.code,))
    for ent_start, ent_end in _persons(names, mention):
        return Speaker(names.called(_words(tree, ent_start, ent_end)), entity.code, (entity.code,))
    last = entity.name.split()[-1].casefold() if entity.name else ""
    if last in names.full and len(entity.name.split()) > 1:
        return Speaker(names.called(entity.name), entity.code, (entity.code,))
    if mention.kind in ("office", "anaphor") or entity.role:
        return Speaker(entity.name or _words(tree, mention.start, mention.end), entity.code, (entity.code,))
    text = _words(tree, mention.start, mention.end) if len(codes) == 1 else entity.name
    return Speaker(text or entity.name, entity.code, (entity.code,))


def _persons(names: Names, mention: Mention) -> list[tuple[int, int]]:
    found, at = [], mention.start
    doc = names.tree.doc
    while at < mention.end:
        if doc[at].ent_type_ == "PERSON":
            end = at + 1
            while end < mention.end and doc[end].ent_iob_ == "I":
                end += 1
            last = names.tree.lower[end - 1]
            if last not in RANKS and last not in _BEFORE_RANKS:  # "Vice" of the vice minister is no name
                found.append((at, end))
            at = end
        else:
            at += 1
    return found


def _words(tree: Tree, start: int, end: int) -> str:
    words = tree.words[start:end]
    while words and (
        words[0].lower() in ("the", "a", "an", "some", "this", "that", "one") or words[0].lower() in _TITLES
    ):
        words = words[1:]
    while words and words[-1] in ("'s", "’s", "'", "’", ","):
        words = words[:-1]
    return " ".join(" ".join(words).split())


def _document(names: Names, token: int, mention: Mention | None) -> list[Speaker]:
    """ "The joint statement said", "a ministry statement said", "the statement said"."""
    tree = names.tree
    inside = [
        tree.mention_of[i]
        for i in range(tree.left[token], tree.right[token] + 1)
        if i in tree.mention_of and i != token
    ]
    owners = [(m, e) for m in inside for e in m.parties]
    if mention is not None and mention.head == token:
        owners += [(mention, e) for e in mention.parties]
    if any(tree.lower[i] == "joint" for i in tree.children[token]):
        codes = tuple(dict.fromkeys(e.code for _, e in owners))
        known = names.previous.get(JOINT)
        return [Speaker(JOINT, codes[0] if codes else known.state if known else None, codes)]
    near = [(m, e) for m, e in owners if m.head < token or tree.heads[m.head] == token]
    if near:
        mention, entity = near[0]
        return [_from_entity(names, mention, entity)]
    return [names.unnamed or names.last] if (names.unnamed or names.last) else []  # type: ignore[list-item]


def _unknown(names: Names, token: int, kind: str | None) -> list[Speaker]:
    """A speaker that the gazetteers do not know: "an unnamed Kremlin official", "analyst Jane Roe", "Denis
    McDonough"."""
    tree = names.tree
    doc = tree.doc
    if doc[token].ent_type_ == "PERSON":
        start = end = token
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
            end += 1
        name = names.called(_words(tree, start, end + 1))
        return [Speaker(name, f"PER:{name}", (f"PER:{name}",))]
    if kind is None or tree.pos[token] not in ("NOUN", "PROPN"):
        return []
    left = tree.left[token]
    modified = any(tree.deps[i] in ("amod", "compound", "nmod", "nmod:poss") for i in tree.children[token])
    definite = any(tree.lower[i] in ("the", "this", "that") for i in tree.children[token])
    if definite and not modified and tree.lemmas[token] in _BARE and names.unnamed is not None:
        return [names.unnamed]
    name = _words(tree, left, token + 1)
    state = None
    for i in range(left, tree.right[token] + 1):
        inner = tree.mention_of.get(i)
        if inner is not None and (i < token or tree.case(i) in ("of", "from", "for", "at", "with", "in")):
            state = inner.parties[0].code if inner.parties else None
            break
    speaker = Speaker(name, state, (state,) if state else ())
    names.unnamed = speaker
    return [speaker]
