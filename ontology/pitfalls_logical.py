"""Pitfalls of hierarchies, properties and axioms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from ontology import iris, terms
from ontology.examined import SCHEMA, Examined, Pitfall

_OWL_DATATYPES: Final = frozenset({
    "anyURI", "base64Binary", "boolean", "byte", "dateTime", "dateTimeStamp", "decimal", "double", "float", "hexBinary",
    "int", "integer", "language", "long", "Name", "NCName", "negativeInteger", "NMTOKEN", "nonNegativeInteger",
    "nonPositiveInteger", "normalizedString", "positiveInteger", "short", "string", "token", "unsignedByte",
    "unsignedInt", "unsignedLong", "unsignedShort",
})  # fmt: skip
"""Datatypes of XML Schema in OWL 2 (https://www.w3.org/TR/owl2-syntax/#Datatype_Maps)."""
_CONTRADICTIONS: Final = (
    ("TransitiveProperty", "AsymmetricProperty", "is transitive and asymmetric, which OWL 2 DL forbids"),
    ("TransitiveProperty", "IrreflexiveProperty", "is transitive and irreflexive, which OWL 2 DL forbids"),
    ("TransitiveProperty", "FunctionalProperty", "is transitive and functional, which OWL 2 DL forbids"),
    ("SymmetricProperty", "AsymmetricProperty", "is symmetric and asymmetric, so that it never holds"),
    ("ReflexiveProperty", "IrreflexiveProperty", "is reflexive and irreflexive"),
    ("SymmetricProperty", "TransitiveProperty", "is symmetric and transitive, so that everything is related to itself"),
    ("ObjectProperty", "DatatypeProperty", "is an object property and a datatype property, which OWL 2 DL forbids"),
    ("Class", "ObjectProperty", "is a class and a property"),
    ("Class", "DatatypeProperty", "is a class and a property"),
)


def cycles(of: Examined) -> Iterator[Pitfall]:
    """P06: what is above itself; and what is said to be above, though that follows."""
    for name in of.names:
        if name in of.ancestors(name):
            yield Pitfall(code="P06", term=name, message=f"{name} is above itself.")
        above = of.above(name)
        for one in above:
            if any(one in of.ancestors(other) for other in above if other != one):
                message = f"That {name} is below {one} follows already."
                yield Pitfall(code="R-redundant", term=name, message=message)


def ends(of: Examined) -> Iterator[Pitfall]:
    """P11, P19: properties that do not say what they lead from and to, or say it so that both must be true."""
    for name in of.properties:
        for end in ("domain", "range"):
            if not of.ends(name, end):
                yield Pitfall(code="P11", term=name, message=f"{name} has no {end}, nor a usual one.")
            if len(of.values(name, terms.RDFS + end)) > 1:
                yield Pitfall(code="P19", term=name, message=f"Several classes as the {end} of {name}: all would hold.")
    for name in of.kinds["ObjectProperty"]:
        if any(one.startswith(terms.XSD) for one in of.ends(name, "range")):
            yield Pitfall(code="K-kind", term=name, message=f"{name} leads to things, but its range is a datatype.")
    for name in of.kinds["DatatypeProperty"]:
        for one in of.ends(name, "range"):
            if not one.startswith(terms.XSD):
                yield Pitfall(code="K-kind", term=name, message=f"{name} has values, but its range is a class.")
        for one in of.values(name, terms.RDFS + "range"):
            if one.startswith(terms.XSD) and one.removeprefix(terms.XSD) not in _OWL_DATATYPES:
                yield Pitfall(code="K-datatype", term=name, message=f"OWL 2 does not know the range of {name}.")


def inverses(of: Examined) -> Iterator[Pitfall]:
    """P05, P25, P26: inverses that are none."""
    for name in of.kinds["ObjectProperty"]:
        others = of.values(name, terms.OWL + "inverseOf")
        if len(others) > 1:
            yield Pitfall(code="P05", term=name, message=f"{name} has {len(others)} inverses.")
        for other in others:
            if other == name:
                message = f"{name} is its own inverse: it is symmetric, or that is wrong."
                yield Pitfall(code="P25", term=name, message=message)
            elif "SymmetricProperty" in of.types(name) | of.types(other):
                yield Pitfall(code="P26", term=name, message=f"{name} has an inverse, but one of the two is symmetric.")
            else:
                for end, end_there in (("domain", "range"), ("range", "domain")):
                    if set(of.ends(name, end)) != set(of.ends(other, end_there)):
                        message = f"The {end} of {name} is not the {end_there} of its inverse {other}."
                        yield Pitfall(code="P05", term=name, message=message)


def characteristics(of: Examined) -> Iterator[Pitfall]:
    """P28, P29, P33: characteristics that cannot be meant so, or that exclude each other."""
    for name in of.names:
        types = of.types(name)
        for one, other, told in _CONTRADICTIONS:
            if {one, other} <= types:
                yield Pitfall(code="K-characteristics", term=name, message=f"{name} {told}.")
        for kind, code in (("SymmetricProperty", "P28"), ("TransitiveProperty", "P29")):
            if kind in types and set(of.ends(name, "domain")) != set(of.ends(name, "range")):
                word = kind.removesuffix("Property").lower()
                yield Pitfall(code=code, term=name, message=f"{name} is {word}, but its domain is not its range.")
        for chain in of.triples.lists(iris.ONTOLOGY + name, terms.OWL + "propertyChainAxiom"):
            if len(chain) == 1:
                yield Pitfall(code="P33", term=name, message=f"The chain of {name} has one property.")


def disjointness(of: Examined) -> Iterator[Pitfall]:
    """P10: siblings that may share members, each pair; and classes that cannot have any."""
    for name in of.kinds["Class"]:
        line = {name, *of.ancestors(name)}
        if any(pair <= line for pair in of.apart):
            yield Pitfall(code="K-empty", term=name, message=f"{name} is below classes that share nothing.")
    groups: dict[str, list[str]] = {}
    for name in of.kinds["Class"]:
        for above in of.above(name) or ("",):
            groups.setdefault(above, []).append(name)
    for above, siblings in groups.items():
        loose = [pair for pair in combinations(siblings, 2) if not of.are_apart(*pair) and not _shared(of, pair)]
        if loose:
            what = f"Kinds of {above}" if above else "Topmost classes"
            told = ", ".join(sorted({name for pair in loose for name in pair}))
            yield Pitfall(code="P10", term=above, message=f"{what} may share members, says the ontology: {told}.")
    kinds: dict[str, list[str]] = {}
    for name in of.kinds["NamedIndividual"]:
        for cls in set(of.values(name, terms.RDF_TYPE.value)) & set(of.kinds["Class"]):
            kinds.setdefault(cls, []).append(name)
    for cls, members in kinds.items():
        if any(frozenset(pair) not in of.apart for pair in combinations(members, 2)):
            yield Pitfall(code="P10", term=cls, message=f"Members of {cls} may be the same, says the ontology.")


def _shared(of: Examined, pair: tuple[str, str]) -> bool:
    """Whether some class is below both, so that they are meant to share members."""
    return any({*pair} <= of.ancestors(one) for one in of.kinds["Class"])


def connected(of: Examined) -> Iterator[Pitfall]:
    """P04 and single sub-classes: classes that nothing is said of, and distinctions of one."""
    used = {one for name in of.properties for end in ("domain", "range") for one in of.ends(name, end)}
    below: dict[str, list[str]] = {}
    for name in of.kinds["Class"]:
        for above in of.above(name):
            below.setdefault(above, []).append(name)
    typed = {one for name in of.kinds["NamedIndividual"] for one in of.values(name, terms.RDF_TYPE.value)}
    for name in of.kinds["Class"]:
        if not of.above(name) and name not in used | below.keys() | typed:
            yield Pitfall(code="P04", term=name, message=f"Nothing connects {name} with other terms.")
        if len(below.get(name, ())) == 1:
            message = f"{name} has a single class below it, {below[name][0]}: why are they two?"
            yield Pitfall(code="K-single", term=name, message=message)


def declared(of: Examined) -> Iterator[Pitfall]:
    """P34, P35, P40: terms that are used but declared nowhere, and statements about the terms of others."""
    standard = (terms.OWL, terms.RDF, terms.RDFS, terms.XSD)
    known = set(of.triples.subjects(terms.RDF_TYPE.value))
    for subject in of.triples:
        for predicate in of.triples.predicates(subject):
            found = [predicate]
            if predicate.startswith((*standard, SCHEMA)):
                found += of.triples.iris(subject, predicate)
            for iri in found:
                own = iri.startswith(iris.ONTOLOGY)
                if iri not in known and (own or (predicate == iri and not iri.startswith(standard))):
                    code = "P34" if iri.removeprefix(iris.ONTOLOGY)[:1].isupper() else "P35"
                    message = f"{iri.removeprefix(iris.ONTOLOGY)} is used but not declared."
                    yield Pitfall(code=code, term=iri.removeprefix(iris.ONTOLOGY), message=message)
        foreign = not subject.startswith(iris.ONTOLOGY.removesuffix("#")) and subject.startswith("http")
        if foreign and set(of.triples.predicates(subject)) - {terms.RDF_TYPE.value}:
            yield Pitfall(code="P40", term=subject, message=f"{subject} is not ours to describe.")


def deprecated(of: Examined) -> Iterator[Pitfall]:
    """Terms that are no longer to be used, in use."""
    old = {name for name in of.names if "true" in of.triples.texts(iris.ONTOLOGY + name, terms.OWL + "deprecated")}
    for name in of.names if old else ():
        for one in {*of.above(name), *(cls for end in ("domain", "range") for cls in of.ends(name, end))} & old:
            yield Pitfall(code="R-deprecated", term=name, message=f"{name} uses {one}, which is deprecated.")
