"""Stories of promises: made, told again, specified, kept, broken, forgotten; and what is no evidence at all."""

from __future__ import annotations

import pytest

from dragoman import ledger
from dragoman.ledger import histories
from dragoman.records import Promise, Ruling

TODAY = "2024-06-01"
LATER = "2025-01-31"


def one(promises: list[Promise]) -> Promise:
    assert len(promises) == 1, [p.action for p in promises]
    return promises[0]


def kinds(promise: Promise) -> list[str]:
    return [step.kind for step in promise.steps]


def gas(desk):
    return [
        desk.promise("2014-05-21", "RUS", "CHN", "supply gas to China through Power of Siberia", "energy.gas"),
        desk.promise("2014-09-01", "RUS CHN", "", "begin the deliveries of gas through Power of Siberia", "energy"),
        desk.promise(
            "2016-03-01", "RUS", "CHN", "deliver 38 billion cubic metres of gas through Power of Siberia by 2019", "energy.gas",
            due="2019",
        ),
        desk.event("2019-12-02", "COOPERATE", "RUS", "CHN", "Russia began to deliver gas to China through Power of Siberia",
                   "energy.gas"),
    ]  # fmt: skip


def test_a_promise_of_gas_over_four_texts(desk):
    promise = one(ledger.promises(gas(desk), as_of=TODAY))
    assert kinds(promise) == ["made", "reaffirmed", "specified", "acted upon"]
    assert (promise.made, promise.due, promise.status) == ("2014-05-21", "2019", "acted upon")
    assert promise.because == (promise.steps[-1].report.entry.id,)
    assert "COOPERATE in energy.gas by RUS to CHN" in promise.steps[-1].why
    assert "3.8e+10 m3" not in promise.steps[2].why and "38,000,000,000 m3" in promise.steps[2].why


def test_what_is_told_later_is_not_known_before(desk):
    promise = one(ledger.promises(gas(desk), as_of="2015-01-01"))
    assert kinds(promise) == ["made", "reaffirmed"] and promise.status == "open" and promise.due is None


@pytest.mark.parametrize(
    ("as_of", "status"), [("2019-12-31", "open"), ("2020-01-01", "overdue"), ("2019-06-30", "open")]
)
def test_a_promise_is_overdue_only_after_the_last_day_that_its_date_can_mean(desk, as_of, status):
    promise = one(ledger.promises(gas(desk)[:3], as_of=as_of))
    assert promise.status == status
    if status == "overdue":
        assert promise.because == (promise.steps[-1].report.entry.id,)


def test_a_ruling_stands_above_the_status_and_changes_no_step(desk):
    reports = gas(desk)
    ruling = Ruling("contradicted", "the price was never agreed", "an analyst", "2020-02-02")
    proposed = one(ledger.promises(reports, as_of=TODAY))
    ruled = one(ledger.promises(reports, as_of=TODAY, rulings={proposed.id: ruling}))
    assert ruled.status == "acted upon" and ledger.standing(ruled) == "contradicted" and ruled.steps == proposed.steps
    assert ledger.standing(proposed) == "acted upon"


def test_a_contract_suspended_contradicts_and_a_later_promise_opens_it_again(desk):
    told = [
        desk.promise("2011-01-25", "FRA", "RUS", "build two Mistral warships for the Russian navy", "defence"),
        desk.event("2014-11-25", "SANCTION", "FRA", "RUS", "France suspended the delivery of the first Mistral warship", "defence",
                   mode="discontinue"),
    ]  # fmt: skip
    broken = one(ledger.promises(told, as_of=TODAY))
    assert kinds(broken) == ["made", "contradicted"] and broken.status == "contradicted"
    again = desk.promise("2015-02-01", "FRA", "RUS", "build the Mistral warships for the Russian navy", "defence")
    assert one(ledger.promises([*told, again], as_of=TODAY)).status == "open"


