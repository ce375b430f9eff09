"""Looking names up: capitals, acronyms, the longest name, groups and countries; and the RDF of what is reached."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ontology import iris, reference_files, terms
from ontology.errors import ReferenceDataError
from ontology.reference import Entry, Knowledge, Name, words_of
from ontology.reference_quads import reference_quads

BASE = iris.BASE


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load()


def found(knowledge: Knowledge, text: str, start: int = 0) -> tuple[int, list[str]]:
    length, names = knowledge.at(words_of(text), start)
    return length, [knowledge.entries[n.iri].name for n in names]


def test_the_longest_name_wins(knowledge: Knowledge) -> None:
    assert found(knowledge, "World Bank Group’s board") == (3, ["World Bank Group"])
    assert found(knowledge, "World Bank’s board") == (2, ["World Bank"])
    assert found(knowledge, "the World Bank") == (0, [])


def test_names_are_found_inside_hyphenated_words(knowledge: Knowledge) -> None:
    assert found(knowledge, "Karaganda–Zhezkazgan highway", 1) == (1, ["Zhezkazgan"])


def test_acronyms_match_their_own_capitals_only(knowledge: Knowledge) -> None:
    assert found(knowledge, "WHO experts")[1] == ["World Health Organization"]
    assert found(knowledge, "Who pays")[1] == []
    assert found(knowledge, "US exports")[1] == ["United States"]
    assert found(knowledge, "us too")[1] == []
    assert found(knowledge, "U.S. exports") == (2, ["United States"])
    assert found(knowledge, "UNDP’s office")[1] == ["United Nations Development Programme"]


def test_names_need_capitals_where_the_data_have_them(knowledge: Knowledge) -> None:
    assert knowledge.find("turkey") == ()
    assert knowledge.find("TURKEY")
    assert knowledge.find("Kyzylorda Region") == knowledge.find("Kyzylorda region") != ()


def test_ambiguous_names_are_all_given(knowledge: Knowledge) -> None:
    names = knowledge.find("IDB")
    banks = {"Inter-American Development Bank", "Islamic Development Bank"}
    assert {knowledge.entries[n.iri].name for n in names} == banks
    assert all(n.weak for n in names)


def test_the_likelier_meaning_comes_first(knowledge: Knowledge) -> None:
    birmingham = knowledge.find("Birmingham")
    assert knowledge.country_of(birmingham[0].iri) == knowledge.by_code["GB"]
    assert [n.weak for n in birmingham] == sorted(n.weak for n in birmingham)


def test_units_roll_up_and_countries_follow_units(knowledge: Knowledge) -> None:
    ifc = f"{BASE}id/institution/international-finance-corporation"
    assert knowledge.group_of(ifc) == f"{BASE}id/institution/world-bank-group"
    ministry = f"{BASE}id/institution/ministry-of-finance-of-kazakhstan"
    assert knowledge.group_of(ministry) == ministry
    assert knowledge.country_of(ministry) == knowledge.by_code["KZ"]
    unknown = f"{BASE}id/institution/ministry-of-finance-of-nowhere"
    assert knowledge.group_of(unknown) == unknown
    assert knowledge.country_of(unknown) is None
    assert knowledge.country_of(f"{BASE}id/institution/proparco") == knowledge.by_code["FR"]
    assert knowledge.country_of(f"{BASE}id/place/almaty") == knowledge.by_code["KZ"]
    assert knowledge.country_of(knowledge.by_code["KZ"]) == knowledge.by_code["KZ"]


def test_ministries_are_read_in_parts(knowledge: Knowledge) -> None:
    """The reader finds the generic name and the country, and mints the entry's IRI from them."""
    assert found(knowledge, "Ministry of Finance of Kazakhstan") == (0, [])
    assert found(knowledge, "Ministry of Finance of the Kyrgyz Republic") == (0, [])
    ministries = [e for e in knowledge.entries.values() if e.cls == "Ministry" and e.name.startswith("Ministry of ")]
    assert len(ministries) >= 50
    for entry in ministries:
        assert entry.country
        assert entry.name.endswith(f" of {knowledge.entries[entry.country].name}")
    assert found(knowledge, "Foreign, Commonwealth and Development Office")[0] == 5
    assert found(knowledge, "Министерство финансов Республики Казахстан")[0] == 4


def test_countries_are_members_of_organizations(knowledge: Knowledge) -> None:
    turkic = f"{BASE}id/institution/organization-of-turkic-states"
    members = {e.name for e in knowledge.entries.values() if turkic in e.member_of}
    assert members == {"Azerbaijan", "Kazakhstan", "Kyrgyzstan", "Türkiye", "Uzbekistan"}


