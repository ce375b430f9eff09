"""Names: persons with their posts, institutions, places, projects and frameworks, known and never seen before."""

from __future__ import annotations

from datetime import date

import pytest

from loaders import facts as said
from loaders.article import Article
from loaders.facts import Kind, Reading
from loaders.reading.reader import read

DAY = date(2025, 6, 2)


def reading(text: str) -> Reading:
    """What a text says, as of 2 June 2025."""
    return read(Article(text=text, date=DAY))


def named(text: str, kind: Kind) -> dict[str, str]:
    """Name → class of the entities of a kind."""
    return {
        f.entity.name: f.entity.cls
        for f in reading(text).facts
        if isinstance(f, said.Mention) and f.entity.kind is kind
    }


def posts(text: str) -> set[tuple[str, str, str | None]]:
    """Person, title, whose: all posts of a text."""
    return {
        (f.person.name, f.title, f.of.name if f.of else None)
        for f in reading(text).facts
        if isinstance(f, said.Position)
    }


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("World Bank Vice President Lena Holm said so.", ("Lena Holm", "Vice President", "World Bank")),
        ("Kazakh Prime Minister Aidar Sarin said so.", ("Aidar Sarin", "Prime Minister", "Kazakhstan")),
        (
            "Prime Minister of the Republic of Kazakhstan Aidar Sarin said so.",
            ("Aidar Sarin", "Prime Minister", "Republic of Kazakhstan"),
        ),
        ("Prime Minister Aidar Sarin of Kazakhstan said so.", ("Aidar Sarin", "Prime Minister", "Kazakhstan")),
        ("Energy Minister Aidar Sarin for Kazakhstan signed.", ("Aidar Sarin", "Energy Minister", "Kazakhstan")),
        (
            "Hajime Ito, Ambassador Extraordinary and Plenipotentiary of Japan, spoke.",
            ("Hajime Ito", "Ambassador Extraordinary and Plenipotentiary", "Japan"),
        ),
        ("Kazakh minister of finance Aidar Sarin spoke.", ("Aidar Sarin", "minister of finance", "Kazakhstan")),
        ("Lena Holm, EBRD head of Moldova, spoke.", ("Lena Holm", "head", "EBRD")),
        (
            "It was signed by Govind Mohan, Joint Secretary, Department of Economic Affairs.",
            ("Govind Mohan", "Joint Secretary", "Department of Economic Affairs"),
        ),
        (
            "Peru's Foreign Minister Aidar Sarin met his Chilean counterpart Lena Holm.",
            ("Lena Holm", "Foreign Minister", "Chile"),
        ),
        ("New Zealand High Commissioner Lena Holm spoke.", ("Lena Holm", "High Commissioner", "New Zealand")),
        ("Roads are dear in Peru. Finance Secretary Lena Holm spoke.", ("Lena Holm", "Finance Secretary", "Peru")),
        (
            "The Lakes Commission met. Its Secretary General, Lena Holm, spoke.",
            ("Lena Holm", "Secretary General", "Lakes Commission"),
        ),
        (
            "Mayor Lena Holm of Yenisar, the second-largest city of Anatara, spoke.",
            ("Lena Holm", "Mayor", "Yenisar"),
        ),
        ("Prime Ministers Aidar Sarin and Lena Holm met.", ("Lena Holm", "Prime Minister", None)),
        (
            "Lena Holm, Director for Enlargement and Neighbourhood at the EBRD, spoke.",
            ("Lena Holm", "Director for Enlargement and Neighbourhood", "EBRD"),
        ),
        ("She thanked Peru, whose Ambassador, Lena Holm, came.", ("Lena Holm", "Ambassador", "Peru")),
        ("The EBRD, led by Governor Lena Holm, lends.", ("Lena Holm", "Governor", "EBRD")),
        ("The bridges are in Peru. Energy Minister Lena Holm spoke.", ("Lena Holm", "Energy Minister", "Peru")),
        (
            "Lena Holm, the EBRD's enlargement commissioner, spoke.",
            ("Lena Holm", "enlargement commissioner", "EBRD"),
        ),
        (
            "He met B. Holm, Minister of Road and Transport of Peru.",
            ("B. Holm", "Minister of Road and Transport", "Peru"),
        ),
        (
            "The Secretary General of the Organization of Turkic States, Aidar Sarin, said so.",
            ("Aidar Sarin", "Secretary General", "Organization of Turkic States"),
        ),
        (
            "Afghanistan's Acting Minister of Industry and Trade, Omar Rahimi, said so.",
            ("Omar Rahimi", "Acting Minister of Industry and Trade", "Afghanistan"),
        ),
        (
            "Lena Holm, the World Bank's Regional Director for Central Asia, said so.",
            ("Lena Holm", "Regional Director for Central Asia", "World Bank"),
        ),
        ("Aidar Sarin, Minister of Transport, said so.", ("Aidar Sarin", "Minister of Transport", None)),
        (
            "The Prime Ministers of Kazakhstan and Uzbekistan, Aidar Sarin and Bekzod Karimov, have met.",
            ("Bekzod Karimov", "Prime Minister", "Uzbekistan"),
        ),
        (
            "Finance and Foreign Affairs Minister Dr Philip Moyo said so.",
            ("Philip Moyo", "Finance and Foreign Affairs Minister", None),
        ),
        (
            "Finance Minister Aidar Sarin and Foreign Affairs Minister Philip Moyo said so.",
            ("Philip Moyo", "Foreign Affairs Minister", None),
        ),
        (
            "Finance, Economic Planning and Development Minister, Goodwin Moyo, said so.",
            ("Goodwin Moyo", "Finance, Economic Planning and Development Minister", None),
        ),
        (
            "Aidar Sarin, Minister of State for Financial Affairs, said so.",
            ("Aidar Sarin", "Minister of State for Financial Affairs", None),
        ),
        (
            "Aidar Sarin, executive director and CEO of the Kesten Cooperation Fund, said so.",
            ("Aidar Sarin", "executive director", "Kesten Cooperation Fund"),
        ),
        (
            "Kesten Cooperation Fund President and Chief Executive Officer Amalia Torv said so.",
            ("Amalia Torv", "Chief Executive Officer", "Kesten Cooperation Fund"),
        ),
        (
            "Mr. Aidar Sarin, Minister of Economy and Trade of Georgia, Mr. Philip Moyo, Mayor of Lilongwe, came.",
            ("Aidar Sarin", "Minister of Economy and Trade", "Georgia"),
        ),
        (
            "Finance and Planning Minister Dr Philip Moyo said so.",
            ("Philip Moyo", "Finance and Planning Minister", None),
        ),
        (
            "The Kesten Cooperation Fund sent its Director General, Amalia Torv.",
            ("Amalia Torv", "Director General", "Kesten Cooperation Fund"),
        ),
        (
            "Roman Berg received Anna Kaur of the World Bank, where she is Senior Economist.",
            ("Anna Kaur", "Senior Economist", "World Bank"),
        ),
    ],
)
def test_post_by_a_name(text: str, post: tuple[str, str, str | None]) -> None:
    """A post before or after a name belongs to the person, with the institution or country it is of."""
    assert post in posts(text)


