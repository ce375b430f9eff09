"""What articles put differently, as publishing derives it: order-free, step by step as at once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph import corrections
from graph.corrections import Correction
from graph.edition import DEFAULT
from graph.publications import open_published
from graph.publish import publish
from graph.store import GraphStore
from loaders import facts
from loaders.article import Article
from loaders.facts import Entity, Fact, Kind, Modality, Reading, Span
from ontology import terms as k
from tests.strategies import MINTER
from tests.test_publish_property import background, dataset, open_manifest, published, quick

TEXT = "Word by word the paper tells what came to pass at the Sava, where the Joint Research Program is at home. " * 2
CLASSES = {
    Kind.PERSON: "Person", Kind.INSTITUTION: "Organization", Kind.PLACE: "City", Kind.EVENT: "Forum",
    Kind.FRAMEWORK: "Programme",
}  # fmt: skip


def known(kind: Kind, name: str, *, iri: str | None = None, key: str = "", names: Iterable[str] = ()) -> Entity:
    """An entity as an article knows it; those with one key are joined."""
    coarse = "undertaking" if kind is Kind.FRAMEWORK else kind.value.lower()
    return Entity(
        iri=iri or getattr(MINTER, coarse)(name), kind=kind, cls=CLASSES[kind], name=name,
        names=tuple(sorted({name, *names})), join_keys=(f"{coarse}|{key}",) if key else (),
    )  # fmt: skip


BANK = known(Kind.INSTITUTION, "Steppe Development Bank")
FUND = known(Kind.INSTITUTION, "Alpine Fund")
RURITANIA = known(Kind.PLACE, "Ruritania")
SAVA, KESH = (known(Kind.PLACE, name) for name in ("Port Sava", "Kesh"))


def day(first: int, last: int | None = None) -> Span:
    """Days of May 2026."""
    return Span(begin=date(2026, 5, first), end=date(2026, 5, last or first), text="then")


MAY = Span(begin=date(2026, 5, 1), end=date(2026, 5, 31), precision="month", text="in May")


def years(first: int, last: int) -> Span:
    """Whole years."""
    return Span(begin=date(first, 1, 1), end=date(last, 12, 31), precision="year", text="then")


@dataclass
class Paper:
    """An article in the making."""

    number: int
    published: date | None = date(2026, 5, 20)
    facts: list[Fact] = field(default_factory=list[Fact])
    entities: dict[str, Entity] = field(default_factory=dict[str, Entity])

    def say(self, cls: type[Fact], **fields: Any) -> Paper:
        """State a fact."""
        self.facts.append(cls(evidence=((0, 40 + len(self.facts)),), rule="test", **fields))
        for value in fields.values():
            if isinstance(value, Entity):
                self.entities[value.iri] = value
        return self

    def event(self, name: str = "Sava forum", **fields: Any) -> Paper:
        """State something of a forum; the event is the article's own, as always."""
        iri = MINTER.event(f"paper{self.number}", name)
        return self.say(facts.Event, event=known(Kind.EVENT, name, iri=iri, key=name.lower()), **fields)

    def framework(self, *names: str, span: Span | None = None, parties: Iterable[Entity] = ()) -> Paper:
        """State something of the one framework."""
        iri = MINTER.undertaking("joint economic research program")
        it = known(Kind.FRAMEWORK, names[0] if names else "JERP", iri=iri, names=names)
        self.say(facts.Mention, entity=it)
        if span:
            self.say(facts.Period, of=it, span=span)
        for party in parties:
            self.say(facts.Party, framework=it, party=party)
        return self

    def title(self, title: str, of: Entity | None = BANK, who: str = "Omar Said", **fields: Any) -> Paper:
        """State a post of a person."""
        return self.say(facts.Position, person=known(Kind.PERSON, who), title=title, of=of, **fields)

    def deal(self, *amounts: float, **fields: Any) -> Paper:
        """State sums of the one financier for one undertaking."""
        road = known(Kind.FRAMEWORK, "Sava Valley Recovery Programme")
        common: dict[str, Any] = {"currency": "USD", "stage": "signed", **fields}
        return self.say(facts.Finances, financier=BANK, target=road, amounts=amounts, **common)

    def reading(self) -> Reading:
        """The article, read."""
        article = Article(
            text=f"{TEXT} {self.number} " * (self.number + 1), date=self.published,
            url=f"https://agree.example.org/{self.number}", publisher=f"Daily {self.number}",
        )  # fmt: skip
        entities = tuple(sorted(self.entities.values(), key=lambda entity: entity.iri))
        return Reading(article=article, facts=tuple(self.facts), entities=entities, reader="test")


