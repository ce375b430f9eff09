"""Financing as a whole: sentences in the voices of the press, and the acts that they tell of."""

from __future__ import annotations

from datetime import date

import pytest
from bounded_time import processor_seconds

from loaders.article import Article
from loaders.exchange import TOLD
from loaders.facts import Finances, Implements, Located, Under
from loaders.reading.reader import read

Told = set[tuple[str, str, tuple[float, ...], str | None, str | None, str | None]]


def told(text: str) -> Told:
    """Financier, target, sums, currency, instrument and stage of every act of financing in a text."""
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    return {
        (f.financier.name, f.target.name, f.amounts, f.currency, f.instrument, f.stage)
        for f in facts
        if isinstance(f, Finances) and f.modality in TOLD
    }


SAID = [
    (
        "The Asian Development Bank lends Torvia 120 million dollars for irrigation. Farmers in Torvia were glad.",
        {("Asian Development Bank", "Torvia", (120e6,), "USD", "loan", "ongoing")},
    ),
    (
        "The factories of Georgia have been promised $12 million by the Asian Development Bank.",
        {("Asian Development Bank", "Georgia", (12e6,), "USD", None, "planned")},
    ),
    (
        "Thanks to a contribution of $30 million from Norway, the EBRD can go on with the Batumi bypass road.",
        {("Norway", "Batumi bypass road", (30e6,), "USD", None, None)},
    ),
    (
        "The Clean Water Strategy was prepared with the help of the Asian Development Bank.",
        set[tuple[str, str, tuple[float, ...], str | None, str | None, str | None]](),
    ),
    (
        "The Asian Development Bank has put up $80 million for Fiji's bridges. Finance Minister Esrom Immanuel signed"
        " for Fiji on Thursday, and Country Director Lena Holm for the bank.",
        {("Asian Development Bank", "Fiji", (80e6,), "USD", None, "signed")},
    ),
    (
        "Georgia received a loan of $150 million from the European Investment Bank. Finance Minister Aidar Sarin"
        " formalized the operation in Tbilisi on Thursday.",
        {("European Investment Bank", "Georgia", (150e6,), "USD", "loan", "signed")},
    ),
    (
        "Georgia has obtained $200 million from the European Investment Bank. The loan, which was signed on Wednesday,"
        " is to be repaid over 13 years.",
        {("European Investment Bank", "Georgia", (200e6,), "USD", "loan", "signed")},
    ),
    (
        "The Asian Development Bank is lending Georgia $60 million. On Thursday the minister signed a contract with the"
        " builders.",
        {("Asian Development Bank", "Georgia", (60e6,), "USD", "loan", "ongoing")},
    ),
    (
        "KfW is lending Tunisia 60 million euros. A loan agreement for schools was signed in 2019 and has been carried"
        " out.",
        {("KfW", "Tunisia", (60e6,), "EUR", "loan", "ongoing")},
    ),
    (
        "Rwanda has secured $173 million from the Asian Infrastructure Investment Bank. The bank's Board of Directors"
        " cleared the loan on Thursday, and the agreement will be signed later this month.",
        {("Asian Infrastructure Investment Bank", "Rwanda", (173e6,), "USD", "loan", "approved")},
    ),
    (
        "Following the signature on Thursday of a loan agreement between Georgia and the EBRD, $210 million are to flow"
        " into the Batumi bypass road.",
        {("EBRD", "Batumi bypass road", (210e6,), "USD", "loan", "signed")},
    ),
    (
        "Georgia and the Asian Development Bank concluded two agreements. The first, worth $200 million, covers"
        " sanitation in the regions of Georgia.",
        {("Asian Development Bank", "Georgia", (200e6,), "USD", None, "signed")},
    ),
    (
        "Since 1998 the Asian Development Bank has worked in Georgia. Under the Strategy 2021-2025, 31 projects were"
        " financed for a total of $640 million, among them the Osh-Batken road.",
        {
            ("Asian Development Bank", "Strategy 2021-2025", (640e6,), "USD", None, "completed"),
            ("Asian Development Bank", "Osh-Batken road", (), None, None, "completed"),
        },
    ),
    (
        "Work on the Osh-Batken road began. The largest lender is KfW; a loan of $95 million for it was approved.",
        {("KfW", "Osh-Batken road", (95e6,), "USD", "loan", "approved")},
    ),
    (
        "The Asian Development Bank signed a loan agreement with Georgia today for $30 million. Over $7 billion has"
        " gone into Georgia's economy from the bank to date.",
        {
            ("Asian Development Bank", "Georgia", (30e6,), "USD", "loan", "signed"),
            ("Asian Development Bank", "Georgia", (7e9,), "USD", None, "completed"),
        },
    ),
    (
        "Loan agreements were signed by the OPEC Fund for International Development in Vienna. Oman is the largest"
        " borrower. It has obtained $180 million for the Batumi bypass road, the first part of a facility of $392"
        " million. Jordan receives $100 million for schools, and Egypt 60 million euros for its reforms.",
        {
            ("OPEC Fund for International Development", "Oman", (180e6,), "USD", "loan", "signed"),
            ("OPEC Fund for International Development", "Batumi bypass road", (180e6,), "USD", "loan", "signed"),
            ("OPEC Fund for International Development", "Jordan", (100e6,), "USD", "loan", "signed"),
            ("OPEC Fund for International Development", "Egypt", (60e6,), "EUR", "loan", "signed"),
        },
    ),
    (
        "KfW is making 13 million euros available to Mongolia. The notes were exchanged on Monday in Ulaanbaatar.",
        {("KfW", "Mongolia", (13e6,), "EUR", None, "signed")},
    ),
    (
        "The Asian Development Bank is lending $60 million for the Osh-Batken road. The Government of Kyrgyzstan adds"
        " $5 million.",
        {
            ("Asian Development Bank", "Osh-Batken road", (60e6,), "USD", "loan", "ongoing"),
            ("Government of Kyrgyzstan", "Osh-Batken road", (5e6,), "USD", None, "ongoing"),
        },
    ),
    (
        "The EBRD is negotiating with the Georgian Housing Fund about a guarantee of $30 million for flats.",
        {("EBRD", "Housing Fund", (30e6,), "USD", "guarantee", "planned")},
    ),
    (
        "The Highland Power Bridge is a transmission line. Its cost is $1.3 billion. The OPEC Fund intends to cover a"
        " third of this.",
        {("OPEC Fund", "Highland Power Bridge", (), None, None, "planned")},
    ),
    (
        "Vanuatu will receive $26 million from the Green Climate Fund. The decision fell on Wednesday in Songdo at the"
        " meeting of the fund's Board.",
        {("Green Climate Fund", "Vanuatu", (26e6,), "USD", None, "approved")},
    ),
    (
        "The Asian Development Bank will lend $60 million to Georgia for the Batumi bypass road.",
        {
            ("Asian Development Bank", "Georgia", (60e6,), "USD", "loan", "planned"),
            ("Asian Development Bank", "Batumi bypass road", (60e6,), "USD", "loan", "planned"),
        },
    ),
    (
        "The Rural Roads Programme may include a grant of $90 million from the European Investment Bank.",
        {("European Investment Bank", "Rural Roads Programme", (90e6,), "USD", "grant", "planned")},
    ),
    (
        "A $90 million credit for the Osh Water Project was approved by the World Bank.",
        {("World Bank", "Osh Water Project", (90e6,), "USD", "loan", "approved")},
    ),
    (
        "The Batumi bypass road is financed with a grant of $4 million from Norway and a loan of €12 million from KfW.",
        {
            ("Norway", "Batumi bypass road", (4e6,), "USD", "grant", "ongoing"),
            ("KfW", "Batumi bypass road", (12e6,), "EUR", "loan", "ongoing"),
        },
    ),
    (
        "Georgia has received a $120 million loan from the European Investment Bank.",
        {("European Investment Bank", "Georgia", (120e6,), "USD", "loan", "completed")},
    ),
    (
        "Mongolia and the Asian Development Bank signed a $14 million grant agreement.",
        {("Asian Development Bank", "Mongolia", (14e6,), "USD", "grant", "signed")},
    ),
    (
        "A loan agreement for $20 million was signed in Dushanbe between the Government of Tajikistan and the Islamic"
        " Development Bank.",
        {("Islamic Development Bank", "Tajikistan", (20e6,), "USD", "loan", "signed")},
    ),
    (
        "The Saudi Fund for Development granted Senegal a $50 million credit line.",
        {("Saudi Fund for Development", "Senegal", (50e6,), "USD", "credit-line", "completed")},
    ),
    (
        "The EBRD is providing a financing package of $60 million to Zenit Energy LLC, comprising a loan of $44 million"
        " and a second loan of $16 million.",
        {("EBRD", "Zenit Energy LLC", (60e6,), "USD", "loan", "ongoing")},
    ),
    (
        "Since 1995 the Asian Development Bank has committed $3.4 billion to Mongolia.",
        {("Asian Development Bank", "Mongolia", (3.4e9,), "USD", None, "approved")},
    ),
    (
        "ADB will lend Georgia $30 million. A grant of $2 million comes on top.",
        {("ADB", "Georgia", (30e6, 2e6), "USD", None, "planned")},
    ),
    (
        "The package of the World Bank for the region is new. It comprises grants of $30 million for Chad and"
        " $24 million for Mali.",
        {
            ("World Bank", "Chad", (30e6,), "USD", "grant", None),
            ("World Bank", "Mali", (24e6,), "USD", "grant", None),
        },
    ),
    (
        "The road is built together with the Asian Development Bank, which is lending Georgia $50 million.",
        {("Asian Development Bank", "Georgia", (50e6,), "USD", "loan", "ongoing")},
    ),
    (
        "Another $90 million has been secured by Georgia for the Osh-Batken road, this time from the EBRD.",
        {
            ("EBRD", "Georgia", (90e6,), "USD", None, "signed"),
            ("EBRD", "Osh-Batken road", (90e6,), "USD", None, "signed"),
        },
    ),
    (
        "KfW is lending 70 million euros for the Osh-Batken road. Signatures were put under the loan agreement on"
        " Monday by KfW Director Max Braun and Minister of Finance Aida Sarieva.",
        {("KfW", "Osh-Batken road", (70e6,), "EUR", "loan", "signed")},
    ),
    (
        "The EIB will lend Georgia 50 million euros. Minister of Finance Aida Sarieva praised the bank. The loan"
        " agreement was signed on Monday in Tbilisi.",
        {("EIB", "Georgia", (50e6,), "EUR", "loan", "signed")},
    ),
    (
        "The EIB will lend Georgia 50 million euros. A memorandum of understanding was signed on Monday in Tbilisi.",
        {("EIB", "Georgia", (50e6,), "EUR", "loan", "planned")},
    ),
    (
        "The Senate approved a loan of $30 million from the World Bank for the Osh-Batken road.",
        {("World Bank", "Osh-Batken road", (30e6,), "USD", "loan", "approved")},
    ),
    (
        "The Osh-Batken road is financed by the Asian Development Bank ($80m) and Norway ($4m).",
        {
            ("Asian Development Bank", "Osh-Batken road", (80e6,), "USD", None, "ongoing"),
            ("Norway", "Osh-Batken road", (4e6,), "USD", None, "ongoing"),
        },
    ),
    (
        "The Ministry of Energy put the cost of the Osh-Batken road at $410 million.",
        set[tuple[str, str, tuple[float, ...], str | None, str | None, str | None]](),
    ),
    (
        "The Osh-Batken road is to be widened. ADB will lend $60 million. The road links Osh with Batken.",
        {("ADB", "Osh-Batken road", (60e6,), "USD", "loan", "planned")},
    ),
    (
        "The World Bank approved a $30 million loan for the Osh Water Project. The financing comes from the"
        " International Development Association.",
        {
            ("World Bank", "Osh Water Project", (30e6,), "USD", "loan", "approved"),
            ("International Development Association", "Osh Water Project", (30e6,), "USD", "loan", "approved"),
        },
    ),
    (
        "The EBRD provides a $30 million loan for the Batumi bypass road. The borrower is Otra Solar, a company of"
        " Georgia.",
        {
            ("EBRD", "Batumi bypass road", (30e6,), "USD", "loan", "ongoing"),
            ("EBRD", "Otra Solar", (30e6,), "USD", "loan", "ongoing"),
        },
    ),
    (
        "The Osh-Batken road cost 90 million euros, of which 70 percent was financed by ADB, and the rest by the"
        " Government of Kyrgyzstan.",
        {
            ("ADB", "Osh-Batken road", (), None, None, "completed"),
            ("Government of Kyrgyzstan", "Osh-Batken road", (), None, None, "completed"),
        },
    ),
    (
        "Anna Berg, President of the EBRD, and Irakli Beridze, Minister of Energy, signed a loan agreement for $50"
        " million for the Batumi drinking water project.",
        {("EBRD", "Batumi drinking water project", (50e6,), "USD", "loan", "signed")},
    ),
    (
        "Since 1995, ADB has invested $600 million in 63 projects in Georgia. It praised the Batumi bypass road.",
        {("ADB", "Georgia", (600e6,), "USD", None, "completed")},
    ),
    (
        "ADB plans to invest $3 billion in Georgian industrial parks. Guests saw the Batumi bypass road.",
        {("ADB", "Georgia", (3e9,), "USD", None, "planned")},
    ),
]


