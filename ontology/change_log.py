"""How the ontology changed from version to version, and the page that tells it.

``python -m ontology.change_log docs/ontology-changes.md`` writes the page after a change of ``kerege.ttl``;
``python -m ontology.change_log --keep`` keeps the ontology as it is in ``releases/``, from where its version IRI is
answered for good. A version that is kept may not change; what a new one must be called, ``step`` says
(https://semver.org/).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from ontology import iris, terms
from ontology.generate_terms import SECTIONS

FOLDER: Final = Path(__file__).parent
RELEASES: Final = FOLDER / "releases"
"""The versions that were published, as they were, ``VERSION.ttl``."""

_ONTOLOGY: Final = ox.NamedNode(iris.ONTOLOGY.removesuffix("#"))
_WORDS: Final = frozenset({terms.RDFS + "label", terms.RDFS + "comment"})
_BESIDE: Final = frozenset({*_WORDS, terms.RDFS + "isDefinedBy", terms.RDFS + "seeAlso", terms.K + "color"})
"""Properties of a term that say nothing about what it means."""
_APART: Final = frozenset({terms.OWL + "members", terms.OWL + "distinctMembers"})
_DIFFERENT: Final = "is none of"
_KINDS: Final = {terms.OWL + kind: heading for heading, kind in SECTIONS}

Step = Literal["none", "patch", "minor", "major"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of the ontology."""

    name: str
    issued: str
    """The day, as ``YYYY-MM-DD``."""
    note: str
    """What is new, in words; empty for the first."""
    kinds: Mapping[str, str]
    """The heading below which each term stands, by local name."""
    meant: Mapping[str, frozenset[str]]
    """What is said of each term that decides what it means."""
    worded: Mapping[str, frozenset[str]]
    """Label and comment of each term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs between two versions: local names, sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    redefined: tuple[str, ...]
    """Terms of which something else is said that has consequences: class, domain, range, inverse, disjointness."""
    reworded: tuple[str, ...]
    """Terms that are defined as before, in other words."""


def version(turtle: bytes) -> Version:
    """The version that an ontology in Turtle is."""
    triples = [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    said = _Said(triples)
    about = said.of(_ONTOLOGY)
    kinds = {
        triple.subject.value.removeprefix(iris.ONTOLOGY): _KINDS[triple.object.value]
        for triple in triples
        if triple.predicate == terms.RDF_TYPE
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and triple.subject.value.startswith(iris.ONTOLOGY)
        and triple.object.value in _KINDS
    }
    return Version(
        name=about.get(terms.OWL + "versionInfo", ""),
        issued=about.get(terms.DCTERMS + "issued", about.get(terms.DCTERMS + "created", "")),
        note=about.get(terms.SKOS + "changeNote", ""),
        kinds=kinds,
        meant={name: frozenset(said.meaning(name)) for name in kinds},
        worded={name: frozenset(said.words(name)) for name in kinds},
    )


class _Said:
    """What the triples of an ontology say of a term; lists and other nodes without a name are written out."""

    def __init__(self, triples: list[ox.Triple]) -> None:
        self._of: dict[str, list[ox.Triple]] = {}
        self._apart: dict[str, set[str]] = {}
        for triple in triples:
            self._of.setdefault(str(triple.subject), []).append(triple)
        for triple in triples:
            if triple.predicate.value in _APART:
                members = re.findall(r"<[^<>]+>", self._written(str(triple.object)))
                for one in members:
                    self._apart.setdefault(one, set()).update({other for other in members if other != one})

    def of(self, subject: ox.NamedNode) -> dict[str, str]:
        """The values of a subject by property, the last of several."""
        return {
            triple.predicate.value: triple.object.value
            for triple in self._of.get(str(subject), [])
            if isinstance(triple.object, ox.NamedNode | ox.Literal)
        }

    def meaning(self, name: str) -> Iterator[str]:
        iri = f"<{iris.ONTOLOGY}{name}>"
        for triple in self._of.get(iri, []):
            if triple.predicate.value not in _BESIDE:
                yield f"{triple.predicate} {self._written(str(triple.object))}"
        yield from (f"{_DIFFERENT} {other}" for other in self._apart.get(iri, ()))

    def words(self, name: str) -> Iterator[str]:
        for triple in self._of.get(f"<{iris.ONTOLOGY}{name}>", []):
            if triple.predicate.value in _WORDS:
                yield f"{triple.predicate} {triple.object}"

    def _written(self, node: str) -> str:
        if not node.startswith("_:"):
            return node
        parts = (self._written(str(one.object)) for one in self._of[node] if one.predicate != terms.RDF_TYPE)
        return f"( {' '.join(parts)} )"


def changes(old: Version, new: Version) -> Changes:
    """What differs between two versions; that a term is another than a new one does not define it otherwise."""
    both = sorted(old.kinds.keys() & new.kinds.keys())
    known = {f"{_DIFFERENT} <{iris.ONTOLOGY}{name}>" for name in both}
    before, after = (
        {name: {one for one in of.meant[name] if not one.startswith(_DIFFERENT) or one in known} for name in both}
        for of in (old, new)
    )
    redefined = tuple(name for name in both if before[name] != after[name])
    return Changes(
        added=tuple(sorted(new.kinds.keys() - old.kinds.keys())),
        removed=tuple(sorted(old.kinds.keys() - new.kinds.keys())),
        redefined=redefined,
        reworded=tuple(name for name in both if name not in redefined and old.worded[name] != new.worded[name]),
    )


def step(found: Changes, *, first: int) -> Step:
    """Which number of the version must rise at least; ``first`` is its first number, 0 while anything may change."""
    if found.removed or found.redefined:
        return "major" if first else "minor"
    if found.added:
        return "minor"
    return "patch" if found.reworded else "none"


def stepped(old: str, new: str) -> Step:
    """Which number of the version rose: ``stepped("0.1.0", "0.2.0")`` is ``"minor"``."""
    before, after = ([int(number) for number in name.split(".")] for name in (old, new))
    names: tuple[Step, Step, Step] = ("major", "minor", "patch")
    rose: list[Step] = [name for name, one, other in zip(names, before, after, strict=True) if one != other]
    return rose[0] if after > before else "none"


def released() -> list[Version]:
    """The versions that are kept, the oldest first."""
    found = [version(file.read_bytes()) for file in RELEASES.glob("*.ttl")]
    return sorted(found, key=lambda one: [int(number) for number in one.name.split(".")])


def history() -> list[tuple[Version, Changes | None]]:
    """Every version with what it changed, the newest first; the first one changed nothing."""
    newest = version((FOLDER / "kerege.ttl").read_bytes())
    versions = [*(one for one in released() if one.name != newest.name), newest]
    pairs = [(new, changes(old, new)) for old, new in pairwise(versions)]
    return [*reversed(pairs), (versions[0], None)]


_HEAD: Final = """\
# Changes of the ontology