def test_adviser_to_a_minister_is_no_minister() -> None:
    """The post that a post is “to” is someone else's."""
    found = posts("Dr. Aidar Sarin, Special Adviser to the Prime Minister, and Finance Secretary Philip Moyo came.")
    assert not {title for _, title, _ in found} & {"Prime Minister", "Adviser"}
    assert ("Philip Moyo", "Finance Secretary", None) in found


def test_region_is_no_person() -> None:
    """What ends the territory of a post is no surname."""
    found = posts("The World Bank's Vice President for the South Asia Region, Lena Holm, said so.")
    assert not any(person == "Region" for person, _, _ in found)


def test_minister_is_not_of_the_ambassadors_country() -> None:
    """Who receives the ambassador of one country to another is a minister of the other."""
    text = (
        "Minister of Trade Aidar Sarin received the Ambassador of Cuba to Mongolia, Maria Diaz.\n\n"
        "The Cuban side offered scholarships. The Ambassador said that the Cuban economy grows."
    )
    assert ("Aidar Sarin", "Minister of Trade", "Mongolia") in posts(text)


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("The company's president, Lena Holm, left.", None),
        ("Lena Holm, president of the firm, left.", None),
        ("The country's president, Lena Holm, left.", "Georgia"),
        ("President Lena Holm left.", "Georgia"),
    ],
)
def test_the_president_of_a_company_without_a_name_is_no_countrys(sentence: str, whose: str | None) -> None:
    assert {post[2] for post in posts(f"TBILISI — Georgia signed an agreement. {sentence}")} == {whose}