@pytest.mark.parametrize(("text", "acts"), SAID, ids=[text[:40] for text, _ in SAID])
def test_acts_of_financing(text: str, acts: Told) -> None:
    """Each voice tells the same things: who, for whom or what, how much, by what means, how far."""
    assert told(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "The World Bank has not provided $40 million for the Batumi bypass road.",
        "Georgia asked the World Bank to provide $40 million for the Batumi bypass road.",
        "It is unclear whether the World Bank will provide $40 million for the Batumi bypass road.",
        "Georgia and the World Bank have implemented 31 projects worth $3 billion.",
        "The total cost of the Batumi bypass road is $115 million.",
        "Trade between Georgia and Armenia reached $545 million in 2024.",
    ],
)
def test_no_act_of_financing(text: str) -> None:
    """What is denied, asked for, doubted, or a cost is no act of financing."""
    assert told(text) == set()


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "The World Bank has granted a $66 million loan to Georgia to help build a road linking the country with"
            " Armenia.",
            {("World Bank", "Georgia")},
        ),
        (
            "The World Bank approved $3 million for the Osh Water Project, meant to help farmers and to build up"
            " cooperation with Uzbekistan.",
            {("World Bank", "Osh Water Project")},
        ),
        (
            "In addition to the EBRD loan for the Osh Water Project, KfW is issuing a loan for $10 million.",
            {("KfW", "Osh Water Project")},
        ),
        (
            "The Asian Development Bank signed five agreements worth $5 million during its annual meeting in Turkey.",
            set[tuple[str, str]](),
        ),
        (
            "The EBRD prepares the Osh Water Project. Support will consist of a grant of €300,000, financed by another"
            " donor.",
            set[tuple[str, str]](),
        ),
        ("The Osh Water Project builds upon a pilot financed by ADB.", set[tuple[str, str]]()),
        (
            "The World Bank approved $9 million of loans to the Governments of Georgia and Armenia.",
            {("World Bank", "Georgia"), ("World Bank", "Armenia")},
        ),
        (
            "ADB will provide $9 million for schools, $4 million for the Osh Water Project and $5 million for the"
            " Batken Road Project.",
            {("ADB", "Osh Water Project"), ("ADB", "Batken Road Project")},
        ),
        ("ADB approved a loan of $9 million to the Indian state of Assam to build schools.", {("ADB", "Assam")}),
        (
            "The Improving Rural Corridors in Assam Road Project is financed by ADB.",
            {("ADB", "Improving Rural Corridors in Assam Road Project")},
        ),
        (
            "The Assam Farming, Irrigation, and Market Access Project is financed by ADB.",
            {("ADB", "Assam Farming, Irrigation, and Market Access Project")},
        ),
    ],
)
def test_who_only_stands_in_the_clause_gets_nothing(text: str, pairs: set[tuple[str, str]]) -> None:
    """Countries that a road leads to, lenders beside whom one lends, the place of a meeting, another's pilot."""
    assert {(giver, target) for giver, target, *_ in told(text)} == pairs