def test_of_a_deed_and_a_breach_on_one_day_the_breach_decides(desk):
    told = [
        desk.promise("2015-01-08", "IGO:EU", "UKR", "lend Ukraine 1.8 billion euros under the third programme", "finance"),
        desk.event("2017-12-01", "AID", "IGO:EU", "UKR", "lent Ukraine 1.2 billion euros under the third programme", "finance",
                   date="2017-12-01"),
        desk.event("2017-12-01", "REJECT", "IGO:EU", "UKR", "refused to lend Ukraine the rest of 1.8 billion euros", "finance",
                   date="2017-12-01"),
    ]  # fmt: skip
    promise = one(ledger.promises(told, as_of=TODAY))
    assert kinds(promise) == ["made", "acted upon", "contradicted"] and promise.status == "contradicted"


def test_a_terminated_contract_contradicts_and_a_signed_one_acts_upon(desk):
    told = desk.promise("2011-01-25", "FRA", "RUS", "build two Mistral warships for the Russian navy", "defence")
    title = "contract on the two Mistral warships for the navy"
    signed = desk.instrument("2011-06-17", "contract", "FRA RUS", title, date="2011-06-17")
    ended = desk.instrument("2015-08-05", "contract", "FRA RUS", title, status="terminated")
    assert kinds(one(ledger.promises([told, signed, ended], as_of=TODAY))) == ["made", "acted upon", "contradicted"]


def test_a_signed_paper_without_a_date_may_be_an_old_one(desk):
    told = desk.promise("2011-01-25", "FRA", "RUS", "build two Mistral warships for the Russian navy", "defence")
    mention = desk.instrument("2012-06-17", "contract", "FRA RUS", "contract on the two Mistral warships for the navy")
    assert kinds(one(ledger.promises([told, mention], as_of=TODAY))) == ["made"]


NO_EVIDENCE = [
    ("another sector", "COOPERATE", "RUS", "CHN", "Russia and China held a naval exercise", "defence", {}),
    ("the same sector and nothing shared", "COOPERATE", "RUS", "CHN", "opened an office", "energy.gas", {}),
    ("other parties", "COOPERATE", "RUS", "TUR", "deliver gas through Power of Siberia", "energy.gas", {}),
    ("another actor", "COOPERATE", "TKM", "CHN", "deliver gas through Power of Siberia", "energy.gas", {}),
    ("not done yet", "COOPERATE", "RUS", "CHN", "deliver gas through Power of Siberia", "energy.gas", {"status": "planned"}),
    ("done before", "COOPERATE", "RUS", "CHN", "deliver gas, Power of Siberia", "energy.gas", {"date": "2013-01-01"}),
    ("only words", "SUPPORT", "RUS", "CHN", "praised deliveries of gas through Power of Siberia", "energy.gas", {}),
    ("another pipeline", "COOPERATE", "RUS", "CHN", "deliver gas through Power of Siberia 2", "energy.gas", {}),
    ("more than promised", "COOPERATE", "RUS", "CHN", "deliver 98 billion cubic metres of gas, Siberia", "energy.gas", {}),
]


@pytest.mark.parametrize("case", NO_EVIDENCE, ids=[case[0] for case in NO_EVIDENCE])
def test_what_keeps_no_promise(desk, case):
    _, kind, actor, recipient, quote, sectors, more = case
    told = desk.promise(
        "2014-05-21", "RUS", "CHN", "supply 38 billion cubic metres of gas through Power of Siberia", "energy.gas"
    )
    act = desk.event("2019-12-02", kind, actor, recipient, quote, sectors, **more)
    assert kinds(one(ledger.promises([told, act], as_of=TODAY))) == ["made"]


def test_an_act_keeps_the_promise_that_it_fits_best(desk):
    ten = desk.promise("2013-07-27", "JPN", "PHL", "provide ten patrol vessels", "transport.maritime")
    two = desk.promise("2016-09-06", "JPN", "PHL", "provide two large patrol ships of ninety metres", "transport.maritime")
    act = desk.event("2022-02-26", "COOPERATE", "JPN", "PHL", "delivered the large patrol ship", "transport.maritime")
    first, second = ledger.promises([ten, two, act], as_of=TODAY)
    assert kinds(first) == ["made"] and kinds(second) == ["made", "acted upon"]


