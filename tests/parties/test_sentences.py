"""Annotated sentences: [words|CODES] is a mention with these codes, [words|] is none; the remark says what each adds."""

from __future__ import annotations

import pytest

NAMES = [
    (
        "[Iranian Foreign Minister Mohammad Javad Zarif|IRN] condemned [a U.S. Supreme Court|USA] decision.",
        None,
        "state, title and name are one mention; the noun after a body is no part of it",
    ),
    (
        "[President of the Republic of Turkey Recep Tayyip Erdogan|TUR] met [British Defence Secretary Tom King|GBR] in Moscow.",
        None,
        "a title with 'of' before a name; an unknown minister by his title",
    ),
    (
        "[Montenegrin Defence Minister Dragan Petrovic|MNE] resigned.",
        None,
        "an unknown name takes the code of its title",
    ),
    ("[Ivan Petrov, a spokesman for the Turkish foreign ministry|TUR], said so.", None, "an apposition after the name"),
    ("[Turkey's Erdogan|TUR] spoke.", None, "possessive state before a surname"),
    ("[Xi|CHN] and [Putin|RUS] met in [Moscow|RUS].", "2023-03-22", "surnames of those in office"),
    ("[Presidents Xi|CHN] and [Putin|RUS] met.", "2023-03-22", "one title for two names"),
    ("[Secretary Blinken|USA] called [Beijing|CHN].", "2022-10-01", "a short title"),
    ("[Unknown Person|] came.", None, "words that are no name"),
    ("[The Taliban|NSA:Taliban] attacked [Afghan police|AFG].", "2010-05-01", "an armed group, a state's police"),
    ("[Gazprom|COM:Gazprom] signed with [the European Union|IGO:EU].", None, "a company and an organisation"),
    ("[The UN Security Council|IGO:UN] met.", None, "an organ of an organisation"),
]

NOUNS = [
    ("[Russian troops|RUS] and [Iraqi forces|IRQ] withdrew.", None, "common nouns with a state"),
    ("[Senior Hungarian and Romanian officials|HUN ROU] agreed.", None, "two states share a noun"),
    ("[Leaders of Russia and China|RUS CHN] met.", None, "two states after 'of'"),
    ("[Turkish Kurd refugees|TUR] fled.", None, "the first state counts"),
    ("[Protesters|EGY] in [Cairo|EGY] clashed with [police|EGY].", None, "the place tells the state"),
    ("[Turkey's parliament|TUR] voted.", None, "possessive state and body"),
    ("[The government of Iraq|IRQ] agreed.", None, "body and 'of'"),
    ("[The Biden administration|USA] objected.", "2022-03-01", "a name tells whose administration"),
    ("[Rebels|CIV] in [the Ivory Coast|CIV] blocked roads.", None, "a state of two words"),
    ("[The U.S. and Chinese leaders|USA CHN] spoke.", None, "an abbreviation and an adjective share a noun"),
]

DATES = [
    ("[The Russian president|RUS] spoke.", "2009-05-01", "Dmitry Medvedev"),
    ("[The Russian president|RUS] spoke.", "2007-05-01", "Vladimir Putin"),
    ("[The U.S. president|USA] spoke.", "2010-05-01", "Barack Obama"),
    ("[Chinese President Xi|CHN] spoke.", "2023-03-22", "Xi Jinping"),
    ("[The British prime minister|GBR] spoke.", "2015-05-20", "David Cameron"),
]

NO_PARTIES = [
    ("[Paris Hilton|PER:Paris_Hilton] arrived in [Paris|FRA].", None, "a given name that is a capital"),
    ("He lives in [Moscow Street|].", None, "a street"),
    ("The [USS Georgia|] sailed to the [South China Sea|].", None, "a ship and a sea"),
    ("A [German shepherd|] bit him in [New Mexico|].", None, "a dog and a state of the USA"),
    ("[Brazil|] beat [Germany|] 2-0 in the semi-final after two late goals.", None, "teams"),
    ("[The Washington Post|] and [China Daily|] wrote about it.", None, "newspapers"),
    ("He spoke in Atlanta, [Georgia|], after Kemp left Savannah.", None, "a state of the USA by its towns"),
    ("[Georgia|GEO] and [Russia|RUS] signed the plan.", None, "the country"),
    ("[Chad Smith|PER:Chad_Smith] met [Chad's president|TCD].", None, "a given name beside the state"),
    ("Trade in [Asia-Pacific|] grew.", None, "a region"),
    ("They ate [Turkish delight|] with [Turkish officials|TUR].", None, "a dish"),
]

