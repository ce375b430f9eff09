"""Whether the ontology, and what is said under it, can be true at all: HermiT's answer.

The one part of Kerege that needs Java. HermiT comes with owlready2, and is run here as a process of its own: owlready2
reads no Turtle, and its object model is not needed for the question. Data values are left
out: HermiT accepts no ``xsd:date``, and wrong dates are the business of SHACL.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

import ontology
from ontology import terms
from ontology.errors import ReasonerError

ONTOLOGY: Final = Path(ontology.__file__).parent / "kerege.ttl"
MEMORY: Final = "1000M"
"""The heap that HermiT may use."""

_CLASS: Final = re.compile(r"^\t<([^>]+)>$", re.MULTILINE)
_PROPERTY: Final = re.compile(r"^<([^>]+)> \(known instances:\s*(.*?)\s*\|\s*possible instances:", re.MULTILINE)
_PAIR: Final = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwlReport:
    """What HermiT found."""

    consistent: bool
    """Whether ontology and triples can be true together."""
    unsatisfiable: tuple[str, ...] = ()
    """IRIs of classes that can have no member, sorted; empty when inconsistent."""
    relations: frozenset[tuple[str, str, str]] = frozenset()
    """Relations that follow, stated ones included, as IRIs of subject, property and object; where asked for."""


def java() -> str | None:
    """The Java to run HermiT with: of ``JAVA_HOME``, else on the path."""
    home = os.environ.get("JAVA_HOME")
    return (shutil.which("java", path=str(Path(home) / "bin")) if home else None) or shutil.which("java")


def check_owl(
    triples: Iterable[ox.Triple | ox.Quad] = (), *, relations: bool = False, timeout: float = 600.0
) -> OwlReport:
    """Check the ontology together with triples about instances.

    Args:
        triples: What is said; graph names, data values and blank nodes are left out.
        relations: Whether to work out which relations follow (slow over many instances).
        timeout: Seconds that HermiT may take.

    Raises:
        ReasonerError: if there is no Java or no owlready2, or HermiT fails or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="kerege-owl-") as folder:
        file = Path(folder) / "checked.nt"
        ox.serialize(_checkable(triples), file, format=ox.RdfFormat.N_TRIPLES)
        output = _hermit(file, ["-U"], timeout)
        if output is None:
            return OwlReport(consistent=False)
        found = _hermit(file, ["-c", "-O", "-Y"], timeout) if relations else None
    return OwlReport(
        consistent=True,
        unsatisfiable=tuple(sorted(_CLASS.findall(output))),
        relations=frozenset(_relations(found or "")),
    )


def _checkable(triples: Iterable[ox.Triple | ox.Quad]) -> Iterator[ox.Triple]:
    """The ontology and the triples, without data values.

    ``k:predicate`` is left out too: its values are properties, and HermiT would see them as individuals as well.
    """
    for quad in ox.parse(path=ONTOLOGY, format=ox.RdfFormat.TURTLE):
        if not isinstance(quad.object, ox.Literal):
            yield quad.triple
    for said in triples:
        named = isinstance(said.subject, ox.NamedNode) and isinstance(said.object, ox.NamedNode)
        if named and said.predicate != terms.predicate:
            yield ox.Triple(said.subject, said.predicate, said.object)


def _hermit(file: Path, options: list[str], timeout: float) -> str | None:
    """HermiT's answer; ``None`` when the file is inconsistent."""
    command = [_java(), f"-Xmx{MEMORY}", "-cp", _classpath(), "org.semanticweb.HermiT.cli.CommandLine", *options]
    try:
        done = subprocess.run(  # noqa: S603 - no part of the command comes from a user
            [*command, file.as_uri()], capture_output=True, text=True, encoding="utf-8", timeout=timeout, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReasonerError(f"HermiT did not finish in {timeout:g} seconds: check fewer articles at once.") from error
    output = done.stdout + done.stderr
    if "Inconsistent ontology" in output:
        return None
    if done.returncode:
        raise ReasonerError(f"HermiT failed; its message is: {output.strip()[:2000]}")
    return output


def _java() -> str:
    found = java()
    if found is None:
        raise ReasonerError("The OWL check needs Java: install a JRE, or set JAVA_HOME to where one is.")
    return found


def _classpath() -> str:
    spec = importlib.util.find_spec("owlready2")
    if spec is None or spec.origin is None:
        raise ReasonerError("The OWL check needs owlready2, which carries HermiT: install it with pip.")
    folder = Path(spec.origin).parent / "hermit"
    return os.pathsep.join((str(folder), str(folder / "HermiT.jar")))


def _relations(output: str) -> Iterator[tuple[str, str, str]]:
    for name, pairs in _PROPERTY.findall(output):
        for subject, value in _PAIR.findall(pairs):
            yield subject, name, value
