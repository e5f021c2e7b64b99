"""Our tokens: spaCy's English rules, brought closer to those of the English UD treebanks.

The treebanks split "U.S.-led" into three and keep "vice-president" and "mid-March" whole: a hyphen is no border after one of
the prefixes that the annotation guidelines of the English Web Treebank (LDC2012T13) list.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

PREFIXES = [
    "e",
    "a",
    "u",
    "x",
    "agro",
    "anti",
    "be",
    "bi",
    "bio",
    "co",
    "counter",
    "cross",
    "cyber",
    "de",
    "eco",
    "ex",
    "extra",
    "inter",
    "intra",
    "macro",
    "mega",
    "micro",
    "mid",
    "mini",
    "multi",
    "neo",
    "non",
    "over",
    "pan",
    "para",
    "peri",
    "post",
    "pre",
    "pro",
    "pseudo",
    "quasi",
    "re",
    "semi",
    "sub",
    "super",
    "tri",
    "ultra",
    "un",
    "uni",
    "vice",
]
_BOUND = "".join(f"(?<!^{p})(?<!^{p.capitalize()})" for p in PREFIXES)
_HYPHEN = r"(?<=[^\W_]|[.%])" + _BOUND + r"[-–—](?=[^\W_])"
_LONG_DASH = r"(?<=\S)(?:—|--+|–)(?=\S)"
_LONGEST_SUFFIX = 80  # characters
_RUN = r"[!?]{2,}|={2,}|\*{2,}|_{2,}|~{2,}|-{3,}|\${2,}|<{2,}|>{2,}"  # "!!!" and "*****" are one token
_ABBREVIATIONS = (
    "etc.",
    "al.",
    "Capt.",
    "Amb.",
    "Hon.",
    "Pres.",
    "Sec.",
    "Maj.",
    "Brig.",
    "Cmdr.",
    "Adm.",
    "Sgt.",
    "Dep.",
)
_SLASH = r"(?<=[^\W\d_])/(?=[^\W\d_])"


def make_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokenizer of `nlp` with the treebanks' hyphens, dashes and slashes."""
    defaults = nlp.Defaults
    infixes = [str(i) for i in defaults.infixes or () if "(?:-|–|—|--|" not in str(i)] + [_HYPHEN, _LONG_DASH, _SLASH]
    rules = {k: v for k, v in defaults.tokenizer_exceptions.items() if k != "and/or"} | {a: [{ORTH: a}] for a in _ABBREVIATIONS}
    suffix = compile_suffix_regex([_RUN, *(defaults.suffixes or ())]).search
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex([_RUN, *(defaults.prefixes or ())]).search,
        suffix_search=lambda string: suffix(string[-_LONGEST_SUFFIX:]),  # a run of 5,000 quotes must not cost 5,000²
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