ANAPHORA = [
    ("[China|CHN] and [Russia|RUS] signed a treaty. [The two countries|CHN RUS] will expand trade.", None, "dual"),
    (
        "[Xi|CHN] met [Putin|RUS]. [The two leaders|CHN RUS] signed a statement.",
        "2023-03-22",
        "subject and object make a pair",
    ),
    ("[Iraq|IRQ] said [it|IRQ] would allow inspections.", None, "it: the subject of the main clause"),
    ("[Putin|RUS] praised Xi. [He|RUS] then left.", "2023-03-22", "he: the subject before the object"),
    (
        "[The United States|USA] and [Iran|IRN] will talk. [They|USA IRN] will meet. [The latter|IRN] agreed.",
        None,
        "they, latter",
    ),
    ("[Hamas|NSA:Hamas] fired rockets. [The group|NSA:Hamas] claimed success.", None, "a body by its class"),
    ("[The Finnish foreign minister|FIN] met [her Swedish counterpart|SWE].", None, "counterpart with a state"),
    ("[The Russian president|RUS] met [Angela Merkel|DEU]. [She|DEU] thanked [him|RUS].", "2007-05-01", "gender"),
    ("We urged [Putin|RUS] to withdraw [his troops|RUS].", "2023-03-22", "who does the infinitive"),
    ("“[We|RUS] will deepen ties,” [Putin|RUS] said.", "2023-03-22", "we inside a quotation: the speaker"),
    ("It is hard to say whether [it|] will rain.", None, "an empty it"),
]


@pytest.mark.parametrize(("text", "day", "remark"), NAMES + NOUNS + NO_PARTIES + ANAPHORA)
def test_mentions(check, text, day, remark):
    check(text, day)


@pytest.mark.parametrize(("text", "day", "holder"), DATES)
def test_office_at_the_date(check, read, text, day, holder):
    check(text, day)
    doc = read(text.replace("[", "").split("|")[0] + text.split("]", 1)[1], day)
    assert holder in {p.name for m in doc._.mentions for p in m.parties}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Moscow said it would not sign.", "metonym"),
        ("He arrived in Moscow.", "place"),
        ("Russian gas is cheap.", "adjective"),
        ("The Kremlin agreed.", "metonym"),
        ("Russia agreed.", "name"),
        ("The Russian president agreed.", "office"),
        ("Russian troops left.", "descriptor"),
        ("Talks between Moscow and Beijing failed.", "metonym"),
    ],
)
def test_kind(read, text, kind):
    assert read(text, "2023-03-22")._.mentions[0].kind == kind


def test_soviet_union_by_date(read):
    assert read("The Soviet Union refused.", "1985-01-01")._.mentions[0].parties[0].code == "SUN"
    assert read("Soviet troops had left.", "1995-01-01")._.mentions[0].parties[0].code == "RUS"


def test_transcript(read):
    doc = read(
        "Talks\n\nPresident of Russia Vladimir Putin: We thank you.\n\nPresident of Turkey Recep Tayyip Erdogan: "
        "We agree with you.\n",
        "2020-03-05",
    )
    said = [
        (doc[m.start].text, m.parties[0].code) for m in doc._.mentions if doc[m.start].text.lower() in ("we", "you")
    ]
    assert said == [("We", "RUS"), ("you", "TUR"), ("We", "TUR"), ("you", "RUS")]


def test_publisher_speaks_as_we(read):
    doc = read("We condemn the attack in Syria.", "2016-05-01", publisher="US Department of State")
    assert [p.code for p in doc._.mentions[0].parties] == ["USA"]


def test_an_abbreviation_told_in_the_text(check):
    check("The [Liberation Front of Ruritania (LFRU)|NSA:LFRU] opened. [LFRU|NSA:LFRU] will lend.")