def test_president_is_not_the_banks_for_meeting_its_people() -> None:
    """A president without a body or country is not the president of the only bank of the article."""
    text = "President Aidar Sarin met with World Bank Country Director Lena Holm."
    assert ("Aidar Sarin", "President", "World Bank") not in posts(text)


def test_two_posts_in_a_row() -> None:
    """Each of two posts before a name has its own institution."""
    text = "UN Deputy Secretary-General and UNDP Associate Administrator Li Wen attended the session."
    assert {("Li Wen", "Deputy Secretary-General", "UN"), ("Li Wen", "Associate Administrator", "UNDP")} <= posts(text)


def test_post_at_the_end_of_a_heading() -> None:
    """A heading that ends with a post is read like any other."""
    assert "Lena Holm" in {
        p for p, _, _ in posts("Lena Holm meets Cuban Ambassador\n\nLena Holm, Minister of Finance, said so.")
    }


def test_former_post_is_past() -> None:
    """A former post is told from a present one, and its title is the post's."""
    facts = reading("Former Finance Minister Aidar Sarin joined the EBRD.").facts
    assert [(f.title, f.former) for f in facts if isinstance(f, said.Position)] == [("Finance Minister", True)]


def test_post_stated_as_past() -> None:
    """“previously served as” and “who was … until” tell of a post that is over."""
    text = "Lena Holm spoke. She previously served as Minister of Finance of Latvia."
    facts = reading(text).facts
    assert [(f.person.name, f.title, f.former) for f in facts if isinstance(f, said.Position)] == [
        ("Lena Holm", "Minister of Finance", True)
    ]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        (
            "The Ministry of Water Resources and Irrigation agreed.",
            "Ministry of Water Resources and Irrigation",
            "Ministry",
        ),
        ("The Meridian Development Bank (MDB) will lend more.", "Meridian Development Bank", "DevelopmentBank"),
        ("The Kazakh government approved the plan.", "Government of Kazakhstan", "Government"),
        ("It goes to the World Bank Board of Directors.", "World Bank Board of Directors", "Organization"),
        ("The Prime Minister’s press service said so.", "Prime Minister’s press service", "GovernmentAgency"),
        ("Aquavia, the national water operator, will get pumps.", "Aquavia", "Company"),
        ("The loan was signed, the Herald of Ellard reports.", "Herald of Ellard", "NewsOutlet"),
    ],
)
def test_institution_by_its_head_noun(text: str, name: str, cls: str) -> None:
    """The head noun and what stands around it type an institution, whether it is known or not."""
    assert named(text, Kind.INSTITUTION).get(name) == cls


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They reviewed the Almaty bypass road.", "Almaty bypass road", Kind.PROJECT),
        ("They reviewed the Ellard–Quorn railway line.", "Ellard–Quorn railway line", Kind.PROJECT),
        ("A railway between Ellard and Quorn will be built.", "Ellard–Quorn railway", Kind.PROJECT),
        ("The Ulaanbaatar Heating Network Project starts.", "Ulaanbaatar Heating Network Project", Kind.PROJECT),
        (
            "A program to connect remote villages to the power grid was adopted.",
            "program to connect remote villages to the power grid",
            Kind.FRAMEWORK,
        ),
        ("They spoke of the 2021-2025 strategy.", "2021-2025 strategy", Kind.FRAMEWORK),
        ("The Joint Advisory Program goes on.", "Joint Advisory Program", Kind.FRAMEWORK),
        ("The Tashkent Investment Forum opened.", "Tashkent Investment Forum", Kind.EVENT),
        ("COP31, the 31st Conference of the Parties, opened.", "COP31", Kind.EVENT),
    ],
)
def test_undertaking_or_event_by_its_head_noun(text: str, name: str, kind: Kind) -> None:
    """Roads, plants, strategies, programmes and forums are named or described well enough to be told apart."""
    assert name in named(text, kind)


