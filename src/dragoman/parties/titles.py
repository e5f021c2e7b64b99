"""Whom a document's title says it is about: "Readout of the President's Call with Prime Minister Kishida of Japan"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_CONTACT = re.compile(
    r"\b(?:meetings?|meets|met|calls?|talks|conversations?|spoke|speaks|visits?|consultations?|dialogue|negotiations?|"
    r"summit|readout|joint|bilateral|cooperation|partnership|agreement|treaty)\b",
    re.IGNORECASE,
)


def title_pair(title: str, named: Iterable[str], text: Iterable[str]) -> tuple[str, ...]:
    """The two states of a title that tells of a contact: both that it names, or, in "Meeting with the President of Iran",
    the one and the state that the `text` names most beside it; () where the title tells of none, or of more.

    `named` are the codes of states in the title, `text` those in the document, each as often as it stands there.
    """
    codes = list(dict.fromkeys(named))
    if not _CONTACT.search(title) or not 1 <= len(codes) <= 2:
        return ()
    if len(codes) == 1:
        others = Counter(code for code in text if code != codes[0])
        if not others or not re.search(r"\bwith\b", title, re.IGNORECASE):
            return ()
        codes.append(max(others, key=lambda code: others[code]))
    return tuple(codes)
