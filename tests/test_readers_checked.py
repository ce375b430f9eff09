"""What other readers say is checked before it is let in: fact by fact, with the reason for each that is not."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ARTICLES, SHARED
from hypothesis import given
from hypothesis import strategies as st
from test_ontology_shapes import violations

from loaders import facts as f
from loaders.article import Article
from loaders.exchange import as_json
from loaders.facts import Fact, Kind, Modality, Reading
from loaders.quads import quads
from loaders.readers.cast import CLASSES
from loaders.readers.grounds import found_in
from loaders.readers.intake import taken_in
from loaders.readers.kinds import KINDS
from loaders.reading.reader import read
from loaders.sources import articles
from ontology.errors import LoadError
from ontology.reference import Knowledge

Json = dict[str, Any]
KNOWLEDGE = Knowledge.load()
HEAD = "---\ntitle: Loan for a road\n---\n"
TEXT = (
    f"{HEAD}Aigul Saparova, Chair of the Steppe Development Bank, met with Omar Said in Astana on 14 May 2025. "
    "The bank will lend Kazakhstan 500 million US dollars for the Ridder bypass road. "
    "“The road will halve travel time,” Saparova said. "
    "The Kazakh Ministry of Finance counts 14 projects, worth over $8 billion."
)
ARTICLE = Article(text=TEXT, body=len(HEAD), date=date(2025, 5, 15), name="loan", source="loan.md")


def quote(words: str) -> Json:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words)}


def ref(name: str, kind: str) -> Json:
    return {"name": name, "type": kind}


SAPAROVA, SAID = ref("Aigul Saparova", "Person"), ref("Omar Said", "Person")
BANK, LAND = ref("Steppe Development Bank", "Institution"), ref("Kazakhstan", "Place")
ROAD = ref("Ridder bypass road", "Project")
MEETING = [quote("Aigul Saparova, Chair of the Steppe Development Bank, met with Omar Said in Astana on 14 May 2025.")]
LENT = [quote("The bank will lend Kazakhstan 500 million US dollars for the Ridder bypass road.")]
SPOKEN = [quote("“The road will halve travel time,” Saparova said.")]
COUNTED = [quote("The Kazakh Ministry of Finance counts 14 projects, worth over $8 billion.")]

MET: Json = {"kind": "met", "a": SAPAROVA, "b": SAID, "evidence": MEETING}
FINANCES: Json = {
    "kind": "finances",
    "financier": BANK,
    "target": LAND,
    "amount": 500_000_000,
    "currency": "USD",
    "bound": "exact",
    "instrument": "loan",
    "stage": "planned",
    "date": None,
    "evidence": LENT,
}
FIGURE: Json = {
    "kind": "figure",
    "about": LAND,
    "measure": "projects",
    "value": 14,
    "unit": "projects",
    "bound": "exact",
    "period": "2025",
    "evidence": COUNTED,
}
STATEMENT: Json = {
    "kind": "statement",
    "speaker": SAPAROVA,
    "text": "The road will halve travel time",
    "about": [ROAD],
    "direct": True,
    "evidence": SPOKEN,
}
EVENT: Json = {
    "kind": "event",
    "event": ref("meeting of Aigul Saparova and Omar Said", "Event"),
    "class": "Meeting",
    "date": "2025-05-14",
    "place": ref("Astana", "Place"),
    "status": "held",
    "evidence": MEETING,
}
ENTITY: Json = {"kind": "entity", "entity": BANK, "class": "DevelopmentBank", "evidence": MEETING}
POSITION: Json = {"kind": "position", "person": SAPAROVA, "title": "Chair", "of": BANK, "evidence": MEETING}
TOPIC: Json = {"kind": "topic", "about": ROAD, "sector": "transport", "evidence": LENT}
PERIOD: Json = {"kind": "period", "of": ROAD, "start": "2025", "end": "2027-06", "evidence": LENT}


def taken(*said: object, article: Article = ARTICLE) -> Reading:
    return taken_in(article, said, name="other", reader="other 1.0", knowledge=KNOWLEDGE)


def one(said: Json) -> Fact:
    """The one fact that is let in, besides the mentions of its things."""
    reading = taken(said)
    assert reading.refused == ()
    (fact,) = [fact for fact in reading.facts if not isinstance(fact, f.Mention) or fact.rule != "other"]
    return fact


def reason(said: object) -> str:
    """Why a fact is refused; another one beside it is let in."""
    reading = taken(POSITION, said)
    (refused,) = reading.refused
    assert refused.number == 2
    assert {type(fact) for fact in reading.facts} == {f.Mention, f.Position}
    return refused.reason


def test_facts_that_are_right_are_let_in() -> None:
    every = (ENTITY, EVENT, FIGURE, FINANCES, MET, PERIOD, POSITION, STATEMENT, TOPIC)
    reading = taken(*every)
    assert reading.refused == ()
    assert reading.reader == "other 1.0"
    assert {fact.rule for fact in reading.facts} == {"other"}
    assert {fact.kind for fact in reading.facts} == {said["kind"] for said in every}
    assert {entity.name for entity in reading.entities} >= {"Aigul Saparova", "Steppe Development Bank", "Kazakhstan"}
    assert list(quads(reading))


def test_values_become_what_they_mean() -> None:
    figure = one({**FIGURE, "period": "2024-02/2025"})
    assert isinstance(figure, f.Figure)
    assert figure.period is not None
    assert (figure.period.begin, figure.period.end, figure.period.precision) == (
        date(2024, 2, 1),
        date(2025, 12, 31),
        "month",
    )
    more = one({**FIGURE, "value": 8e9, "unit": "USD", "bound": "min", "measure": "worth", "period": "per-year"})
    assert isinstance(more, f.Figure)
    assert (more.low, more.high, more.per_year, more.period) == (8e9, None, True, None)
    said = one({**STATEMENT, "text": "The road will  halve travel time"})
    assert isinstance(said, f.Statement)
    assert TEXT[slice(*said.text)] == "The road will halve travel time"
    assert one({**MET, "rule": "they-met", "modality": "denied"}).rule == "other/they-met"
    assert one({**EVENT, "status": "planned"}).modality is Modality.PLANNED


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("met", "it is no JSON object"),
        ({}, "it has no kind"),
        ({**MET, "kind": "married"}, "“married” is no kind of fact"),
        ({**MET, "kind": ["met"]}, "is no kind of fact"),
        ({**MET, "place": "Astana"}, "there is no field “place” in this kind of fact"),
        ({**MET, "b": None}, "its b is missing"),
        ({**MET, "b": "Omar Said"}, "its b is “Omar Said”, but has to be a reference"),
        ({**MET, "b": {**SAID, "role": "guest"}}, "there is no field “role”"),
        ({**MET, "b": ref("Omar Said", "Human")}, "its type is “Human”, but has to be one of Person"),
        ({**MET, "b": ROAD}, "its b may not be a Project, but Person or Institution or Place"),
        (
            {"kind": "discussed", "event": EVENT["event"], "about": SAPAROVA, "evidence": LENT},
            "its about may not be a Person, but Institution or Place",
        ),
        ({**MET, "b": ref("Jean Müller", "Person")}, "it does not have the word “jean”"),
        ({**MET, "b": SAPAROVA}, "it has Aigul Saparova on both sides"),
        ({**MET, "b": ref("Saparova", "Person")}, "it has Aigul Saparova on both sides"),
        ({**MET, "b": ref("Kazakhstan", "Institution")}, "Kazakhstan is a country, so a Place"),
        ({**MET, "modality": "certain"}, "its modality is “certain”, but has to be one of asserted"),
        ({**MET, "rule": 7}, "its rule is “7”, but has to be a text"),
        ({**POSITION, "title": 3}, "its title is “3”, but has to be a text"),
        ({**POSITION, "title": ""}, "its title has to be a text of 1 to 300"),
        ({**POSITION, "title": "Chair" * 100}, "its title has to be a text of 1 to 300"),
        ({**POSITION, "title": "Queen"}, "its title “Queen” has the word “queen”, which the article does not have"),
        ({**FINANCES, "amount": "500 million"}, "its amount is “500 million”, but has to be a number"),
        ({**FINANCES, "amount": True}, "its amount is “True”, but has to be a number"),
        ({**FINANCES, "amount": -5}, "its amount is “-5.0”, but has to be more than nothing"),
        ({**FINANCES, "amount": 5e8 + 1}, "its evidence has no number 500,000,001"),
        ({**FINANCES, "amount": None, "amounts": [5e8, "x"]}, "its amounts is “x”, but has to be a number"),
        ({**FINANCES, "amounts": [5e8]}, "it has an amount and amounts too"),
        ({**FINANCES, "currency": "Tenge"}, "its currency is “Tenge”, but has to be one of"),
        ({**FINANCES, "currency": None}, "its amount has no currency"),
        ({**FINANCES, "stage": "rumored"}, "its stage is “rumored”, but has to be one of planned"),
        ({**FINANCES, "instrument": "gift"}, "its instrument is “gift”, but has to be one of loan"),
        ({**FINANCES, "bound": "around"}, "its bound is “around”, but has to be one of exact"),
        ({**FINANCES, "date": "May 2025"}, "its date is “May 2025”, but has to be a date such as"),
        ({**FINANCES, "date": "2025-02-30"}, "its date is “2025-02-30”, but has to be a date that there is"),
        ({**FINANCES, "date": "0000"}, "its date is “0000”, but has to be a date that there is"),
        ({**FINANCES, "date": "2025/2024"}, "its date ends before it begins"),
        ({**FINANCES, "date": "/"}, "its date is “/”, but has to be a time such as"),
        ({**PERIOD, "start": None, "end": None}, "its period has neither beginning nor end"),
        ({**PERIOD, "start": 2025}, "its period is “2025”, but has to be a date"),
        ({**TOPIC, "sector": "magic"}, "its sector is “magic”, but has to be one of"),
        ({**FIGURE, "value": float("nan")}, "has to be a number that is finite"),
        ({**FIGURE, "value": 10**400}, "has to be a number that is finite"),
        ({**FIGURE, "value": 15}, "its evidence has no number 15"),
        ({**FIGURE, "value": 5e8}, "its evidence has no number 500,000,000"),
        ({**FIGURE, "unit": "elephants"}, "its unit is “elephants”, but has to be a currency code"),
        ({**FIGURE, "measure": "elephants counted"}, "has the word “elephants”, which the article does not have"),
        ({**FIGURE, "period": "lately"}, "its period is “lately”"),
        ({**STATEMENT, "text": "The road is done"}, "its evidence does not have the words “The road is done”"),
        ({**STATEMENT, "direct": "yes"}, "its direct is “yes”, but has to be true or false"),
        ({**STATEMENT, "about": ROAD}, "has to be a list"),
        ({**ENTITY, "class": "Bank"}, "“Bank” is no class of a Institution: Government"),
        ({**ENTITY, "entity": LAND, "class": "City"}, "Kazakhstan is a Country in the reference data, not a City"),
        ({**ENTITY, "entity": ref("Steppe Investment Bank", "Institution")}, "does not have the word “investment”"),
        ({**EVENT, "status": "done"}, "its status is “done”, but has to be one of held"),
        ({**EVENT, "class": "Party"}, "“Party” is no class of a Event"),
    ],
)
def test_what_is_wrong_is_refused_with_its_reason(said: object, why: str) -> None:
    assert why in reason(said)


UNUSUAL: tuple[Json, ...] = (
    {"kind": "party", "framework": ROAD, "party": SAPAROVA, "evidence": LENT},
    {**FINANCES, "financier": SAPAROVA, "target": BANK, "modality": "possible", "stage": None},
    {**FIGURE, "about": SAPAROVA, "with": ROAD},
    {**STATEMENT, "speaker": LAND},
    {"kind": "part_of", "relation": "member", "part": SAPAROVA, "whole": BANK, "evidence": MEETING},
    {"kind": "implements", "agent": LAND, "target": ROAD, "evidence": LENT},
    {"kind": "discussed", "event": EVENT["event"], "about": LAND, "evidence": LENT},
    {"kind": "attended", "agent": LAND, "event": EVENT["event"], "evidence": LENT, "modality": "planned"},
    {**MET, "modality": "denied"},
)
"""Facts that no rule makes, and the format allows."""


def test_what_is_let_in_conforms_to_the_shapes(tmp_path: Path) -> None:
    reading = taken(ENTITY, EVENT, FIGURE, FINANCES, MET, PERIOD, POSITION, STATEMENT, TOPIC, *UNUSUAL)
    assert reading.refused == ()
    file = tmp_path / "reading.ttl"
    file.write_text("".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads(reading)), "utf-8")
    assert violations(file) == set()


def without(passage: Json, **changes: object) -> Json:
    return {**MET, "evidence": [{**passage, **changes}]}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({**MET, "evidence": []}, "its evidence is “[]”, but has to be a list of at least one passage"),
        ({**MET, "evidence": None}, "its evidence is missing"),
        ({**MET, "evidence": "met with"}, "has to be a list"),
        ({**MET, "evidence": ["met with"]}, "has to be passages"),
        ({**MET, "evidence": MEETING * 21}, "its evidence has 21 passages"),
        (without(MEETING[0], text="They met in secret."), "“They met in secret.” does not stand in the article"),
        (without(MEETING[0], text="  "), "has to be passages with their text"),
        (without(MEETING[0], start=MEETING[0]["start"] + 1), "does not stand at"),
        (without(MEETING[0], start=MEETING[0]["start"] - len(TEXT)), "does not stand at"),
        (without(MEETING[0], end=float(MEETING[0]["end"])), "does not stand at"),
        (without(MEETING[0], start=None, end=None), "comes without the place where it stands"),
        (without(quote("title: Loan for a road")), "stands in the head of the article"),
    ],
)
def test_evidence_stands_in_the_article_at_its_offsets(said: Json, why: str) -> None:
    assert why in reason(said)


def test_a_passage_is_not_the_whole_of_a_long_article() -> None:
    long = Article(text=TEXT + " And so on." * 300, body=ARTICLE.body, name="long", source="long.md")
    whole = {"text": long.text[long.body :], "start": long.body, "end": len(long.text)}
    (refused,) = taken(MET, {**MET, "evidence": [whole]}, article=long).refused
    assert "longer than 2,000 characters" in refused.reason


def test_one_thing_has_one_class() -> None:
    other = {**ENTITY, "class": "Company"}
    reading = taken(ENTITY, other, {**ENTITY, "class": "Organization"})
    assert [one.number for one in reading.refused] == [2]
    assert "is a DevelopmentBank in a fact before it, and here a Company" in reading.refused[0].reason
    assert [entity.cls for entity in reading.entities] == ["DevelopmentBank"]


def test_an_article_of_which_nothing_is_let_in_fails() -> None:
    with pytest.raises(
        LoadError, match=r"^loan\.md could not be read: nothing that other gives can be let in \(fact 1"
    ):
        taken({**MET, "kind": "married"})
    assert taken().facts == ()


def test_a_reader_that_does_not_end_is_stopped() -> None:
    def endless() -> Any:
        while True:
            yield MET

    with pytest.raises(LoadError, match="more than 20,000 facts"):
        taken_in(ARTICLE, endless(), name="other", reader="other 1", knowledge=KNOWLEDGE)


def test_the_order_of_facts_does_not_matter_to_the_graph() -> None:
    every = (ENTITY, EVENT, FIGURE, FINANCES, MET, PERIOD, POSITION, STATEMENT, TOPIC)
    assert {*taken(*every).entities} == {*taken(*reversed(every)).entities}


def test_the_same_fact_twice_is_one() -> None:
    assert taken(MET, copy.deepcopy(MET)).facts == taken(MET).facts


def test_the_classes_and_kinds_are_those_of_the_format() -> None:
    page = (Path(__file__).parent.parent / "docs" / "facts.md").read_text("utf-8")
    for kind, classes in CLASSES.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{kind}` | `")]
        assert all(f"`{cls}`" in row for cls in classes)
        assert row.count("`") == 2 * (len(classes) + 1)
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and line.count("|") == 4}
    assert set(KINDS) <= rows


def test_a_country_that_is_named_by_its_people_can_be_meant() -> None:
    reading = taken({**POSITION, "of": LAND})
    assert "https://w3id.org/kerege/id/place/kazakhstan" in {entity.iri for entity in reading.entities}


def test_a_quotation_is_found_whatever_its_spaces_and_marks() -> None:
    text = "He said:\n“It’s  done – now.” It's done."
    assert [text[slice(*place)] for place in found_in(text, '"It\'s done - now."')] == ["“It’s  done – now.”"]
    assert found_in(text, "It is done") == []
    assert found_in(text, " ") == []
    assert len(found_in(text, "It's")) == 2


def own() -> list[Article]:
    more = [SHARED / "seeds"] if (SHARED / "seeds").is_dir() else []
    return [article for article in articles([ARTICLES, *more]) if isinstance(article, Article)]


@pytest.mark.parametrize("article", own(), ids=lambda article: Path(article.source).stem)
def test_what_kerege_s_own_reader_says_comes_in_as_it_went_out(article: Article) -> None:
    """The exchange format is the way of other readers: in it, the same facts are about the same things."""
    mine = read(article, KNOWLEDGE)
    said = [as_json(fact, mine) for fact in mine.facts]
    theirs = taken_in(article, said, name="other", reader="other 1", knowledge=KNOWLEDGE)
    assert theirs.refused == ()
    assert {(e.iri, e.cls, e.join_keys) for e in theirs.entities} == {
        (e.iri, e.cls, e.join_keys) for e in mine.entities
    }
    again = [{**as_json(fact, theirs), "rule": ""} for fact in theirs.facts]
    assert [line for line in again if line not in [{**one, "rule": ""} for one in said]] == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(TEXT.split()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("name", "type", "text")), inner),
    max_leaves=6,
)
RIGHT = (ENTITY, EVENT, FIGURE, FINANCES, MET, PERIOD, POSITION, STATEMENT, TOPIC)


@st.composite
def spoiled(draw: st.DrawFn) -> object:
    """A fact that was right, with some of its fields replaced by anything."""
    said: Json = dict(draw(st.sampled_from(RIGHT)))
    for field in draw(st.lists(st.sampled_from(tuple(said)), min_size=1, max_size=3)):
        said[field] = draw(VALUES)
    return said


@given(st.lists(spoiled() | VALUES, max_size=5))
def test_whatever_a_reader_says_is_let_in_or_refused(said: list[object]) -> None:
    reading = taken(MET, *said)
    for fact in reading.facts:
        assert all(TEXT[start:end].strip() and start >= ARTICLE.body for start, end in fact.evidence)
    assert list(quads(reading))
    assert all(one.reason and one.reason.isprintable() for one in reading.refused)


def changed(said: Json, change: Callable[[Json], None]) -> Json:
    other = copy.deepcopy(said)
    change(other)
    return other


def test_identity_is_minted_here_whatever_the_reader_says() -> None:
    foreign = changed(MET, lambda said: said["a"].update(id="https://example.org/me"))
    assert {e.iri for e in taken(foreign).entities} == {
        "https://w3id.org/kerege/id/person/aigul-saparova",
        "https://w3id.org/kerege/id/person/omar-said",
    }
    assert all(e.kind is Kind.PERSON for e in taken(foreign).entities)