@pytest.mark.parametrize(
    ("organization", "count"),
    [
        ("united-nations", 193),
        ("international-bank-for-reconstruction-and-development", 189),
        ("international-monetary-fund", 191),
        ("asian-development-bank", 69),
        ("organization-for-security-and-co-operation-in-europe", 57),
        ("african-union", 55),
    ],
)
def test_lists_of_members_are_whole(knowledge: Knowledge, organization: str, count: int) -> None:
    iri = f"{BASE}id/institution/{organization}"
    assert sum(iri in e.member_of for e in knowledge.entries.values() if e.cls == "Country") == count


def test_a_name_fits_with_and_without_possessive() -> None:
    name = Name("x", "acronym", weak=False, words=("IFC",))
    assert name.fits(("IFC’s",))
    assert not name.fits(("Ifc",))


def test_quads_hold_what_is_reached_and_all_institutions(knowledge: Knowledge) -> None:
    quads = list(reference_quads(knowledge, [f"{BASE}id/place/almaty", f"{BASE}id/place/nowhere-known"]))
    assert len(quads) == len(set(quads))
    assert {q.graph_name for q in quads} == {ox.NamedNode(f"{BASE}graph/reference")}
    subjects = {q.subject for q in quads}
    for key in ("place/almaty", "place/kazakhstan", "place/central-asia", "place/asia", "institution/world-bank"):
        assert ox.NamedNode(f"{BASE}id/{key}") in subjects
    assert ox.NamedNode(f"{BASE}id/place/astana") in subjects, "the capital of Almaty's country"
    assert ox.NamedNode(f"{BASE}id/place/shymkent") not in subjects
    institutions = {ox.NamedNode(i) for i, e in knowledge.entries.items() if e.kind == "Institution"}
    assert institutions <= subjects


def test_quads_are_queryable(knowledge: Knowledge) -> None:
    store = ox.Store()
    store.extend(reference_quads(knowledge, [f"{BASE}id/place/almaty"]))
    query = """PREFIX k: <https://w3id.org/kerege/ontology#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ASK { GRAPH ?g {
        ?ifc k:acronym "IFC" ; k:key "ifc" ; k:unitOf/k:name "World Bank Group" .
        ?ifc k:headquarters/k:name "Washington" ; k:identifier "dac-channel:44004", "lei:QKL54NQY28TCDAI75F60" ;
             skos:exactMatch <http://www.wikidata.org/entity/Q656801> ; k:name "Международная финансовая корпорация" .
        ?jica k:name "JICA" ; k:organOf/k:identifier "iso3166:JP" .
        ?almaty k:name "Almaty" ; k:name "Alma-Ata" ; k:country ?country ; k:latitude ?north .
        ?country k:demonym "Kazakh" ; k:capital/k:name "Astana" ; k:within/k:name "Central Asia"
        FILTER (?north > 43 && ?north < 44) } }"""
    assert store.query(query)


def test_every_entry_of_the_graph_has_one_label_one_type_and_a_source(knowledge: Knowledge) -> None:
    quads = list(reference_quads(knowledge, knowledge.entries))
    for predicate in (terms.RDFS_LABEL, terms.RDF_TYPE, ox.NamedNode(terms.DCTERMS + "source")):
        subjects = [q.subject for q in quads if q.predicate == predicate]
        assert len(subjects) == len(set(subjects)) == len(knowledge.entries)


def test_an_iri_given_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry(iri="x", kind="Place", cls="City", name="X", source="test")
    monkeypatch.setattr(reference_files, "read_curated", lambda base: iter([entry, entry]))
    monkeypatch.setattr(reference_files, "_cities", lambda base, curated: iter([]))
    monkeypatch.setattr(reference_files, "_identifiers", lambda base: {})
    with pytest.raises(ReferenceDataError, match="twice"):
        list(reference_files.read_entries(BASE))


def test_an_identifier_of_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_files, "_identifiers", lambda base: {f"{base}id/institution/nowhere": ("lei:X",)})
    with pytest.raises(ReferenceDataError, match="nowhere"):
        list(reference_files.read_entries(BASE))


def test_a_line_with_too_few_columns_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_files, "_text", lambda name: "# note\nkey\tname\nalmaty\n")
    with pytest.raises(ReferenceDataError, match="1 columns where 2 are due"):
        list(reference_files._rows("cities.tsv"))


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("<x> a k:City .", "lack a class"),
        ('<x> a k:City ; rdfs:label "X", "Y" ; dcterms:source "s" .', "more than once"),
        ('[] rdfs:label "X" .', "blank node"),
    ],
)
def test_unfit_turtle_is_refused(monkeypatch: pytest.MonkeyPatch, turtle: str, message: str) -> None:
    prefixes = """@prefix k: <https://w3id.org/kerege/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . """
    monkeypatch.setattr(reference_files, "TURTLE", ("x.ttl",))
    monkeypatch.setattr(reference_files, "_text", lambda name: prefixes + turtle)
    with pytest.raises(ReferenceDataError, match=message):
        list(reference_files._turtle(BASE))