def test_programme_and_its_projects() -> None:
    """A list of projects after a framework's name belongs to it."""
    text = (
        "The sides summed up the 2020-2025 Country Partnership Framework. Nine projects were implemented, including"
        " the Osh-Batken road and the Osh Water Project."
    )
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    assert {(f.project.name, f.framework.name) for f in facts if isinstance(f, Under)} == {
        ("Osh-Batken road", "2020-2025 Country Partnership Framework"),
        ("Osh Water Project", "2020-2025 Country Partnership Framework"),
    }


def test_builders() -> None:
    """Who builds is the subject of an active verb and the agent of a passive one; a purpose has no builder."""
    text = (
        "Georgia received a loan from ADB to rehabilitate the Osh-Batken road. The Osh Water Project will be carried"
        " out by the Water Agency. Karlin LLC owns and operates the Kribi gas plant."
    )
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    assert {(f.agent.name, f.target.name) for f in facts if isinstance(f, Implements)} == {
        ("Water Agency", "Osh Water Project"),
        ("Karlin LLC", "Kribi gas plant"),
    }


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("To be carried out by the Rural Power Agency, the Osh Water Project helps villages.", {"Rural Power Agency"}),
        ("The Osh-Batken road will open in May. The Roads Authority acts as executing agency.", {"Roads Authority"}),
        ("ADB is ready to finance the upgrading of the Osh-Batken road.", set[str]()),
        ("ADB lends to Georgia to cut losses and expand the Batumi bypass road.", set[str]()),
    ],
)
def test_who_carries_out(text: str, agents: set[str]) -> None:
    """A work may be named in another sentence; who finances an upgrade does not carry it out."""
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    assert {f.agent.name for f in facts if isinstance(f, Implements)} == agents


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "The Osh Water Project will be implemented in the districts of Vose, Hamadoni and Farkhor.",
            {"Vose", "Hamadoni", "Farkhor"},
        ),
        ("The ministers discussed the construction of a meat factory in Khovd.", {"Khovd"}),
        ("A maternity ward at Misuku will be built.", {"Misuku"}),
        ("The Bender-Osh road will run from Bender in Georgia through Tbilisi to Osh.", {"Bender", "Tbilisi", "Osh"}),
    ],
)
def test_where_works_are(text: str, places: set[str]) -> None:
    """A work is where it is built, and where a line runs; the country of one end is not the line's."""
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    assert {f.place.name for f in facts if isinstance(f, Located)} == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Trucks go from the port city of Mombasa to Nairobi.", set[str]()),
        ("She will serve as a bridge to expand exports to Africa.", set[str]()),
        (
            "The Osh-Batken road, linking Osh and Batken, will facilitate trade between Kenya and Tanzania.",
            {"Osh", "Batken"},
        ),
    ],
)
def test_what_is_no_work_is_nowhere(text: str, places: set[str]) -> None:
    """A port city and a bridge in figure are no works; a road does not run through all whom it helps."""
    facts = read(Article(text=text, date=date(2025, 6, 2))).facts
    assert {f.place.name for f in facts if isinstance(f, Located)} == places