def paper(number: int, day_of_may: int | None = 20) -> Paper:
    """An article of May 2026, or without a date."""
    return Paper(number, None if day_of_may is None else date(2026, 5, day_of_may))


def told(path: Path) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What is published of disagreements: property, verdict, reason, versions."""
    store = open_published(path)

    def values(node: Any, name: Any) -> list[str]:
        return sorted(quad.object.value for quad in store.quads_for_pattern(node, name, None))

    found = []
    for quad in store.quads_for_pattern(None, k.RDF_TYPE, k.Disagreement):
        node = quad.subject
        versions = [one.object for one in store.quads_for_pattern(node, k.version, None)]
        words = tuple(sorted(word for version in versions for word in values(version, k.words)))
        (regarding,), (verdict,), (reason,) = (values(node, name) for name in (k.regarding, k.verdict, k.reason))
        found.append((regarding.removeprefix(k.K), verdict, reason, words))
    return sorted(found)


def of(*papers: Paper) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What papers disagree on."""
    with tempfile.TemporaryDirectory() as folder:
        published(Path(folder, "store"), [[one.reading() for one in papers]])
        return told(Path(folder, "store"))


FORUMS = {
    "Sava forum": (day(14), day(15), "differ", "14 May 2026 and 15 May 2026 have no day in common."),
    "Kesh summit": (day(14), MAY, "compatible", "14 May 2026 lies within May 2026."),
    "Alpine congress": (day(15), day(14, 16), "compatible", "15 May 2026 lies within 14–16 May 2026."),
    "Borduria fair": (
        day(14, 16), day(15, 17), "differ", "14–16 May 2026 and 15–17 May 2026 overlap, but neither holds the other."
    ),
    "Ruritania games": (day(14), replace(day(14), text="on Thursday"), "", ""),
}  # fmt: skip
"""By name: two times that articles give, the verdict and its reason."""


def test_dates_of_one_event_are_compared_as_intervals() -> None:
    one, other = paper(1), paper(2)
    for name, (mine, yours, _, _) in FORUMS.items():
        one.event(name, date=mine)
        other.event(name, date=yours)
    expected = [("begin", verdict, reason) for _, _, verdict, reason in FORUMS.values() if verdict]
    assert sorted(row[:3] for row in of(one, other)) == sorted(expected)


def test_a_plan_that_changed_and_an_article_that_differs_with_itself_are_no_disagreement() -> None:
    assert of(paper(1).event(date=day(14)).event(date=day(15))) == []
    coming = {"status": "planned", "modality": Modality.PLANNED}
    assert of(paper(1, 1).event(date=day(24), **coming), paper(2, 20).event(date=day(25), **coming)) == []
    assert of(paper(1, 1).event(date=day(14), **coming), paper(2, 20).event(date=day(15))) == []
    assert [row[1] for row in of(paper(1).event(date=day(24), **coming), paper(2).event(date=day(25), **coming))] == [
        "differ"
    ]


def test_places_of_one_event_differ_unless_one_lies_in_the_other() -> None:
    assert of(paper(1).event(place=SAVA), paper(2).event(place=KESH)) == [
        ("place", "differ", "Neither of Kesh and Port Sava is known to lie in the other.", ("Kesh", "Port Sava"))
    ]
    both = paper(1).event(place=SAVA).event(place=KESH)
    assert [row[1] for row in of(both, paper(2).event(place=KESH))] == ["compatible"]


def test_what_was_held_was_not_cancelled() -> None:
    held, cancelled, planned = (paper(n).event(status=s) for n, s in enumerate(("held", "cancelled", "planned")))
    assert of(held, cancelled) == [("status", "differ", "What was cancelled was not held.", ("cancelled", "held"))]
    assert of(planned, held) == of(planned, cancelled) == []


TITLES = {
    "Nura Kadyr": ("Vice President for Europe and Central Asia", "Regional Director for Central Asia", "differ"),
    "Ada Lund": ("Director", "Regional Director for Central Asia", "compatible"),
    "Bo Karsk": ("Acting Director", "Director", "compatible"),
    "Cora Wint": ("Deputy Director", "Director", "differ"),
    "Jean Moreau": ("CEO", "Chief Executive Officer", "compatible"),
    "Olga Petrova": ("DIRECTOR", "director", None),
}
"""By name: two titles that articles give, and the verdict."""


