"""From what a person types to a correction: names and IRIs of things, relations, classes, facts and articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Store

from graph.ask import Questions
from graph.connections import KINDS
from graph.corrected_additions import RULE
from graph.edition import DEFAULT
from graph.network.contract import classes, relations
from graph.stats import base_of
from ontology import iris
from ontology import terms as k
from ontology.errors import BadChoice, CorrectionError, UnknownName
from ontology.iris import Minter
from queries.parameters import parameter

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+")
_RICH: Final = (k.Tenure, k.Deal, k.Observation, k.Utterance)
_REPORTS: Final = 50
"""Assertions that are noted with a fact that is no plain triple."""
_ABOUT: Final = 2000


class Drafting:
    """Finds what a person means in one publication; raises ``UnknownName`` or ``BadChoice``, with what there is."""

    def __init__(self, questions: Questions) -> None:
        """Names are those that questions know."""
        self._questions = questions
        self.store = Store.read_only(str(questions.workers.publication))
        self.minter = Minter(base_of(self.store))

    def thing(self, text: str) -> str:
        """The one thing that goes by a name, or the IRI that was given."""
        return self._one(text, KINDS)

    def things(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Several things, each by a name or an IRI; of those that are one now, the IRIs that articles gave them."""
        found = [(text, self.thing(text)) for text in texts]
        several = len({iri for _, iri in found}) < len(found)
        called = tuple(self._called(text, iri) if several and text != iri else iri for text, iri in found)
        if len(called) > 1 and len(set(called)) == 1:
            names = " and ".join(f"“{text}”" for text, _ in found)
            raise CorrectionError(
                f"{names} stand for one thing, which all articles give one IRI, {called[0]}: there is nothing to join "
                "or to take apart."
            )
        return called

    def relation(self, text: str) -> str:
        """A relation that facts state, by its name (metWith), its label (met with) or its IRI."""
        known = {one.name: one.label for one in relations().values()} | {"sector": "sector"}
        return k.K + _chosen(text, known, "relation")

    def cls(self, text: str) -> str:
        """A class of the ontology, by its name, its label or its IRI."""
        above = {"Agent", "Place", "Undertaking", "Event"}
        known = {one.name: one.label for one in classes().values() if one.above & above}
        return k.K + _chosen(text, known, "class")

    def plain(self, subject: str, predicate: str, value: str) -> dict[str, str]:
        """The fields of a plain fact, there or not."""
        relation = self.relation(predicate)
        end = self._one(value, ("Sector",)) if relation == k.sector.value else self.thing(value)
        return {"subject": self.thing(subject), "predicate": relation, "object": end}

    def rejection(self, texts: tuple[str, ...], rule: str | None = None) -> dict[str, Any]:
        """The fields of a rejection.

        ``texts`` are subject, predicate and object of a fact; or the IRI of a fact or an assertion; or, with a
        ``rule``, the IRI or the address of an article.
        """
        if rule is not None:
            if len(texts) != 1:
                raise BadChoice("With --rule name one article: by its IRI or its web address.")
            return {"article": self._article(texts[0]), "rule": self._rule(rule)}
        if len(texts) == 3:
            return self._fact(*texts)
        if len(texts) == 1 and _IRI.fullmatch(texts[0]):
            return self._by_iri(texts[0])
        raise BadChoice("Say what is rejected as SUBJECT PREDICATE OBJECT, or by the IRI of a fact or an assertion.")

    def evidence(self, text: str) -> str:
        """The IRI of an article or a passage, or the address of a page."""
        if not _IRI.fullmatch(text):
            raise BadChoice(f"“{text}” is no evidence: give the IRI of an article, or the address of a page.")
        return text

    def of_fact(self, fact: str) -> dict[str, Any]:
        """The fields that reject a fact of this publication and find it again when what it is about is joined."""
        return of_fact(self.store, fact)

    def label(self, iri: str) -> str:
        """The name of a thing, or the last part of its IRI."""
        said = self._said(iri)
        found = said.get(k.RDFS_LABEL) or said.get(k.title)
        return found[0] if found else iri.rstrip("/").replace("#", "/").rpartition("/")[2]

    def in_words(self, fields: dict[str, Any]) -> str:
        """What a correction is about, as the graph tells it now."""
        return " ".join("; ".join(self._words(fields)).split())[:_ABOUT]

    def _words(self, fields: dict[str, Any]) -> Iterator[str]:
        if "subject" in fields:
            yield " ".join(self.label(fields[name]) for name in _ENDS)
        elif stated := fields.get("fact") or fields.get("assertion"):
            said = self._said(stated)
            triple = [said[term][0] for term in _ENDS.values() if term in said]
            kinds = {iri.rpartition("#")[2] for iri in said.get(k.RDF_TYPE, ())} - {"Fact", "Assertion"}
            words = [self.label(one) if "://" in one else one for one in triple or self._telling(said)]
            yield ": ".join(filter(None, (", ".join(sorted(kinds)).lower(), " ".join(words))))
        elif "article" in fields:
            yield f"{self.label(fields['article'])}: {fields['rule'].rpartition('/')[2]}"
        for iri in (*fields.get("things", ()), *((fields["thing"],) if "thing" in fields else ())):
            yield self.label(iri)
        if "name" in fields:
            yield f"now “{fields['name']}”"
        if "thing" in fields and "cls" in fields:
            yield f"now a {self.label(fields['cls'])}"

    def _telling(self, said: dict[NamedNode, list[str]]) -> Iterator[str]:
        for name in _TELLING:
            yield from said.get(name, ())

    def _one(self, text: str, kinds: tuple[str, ...]) -> str:
        if "://" in text and _IRI.fullmatch(text):
            if not self._said(text):
                raise UnknownName(f"The graph knows no {text}.")
            return text
        terms = self._questions.named(parameter("_thing_iri", kinds=kinds), text).terms
        if len(terms) != 1:
            several = "\n".join(f"  {self.label(term.value)}: {term.value}" for term in terms)
            raise UnknownName(f"{len(terms)} things go by “{text}”; say which one is meant, by its IRI:\n{several}")
        return terms[0].value

    def _called(self, text: str, published: str) -> str:
        """The IRI that was joined into another and that articles call so, else the other."""
        joined = self.store.quads_for_pattern(None, k.joinedInto, NamedNode(published), DEFAULT)
        for iri in sorted(quad.subject.value for quad in joined if isinstance(quad.subject, NamedNode)):
            if iris.fold(text) in map(iris.fold, self._said(iri).get(k.name, ())):
                return iri
        return published

    def _fact(self, subject: str, predicate: str, value: str) -> dict[str, str]:
        fields = self.plain(subject, predicate, value)
        ends = (fields["subject"], fields["predicate"], fields["object"])
        published = [self._published(end) for end in ends]
        fact = self.minter.fact(*published)
        if k.Fact.value not in self._said(fact).get(k.RDF_TYPE, ()):
            words = " ".join(map(self.label, ends))
            raise UnknownName(f"The graph has no fact “{words}”: kerege explain shows what it has.")
        return {"fact": fact, **dict(zip(_ENDS, published, strict=True))}

    def _by_iri(self, iri: str) -> dict[str, Any]:
        said = self._said(iri)
        kinds = said.get(k.RDF_TYPE, [])
        if k.Fact.value in kinds:
            return self.of_fact(iri)
        if k.Assertion.value in kinds:
            return {"assertion": iri}
        raise UnknownName(f"The graph knows no fact and no assertion {iri}.")

    def _published(self, iri: str) -> str:
        return next(iter(self._said(iri).get(k.joinedInto, ())), iri)

    def _article(self, text: str) -> str:
        for iri in (text, self.minter.article(iris.article_key("url", text))):
            if k.Article.value in self._said(iri).get(k.RDF_TYPE, ()):
                return iri
        raise UnknownName(f"The graph has no article {text}; kerege articles lists what it has.")

    def _rule(self, text: str) -> str:
        name = text.rpartition("/id/rule/")[2]
        rule = next(self.store.quads_for_pattern(None, k.rule, Literal(name), DEFAULT), None)
        if rule is None and name != RULE:
            raise UnknownName(f"No assertion of the graph was found by a rule “{name}”.")
        return text if "://" in text else self.minter.rule(name)

    def _said(self, iri: str) -> dict[NamedNode, list[str]]:
        return _said(self.store, iri)