def test_sums_without_end_are_read_to_the_end() -> None:
    """A long text in which no rule comes to an end does not take for ever."""
    unit = "The bank and the fund and the board will provide, with the support of, under the loan of, 5 million and 6 "
    with processor_seconds(30):
        read(Article(text=unit * 400 + ".", date=date(2025, 6, 2)))


def test_banks_that_sign_together_all_lend() -> None:
    """Of banks alone, none is the borrower; and what may be lent under a memorandum is not what is signed."""
    package = (
        "A financing package of $60 million for a 100 MW solar plant in Navoi, Uzbekistan, was signed by IFC, the "
        "EBRD and ADB."
    )
    found = [f for f in read(Article(text=package)).facts if isinstance(f, Finances)]
    assert {f.financier.name for f in found} == {"IFC", "EBRD", "ADB"}
    assert {f.target.name for f in found} == {"100 MW solar plant"}
    memorandum = (
        "The EIB and the Ministry of Finance of Ukraine signed a memorandum under which the bank may lend up to "
        "€200 million for schools."
    )
    stages = {f.stage for f in read(Article(text=memorandum)).facts if isinstance(f, Finances)}
    assert stages == {"planned"}


def test_projects_without_a_name_are_not_the_one_that_has_one() -> None:
    text = "The Mopti Roads Project began in 2020. The EBRD approved $40 million for projects in energy and water."
    assert not [f for f in read(Article(text=text, date=date(2025, 6, 2))).facts if isinstance(f, Finances)]


def test_a_programme_right_behind_its_size_is_what_was_approved() -> None:
    text = "The World Bank approved the $500 million Karlin Water Programme on Monday."
    facts = [f for f in read(Article(text=text, date=date(2025, 6, 2))).facts if isinstance(f, Finances)]
    assert [(f.financier.name, f.target.name, f.amounts) for f in facts] == [
        ("World Bank", "Karlin Water Programme", (500_000_000.0,))
    ]
