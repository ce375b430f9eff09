"""The reference data as shipped: complete, sourced, without contradictions, and safe to look words up in."""

from __future__ import annotations

import re
from collections import Counter

import pycountry
import pytest

from ontology import iris, reference_files, terms
from ontology.reference import Entry, Knowledge, Name, key_of

INSTITUTIONS = {
    "Government",
    "Ministry",
    "GovernmentAgency",
    "InternationalOrganization",
    "DevelopmentBank",
    "Company",
    "NewsOutlet",
    "Organization",
}
IDENTIFIERS = {"dac-channel": r"\d{5}", "iati": r"[A-Z0-9_-]+", "lei": r"[A-Z0-9]{18}\d\d"}
PLACES = {"Country", "Region", "City", "Place"}
FUNCTION_WORDS = frozenset(
    """
    a an the of in on at by for from to with as and or but nor so if than that this these those it its
    he she they we you i me him her them us his their our my your who whom which what when where why how
    is are was were be been has have had do does did will would can could may might must shall should
    not no nor all any both each more most some such only own same too very just now then here there
    again once also about above after before below between down during into off out over under until up
    while because
    """.split()  # noqa: SIM905 - a list literal would take a screen
)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def place(knowledge: Knowledge, key: str) -> Entry:
    return knowledge.entries[f"{knowledge.base}id/place/{key}"]


def institution(knowledge: Knowledge, key: str) -> Entry:
    return knowledge.entries[f"{knowledge.base}id/institution/{key}"]


def test_there_are_enough_institutions_countries_and_cities(knowledge: Knowledge) -> None:
    counts = Counter(e.cls if e.kind == "Place" else e.kind for e in knowledge.entries.values())
    assert counts["Institution"] >= 500
    assert counts["Country"] >= 249
    assert 5_000 <= counts["City"] <= 8_000
    assert counts["Region"] >= 40


def test_every_class_is_an_institution_or_a_place_of_the_ontology(knowledge: Knowledge) -> None:
    """Never a person, project, framework or event: those are what articles tell."""
    for entry in knowledge.entries.values():
        assert entry.cls in (PLACES if entry.kind == "Place" else INSTITUTIONS), entry
        assert getattr(terms, entry.cls) == terms.NamedNode(terms.K + entry.cls)


def test_every_entry_says_where_it_comes_from(knowledge: Knowledge) -> None:
    bad = [e.iri for e in knowledge.entries.values() if e.kind == "Institution" and not e.source.startswith("http")]
    assert not bad
    assert all(e.source.strip() for e in knowledge.entries.values())


def test_every_iri_is_minted_from_the_name(knowledge: Knowledge) -> None:
    """Minting an IRI from the preferred name gives the entry's, unless a more populous place has the name."""
    for entry in knowledge.entries.values():
        kind, key = entry.iri.removeprefix(knowledge.base + "id/").split("/")
        if kind == "place":
            assert key == iris.slug(entry.name) or key.startswith(iris.slug(entry.name) + "-"), entry
        else:
            assert (kind, key) == ("institution", iris.slug(entry.name))