def of_fact(store: Store, fact: str) -> dict[str, Any]:
    """The fields that reject a fact of a publication and find it again when what it is about is joined with others."""
    said = _said(store, fact)
    ends = {name: said[term][0] for name, term in _ENDS.items() if term in said}
    if len(ends) == len(_ENDS):
        return {"fact": fact, **ends}
    kinds = said.get(k.RDF_TYPE, [])
    cls = next((one.value for one in _RICH if one.value in kinds), None)
    found = store.quads_for_pattern(None, k.reports, NamedNode(fact), DEFAULT)
    reports = sorted(quad.subject.value for quad in islice(found, _REPORTS) if isinstance(quad.subject, NamedNode))
    return {"fact": fact, "cls": cls, "reports": tuple(reports)} if cls and reports else {"fact": fact}


def _said(store: Store, iri: str) -> dict[NamedNode, list[str]]:
    found: dict[NamedNode, list[str]] = {}
    for quad in store.quads_for_pattern(NamedNode(iri), None, None, DEFAULT):
        if isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.predicate, []).append(quad.object.value)
    return found


_ENDS: Final = {"subject": k.subject, "predicate": k.predicate, "object": k.object}
_TELLING: Final = (
    k.member, k.title, k.organization, k.financier, k.recipient, k.purpose, k.speaker, k.event, k.about, k.counterpart,
    k.measure, k.value, k.unit, k.currency,
)  # fmt: skip
"""What says in a line what a richer fact is about, in order."""


def _chosen(text: str, known: dict[str, str], what: str) -> str:
    """The local name that is meant by an IRI, a local name or a label."""
    local = text.removeprefix(k.K).removeprefix("k:")
    if local in known:
        return local
    by_label = {iris.fold(label): name for name, label in known.items()}
    found = by_label.get(iris.fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local)))
    if found is None:
        raise BadChoice(f"There is no {what} “{text}”; there are {', '.join(sorted(known))}.")
    return found
