"""Topics: sector words tied to frameworks, projects and meetings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bounded_time import processor_seconds
from marked import entity_of, marked

from loaders.facts import Attended, Discussed, Event, Kind, Statement
from loaders.reading.outline import Outline, pattern
from loaders.reading.sector_words import in_name, scan, singular, topic_rules, words_of
from loaders.reading.tables import table
from loaders.reading.topics import topics

RULES = table("topics")
SECTORS = {
    "transport",
    "energy",
    "water",
    "agriculture",
    "environment-climate",
    "digital",
    "education",
    "health",
    "finance",
    "private-sector",
    "industry-mining",
    "trade",
    "governance",
    "social-protection-jobs",
    "urban-housing",
    "tourism-culture",
    "humanitarian-security",
    "regional-integration",
    "science-innovation",
}


def test_the_sectors_are_those_of_the_exchange_format():
    assert set(RULES["sectors"]) == SECTORS


@pytest.mark.parametrize("rule", RULES["scope"], ids=lambda r: r["name"])
def test_scope_rules_do_what_their_examples_say(rule):
    assert rule["yes"]
    assert rule["no"]
    for example in rule["yes"]:
        source, _, sectors = example.partition(" => ")
        m = marked(source)
        found = {t.sector for t in topics(m.u, ()) if t.about == m.roles["about"] and t.rule == f"topic.{rule['name']}"}
        assert found == set(sectors.split()), example
    for example in rule["no"]:
        assert not [t for t in topics(marked(example).u, ()) if t.rule == f"topic.{rule['name']}"], example


@pytest.mark.parametrize("section", ["results", "continuation", "meeting"])
def test_sentence_rules_do_what_their_examples_say(section):
    rule = getattr(topic_rules(), section)

    def found(example):
        text = Outline(marked(example).u).text
        return rule.search(text if section == "results" else text.lower())

    assert all(found(example) for example in RULES[section]["yes"])
    assert not any(found(example) for example in RULES[section]["no"])


def test_patterns_name_the_kinds_of_references():
    m = marked("Talks of {Oman|Place} and {Ajman Bank|Institution}.")
    found = pattern("of {about:place} and {with:agent}").search(Outline(m.u).text)
    assert found is not None
    assert m.u.document.text[found.start("with") : found.end("with")] == "Ajman Bank"


@pytest.mark.parametrize(
    ("name", "sectors"),
    [
        ("Osh–Uzgen road", ("transport",)),
        ("Upper Naryn hydropower plant", ("energy",)),
        ("Lake Balkhash restoration project", ("environment-climate", "water")),
        ("Digital Skills Programme", ("digital", "education")),
        ("memorandum of the Ministry of Energy", ()),
        ("Country Partnership Framework", ()),
    ],
)
def test_names_speak_of_sectors(name, sectors):
    assert in_name(name) == sectors


def test_plurals_and_hyphens_do_not_matter():
    assert [singular(w) for w in ("roads", "cities", "access", "gas", "sms")] == [
        "road",
        "city",
        "access",
        "gas",
        "sms",
    ]
    assert [h.sector for h in scan(topic_rules().terms, words_of("Public-private partnerships"))] == ["private-sector"]


def test_the_longest_phrase_wins():
    assert [h.sector for h in scan(topic_rules().terms, words_of("natural gas and capital markets"))] == [
        "energy",
        "finance",
    ]


def test_words_inside_names_of_institutions_say_nothing():
    m = marked("The {Ruby Strategy|Framework} supports the {Ministry of Water and Energy|Institution} and schools.")
    assert [t.sector for t in topics(m.u, ())] == ["education"]


def test_priorities_go_on_in_the_next_sentences():
    m = marked(
        "The {Ruby Strategy|Framework} focuses on tourism. Sanitation is also named as a priority. The band played."
    )
    assert {t.sector for t in topics(m.u, ())} == {"tourism-culture", "water"}


def test_the_project_at_the_head_of_a_sentence_is_the_articles():
    m = marked("Work on the {Sary scheme|Project|about} began. The project will improve water supply in the valley.")
    assert [(t.about, t.sector) for t in topics(m.u, ())] == [(m.roles["about"], "water")]


def test_effects_of_effects_are_no_topics():
    source = "The {Sary scheme|Project} will modernize irrigation, creating jobs, and lead to better schools."
    assert [t.sector for t in topics(marked(source).u, ())] == ["water"]


def test_public_finance_is_governance():
    assert in_name("Public Finance Programme") == ("governance",)


def test_results_of_a_framework_show_its_sectors():
    m = marked(
        "They summed up the results of the {Ruby Strategy|Framework|about}. In all 40 schools were opened. "
        "The mayor likes trains and roads."
    )
    assert [(t.about, t.sector) for t in topics(m.u, ())] == [(m.roles["about"], "education")]


def _meeting(name, evidence):
    event = entity_of(name, Kind.EVENT)
    return Event(event=event, evidence=(evidence,), rule="test")


def test_each_meeting_has_the_topics_of_its_own_section():
    text = "In Riga he met Ozols. They discussed tourism. In Oslo he met Berg. They discussed fisheries."
    first, second = _meeting("meeting of A and Ozols", (0, 21)), _meeting("meeting of A and Berg", (46, 66))
    found = {(t.about.name, t.sector) for t in topics(marked(text).u, (first, second))}
    assert found == {("meeting of A and Ozols", "tourism-culture"), ("meeting of A and Berg", "agriculture")}


def test_a_meeting_is_about_the_sectors_of_projects_discussed_there():
    m = marked("He met Berg. Work on the {Rufiji dam|Project|about} goes on.")
    meeting = _meeting("meeting of A and Berg", (0, 12))
    discussed = Discussed(event=meeting.event, about=m.roles["about"], evidence=((13, 51),), rule="test")
    found = {(t.about.name, t.sector) for t in topics(m.u, (meeting, discussed))}
    assert found == {("Rufiji dam", "water"), ("meeting of A and Berg", "water")}


def test_what_others_say_elsewhere_is_no_topic_of_a_meeting():
    m = marked("They met on Monday. “We need tourism,” {Carl|Person|other} said.")
    meeting = _meeting("meeting of A and Berg", (0, 19))
    guest = Attended(agent=entity_of("Berg", Kind.PERSON, "Person"), event=meeting.event, evidence=((0, 19),), rule="t")
    said = Statement(speaker=m.roles["other"], text=(20, 35), about=(), direct=True, evidence=((20, 50),), rule="t")
    assert topics(m.u, (meeting, guest, said)) == ()
    own = replace(said, speaker=guest.agent)
    assert {t.sector for t in topics(m.u, (meeting, guest, own))} == {"tourism-culture"}


def test_a_meeting_ahead_is_about_what_its_own_sentence_says():
    m = marked("They discussed tourism. A council will meet on Monday.")
    meeting = replace(_meeting("meeting of the council", (24, 54)), status="planned")
    assert topics(m.u, (meeting,)) == ()


@pytest.mark.parametrize(
    ("before", "sectors"),
    [
        ("The {Ruby Strategy|Framework} replaces the {Onyx Plan|Framework}.", {"tourism-culture"}),
        (
            "After two years of talks they have replaced the {Ruby Strategy|Framework} by the {Onyx Plan|Framework}.",
            set(),
        ),
    ],
)
def test_priorities_are_those_of_the_framework_named_first(before, sectors):
    m = marked(before + " Tourism and culture are its main areas.")
    assert {t.sector for t in topics(m.u, ())} == sectors


def test_an_interview_has_no_topics_of_its_own():
    meeting = _meeting("interview of A", (0, 9))
    interview = replace(meeting, event=entity_of("interview of A", Kind.EVENT, "Interview"))
    assert topics(marked("They discussed tourism.").u, (interview,)) == ()


def test_evidence_is_the_sentence():
    m = marked("Nothing here. The {Ruby Strategy|Framework} focuses on tourism.")
    (topic,) = topics(m.u, ())
    assert [m.u.document.text[a:b] for a, b in topic.evidence] == ["The Ruby Strategy focuses on tourism."]


@pytest.mark.parametrize("piece", ["priorities of ", "{X|Framework} , ", "water ", "a-", "Ministry of Water and "])
def test_long_text_takes_no_longer_than_its_length(piece):
    """A time that grew with the square would be hours."""
    found = marked(piece * 100_000)
    with processor_seconds(20):
        topics(found.u, ())


def test_as_well_speaks_of_no_water():
    m = marked("The {Ruby Strategy|Framework} focuses on tourism as well as on culture.")
    assert {t.sector for t in topics(m.u, ())} == {"tourism-culture"}