def test_an_act_that_fits_two_promises_weakly_keeps_neither(desk):
    east = desk.promise("2014-05-21", "RUS", "CHN", "supply 38 billion cubic metres of gas", "energy.gas")
    west = desk.promise("2014-11-09", "RUS", "CHN", "supply 30 billion cubic metres of gas", "energy.gas")
    act = desk.event("2019-12-02", "COOPERATE", "RUS", "CHN", "Russia supplied gas to China", "energy.gas")
    assert [kinds(p) for p in ledger.promises([east, west, act], as_of=TODAY)] == [["made"], ["made"]]
    assert kinds(one(ledger.promises([east, act], as_of=TODAY))) == ["made", "acted upon"]


def test_a_meeting_keeps_a_promise_to_meet_in_time_and_once(desk):
    told = desk.promise("2022-03-02", "USA", "POL", "meet with Polish leaders", "diplomacy", due="2022-03-03/2022-03-08")
    late = desk.event("2022-06-01", "CONSULT", "USA", "POL", "met in Warsaw", date="2022-05-30")
    first = desk.event("2022-03-05", "CONSULT", "USA", "POL", "held talks in Rzeszow", date="2022-03-05")
    second = desk.event("2022-03-06", "CONSULT", "USA", "POL", "met again", date="2022-03-06")
    assert kinds(one(ledger.promises([told, late], as_of=TODAY))) == ["made"]
    promise = one(ledger.promises([told, late, first, second], as_of=TODAY))
    assert kinds(promise) == ["made", "acted upon"] and promise.steps[1].report == first


def test_many_reports_of_one_happening_are_one_step(desk):
    told = [
        desk.promise("2014-05-21", "RUS", "CHN", "supply gas through Power of Siberia", "energy.gas", document="agency"),
        desk.promise("2014-05-22", "RUS", "CHN", "supply gas through Power of Siberia", "energy.gas", document="daily"),
    ]
    acts = [
        desk.event("2019-12-02", "COOPERATE", "RUS", "CHN", "Power of Siberia: Russia delivers gas", "energy.gas"),
        desk.event("2019-12-05", "COOPERATE", "RUS", "CHN", "Russia delivers gas, Power of Siberia", "energy.gas"),
    ]
    apart = one(ledger.promises([*told, *acts], as_of=TODAY))
    assert kinds(apart) == ["made", "acted upon", "acted upon"] and apart.steps[0].why.endswith("1 other report")
    joined = one(ledger.promises([*told, *acts], as_of=TODAY, episodes={act.key: "opening" for act in acts}))
    assert kinds(joined) == ["made", "acted upon"]
    assert (joined.steps[1].date, joined.steps[1].report) == ("2019-12-02", acts[1])  # the later one names more of the subject
    assert joined.steps[1].why.endswith("1 other report")


@pytest.mark.parametrize(
    ("actor", "recipient", "confidence", "status"),
    [
        ("ISR", "LBN", 0.9, "contradicted"),
        ("ISR LBN", "", 0.9, "open"),  # side by side, or misread
        ("ISR LBN", "SYR", 0.9, "open"),
        ("ISR", "LBN", 0.4, "open"),  # more likely misread than not, and no word of the promise in it
    ],
)
def test_only_force_between_the_two_breaks_their_truce(desk, actor, recipient, confidence, status):
    truce = desk.promise("2024-11-27", "ISR LBN", "", "keep the ceasefire", "peace", modality="agreed")
    fired = desk.event("2024-12-03", "ASSAULT", actor, recipient, "opened fire", date="2024-12-02", confidence=confidence)
    assert one(ledger.promises([truce, fired], as_of=LATER)).status == status


