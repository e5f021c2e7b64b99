"""Who "I", "we" and "you" are in a transcript."""

from __future__ import annotations

import dragoman

TALKS = """Meeting with President of Turkey Recep Tayyip Erdogan

President of Russia Vladimir Putin: Mr President, I am glad to see you.

President of Turkey Recep Tayyip Erdogan (retranslated): I would like to thank you for your welcome.
"""


def test_a_remark_in_brackets_does_not_hide_who_speaks() -> None:
    thanks = [e for e in dragoman.read(TALKS).events if e.type == "SUPPORT"]
    assert [([p.code for p in e.actor], [p.code for p in e.recipient]) for e in thanks] == [(["TUR"], ["RUS"])]


def test_you_is_the_guest_of_the_title_where_only_the_host_speaks() -> None:
    host = TALKS[: TALKS.index("President of Turkey Recep Tayyip Erdogan (")].replace("glad to see you", "grateful to you for this visit")
    thanks = [e for e in dragoman.read(host).events if e.type == "SUPPORT"]
    assert [([p.code for p in e.actor], [p.code for p in e.recipient]) for e in thanks] == [(["RUS"], ["TUR"])]