@pytest.mark.parametrize(
    "text", ["They discussed infrastructure projects.", "Roads and railways matter.", "A new strategy is needed."]
)
def test_generic_words_name_nothing(text: str) -> None:
    """“Infrastructure projects” cannot be told from others, so it is no entity."""
    found = reading(text).facts
    assert not [f for f in found if isinstance(f, said.Mention) and f.entity.kind in (Kind.PROJECT, Kind.FRAMEWORK)]


def test_country_never_seen_before() -> None:
    """A country of no reference data is known by its ministers, and its adjective by its name."""
    text = "Prime Minister of Valdoria Ilario Sant spoke. Valdorian Finance Minister Tess Brandt agreed."
    assert named(text, Kind.PLACE) == {"Valdoria": "Country"}
    assert ("Tess Brandt", "Finance Minister", "Valdoria") in posts(text)


def test_surname_is_the_person_named_before() -> None:
    """A surname alone means the person whom the article names in full."""
    text = "Aidar Sarin met Lena Holm, the EBRD President. Holm thanked Sarin."
    assert set(named(text, Kind.PERSON)) == {"Aidar Sarin", "Lena Holm"}


def test_acronym_is_what_it_abbreviates() -> None:
    """A short form in brackets is another name of what stands before it, also where reference data know another."""
    entities = {e.name: e for e in reading("The Green Investment Fund (GIF) lends. The GIF said so.").entities}
    assert set(entities) == {"Green Investment Fund"}
    assert entities["Green Investment Fund"].names == ("GIF", "Green Investment Fund")


def test_names_of_one_programme_with_one_acronym_are_one() -> None:
    """Two names that differ in a word but share an acronym are one programme."""
    text = "The Joint Economic Survey Program runs. Under the Joint Economic Study Program (JESP) experts work."
    assert len(named(text, Kind.FRAMEWORK)) == 1


def test_person_is_not_made_of_places_or_portfolios() -> None:
    """Capitalized words that are no person's name make no person."""
    text = "Work on the Belt and Road goes on in Robat Paryan. The Minister of National Economy agreed."
    assert named(text, Kind.PERSON) == {}


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("PORTVALE, Zarania – Roads are dear.", "Zarania", "Country"),
        ("The Ambassador to Zarania left.", "Zarania", "Country"),
        ("Zarania's economy grew.", "Zarania", "Country"),
        ("Trade between Zarania and Molvia rose.", "Molvia", "Country"),
        ("The road is in Zarania. Zaranian exporters use it.", "Zarania", "Country"),
        ("Zarania joined the EBRD in 1992. The bank has lent a lot in Zarania.", "Zarania", "Country"),
        ("Deputy Prime Minister Ahn Seo-rim for Zarania signed.", "Zarania", "Country"),
        ("It was built near the Gulf of Sarmat.", "Gulf of Sarmat", "Place"),
        ("It was built in the port of Salin.", "Salin", "City"),
        ("Inés Palomar, Governor of Alta Cumbría, spoke.", "Alta Cumbría", "Region"),
        ("Bilopil, a town in the north, has a plant.", "Bilopil", "City"),
        ("There are schools in Karsu and Talin.", "Talin", "City"),
        ("There are schools in Upper Lesvana province.", "Upper Lesvana province", "Region"),
        ("It works in the districts of Sarab, Tell Amira and Zafin.", "Tell Amira", "Region"),
        ("Zarania's Minister of Trade left.", "Zarania", "Country"),
        ("The country strategy between Zarania and the EBRD is new.", "Zarania", "Country"),
        ("The Ambassador of Peru to Zarania came.", "Zarania", "Country"),
        ("It was built in Ester-Hallen, the northern province of Lohmar.", "Lohmar", "Country"),
        ("It is paid for by the Province of Buenos Aires.", "Province of Buenos Aires", "Region"),
        ("It was built near the border crossing of Lundek.", "Lundek", "Place"),
        ("The plant is in Sarnland. The Sarnlandic exporters paid.", "Sarnland", "Country"),
        ("A delegation from Zarania came.", "Zarania", "Country"),
        ("The ambassadors of Zarania and Molvia came.", "Molvia", "Country"),
        ("Zarania's Energy Strategy 2040 is new.", "Zarania", "Country"),
    ],
)
def test_unknown_places_are_proved_by_what_stands_around_them(text: str, name: str, cls: str) -> None:
    """What only countries, towns and waters have and do tells what an unknown name is."""
    assert named(text, Kind.PLACE).get(name) == cls


