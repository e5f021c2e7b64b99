"""Words that only the acts stage needs: how verbs of saying take their content, and which nouns can speak.

Read from `data/lexicons/speech_content.csv` and `data/lexicons/speakers.csv`, on first use, once, and checked.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from dragoman.errors import StopRun

FORMS = frozenset({"noun", "to", "as", "opinion"})
Forms = Mapping[str, frozenset[str]]
"""How a word takes its content: form, and the nouns allowed (empty: any)."""
SPEAKER_KINDS = frozenset({"person", "body", "document"})


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The rows of `data/lexicons/NAME`: "file:line" and the fields. Raises StopRun on a wrong header or number of fields."""
    text = files("dragoman").joinpath("data", "lexicons", name).read_text("utf-8")
    header = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in next(csv.reader([line]))]
        where = f"lexicons/{name}:{number}"
        if header is None:
            header = tuple(fields)
            if header != columns:
                raise StopRun(f"{where}: the header must be {','.join(columns)}")
        elif len(fields) != len(columns):
            raise StopRun(f"{where}: {len(fields)} fields where {len(columns)} belong: {line[:80]}")
        else:
            yield where, fields


@lru_cache(maxsize=1)
def contents() -> Mapping[tuple[str, str], Forms]:
    """By (lemma, part of speech): the forms of content it takes, each with the nouns allowed (empty: any)."""
    table: dict[tuple[str, str], dict[str, frozenset[str]]] = {}
    for where, (lemma, pos, form, nouns) in rows("speech_content.csv", ("lemma", "pos", "form", "nouns")):
        if form not in FORMS:
            raise StopRun(f"{where}: form {form!r} is none of {', '.join(sorted(FORMS))}")
        forms = table.setdefault((lemma, pos), {})
        if form in forms:
            raise StopRun(f"{where}: {lemma} {pos} {form} is there twice")
        forms[form] = frozenset(filter(None, nouns.split("|")))
    return table


@lru_cache(maxsize=1)
def speakers() -> Mapping[str, str]:
    """Common nouns that can speak, each with its kind: person, body or document."""
    table: dict[str, str] = {}
    for where, (noun, kind) in rows("speakers.csv", ("noun", "kind")):
        if kind not in SPEAKER_KINDS:
            raise StopRun(f"{where}: kind {kind!r} is none of {', '.join(sorted(SPEAKER_KINDS))}")
        if noun in table:
            raise StopRun(f"{where}: {noun} is there twice")
        table[noun] = kind
    return table


@lru_cache(maxsize=1)
def speech() -> Mapping[tuple[str, str], str]:
    """The words of saying by (lemma, part of speech), each with its stance: neutral, support or criticism."""
    try:
        from dragoman import lexicons

        return {key: entry.stance for key, entry in lexicons.speech().items()}
    except (AttributeError, FileNotFoundError):
        verbs = ["say", "state", "tell", "announce", "note", "add", "declare", "claim", "stress", "emphasize", "emphasise", "underline", "underscore", "highlight", "report", "confirm", "insist", "warn", "argue", "assert", "acknowledge", "reiterate", "reaffirm", "affirm", "explain", "suggest", "indicate", "maintain", "admit", "remark", "observe", "point", "comment", "write", "tweet", "reply", "respond", "recall", "deny", "predict", "disclose", "reveal", "allege", "accuse", "caution", "conclude", "continue", "voice", "express", "inform", "assure", "answer", "mention", "repeat", "vow", "demand", "complain", "believe"]
        table = {(v, "VERB"): "neutral" for v in verbs if v not in ("believe", "express", "voice", "demand", "vow")}
        table |= {
            (n, "NOUN"): "neutral"
            for n in ["statement", "view", "claim", "warning", "declaration", "belief", "opinion", "announcement", "assertion", "suggestion", "position", "fact", "allegation", "assurance", "conviction", "hope"]
        }
        table |= {("clear", "ADJ"): "neutral"}
        return table


INSTRUMENT_VERBS = frozenset({"signed", "proposed", "terminated", "open", "include"})


@lru_cache(maxsize=1)
def instrument_verbs() -> Mapping[str, str]:
    """Verbs that have a document as their object, each with the status that it gives the document."""
    table: dict[str, str] = {}
    for where, (lemma, status) in rows("instrument_verbs.csv", ("lemma", "status")):
        if status not in INSTRUMENT_VERBS:
            raise StopRun(f"{where}: status {status!r} is none of {', '.join(sorted(INSTRUMENT_VERBS))}")
        if lemma in table:
            raise StopRun(f"{where}: {lemma} is there twice")
        table[lemma] = status
    return table