def test_titles_of_one_person_at_one_organization_and_time() -> None:
    one, other = paper(1), paper(2)
    for name, (mine, yours, _) in TITLES.items():
        one.title(mine, who=name)
        other.title(yours, who=name)
    found = {tuple(sorted(words)): verdict for _, verdict, _, words in of(one, other)}
    assert found == {tuple(sorted(pair[:2])): pair[2] for pair in TITLES.values() if pair[2]}


def test_another_title_later_is_a_succession() -> None:
    early, late, undated = paper(1, 1), paper(2, 20), paper(3, None)
    early.title("Minister", who="Ada Lund")
    late.title("Speaker", who="Ada Lund")
    undated.title("Mayor", who="Bo Karsk")
    late.title("Speaker", who="Bo Karsk")
    also = paper(4, 20).title("Minister", former=True, who="Cora Wint").title("Minister", who="Nura Kadyr")
    late.title("Speaker", who="Cora Wint").title("Speaker", of=FUND, who="Nura Kadyr")
    assert of(early, late, undated, also) == []


def test_titles_of_neighboring_or_overlapping_times_are_of_one_time() -> None:
    near = paper(1, 14).title("Minister", who="Ada Lund"), paper(2, 15).title("Speaker", of=None, who="Ada Lund")
    again = paper(3, 1).title("Mayor"), paper(4, 12).title("Head"), paper(5, 25).title("Mayor")
    assert sorted(row[3] for row in of(*near, *again)) == [("Head", "Mayor"), ("Minister", "Speaker")]


def test_titles_that_one_article_gives_together_can_be_held_at_once() -> None:
    both = paper(1).title("Minister of Roads").title("Speaker")
    assert of(both, paper(2).title("Speaker"))[0][1:3] == (
        "compatible", "One article gives both titles, so both can be held at once."
    )  # fmt: skip
    assert of(both, paper(2).title("Speaker").title("Minister of Roads")) == []


def test_periods_differ_in_their_beginning_or_their_end() -> None:
    found = of(paper(1).framework(span=years(2026, 2030)), paper(2).framework(span=years(2026, 2031)))
    assert found == [("end", "differ", "2030 and 2031 are different years.", ("2030", "2031"))]
    exact = Span(begin=date(2026, 3, 1), end=date(2031, 12, 31), text="then")
    assert [row[:2] for row in of(paper(1).framework(span=years(2026, 2030)), paper(2).framework(span=exact))] == [
        ("begin", "compatible"), ("end", "differ"),
    ]  # fmt: skip
    assert of(paper(1).framework(span=years(2026, 2030)), paper(2).framework(span=years(2027, 2027))) == []


RESEARCH, REFORM = "Joint Economic Research Program", "Joint Economic Reform Program"


def test_names_of_one_thing_that_are_nearly_the_same() -> None:
    found = of(paper(1).framework(RESEARCH, "JERP"), paper(2).framework(REFORM))
    assert found == [
        ("name", "differ", f"“{REFORM}” and “{RESEARCH}” are the same but for one word.", (REFORM, RESEARCH))
    ]
    spelled = of(paper(1).framework("Karaganda Valley Program"), paper(2).framework("Karagandy Valley Program"))
    assert [row[1] for row in spelled] == ["compatible"]
    for other in (
        "Economic Research Program",
        "Joint Economic Research Programme",
        "JERP",
        "Joint Economic Research Plan",
    ):
        assert of(paper(1).framework(RESEARCH), paper(2).framework(other)) == []


def other_framework(number: int, name: str, *parties: Entity) -> Paper:
    """A paper that tells of a framework by its name alone, with its parties."""
    one = paper(number)
    for party in parties:
        one.say(facts.Party, framework=known(Kind.FRAMEWORK, name), party=party)
    return one.say(facts.Mention, entity=known(Kind.FRAMEWORK, name))


def test_two_things_with_the_same_parties_and_nearly_the_same_name() -> None:
    reform = other_framework(2, REFORM, BANK, RURITANIA)
    research = paper(1).framework(RESEARCH, parties=(BANK, RURITANIA))
    assert [row[:2] for row in of(research, reform)] == [("name", "differ")]
    assert of(research, other_framework(2, REFORM, FUND, RURITANIA)) == []
    assert of(research, other_framework(2, "Sava Forum of 2025 and More", BANK, RURITANIA)) == []
    knows_both = other_framework(3, REFORM, BANK, RURITANIA).framework(RESEARCH)
    assert [row for row in of(research, reform, knows_both) if row[1] == "differ"] == []


