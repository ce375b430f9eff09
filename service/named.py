"""What the texts and IRIs of an answer name: the things of the graph, with kind, class and place on the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from graph.finest import finest
from graph.joining import KINDS, kind_of
from ontology import terms as k

Term = NamedNode | BlankNode | Literal | Triple
_LONGEST: Final = 200
"""Characters of a text that may be the label of a thing."""
_DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing that an answer names."""

    iri: str
    label: str
    kind: str
    """``person``, ``institution``, ``place``, ``undertaking`` or ``event``."""


@dataclass(frozen=True, slots=True)
class Names:
    """Finds the things of one publication, and remembers them while one answer is shown."""

    store: Store
    base: str
    """Where the IRIs of its things begin."""
    _labeled: dict[str, str | None] = field(default_factory=dict[str, str | None], init=False)
    _known: dict[Term | str | None, Named | None] = field(
        default_factory=dict[Term | str | None, Named | None], init=False
    )

    def labeled(self, text: str) -> str | None:
        """The IRI of the one thing with that label, if there is one alone."""
        if len(text) > _LONGEST:
            return None
        if text not in self._labeled:
            self._labeled[text] = self._find(text)
        return self._labeled[text]

    def thing(self, term: Term | str | None) -> Named | None:
        """The person, institution, place, undertaking or event that a term is, or is the label of."""
        if term not in self._known:
            self._known[term] = self._thing(term)
        return self._known[term]

    def _thing(self, term: Term | str | None) -> Named | None:
        if isinstance(term, NamedNode):
            if kind_of(term.value, self.base) is None:
                return None
            iri, label = term.value, self._label(term)
        elif isinstance(term, Literal | str):
            label = term if isinstance(term, str) else term.value
            iri = self.labeled(label) or ""
        else:
            return None
        kind = kind_of(iri, self.base) if iri else None
        return Named(iri=iri, label=label, kind=kind) if kind in KINDS and label else None

    def position(self, thing: Named) -> tuple[float, float] | None:
        """Latitude and longitude of a place, in degrees, where the graph has them."""
        if thing.kind != "place":
            return None
        found = [self._value(NamedNode(thing.iri), end) for end in (k.latitude, k.longitude)]
        return (float(found[0]), float(found[1])) if found[0] is not None and found[1] is not None else None

    def code(self, thing: Named) -> str:
        """The two letters of a country (ISO 3166-1 alpha-2); empty for anything else."""
        for quad in self.store.quads_for_pattern(NamedNode(thing.iri), k.identifier, None, _DEFAULT):
            scheme, _, code = quad.object.value.partition(":") if isinstance(quad.object, Literal) else ("", "", "")
            if scheme == "iso3166" and len(code) == 2:
                return code
        return ""

    def finest(self, iri: str) -> str:
        """The local name of a class of the thing of which it has no finer one; empty for none."""
        own = self._ends(iri, k.RDF_TYPE)
        shown = finest(iri, own, lambda name: self._ends(name, NamedNode(k.RDFS + "subClassOf")))
        return min((name.removeprefix(k.K) for name in shown), default="")

    def _ends(self, iri: str, name: NamedNode) -> set[str]:
        """Terms of the ontology that a thing has as values."""
        found = self.store.quads_for_pattern(NamedNode(iri), name, None, _DEFAULT)
        ends = (quad.object.value for quad in found if isinstance(quad.object, NamedNode))
        return {end for end in ends if end.startswith(k.K)}

    def _find(self, text: str) -> str | None:
        start = f"{self.base}id/"
        found: set[str] = set()
        for quad in self.store.quads_for_pattern(None, k.RDFS_LABEL, Literal(text), _DEFAULT):
            node = quad.subject
            if isinstance(node, NamedNode) and node.value.startswith(start) and not self._joined(node):
                found.add(node.value)
                if len(found) > 1:
                    return None
        return found.pop() if found else None

    def _joined(self, node: NamedNode) -> bool:
        return any(self.store.quads_for_pattern(node, k.joinedInto, None, _DEFAULT))

    def _label(self, node: NamedNode) -> str:
        return self._value(node, k.RDFS_LABEL) or ""

    def _value(self, node: NamedNode, name: NamedNode) -> str | None:
        found = self.store.quads_for_pattern(node, name, None, _DEFAULT)
        return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), None)