@pytest.mark.parametrize(
    "text",
    [
        "Sarin joined the EBRD in 2010.",
        "Velia's president met Zurin's chairman.",
        "An agreement between Velia and the EBRD was signed.",
        "Talks between Velia and Zurin were held.",
        "The EBRD got a stake in Velia. Velia's exports rose.",
        "Experts from Velia came.",
        "He took over from Hugo Branz last year.",
        "Finance Minister Aidar Sarin joined the EBRD.",
        "A mission under Petra Vunic arrived.",
    ],
)
def test_persons_are_no_places(text: str) -> None:
    """What persons do as well proves no country."""
    assert not named(text, Kind.PLACE)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("A mission under Petra Vunic arrived.", "Petra Vunic"),
        ("He took over from Hugo Branz last year.", "Hugo Branz"),
        ("“We waited long,” Mara Odell, a farmer, told the visitors.", "Mara Odell"),
        ("It was signed by Rajat Mishra, a senior official of the ministry.", "Rajat Mishra"),
        ("The group was led by Davud Ashmar.", "Davud Ashmar"),
        ("Agriculture Minister Yusra al-Hamdawi spoke.", "Yusra al-Hamdawi"),
        ("According to Tariq Mahmud, task team leader of the operation, it works.", "Tariq Mahmud"),
    ],
)
def test_persons_without_titles(text: str, person: str) -> None:
    """Places in a sentence where only persons stand."""
    assert person in named(text, Kind.PERSON)


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("The consultancy Hale & Ostrom drafted it.", "Hale & Ostrom", "Company"),
        ("Roads are dear, the news agency VIST reports.", "VIST", "NewsOutlet"),
        ("Roads are dear, the Zarania Sun notes.", "Zarania Sun", "NewsOutlet"),
        ("State-owned Puertos Unidos builds it.", "Puertos Unidos", "Company"),
        ("The line is for Banque du Cap, a lender.", "Banque du Cap", "Company"),
        ("It is owned by Elmer Tarn of Estonia (35 percent) and others.", "Elmer Tarn", "Company"),
        ("Two Japanese groups, Toyota Tsusho and Eurus Wind, own it.", "Eurus Wind", "Company"),
        ("The money comes from the akimat of Akmola Region.", "akimat of Akmola Region", "Government"),
        ("The Zamonian agency, Vodovod i Kanalizacija Bel, pays.", "Vodovod i Kanalizacija Bel", "Company"),
        ("It came from the Peruvian Health Works Agency (PHWA).", "Peruvian Health Works Agency", "GovernmentAgency"),
        ("The money comes from the Lakes Solidarity Trust Fund.", "Lakes Solidarity Trust Fund", "Organization"),
        ("The money comes from the Peru Road Fund.", "Peru Road Fund", "GovernmentAgency"),
        ("He has told CivilNet in an interview that it works.", "CivilNet", "NewsOutlet"),
        ("As contractor, the ministry selected Takemori-Bryce Works.", "Takemori-Bryce Works", "Company"),
        ("The EU Delegation to Peru said so.", "EU Delegation to Peru", "Organization"),
        ("The World Lakes Bank lends.", "World Lakes Bank", "DevelopmentBank"),
        ("The Pan-Lakes Union met.", "Pan-Lakes Union", "InternationalOrganization"),
        ("The Orland Wool Growers' Association met.", "Orland Wool Growers' Association", "Organization"),
        ("The Isthmus Bank for Development lends.", "Isthmus Bank for Development", "DevelopmentBank"),
        ("Ariff Ali, Governor of the Reserve Bank of Fiji, spoke.", "Reserve Bank of Fiji", "GovernmentAgency"),
        ("Helion Power, a private company that built it, paid.", "Helion Power", "Company"),
        ("Viktor Amaral, Chief Executive Officer of Sorrento Rail, spoke.", "Sorrento Rail", "Company"),
        ("The Joint Commission of Peru and Chile met.", "Joint Commission of Peru and Chile", "Organization"),
        ("The Development Bank of Peru lends.", "Development Bank of Peru", "DevelopmentBank"),
        ("It is a credit line of Koryo Credit Bank for Derzhosh.", "Koryo Credit Bank", "Company"),
        ("The loan is for Red Dune Energy S.A.E. in Egypt.", "Red Dune Energy S.A.E.", "Company"),
    ],
)
def test_institutions_by_phrases(text: str, name: str, cls: str) -> None:
    """What stands beside a name tells what kind of institution has it."""
    assert named(text, Kind.INSTITUTION).get(name) == cls


