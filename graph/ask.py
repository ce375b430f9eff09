"""Asking a publication: stored questions of the catalogue, and free SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import Literal, NamedNode, Store

from graph.answers import Answer, merged
from graph.names import Meant, Names, combinations
from graph.publications import newest_published
from graph.workers import MEMORY, TIMEOUT, Reply, Request, Runner, Workers
from ontology.errors import BadParameter
from queries.catalogue import Catalogue, StoredQuery
from queries.parameters import Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A stored query with values that a person typed, as it is run."""

    queries: tuple[str, ...]
    """The SPARQL: one query, or several where several things go by a name."""
    notes: tuple[str, ...]
    """Sentences about how the values were understood."""


class Questions:
    """Asks one publication, in worker processes that start when the object is made (or those of a ``runner``)."""

    def __init__(
        self,
        publication: Path,
        *,
        catalogue: Catalogue | None = None,
        size: int = 1,
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        runner: Runner | None = None,
    ) -> None:
        """``publication`` is the directory of a published store; ``timeout`` in seconds, ``memory`` in bytes.

        A ``runner`` answers instead of processes of its own.
        """
        self.workers = runner or Workers(publication, size=size, timeout=timeout, memory=memory)
        self.catalogue = Catalogue.load() if catalogue is None else catalogue
        self._names = Names(self.query)

    @classmethod
    def of_store(cls, store: Path, *, size: int = 1, timeout: float = TIMEOUT, memory: int = MEMORY) -> Questions:
        """Ask the newest publication of a store; raises as ``graph.publications.newest_published`` does."""
        return cls(newest_published(store).store, size=size, timeout=timeout, memory=memory)

    def ask(self, name: str, values: Mapping[str, str] | None = None) -> Answer:
        """Answer the stored query of that name; values are what a person types, by name of parameter.

        Raises:
            UnknownQuery, BadParameter, UnknownName: with what there is instead.
            QueryTimeout, QueryTooLarge: as for ``query``.
        """
        understood = self.understood(name, values)
        answer = merged([self.query(text) for text in understood.queries], understood.notes)
        return answer if answer.rows or answer.triples else replace(answer, coverage=self.coverage())

    def query(self, text: str) -> Answer:
        """Answer a SPARQL query; raises ``BadSparql``, ``QueryTimeout`` or ``QueryTooLarge``."""
        return Answer.from_reply(self.workers.run(Request(query=text)))

    def serialized(self, request: Request) -> Reply:
        """Answer a SPARQL query with its results in a format of the SPARQL or RDF standards."""
        return self.workers.run(request)

    def understood(self, name: str, values: Mapping[str, str] | None = None) -> Understood:
        """What ``ask`` runs for these values; raises ``UnknownQuery``, ``BadParameter`` or ``UnknownName``."""
        stored = self.catalogue[name]
        meant = self._meant(stored, values or {})
        return Understood(
            queries=tuple(stored.bound(terms) for terms in combinations(meant)),
            notes=tuple(one.note for one in meant.values() if one.note is not None),
        )

    def named(self, parameter: Parameter, value: str) -> Meant:
        """What a person means by the name of a thing; raises ``UnknownName`` with suggestions."""
        return self._names.meant(parameter, value.strip())

    def coverage(self) -> str:
        """A sentence that says what the graph covers: articles and their dates, people, institutions."""
        from graph.stats import coverage  # only an answer that is empty needs it

        return coverage(Store.read_only(str(self.workers.publication))).sentence()

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