Written by `python -m ontology.change_log docs/ontology-changes.md` from `ontology/kerege.ttl` and the versions kept in
`ontology/releases`; the words are the `skos:changeNote` of each version.

A version that was published is never changed, and `https://w3id.org/kerege/ontology/VERSION` goes on answering with it.
While the first number is 0, the second one rises when terms come, go or are defined otherwise (class, domain, range,
inverse, disjointness …), the third when only words change; from 1.0.0 on, the first one rises when terms go or are
defined otherwise.
"""


def page() -> str:
    """The page on the changes, in Markdown."""
    return _HEAD + "".join(f"\n{section}" for section in map(_section, *zip(*history(), strict=True)))


def _section(one: Version, found: Changes | None) -> str:
    head = f"## {one.name} ({one.issued})\n"
    if found is None:
        count = sum(heading == "Classes" for heading in one.kinds.values())
        return f"{head}\nThe first version: {count} classes and {len(one.kinds) - count} other terms.\n"
    titles = ("Added", "Removed", "Defined otherwise", "Worded otherwise")
    lists = zip(titles, (found.added, found.removed, found.redefined, found.reworded), strict=True)
    lines = [f"- {title}: {', '.join(f'`k:{name}`' for name in names)}.\n" for title, names in lists if names]
    return head + "".join(f"\n{part}" for part in (f"{one.note}\n" if one.note else "", "".join(lines)) if part)


def keep() -> Path:
    """Keep the ontology as it is, for good.

    Raises:
        ValueError: if another ontology is kept under that version.
    """
    turtle = (FOLDER / "kerege.ttl").read_bytes()
    file = RELEASES / f"{version(turtle).name}.ttl"
    if file.exists() and file.read_bytes() != turtle:
        raise ValueError(f"Version {file.stem} is kept already and differs: raise owl:versionInfo first.")
    RELEASES.mkdir(exist_ok=True)
    file.write_bytes(turtle)
    return file


if __name__ == "__main__":
    if sys.argv[1:] == ["--keep"]:
        sys.stdout.write(f"{keep()}\n")
    else:
        Path(sys.argv[1]).write_text(page(), encoding="utf-8")
