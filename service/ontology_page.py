"""The page on the ontology: every term with its place, its checks and the questions that use it.

What it says is read from the files of the ontology and the stored queries, so that it cannot fall behind them. The
service shows it among its pages; ``standalone`` makes one file of it that needs no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ontology import iris, modules, terms
from ontology.change_log import FOLDER as FILES
from ontology.change_log import Changes, Version, history
from ontology.described import Described, Term, described
from ontology.triples import Triples
from queries.catalogue import Catalogue
from queries.competency import CompetencyQuestion, competency_questions
from queries.used import used
from service.ontology_cards import pictures
from service.ontology_diagram import file, svg

DC: Final = "http://purl.org/dc/elements/1.1/"
FOLDER: Final = Path(__file__).parent
_STYLES: Final = ("kerege.css", "ontology.css", "ontology-diagram.css")
_PICTURES: Final = (
    (
        "What there is",
        "People, institutions, places, undertakings and events, and how they are related.",
    ),
    ("How it is known", "Articles, what they state, the facts that they report, and what is decided about these."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A concept of a scheme."""

    iri: str
    key: str
    label: str
    definition: str
    names: tuple[str, ...]
    """Other words that name it."""
    mapped: tuple[tuple[str, str], ...]
    """Concepts of other schemes that it is mapped to: label and IRI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A scheme of concepts beside the ontology."""

    iri: str
    label: str
    comment: str
    entries: tuple[Entry, ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"scheme-{self.iri.rstrip('/').rpartition('/')[2]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A stored query."""

    name: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyPage:
    """What the page on a version of the ontology shows."""

    described: Described
    newest: bool
    version: str
    questions: Mapping[str, tuple[Question, ...]]
    """By IRI of a term: the stored queries that use it."""
    competency: tuple[CompetencyQuestion, ...]
    """What the ontology is for."""
    schemes: tuple[Scheme, ...]
    history: tuple[tuple[Version, Changes | None], ...]
    namespaces: Mapping[str, str]
    drawn: tuple[tuple[str, Markup], ...]
    """Titles and pictures."""

    def name(self, iri: str) -> str:
        """A term in short: the label of an own one, others with a prefix that the page declares."""
        if iri in self.described.terms:
            return self.described.terms[iri].label
        for prefix, namespace in self.namespaces.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def inherited(self, term: Term) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The classes above a class, with those of which its members are none for being of them."""
        for above in dict.fromkeys(one for way in term.path for one in way):
            if above in self.described.terms and self.described.terms[above].disjoint:
                yield above, self.described.terms[above].disjoint

    def said(self, name: str) -> str:
        """What the ontology says of itself: ``dcterms:title`` and the like."""
        prefix, _, local = name.partition(":")
        return self.described.said(_HEADS[prefix] + local)

    @property
    def bibtex(self) -> str:
        """An entry for a bibliography."""
        return (
            f"@misc{{kerege-ontology-{self.version},\n"
            f"  author  = {{{{{self.said('dc:creator')}}}}},\n"
            f"  title   = {{{{{self.said('dcterms:title')}}}}},\n"
            f"  year    = {{{self.said('dcterms:issued')[:4]}}},\n"
            f"  version = {{{self.version}}},\n"
            f"  url     = {{{self.said('owl:versionIRI')}}},\n"
            f"  note    = {{License: CC BY 4.0}}\n"
            "}"
        )


_HEADS: Final = {
    "dc": DC, "dcterms": terms.DCTERMS, "owl": terms.OWL, "rdfs": terms.RDFS, "skos": terms.SKOS,
    "vann": "http://purl.org/vocab/vann/",
}  # fmt: skip


@cache
def ontology_page(version: str = "") -> OntologyPage:
    """The page on the ontology as it is, or on an earlier version of it."""
    newest = version in ("", modules.version())
    name = "" if newest else version
    beside = (modules.source("alignments"), modules.source("shapes")) if newest else ()
    found = described(modules.source(name), *beside)
    others = ("shapes", "alignments") if newest else ()
    spaces = {prefix: space for one in (*others, name) for prefix, space in modules.prefixes(one).items()}
    return OntologyPage(
        described=found,
        newest=newest,
        version=version or modules.version(),
        questions=_questions() if newest else {},
        competency=competency_questions() if newest else (),
        schemes=tuple(_schemes()) if newest else (),
        history=tuple(history()) if newest else (),
        namespaces=dict(sorted(spaces.items())),
        drawn=tuple(_drawn(found)),
    )


def _drawn(found: Described) -> Iterator[tuple[str, Markup]]:
    for (title, about), picture in zip(_PICTURES, pictures(found), strict=True):
        yield title, Markup(svg(picture, title, about))  # noqa: S704 - made here, its texts escaped


def _questions() -> Mapping[str, tuple[Question, ...]]:
    """The stored queries by the terms that their text uses, or that their parameters may name things of."""
    by_term: dict[str, dict[str, Question]] = {}
    for query in Catalogue.load():
        kinds = (terms.K + kind for one in query.parameters for kind in one.kinds)
        for iri in {*(iri for _, iri in used(query.text) if iri), *kinds}:
            if iri.startswith(iris.ONTOLOGY):
                question = Question(name=query.name, summary=query.summary)
                by_term.setdefault(iri, {})[query.name] = question
    return {iri: tuple(found.values()) for iri, found in by_term.items()}


def _schemes() -> Iterator[Scheme]:
    for name in modules.SCHEMES:
        read = Triples.of_turtle((FILES / name).read_bytes())
        for scheme in read.subjects(terms.RDF_TYPE.value, terms.SKOS + "ConceptScheme"):
            yield Scheme(
                iri=scheme,
                label=read.text(scheme, terms.SKOS + "prefLabel"),
                comment=read.text(scheme, terms.RDFS + "comment"),
                entries=tuple(_entries(read, scheme)),
            )


def _entries(read: Triples, scheme: str) -> Iterable[Entry]:
    for iri in read.subjects(terms.SKOS + "inScheme", scheme):
        mapped = sorted(
            other
            for predicate in read.predicates(iri)
            if predicate.startswith(terms.SKOS) and predicate.endswith("Match")
            for other in read.iris(iri, predicate)
        )
        yield Entry(
            iri=iri,
            key=read.text(iri, terms.SKOS + "notation"),
            label=read.text(iri, terms.SKOS + "prefLabel"),
            definition=read.text(iri, terms.SKOS + "definition"),
            names=read.texts(iri, terms.SKOS + "altLabel"),
            mapped=tuple((read.text(other, terms.SKOS + "prefLabel"), other) for other in mapped),
        )


def pictured(version: str = "") -> str:
    """Both pictures of a version of the ontology as one file, the second below the first."""
    found = ontology_page(version).described
    told = [(title, about, picture) for (title, about), picture in zip(_PICTURES, pictures(found), strict=True)]
    return file(told, found.said(terms.DCTERMS + "title"))


def standalone(version: str = "") -> str:
    """The page on a version of the ontology as one file that needs no other."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = "\n".join((FOLDER / "static" / name).read_text("utf-8") for name in _STYLES)
    return environment.get_template("ontology_file.html").render(
        onto=ontology_page(version),
        style=Markup(style),  # noqa: S704 - own style sheets
        top=None,
        place=_nowhere,
    )


def _nowhere(iri: str) -> str | None:
    """The service shows no IRI to those who read a file."""
    return None