def corrected(action: str, *papers: Paper, **fields: Any) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """What papers disagree on after they were published and then a correction."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store")
        published(path, [[one.reading() for one in papers]])
        assert told(path)
        made = Correction(action=action, by="Nura", date=date(2026, 6, 1), why="Known.", **fields)  # type: ignore[arg-type]
        (path / "corrections").mkdir(exist_ok=True)
        (path / "corrections" / made.filename).write_text(corrections.written(made), "utf-8")
        with GraphStore(path) as store:
            publish(store, background())
            stepwise = dataset(path)
            publish(store, background(), anew=True)
        assert dataset(path) == stepwise
        return told(path)


def test_a_correction_settles_a_disagreement(tmp_path: Path) -> None:
    minister, speaker = paper(1).title("Minister"), paper(2).title("Speaker")
    published(tmp_path / "store", [[speaker.reading()]])
    (said,) = {
        quad.subject.value for quad in open_published(tmp_path / "store").quads_for_pattern(None, k.former, None)
        if "/assertion/" in quad.subject.value
    }  # fmt: skip
    assert corrected("reject", minister, speaker, assertion=said) == []
    names = paper(1).framework(RESEARCH), paper(2).framework(REFORM)
    it = MINTER.undertaking("joint economic research program")
    assert corrected("rename", *names, thing=it, name=RESEARCH) == []
    two = paper(1).framework(RESEARCH, parties=(BANK, RURITANIA)), other_framework(2, REFORM, BANK, RURITANIA)
    assert corrected("different", *two, things=(it, MINTER.undertaking(REFORM))) == []


def test_editions_are_no_names_of_one_thing() -> None:
    ones = [other_framework(n, f"Sava Growth Programme {n + 2024}", BANK, RURITANIA) for n in (1, 2)]
    assert of(*ones) == []
    periods = [other_framework(n, f"Sava Growth Programme 2024–{n + 2027}", BANK, RURITANIA) for n in (1, 2)]
    assert [row[:2] for row in of(*periods)] == [("name", "differ")]


def test_parties_of_a_framework_where_one_article_gives_another() -> None:
    ours = paper(1).framework(parties=(BANK, RURITANIA))
    assert [row[:2] for row in of(ours, paper(2).framework(parties=(FUND, RURITANIA)))] == [("party", "differ")]
    assert of(ours, paper(2).framework(parties=(RURITANIA,))) == []
    assert of(ours, paper(2).framework(parties=(FUND, RURITANIA)), paper(3).framework(parties=(OMAR_LAND, FUND))) == []


OMAR_LAND = known(Kind.PLACE, "Borduria")


def test_sums_of_one_deal() -> None:
    about = {"bound": facts.Bound.APPROX}
    assert of(paper(1).deal(500e6), paper(2).deal(480e6)) == [
        ("value", "differ", "“480 million USD” and “500 million USD” cannot be one sum.",
         ("480 million USD", "500 million USD"))
    ]  # fmt: skip
    assert [row[1] for row in of(paper(1).deal(500e6, **about), paper(2).deal(498e6))] == ["compatible"]
    assert of(paper(1).deal(500e6), paper(2).deal(480e6, stage="planned")) == []
    assert of(paper(1).deal(500e6), paper(2).deal(480e6, currency="EUR")) == []
    assert of(paper(1, 1).deal(500e6), paper(2, 20).deal(480e6)) == []
    assert of(paper(1).deal(500e6, 480e6), paper(2).deal(480e6)) == []


def test_copies_are_one_source_of_a_version(tmp_path: Path) -> None:
    one, other = paper(1).event(date=day(14)).reading(), paper(2).event(date=day(15)).reading()
    copy = replace(paper(3).event(date=day(14)).reading(), article=replace(one.article, url="https://copy.example/"))
    published(tmp_path / "store", [[one, other, copy]])
    store = open_published(tmp_path / "store")
    found = {
        (quad.object.value, *(value.object.value for name in (k.articles, k.independentSources)
                              for value in store.quads_for_pattern(quad.subject, name, None)))
        for quad in store.quads_for_pattern(None, k.words, None)
    }  # fmt: skip
    assert found == {("14 May 2026", "2", "1"), ("15 May 2026", "1", "1")}


def test_a_version_leads_to_the_sentences_that_say_it(tmp_path: Path) -> None:
    published(tmp_path / "store", [[one.reading() for one in (paper(1).title("Minister"), paper(2).title("Speaker"))]])
    store = open_published(tmp_path / "store")
    for quad in store.quads_for_pattern(None, k.words, None):
        (passage,) = (one.object for one in store.quads_for_pattern(quad.subject, k.quotation, None))
        (text,) = (one.object.value for one in store.quads_for_pattern(passage, k.text, None))
        assert text == TEXT[:40]
        (by,) = (one.object for one in store.quads_for_pattern(quad.subject, k.givenBy, None))
        assert {one.object.value for one in store.quads_for_pattern(by, k.title, None)} == {quad.object.value}


def test_disagreements_are_well_formed(tmp_path: Path) -> None:
    from tests.test_ontology_shapes import violations

    odd = (
        paper(1).event(date=day(14), place=SAVA).title("Minister").framework(RESEARCH, span=years(2026, 2030)),
        paper(2).event(date=day(15), place=KESH).title("Speaker").framework(REFORM, span=years(2026, 2031)),
    )
    published(tmp_path / "store", [[one.reading() for one in odd]])
    kept = {k.Disagreement, k.Version}
    store = open_published(tmp_path / "store")
    about = {q.subject for cls in kept for q in store.quads_for_pattern(None, k.RDF_TYPE, cls, DEFAULT)}
    ends = {q.object for node in about for q in store.quads_for_pattern(node, None, None, DEFAULT)}
    lines = [
        f"{q.subject} {q.predicate} {q.object} ."
        for node in about | {end for end in ends if isinstance(end, NamedNode)}
        for q in store.quads_for_pattern(node, None, None, DEFAULT)
        if node in about or q.predicate == k.RDF_TYPE
    ]
    file = tmp_path / "published.ttl"
    file.write_text("\n".join(lines), "utf-8")
    nodes = {node.value for node in about if isinstance(node, NamedNode)}
    assert len(nodes) == 5 * 3
    assert {found for found in violations(file) if found[1] in nodes} == set()


@st.composite
def papers(draw: st.DrawFn, number: int) -> Reading:
    """An article that says something of the few things that all articles are about."""
    one = paper(number, draw(st.sampled_from((14, 15, 16, 30, None))))
    for _ in range(draw(st.integers(1, 3))):
        match draw(st.integers(0, 5)):
            case 0:
                one.event(
                    date=draw(st.sampled_from((None, day(14), day(15), MAY, day(14, 16)))),
                    place=draw(st.sampled_from((None, SAVA, KESH, RURITANIA))),
                    status=draw(st.sampled_from(("held", "cancelled", "planned", "postponed"))),
                )
            case 1:
                one.title(
                    draw(st.sampled_from(("Minister", "Acting Minister", "Speaker", "Deputy Speaker"))),
                    of=draw(st.sampled_from((BANK, FUND, None))), former=draw(st.booleans()),
                )  # fmt: skip
            case 2:
                one.framework(
                    draw(st.sampled_from((RESEARCH, REFORM, "JERP"))),
                    span=draw(st.sampled_from((None, years(2026, 2030), years(2026, 2031)))),
                    parties=draw(st.sampled_from(((), (BANK, RURITANIA), (FUND, RURITANIA)))),
                )
            case 3:
                name = draw(st.sampled_from((REFORM, RESEARCH)))
                parties = draw(st.sampled_from(((BANK, RURITANIA), (FUND, RURITANIA))))
                told_of = other_framework(number, name, *parties)
                one.facts += told_of.facts
                one.entities |= told_of.entities | one.entities
            case 4:
                one.deal(draw(st.sampled_from((500e6, 480e6))), bound=draw(st.sampled_from(list(facts.Bound))))
            case _:
                one.say(facts.Mention, entity=SAVA)
    return one.reading()


@settings(quick, max_examples=6)
@given(data=st.data())
def test_step_by_step_and_in_any_order_the_same_is_found(data: st.DataObject) -> None:
    ones = [data.draw(papers(number)) for number in range(1, data.draw(st.integers(3, 5)))]
    order = data.draw(st.permutations(ones))
    cut = data.draw(st.integers(0, len(order)))
    changed = [data.draw(papers(number)) for number in data.draw(st.lists(st.integers(1, 3), unique=True, max_size=2))]
    with tempfile.TemporaryDirectory() as folder, GraphStore(Path(folder, "a")) as store:
        for step in (order[:cut], order[cut:], changed):
            list(store.load(step))
            publish(store, background())
        if data.draw(st.booleans()):
            store.forget(next(store.articles()).iri)
            publish(store, background())
        stepwise = dataset(store.path), open_manifest(store.path)
        publish(store, background(), anew=True)
        assert stepwise == (dataset(store.path), open_manifest(store.path))