HOST = dict(by="USA@Joe_Biden", to="JPN@Fumio_Kishida PHL@Ferdinand_Marcos", action="host the leaders", due="2024-04-11")
BOTH = dict(by="JPN@Fumio_Kishida USA@Joe_Biden", to="", action="meet again in spring")


@pytest.mark.parametrize(
    ("promise", "who", "status"),
    [
        (HOST, "USA@Joe_Biden JPN@Fumio_Kishida PHL@Ferdinand_Marcos", "acted upon"),
        (HOST, "USA@Joe_Biden JPN@Fumio_Kishida", "overdue"),  # two of three are another meeting
        (HOST, "USA@Antony_Blinken JPN@Yoko_Kamikawa PHL@Enrique_Manalo", "overdue"),  # and so are ministers
        ({**BOTH, "due": "2024-04"}, "USA@Joe_Biden JPN@Fumio_Kishida", "acted upon"),
        (BOTH, "USA@Joe_Biden JPN@Fumio_Kishida", "open"),  # among each other a meeting needs a day that was named
        ({**BOTH, "action": "attend the summit", "due": "2024-04"}, "USA@Joe_Biden JPN@Fumio_Kishida", "overdue"),
    ],
)
def test_a_meeting_keeps_a_promise_of_all_who_were_to_meet(desk, promise, who, status):
    told = desk.promise("2024-03-18", modality="intends", **promise)
    met = desk.event("2024-04-12", "CONSULT", who, "", "they met at the palace", date="2024-04-11")
    assert one(ledger.promises([told, met], as_of=LATER)).status == status


def test_all_meetings_of_a_day_keep_a_promise_once(desk):
    told = desk.promise("2024-03-18", "USA", "JPN", "visit Tokyo", due="2024-04-11/2024-04-13", modality="intends")
    acts = [desk.event(f"2024-04-1{n}", "CONSULT", "USA JPN", "", f"talks {n}", date=f"2024-04-1{n // 2 + 1}") for n in range(4)]
    kept = one(ledger.promises([told, *acts], as_of=LATER, episodes={act.key: f"meeting {act.key}" for act in acts}))
    assert kinds(kept) == ["made", "acted upon"] and kept.steps[1].why.endswith("1 other report")


def test_a_reprint_is_no_new_telling(desk):
    first = desk.promise("2014-05-21", "RUS", "CHN", "supply gas through Power of Siberia", "energy.gas", document="agency")
    again = desk.promise(
        "2014-07-30", "RUS", "CHN", "supply gas through Power of Siberia", "energy.gas", document="copy",
        reprint_of=first.source.key,
    )  # fmt: skip
    assert kinds(one(ledger.promises([first, again], as_of=TODAY))) == ["made"]


def test_history_of_one_promise_is_that_of_the_whole_ledger(desk):
    reports = gas(desk)
    whole = one(ledger.promises(reports, as_of=TODAY))
    assert ledger.history(reports[:3], reports[3:], as_of=TODAY) == whole


def test_a_day_that_is_none_is_refused(desk):
    with pytest.raises(ValueError, match="no date"):
        ledger.promises(gas(desk), as_of="soon")
    with pytest.raises(ValueError, match="no commitment was told"):
        ledger.history(gas(desk)[:1], [], as_of="1999-01-01")


def test_firmness_names_every_modality():
    from dragoman.lexicons import MODALITIES

    assert set(histories.FIRMNESS) == MODALITIES


def test_a_numbered_name_takes_no_unit_from_the_number_behind_it():
    from dragoman.ledger import subjects

    second = subjects.of_text("conclude an agreement on Power of Siberia 2, for 50 billion cubic metres")
    first = subjects.of_text("sent China 15.5 billion cubic metres through Power of Siberia")
    assert "siberia 2" in second.words
    assert {unit for unit, value in second.amounts if value == 2} == set()
    assert subjects.contrary(second, first)
