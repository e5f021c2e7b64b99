"""What a transcript holds besides content: greetings, bare thanks, procedure, stage directions.

Example: "Good afternoon, Mr President." and "Next question." are no statements, "Thank you for coming to Russia." is
one.
"""

from __future__ import annotations

import re

_SPACES = re.compile(r"\s+")
_VOCATIVE = (
    r"(?:[,\s]*(?:mr\.?|mrs\.?|ms\.?|madam|dear|my|our|your|his|her|the|esteemed|distinguished|honou?rable|"
    r"respected|and|all|everyone|"
    r"everybody|again|once|so|very|much|well|ladies|gentlemen|friends?|colleagues|comrades|guests|president|"
    r"prime|minister|"
    r"chancellor|secretary|general|foreign|chairman|excellenc(?:y|ies)|highness|majesty|sir|folks|guys|indeed|"
    r"then|now|in advance))*"
)
_GREETING = re.compile(
    _VOCATIVE + r"[,\s]*(?:(?:yes|no|well|okay|ok|all right|right|so|and|now|once|again|first of all|first|"
    r"to begin with)[,.!\s—–-]*)*"
    r"(?:good (?:morning|afternoon|evening|day)|hello|hi|hey|welcome(?: back)?(?: to (?:the )?[\w’' -]{2,40})?|"
    r"thank you|thanks|many thanks|"
    r"greetings|dear|ladies and gentlemen|colleagues|friends|good luck|all the best|goodbye|good-?bye|see you|"
    r"happy birthday(?: to you)?|"
    r"please(?: go ahead| be seated| sit down| take (?:a|your) seats?| proceed| continue)?|go ahead|"
    r"you(?:[’']re| are) welcome|"
    r"i agree|agreed|of course|certainly|exactly|absolutely|correct|right|yes|no|sure|let us (?:begin|start|"
    r"continue|proceed|get (?:started|down to work))|"
    r"let[’']s (?:begin|start|continue|proceed|go|get (?:started|going|down to work)))?"
    + _VOCATIVE
    + r"(?: with us)?[\s.,!?…—–-]*$"
)
_PROCEDURE = re.compile(
    r"\b(?:bear with me|next question|(?:take|answer) (?:your|some|a few|a couple of|as many|more|"
    r"any)(?: \w+)? ?questions?|(?:i|we)[’'](?:ll|d) take "
    r"|turn (?:it|this|the \w+) over|over to (?:you|him|her|them)|the floor is|(?:have|take|"
    r"give (?:you )?)the floor|few things (?:to get through|at the top)|"
    r"get through(?: them)?\b|as brief as|to be brief|can(?:not|[’']t) hear|microphone|mic\b|last question|"
    r"follow[- ]up question|any questions|"
    r"with that,? (?:i|we|let)|please be seated|take a seat|have a seat|minute of silence|go around the room|"
    r"call on you|to the podium|"
    r"follow (?:us|the \w+ \w+) on|click here|please see|for more information|be sure to follow|press release|"
    r"as (?:i|you) (?:was|were) saying)",
)
_WELCOME = re.compile(
    r"^(?:[\w’' ]{0,40}, )*(?:(?:and|so|once again|first of all|let me begin by),? )*(?:"
    r"(?:i|we)(?: would|[’']d)? (?:like|want|wish|am pleased|are pleased) to (?:\w+ly )?(?:welcome|greet) (?:you|all|everyone)"
    r"|(?:let me|allow me to) (?:\w+ly )?(?:welcome|greet|convey)"
    r"|(?:i am|i[’']m|we are|it is) (?:so |very |really |extremely )?(?:glad|happy|pleased|delighted|good|a (?:great )?pleasure)"
    r" to (?:see|meet|welcome|be here|be with|have (?:this|the|an) opportunity)"
    r"|please convey (?:my|our))"
)
_THANKS = re.compile(
    r"^(?:[\w’' ]{0,40}, )*(?:(?:and|so|once again|first of all|let me begin by),? )*"
    r"thank you (?:very much |so much )?for (?:this|the|your) (?:opportunity|introduction|kind words)"
)
_DIRECTION = re.compile(
    r"^[\s(\[<*_]*(?:laughter|applause|laughs?|crosstalk|inaudible|pause|<[.…]+>|[.…]+|via (?:translation|"
    r"interpreter))[\s)\]>*_.]*$"
)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip().strip('"“”«»*_ ').lower()


def is_welcome(text: str) -> bool:
    """Whether a sentence only says that one is glad to see somebody: an act of nobody."""
    plain = _plain(text)
    return len(plain) < 160 and _WELCOME.match(plain) is not None


def is_courtesy(text: str) -> bool:
    """Whether a transcript's sentence has no content of its own."""
    plain = _plain(text)
    if len(plain) > 260:
        return False
    if sum(c.isalpha() for c in plain) < 3 or _DIRECTION.match(plain) or _GREETING.fullmatch(plain):
        return True
    if plain.endswith(("thank you", "thank you.", "thanks", "thanks.")) and len(plain.split()) < 8:
        return True
    if is_welcome(text) or (len(plain) < 160 and _THANKS.match(plain)):
        return True
    return len(plain) < 200 and _PROCEDURE.search(plain) is not None
