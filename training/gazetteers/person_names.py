"""Names of persons as sources write them, brought to the form of a news text: "XI Jinping" to "Xi Jinping".

A source's capitals tell the surname, which stands first in some countries; patronymics, initials, titles go.
"""

from __future__ import annotations

import re
import unicodedata

SURNAME_FIRST = frozenset({"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "KHM", "SGP"})
"""Where a name whose surname is not marked begins with it."""

_TITLES = re.compile(
    r"^(?:(?:Dr|Prof|Gen|Lt|Maj|Col|Brig|Adm|Capt|Cdre|Mr|Mrs|Ms|Msgr|Fr|Rev|Hon|Eng|Sen|VAdm|RAdm|Ret|Mme|Amb|Cmdr|H\.E)\b\.?,?\s*"
    r"|(?:Sir|Dame|Lord|Baroness|Tuanku|Tuan|Datuk|Dato|Tan Sri|Shaykh|Sheikh|Sayyid|Mullah|Ayatollah|Hojjat ol-Eslam|General|"
    r"Colonel|Major|Captain|Admiral|Lieutenant|Professor|Field Marshal|King|Queen|Prince|Princess|Emperor|Sultan|Amir|Emir|"
    r"President|Prime Minister|Premier|Vice President|Governor-General|Governor General|Governor|Ambassador|Senator|"
    r"Commission President|Commission Chairman|Presidium President|Honorable|Father|the|Acting|and|Interim|Mawlawi|Maulana|"
    r"Hojatolislam|[Tt]ransitional|[Ff]ormerly,|Transition|Commissioner|Minister|Chairman|Chairperson|Secretary|Deputy)\b\.?\s+)+",
)
_PREFIX = re.compile(
    r"^.*?\b(?:Republic of (?:the )?[A-Z][\w'-]+(?: and [A-Z][\w-]+)?|of the Council(?: of Ministers)?|Assembly|Presidency|"
    r"Commission|Council|Affairs|Government|Finance|Defense|Interior|Economy)\s+(?=[A-Z])"
)
_SUFFIX = re.compile(
    r"(?:,\s*(?:Jr|Sr|Dr|QC|PhD|[IVX]+|Gen|Maj|Lt|Ret|Prof|MD|Eng)\b\.?.*|\s+(?:Jr|Sr)\.?|\s*\(.*|\s*\[.*|\s*\".*)$"
)
_PARTICLES = frozenset(
    "al el bin ben ibn bint ould de da do dos das del della di la le van von der den zu ter ten af y e ap as az ash at "  # noqa: SIM905
    "ad an ur ul".split()
)
_PATRONYMIC = re.compile(r".{3,}(?:ov[iy]ch|ev[iy]ch|[iy]ch|ovna|evna|yevich|yevna|oglu|ogly|uulu|ichna|ovych)$")


def fold(text: str) -> str:
    """Without diacritics: the spelling of a plain keyboard."""
    text = text.translate(str.maketrans("łŁøØđĐıəƏßæÆœ’ʼʻ", "lLoOdDieEsaAo'''"))
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def key(text: str) -> str:
    """What two spellings of one name share: letters alone, without diacritics."""
    return re.sub(r"[^a-z ]", "", fold(text).lower().replace("-", " ").replace("'", "")).strip()


def person(raw: str, state: str) -> tuple[str, str] | None:
    """Name and surname of a person as a source writes it; None where nothing of a name is left."""
    braced = re.findall(r"\{([^}]+)\}", raw)
    text = re.sub(
        r"\s+",
        " ",
        re.sub(r"[\x00-\x1f]", "", (braced or [raw])[0]).replace("’", "'").replace("\xa0", " ").replace("_", " "),
    ).strip(" ,;.")
    text = _SUFFIX.sub("", text)
    text = re.sub(r"^(?:[Ff]ormerly|government), |, also .*$", "", text).replace("`", "'")
    text = re.sub(r"\b(?:Maj|Lt|Brig|Col|Gen|Dr|Adm)\.\s*", "", text)
    for _ in range(2):
        text = _TITLES.sub("", text).strip(" ,;.")
    if len(text.split()) > 3:
        text = _PREFIX.sub("", text)
        text = _TITLES.sub("", text)
    tokens = [token for token in text.split() if not re.fullmatch(r"\(?[A-Z]{1,2}\.\)?(?:[A-Z]\.)*|\"[^\"]*\"", token)]
    if len(tokens) > 5 or "and" in tokens or not tokens or any(char.isdigit() for char in text):
        return None
    marked = [
        i for i, token in enumerate(tokens) if len(re.sub(r"[^A-Za-zÀ-ž]", "", token)) > 1 and token.upper() == token
    ]
    if len(tokens) == 3 and _PATRONYMIC.match(tokens[1].lower()) and (not marked or marked == [2]):
        del tokens[1]
        marked = [1] if marked else []
    whole = len(marked) == len(tokens)
    parts = [_case(token, first=i == 0) if (token.upper() == token) else token for i, token in enumerate(tokens)]
    if marked and not whole:
        surname = " ".join(parts[min(marked) : max(marked) + 1])
        if max(marked) == len(tokens) - 1:
            start = min(marked)
            while start > 0 and tokens[start - 1].lower() in _PARTICLES and start - 1 > 0:
                start -= 1
            surname = " ".join(parts[start:])
    elif state in SURNAME_FIRST and len(parts) > 1:
        surname = parts[0]
    else:
        start = len(parts) - 1
        while start > 1 and parts[start - 1].lower() in _PARTICLES:
            start -= 1
        surname = " ".join(parts[start:])
    name = " ".join(parts).strip()
    if len(name) < 4 or name.lower() in {"vacant", "none", "unknown"} or "vacant" in name.lower():
        return None
    return name, surname


def _case(token: str, *, first: bool) -> str:
    if not first and token.lower() in _PARTICLES:
        return token.lower()
    if re.fullmatch(r"[IVX]+", token):
        return token
    if "-" in token:
        parts = token.split("-")
        head = parts[0].lower() if parts[0].lower() in _PARTICLES else _case(parts[0], first=True)
        return "-".join([head] + [_case(part, first=True) for part in parts[1:]])
    text = token[:1].upper() + token[1:].lower()
    text = re.sub(r"^(Mc|O'|D'|N'|M')([a-z])", lambda m: m[1] + m[2].upper(), text)
    return text


def aliases(name: str, surname: str, given: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Short and plain spellings of `name` beside those given, in a fixed order."""
    found = [*given]
    if surname and surname != name and len(surname) > 1:
        found.append(surname)
    found.extend(fold(text) for text in (name, *found))
    found = [text for text in dict.fromkeys(found) if text and text != name]
    return tuple(found)