def test_relations_lead_to_entries_of_the_right_kind(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        wholes = [i for i in (entry.unit_of, *entry.member_of) if i]
        assert all(knowledge.entries[i].kind == "Institution" for i in wholes), entry
        assert all(knowledge.entries[i].kind == "Place" for i in entry.within), entry
        assert entry.country is None or knowledge.entries[entry.country].cls == "Country"
        assert entry.kind == "Institution" or not entry.unit_of


def test_units_and_places_have_no_cycles(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        here, steps = entry, 0
        while here.unit_of:
            here, steps = knowledge.entries[here.unit_of], steps + 1
            assert steps < 5, entry.iri
        around = set(entry.within)
        for _ in range(6):
            around |= {w for i in around for w in knowledge.entries[i].within}
        assert entry.iri not in around


def test_all_countries_of_iso_3166_have_codes_and_names(knowledge: Knowledge) -> None:
    for country in pycountry.countries:
        entry = knowledge.entries[knowledge.by_code[country.alpha_2]]
        assert entry.codes[:3] == (country.alpha_2, country.alpha_3, country.numeric)
        assert knowledge.by_code[country.alpha_3] == entry.iri


def test_countries_have_demonyms_and_capitals(knowledge: Knowledge) -> None:
    kazakhstan = place(knowledge, "kazakhstan")
    assert kazakhstan.demonyms[:2] == ("Kazakh", "Kazakhstani")
    assert knowledge.find("Kyrgyz")[0].iri == place(knowledge, "kyrgyzstan").iri
    assert place(knowledge, "central-asia").iri in kazakhstan.within
    astana = place(knowledge, "astana")
    assert astana.country == kazakhstan.iri
    assert astana.source == "GeoNames"


def test_capitals_are_cities_of_their_countries(knowledge: Knowledge) -> None:
    """All but those of small territories, and of cities that are their country."""
    countries = [e for e in knowledge.entries.values() if e.cls == "Country"]
    assert sum(e.capital is not None for e in countries) >= 220
    for country in countries:
        assert country.capital is None or knowledge.entries[country.capital].country == country.iri
    assert place(knowledge, "kazakhstan").capital == place(knowledge, "astana").iri


def test_banks_and_international_organizations_have_headquarters(knowledge: Knowledge) -> None:
    """But for those without a seat of their own: groups of states, funds that are managed elsewhere."""
    homes = {e.iri: e.headquarters for e in knowledge.entries.values() if e.kind == "Institution"}
    assert sum(home is not None for home in homes.values()) >= 250
    assert all(knowledge.entries[home].kind == "Place" for home in homes.values() if home)
    assert homes[institution(knowledge, "asian-development-bank").iri] == place(knowledge, "manila").iri
    international = [e for e in knowledge.entries.values() if e.cls == "InternationalOrganization"]
    assert sum(e.headquarters is not None for e in international) >= 0.85 * len(international)


def test_identifiers_are_well_formed_and_name_one_thing(knowledge: Knowledge) -> None:
    owners: dict[str, str] = {}
    for entry in knowledge.entries.values():
        assert sum("wikidata.org" in iri for iri in entry.same_as) <= 1, entry.iri
        for identifier in (*entry.identifiers, *entry.same_as):
            assert owners.setdefault(identifier, entry.iri) == entry.iri
        for identifier in entry.identifiers:
            scheme, value = identifier.split(":", 1)
            assert re.fullmatch(IDENTIFIERS[scheme], value), identifier
            if scheme == "lei":
                assert int("".join(str(int(c, 36)) for c in value)) % 97 == 1, "the check digits of ISO 17442"


def test_every_identifier_names_its_source() -> None:
    for _, identifier, source in reference_files._rows("identifiers.tsv"):
        assert source.startswith("https://"), identifier


def test_no_name_is_a_function_word(knowledge: Knowledge) -> None:
    """Acronyms are another matter: “WHO” and “US” match in capitals only."""
    for word in FUNCTION_WORDS:
        names = knowledge.names.get((word,), ())
        assert all(n.form == "acronym" and n.words[0].isupper() for n in names), (word, names)
        assert not knowledge.find(word)


def test_words_that_are_cities_too_are_marked(knowledge: Knowledge) -> None:
    words = "Reading Mobile Nice Bath Orange Mary Male Victoria Jackson Lincoln Kant Of March Bank Union Central Young"
    for word in words.split():
        assert all(n.weak for n in knowledge.find(word)), word
    assert knowledge.find("Nice"), "weak names are there, for those who have context"


def test_names_of_several_entries_have_a_way_to_decide(knowledge: Knowledge) -> None:
    """At most one entry owns a name outright; the others, or all, ask for context and say which country is theirs."""
    shared = {key: names for key, names in knowledge.names.items() if len({n.iri for n in names}) > 1}
    assert shared, "the data must know namesakes, or this test tests nothing"
    for key, names in shared.items():
        assert len({n.iri for n in names if not n.weak}) <= 1, (key, names)
        homes = [knowledge.country_of(n.iri) or n.iri for n in names]
        groups = [knowledge.group_of(n.iri) for n in names]
        assert len(set(homes)) == len(homes) or len(set(groups)) == 1 or kinds_differ(knowledge, names), (key, names)


def kinds_differ(knowledge: Knowledge, names: tuple[Name, ...]) -> bool:
    """Told apart by what they are: a city, its region, a company, its country."""
    classes = [knowledge.entries[n.iri].cls for n in names]
    return len(set(classes)) == len(classes)


def test_what_is_called_ambiguous_is_a_name(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        names = {entry.name, *entry.aliases, *entry.acronyms, *entry.demonyms}
        assert set(entry.weak) <= names, entry


def test_the_world_bank_group_is_whole(knowledge: Knowledge) -> None:
    group, bank = institution(knowledge, "world-bank-group").iri, institution(knowledge, "world-bank").iri
    assert {e.name for e in knowledge.entries.values() if e.unit_of == group} == {
        "World Bank",
        "International Finance Corporation",
        "Multilateral Investment Guarantee Agency",
        "International Centre for Settlement of Investment Disputes",
    }
    assert {e.name for e in knowledge.entries.values() if e.unit_of == bank} == {
        "International Bank for Reconstruction and Development",
        "International Development Association",
    }
    for acronym in ("IBRD", "IDA", "IFC", "MIGA", "ICSID", "WB"):
        assert knowledge.group_of(knowledge.find(acronym)[0].iri) == group
    assert knowledge.group_of(knowledge.find("KEGOC")[0].iri) == institution(knowledge, "samruk-kazyna").iri


@pytest.mark.parametrize(
    ("name", "cls"),
    [
        ("ADB", "DevelopmentBank"),
        ("European Bank for Reconstruction and Development", "DevelopmentBank"),
        ("UNDP", "InternationalOrganization"),
        ("Organisation of Turkic States", "InternationalOrganization"),
        ("USAID", "GovernmentAgency"),
        ("The Astana Times", "NewsOutlet"),
        ("Kazakhstan Temir Zholy", "Company"),
        ("Save the Children", "Organization"),
        ("Foreign, Commonwealth and Development Office", "Ministry"),
        ("Zhezkazgan", "City"),
        ("Kyzylorda region", "Region"),
        ("Aral Sea", "Place"),
        ("Republic of Uzbekistan", "Country"),
    ],
)
def test_known_names_have_their_class(knowledge: Knowledge, name: str, cls: str) -> None:
    assert [knowledge.entries[n.iri].cls for n in knowledge.find(name)] == [cls]


def test_loading_happens_once() -> None:
    other = Knowledge.load("https://example.org/kg/")
    assert Knowledge.load("https://example.org/kg/") is other
    assert f"{other.base}id/institution/world-bank" in other.entries
    assert all(iri.startswith("https://example.org/kg/id/") for iri in other.entries)


def test_keys_are_folded(knowledge: Knowledge) -> None:
    assert key_of("Côte d’Ivoire") == key_of("Cote d'Ivoire") == ("cote", "divoire")
    assert knowledge.find("Cote d'Ivoire")
    assert max(len(key) for key in knowledge.names) == knowledge.longest
