"""Asking a publication: stored questions of the catalogue, and free SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pyoxigraph import Literal, NamedNode

from graph.answers import Answer, merged, plain
from graph.names import Meant, Names, combinations
from graph.workers import MEMORY, TIMEOUT, Reply, Request, Workers
from ontology import iris
from ontology.errors import BadParameter
from queries.catalogue import Catalogue, StoredQuery

_COVERAGE: Final = f"""
PREFIX k: <{iris.ONTOLOGY}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?articles ?first ?last ?people ?institutions {{
  {{ SELECT (COUNT(?article) AS ?articles) (MIN(?date) AS ?first) (MAX(?date) AS ?last) {{
    ?article a k:Article . OPTIONAL {{ ?article k:date ?date }} }} }}
  {{ SELECT (COUNT(?person) AS ?people) {{ ?person a k:Person }} }}
  {{ SELECT (COUNT(DISTINCT ?institution) AS ?institutions) {{
    ?class rdfs:subClassOf* k:Institution . ?institution a ?class }} }}
}}"""


class Questions:
    """Asks one publication, in worker processes that start when the object is made."""

    def __init__(
        self,
        publication: Path,
        *,
        catalogue: Catalogue | None = None,
        size: int = 1,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
    ) -> None:
        """``publication`` is the directory of a published store; ``timeout`` in seconds, ``memory`` in bytes."""
        self.workers = Workers(publication, size=size, timeout=timeout, memory=memory)
        self.catalogue = Catalogue.load() if catalogue is None else catalogue
        self._names = Names(self.query)

    def ask(self, name: str, values: Mapping[str, str] | None = None) -> Answer:
        """Answer the stored query of that name; values are what a person types, by name of parameter.

        Raises:
            UnknownQuery, BadParameter, UnknownName: with what there is instead.
            QueryTimeout, QueryTooLarge: as for ``query``.
        """
        stored = self.catalogue[name]
        meant = self._meant(stored, values or {})
        notes = tuple(one.note for one in meant.values() if one.note is not None)
        answers = [self.query(stored.bound(terms)) for terms in combinations(meant)]
        answer = merged(answers, notes)
        return answer if answer.rows or answer.triples else replace(answer, coverage=self.coverage())

    def query(self, text: str) -> Answer:
        """Answer a SPARQL query; raises ``BadSparql``, ``QueryTimeout`` or ``QueryTooLarge``."""
        return Answer.from_reply(self.workers.run(Request(query=text)))

    def serialized(self, request: Request) -> Reply:
        """Answer a SPARQL query with its results in a format of the SPARQL or RDF standards."""
        return self.workers.run(request)

    def bound(self, name: str, values: Mapping[str, str] | None = None) -> list[str]:
        """The SPARQL that ``ask`` runs: one query, or several where several things go by a name."""
        stored = self.catalogue[name]
        return [stored.bound(terms) for terms in combinations(self._meant(stored, values or {}))]

    def coverage(self) -> str:
        """A sentence that says what the graph covers: articles and their dates, people, institutions."""
        articles, first, last, people, institutions = (plain(term) for term in self.query(_COVERAGE).rows[0])
        if not articles:
            return "The graph has no articles yet: load some with “kerege load”."
        dates = "" if first is None else f" of {first}" if first == last else f" from {first} to {last}"
        return (
            f"The graph covers {_counted(articles, 'article')}{dates}, with {_counted(people, 'person', 'people')} "
            f"and {_counted(institutions, 'institution')}."
        )

    def close(self) -> None:
        """End the worker processes."""
        self.workers.close()

    def __enter__(self) -> Self:
        """The object itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _meant(self, stored: StoredQuery, values: Mapping[str, str]) -> dict[str, Meant]:
        meant: dict[str, Meant] = {}
        for name, value in stored.given(values).items():
            parameter = stored.parameter(name)
            if not value.strip():
                raise BadParameter(f"The value of {name} is empty: leave it out, or say what is meant.")
            if parameter.kinds:
                meant[name] = self._names.meant(parameter, value.strip())
            else:
                term: NamedNode | Literal = parameter.term(value)
                meant[name] = Meant(terms=(term,))
        return meant


def _counted(number: object, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}" if isinstance(number, int) else f"no {one}"