@lru_cache(maxsize=1)
def named_instruments() -> Mapping[tuple[str, ...], tuple[str, tuple[str, ...]]]:
    """Documents known by name, as lower-case words: their kind and the codes of their parties, where the name tells them."""
    from dragoman.lexicons import INSTRUMENT_KINDS

    table: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
    for where, (name, kind, parties) in rows("named_instruments.csv", ("name", "kind", "parties")):
        if kind not in INSTRUMENT_KINDS:
            raise StopRun(f"{where}: kind {kind!r} is none of {', '.join(sorted(INSTRUMENT_KINDS))}")
        words = tuple(name.split())
        if words in table or name != name.lower():
            raise StopRun(f"{where}: {name} is there twice or not in lower case")
        table[words] = (kind, tuple(parties.split()))
    return table


@lru_cache(maxsize=1)
def instrument_phrases() -> Mapping[tuple[str, ...], str]:
    """Lemma phrases that mean a document ("memorandum of understanding"), each with its kind."""
    try:
        from dragoman import lexicons
        return lexicons.instruments().entries
    except (AttributeError, FileNotFoundError):
        table = {"agreement": "agreement accord deal pact truce ceasefire arrangement settlement armistice concordat alliance", "treaty": "treaty convention charter protocol_x covenant",
                 "declaration": "declaration", "memorandum": "memorandum mou", "communique": "communique communiqué", "contract": "contract", "plan": "plan roadmap programme program initiative strategy framework",
                 "resolution": "resolution", "other": "protocol document directive proposal order offer decree ultimatum act"}
        out = {(w,): k for k, ws in table.items() for w in ws.split()}
        out |= {("joint", "statement"): "joint statement", ("memorandum", "of", "understanding"): "memorandum", ("road", "map"): "plan", ("joint", "communique"): "communique",
                ("joint", "declaration"): "declaration", ("executive", "order"): "other", ("peace", "plan"): "plan", ("action", "plan"): "plan"}
        return out


ACTION_KINDS = frozenset({"state", "threat", "contact", "deed", "fund"})
TAKES = frozenset({"inf", "ing", "clause", "obj", "on", "to"})


@lru_cache(maxsize=1)
def undertakings() -> Mapping[tuple[str, str], tuple[frozenset[str], str]]:
    """By (lemma, part of speech): what the word takes, and the modality of the undertaking that it makes."""
    from dragoman.lexicons import MODALITIES

    table: dict[tuple[str, str], tuple[frozenset[str], str]] = {}
    for where, (lemma, pos, takes, modality) in rows("undertaking_words.csv", ("lemma", "pos", "takes", "modality")):
        forms = frozenset(filter(None, takes.split("|")))
        if not forms <= TAKES or modality not in MODALITIES or (lemma, pos) in table:
            raise StopRun(f"{where}: {lemma} is there twice, or {takes!r} or {modality!r} is unknown")
        table[lemma, pos] = (forms, modality)
    return table


@lru_cache(maxsize=1)
def actions() -> Mapping[tuple[str, str], str]:
    """By (lemma, part of speech): state, threat, contact, deed or fund; see the file."""
    table: dict[tuple[str, str], str] = {}
    for where, (lemma, pos, kind) in rows("undertaking_actions.csv", ("lemma", "pos", "kind")):
        if kind not in ACTION_KINDS or (lemma, pos) in table:
            raise StopRun(f"{where}: {lemma} is there twice, or {kind!r} is none of {', '.join(sorted(ACTION_KINDS))}")
        table[lemma, pos] = kind
    return table


@lru_cache(maxsize=1)
def sectors():
    """Lemma phrases that name a sector."""
    from dragoman import lexicons
    try:
        return lexicons.sectors()
    except (AttributeError, FileNotFoundError):
        table = {}
        for sector, words in {
            "trade": "trade|export|import|economic|economy|commerce|tariff", "investment": "investment|invest|fund", "finance": "finance|bank|budget|currency", "energy": "energy",
            "energy.gas": "gas|lng", "energy.oil": "oil|petroleum", "energy.coal": "coal", "energy.electricity": "electricity", "energy.nuclear": "nuclear energy|nuclear power",
            "agriculture": "grain|meat|agriculture|wheat", "food_security": "food security", "technology": "technology|high-tech", "technology.space": "satellite|space", "transport.rail": "rail|railway",
            "transport.road": "highway|road|bridge", "logistics": "logistics", "transport": "transport|transportation", "defence": "force|military|defence|defense|security|troops|alliance|weapon|missile|coalition",
            "counterterrorism": "terrorist|terrorism|daesh|isil", "peace": "peace|ceasefire|conflict", "humanitarian": "humanitarian|relief", "human_rights": "human rights|democracy", "migration": "migration|refugee",
            "development_aid": "assistance|aid|contribution", "legal": "law", "arms_control": "missile|denuclearization", "diplomacy": "visit|talk|consultation|dialogue|meeting|cooperation",
            "industry": "industry|manufacturing", "climate": "climate", "environment":"environment", "health": "health", "culture": "cultural|culture"}.items():
            for w in words.split("|"):
                table[tuple(w.split())] = sector
        return lexicons.Phrases(table)
