"""Every rule of ``data/speech.toml`` on its own sentences, and the slips of punctuation that news copy has.

In the sentences ``[Name]`` is a mention (``[i:…]`` an institution, ``[c:…]`` a country, ``[n:…]`` a news outlet,
``[f:…]`` a framework), ``[*Name]`` the speaker, and ``{…}`` the words said.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pytest
from bounded_time import processor_seconds

from loaders.article import Article
from loaders.facts import Entity, Kind, Passage, Statement
from loaders.reading.document import Form, Mentioned, Understood
from loaders.reading.segments import document
from loaders.reading.speech import LONGEST_EVIDENCE, statements
from loaders.reading.speech_quotes import quotations
from loaders.reading.tables import table

KINDS = {
    "": (Kind.PERSON, "Person"),
    "i": (Kind.INSTITUTION, "Organization"),
    "n": (Kind.INSTITUTION, "NewsOutlet"),
    "c": (Kind.PLACE, "Country"),
    "t": (Kind.PLACE, "City"),
    "f": (Kind.FRAMEWORK, "Framework"),
}
MARKUP = re.compile(r"\[(\*?)(?:([a-z]):)?([^\]=]+)(?:=([^\]]+))?\]|[{}]")
RULES: list[dict[str, Any]] = table("speech")["rule"]
YES = [(rule["name"], text) for rule in RULES for text in rule["yes"]]
NO = [(rule["name"], text) for rule in RULES for text in rule["no"]]


class Example(NamedTuple):
    """A marked-up text, understood."""

    understood: Understood
    speaker: str | None
    said: Passage | None


def example(marked: str) -> Example:
    """The text without its markup, with the mentions that the markup names."""
    text, at, mentions, braces = "", 0, list[Mentioned](), list[int]()
    speaker: str | None = None
    for found in MARKUP.finditer(marked):
        text += marked[at : found.start()]
        at = found.end()
        if found[0] in "{}":
            braces.append(len(text))
            continue
        kind, cls = KINDS[found[2] or ""]
        name = found[4] or found[3]
        entity = Entity(iri=f"x:{name}", kind=kind, cls=cls, name=name, names=(name,))
        start, end = len(text), len(text) + len(found[3])
        form = Form.PRONOUN if found[3].lower() in {"he", "she"} else Form.NAME
        mentions.append(Mentioned(start, end, entity, form, start, end))
        text += found[3]
        speaker = name if found[1] else speaker
    text += marked[at:]
    understood = Understood(document=document(Article(text=text)), mentions=tuple(mentions))
    return Example(understood, speaker, (braces[0], braces[1]) if braces else None)


def said(marked: str) -> list[tuple[str, str, bool]]:
    """Speaker, words and directness of each statement of a marked-up text."""
    understood = example(marked).understood
    text = understood.document.text
    return [(s.speaker.name, text[slice(*s.text)], s.direct) for s in statements(understood)]


@pytest.mark.parametrize(("rule", "marked"), YES)
def test_a_rule_reads_its_sentences(rule: str, marked: str) -> None:
    understood, speaker, words = example(marked)
    found = [s for s in statements(understood) if s.text == words]
    assert [(s.rule, s.speaker.name) for s in found] == [(rule, speaker)], said(marked)


@pytest.mark.parametrize(("rule", "marked"), NO)
def test_a_rule_leaves_its_counterexamples(rule: str, marked: str) -> None:
    assert [s for s in statements(example(marked).understood) if s.rule == rule] == []


def test_every_rule_has_a_name_of_its_own() -> None:
    names = [rule["name"] for rule in RULES]
    assert len(set(names)) == len(names)


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(document(Article(text=text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One is done,” he said. “Two are to come.”", ["One is done", "Two are to come."]),
        ('"One is done," he said.', ["One is done"]),
        ("„One is done“, he said.", ["One is done"]),
        ("«One is done», he said.", ["One is done"]),
        ("''One is done,'' he said.", ["One is done"]),
        ("‘One of the banks’ pumps isn’t done,’ he said.", []),
        ("‘One of the bank’s pumps isn’t done,’ he said.", ["One of the bank’s pumps isn’t done"]),
        ("The farmers' pump, the bank's first, is done.", []),
        ("“He called it ‘a good pump,’ and left,” she said.", ["He called it ‘a good pump,’ and left"]),
        ('One is done. Two are to come," he said.', ["One is done. Two are to come"]),
        ("“One is done. Two are to come.\n\nThe pump works.", ["One is done. Two are to come."]),
        ("“One is done.\n\n“Two are to come,” he said.", ["One is done.\n\n“Two are to come"]),
        ('"One is done.\n\n"Two are to come," he said.', ['One is done.\n\n"Two are to come']),
    ],
)
def test_quotation_marks_pair_up(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_two_quotations_around_one_attribution_are_two_statements() -> None:
    assert said("“The dam is full,” [Ana Ruiz] said. “We can open the gates this week.”") == [
        ("Ana Ruiz", "The dam is full", True),
        ("Ana Ruiz", "We can open the gates this week.", True),
    ]


def test_a_quotation_that_its_attribution_only_interrupts_is_one_statement() -> None:
    assert said("“The dam,” [Ana Ruiz] said, “is full to the brim again.”") == [
        ("Ana Ruiz", "The dam,” Ana Ruiz said, “is full to the brim again.", True)
    ]


def test_a_pronoun_means_whoever_spoke_last() -> None:
    found = said("[Ana Ruiz] said that the dam was full.\n\nShe thanked the engineers for their care.")
    assert found[1] == ("Ana Ruiz", "the engineers for their care", False)


@pytest.mark.parametrize(
    "between", ["The guest from the coast confirmed that it was.", "“It is not full at all,” said a farmer."]
)
def test_a_pronoun_after_a_stranger_spoke_means_nobody(between: str) -> None:
    assert len(said(f"[Ana Ruiz] said that the dam was full. {between} She said that rain was coming.")) == 1


def test_a_pronoun_after_an_unknown_name_means_nobody_whatever_it_was_linked_to() -> None:
    marked = "[Ben Osei] came. Kumar noted that the dam was full. [He=Ben Osei] said that rain was near."
    assert said(marked) == []


def test_an_institution_does_not_speak_for_an_officer_without_a_name() -> None:
    assert said("The [i:Lake Fund] vice-president toured the site, noting that the dam was full.") == []


def test_a_pronoun_right_after_a_statement_means_its_speaker_whatever_it_was_linked_to() -> None:
    marked = "[Ben Osei] came. [Ana Ruiz] said that the dam was full. [She=Ben Osei] said that rain was near."
    assert [speaker for speaker, _, _ in said(marked)] == ["Ana Ruiz", "Ana Ruiz"]


def test_he_is_not_she() -> None:
    assert len(said("Mr. [Ben Osei] said that the dam was full. She said that rain was coming.")) == 1


def test_about_names_each_entity_once_without_the_speaker() -> None:
    marked = "[Ana Ruiz] said that [c:Kenya] and the [i:Lake Fund] would help [c:Kenya], as [Ana Ruiz] had asked."
    (statement,) = statements(example(marked).understood)
    assert [entity.name for entity in statement.about] == ["Kenya", "Lake Fund"]


def sentences_of(statement: Statement, understood: Understood) -> list[str]:
    return [understood.document.text[start:end] for start, end in statement.evidence]


def test_evidence_is_the_sentences_of_the_words_and_the_attribution() -> None:
    understood = example("It rained. “The dam is full. We open it today,” said [Ana Ruiz]. It rained on.").understood
    (statement,) = statements(understood)
    assert sentences_of(statement, understood) == ["“The dam is full. We open it today,” said Ana Ruiz."]


def test_evidence_of_a_long_quotation_stays_short() -> None:
    middle = " ".join(f"Pump number {n} delivers water to the upper fields." for n in range(60))
    understood = example(f"“The dam is full. {middle} We open it today,” said [Ana Ruiz].").understood
    (statement,) = statements(understood)
    assert all(end - start <= LONGEST_EVIDENCE for start, end in statement.evidence)
    assert sentences_of(statement, understood)[-1] == "We open it today,” said Ana Ruiz."


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "said ", ", he said", "'a ", "that ", ", X reports", "(a ", "according to ", "“Aa bb cc,” said "],
)
def test_a_long_text_without_names_is_read_to_its_end(piece: str) -> None:
    understood = Understood(document=document(Article(text=piece * (40_000 // len(piece)))), mentions=())
    with processor_seconds(30):
        assert statements(understood) == ()


@pytest.mark.parametrize(
    "piece", ["[Ana Ruiz], and noted ", "of [Ana Ruiz] said in ", "“Aa bb,” and [Ana Ruiz] ", ", while [Ana Ruiz] "]
)
def test_a_long_text_of_names_is_read_to_its_end(piece: str) -> None:
    understood = example(piece * 2000).understood
    with processor_seconds(30):
        statements(understood)