def test_who_informs_a_guest_is_no_newspaper() -> None:
    """“…, Kostelyk informed her guest” names no outlet."""
    assert not named("Eleven bridges had been rebuilt, Kostelyk informed her guest.", Kind.INSTITUTION)


def test_acronyms_that_no_bracket_explains() -> None:
    """Initials that only one name of the article has mean it."""
    text = "The Meridian Reconstruction Bank lends. Next year MRB will lend more."
    assert list(named(text, Kind.INSTITUTION)) == ["Meridian Reconstruction Bank"]


def test_a_capital_that_acts_is_its_country() -> None:
    """“Tokyo favours …” speaks of Japan, “in Tokyo” of the town."""
    assert "Tokyo" not in named("Tokyo favours clean energy. Japan pays.", Kind.PLACE)
    assert "Tokyo" in named("Japan pays. They met in Tokyo.", Kind.PLACE)


def test_who_is_followed_by_the_bank_is_no_company() -> None:
    """“According to Winther, the bank has lent” tells of a person and another's bank."""
    assert not named("According to Winther, the bank has lent a lot.", Kind.INSTITUTION)


def test_a_predecessor_held_the_post() -> None:
    """“Who took over from X” tells what X was."""
    text = "The EBRD's Country Director Lena Holm, who took over from Hugo Branz in June, spoke."
    told = {(f.person.name, f.title, f.former) for f in reading(text).facts if isinstance(f, said.Position)}
    assert told == {("Lena Holm", "Country Director", False), ("Hugo Branz", "Country Director", True)}


def test_who_has_been_in_a_post_since_is_in_it() -> None:
    """The present perfect tells of a post that is still held."""
    text = "Aidar Sarin, who has been President of the EBRD since 2020, spoke."
    assert [f.former for f in reading(text).facts if isinstance(f, said.Position)] == [False]


def test_a_short_title_repeats_a_full_one() -> None:
    """“Minister Sarin” tells nothing that “Aidar Sarin, Minister of Finance” does not."""
    text = "Aidar Sarin, Minister of Finance of Peru, spoke. Minister Sarin added that it was late."
    assert posts(text) == {("Aidar Sarin", "Minister of Finance", "Peru")}


def test_a_dateline_in_capitals_is_named_as_usual() -> None:
    """“NAIROBI –” names Nairobi."""
    assert "Nairobi" in named("NAIROBI – The road will be built.", Kind.PLACE)


def test_an_acronym_explained_begins_longer_names() -> None:
    """What a bracket has explained is known in the sentences after it."""
    text = "The Caldera Bank for Reconstruction (CBR) lends. Maurits Tengwall, Head of the CBR Office in Peru, spoke."
    assert ("Maurits Tengwall", "Head", "CBR Office in Peru") in posts(text)


def test_towns_lie_where_the_article_says() -> None:
    """By a demonym, by the capital of the article's country."""
    for text, part, whole in (
        ("They met in Cartagena de Indias, the Colombian city.", "Cartagena de Indias", "Colombia"),
        ("They met in Pel Artos, the capital. Zarania's economy grew.", "Pel Artos", "Zarania"),
    ):
        assert (part, whole) in {(f.part.name, f.whole.name) for f in reading(text).facts if isinstance(f, said.PartOf)}


def test_a_presidents_government_is_no_countrys_name() -> None:
    """“Peña's government” is that of President Santiago Peña."""
    assert not named("President Santiago Peña spoke. Peña's government seeks $500 million.", Kind.PLACE)


def test_the_andean_nation_is_the_articles_country() -> None:
    """A description by where a country lies names no region."""
    text = "Kenya signed a loan agreement with the AfDB. The East African nation has 14 projects with the bank."
    assert list(named(text, Kind.PLACE)) == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "project"),
    [
        ("It includes a laboratory for food safety in Dushanbe.", "laboratory for food safety in Dushanbe"),
        ("A health center in Dushanbe was renovated with EU funds.", "health center in Dushanbe"),
        ("It opened in the yard of a school in Dushanbe.", ""),
        ("She visited a college in Dushanbe.", ""),
    ],
)
def test_facilities_are_works_where_they_are_built(text: str, project: str) -> None:
    """A venue is no work."""
    assert list(named(text, Kind.PROJECT)) == ([project] if project else [])


def test_an_institution_has_its_office_where_it_opened_it() -> None:
    """“opened its office in …” tells of a seat."""
    told = {
        (f.what.name, f.place.name)
        for f in reading("UNDP opened its office in Dushanbe in 2011.").facts
        if isinstance(f, said.Located)
    }
    assert ("UNDP", "Dushanbe") in told


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The line connects Georgia, Vestmark and Lower Sarn.", {"Georgia", "Vestmark", "Lower Sarn"}),
        ("New schools will be built in Riga, Torrel and Mavik.", {"Riga", "Torrel", "Mavik"}),
        ("Flights between Riga and Saint-Orme will start again.", {"Riga", "Saint-Orme"}),
        ("The guests have come to Torrel for talks.", {"Torrel"}),
        ("They met in Saint-Orme on Monday.", {"Saint-Orme"}),
        ("Talks between Georgia and Nordvind went on.", {"Georgia"}),
        ("The loans to Georgia and Nordvind were repaid.", {"Georgia"}),
    ],
)
def test_places_in_lists_and_after_journeys(text: str, places: set[str]) -> None:
    """What stands in a list of places after “in” or “connects”, and where people come to, is a place."""
    assert set(named(text, Kind.PLACE)) == places


def test_person_in_commas_after_counterpart() -> None:
    """A name between commas after “her counterpart” is a person."""
    assert "Orsil Tavrik" in named("Lena Holm conferred with her counterpart, Orsil Tavrik, in Riga.", Kind.PERSON)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Sary-Tash wind farm will have 40 turbines.", {"Sary-Tash"}),
        ("The Sary-Tash road will be 40 km long.", {"Sary", "Tash"}),
    ],
)
def test_hyphen_in_the_name_of_a_farm_joins_one_town(text: str, places: set[str]) -> None:
    """A road runs from one place to another; a wind farm stands in one."""
    assert set(named(text, Kind.PLACE)) == places
