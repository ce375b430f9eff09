"""A graph opened in Python: what it answers, what it loads, and what it writes."""

from __future__ import annotations

import weakref
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ontology.errors import LoadError, StoreError

if TYPE_CHECKING:
    from datetime import date

    from pyoxigraph import Store

    from graph.answers import Answer
    from graph.ask import Questions
    from graph.network.model import Network
    from graph.publications import Publication
    from graph.store import Outcome
    from kerege.explanations import Explained
    from kerege.rereading import Change


class Graph:
    """The published graph of a store, as it was when it was opened; ``kerege.open`` makes it.

    It stays as it is while others load and publish. After loading through this object it is the new one, and after
    ``refresh`` the newest. The process that answers starts with the first question and ends with ``close``, with the
    ``with`` block, or when nothing refers to the graph any more.
    """

    def __init__(self, store: str | Path, *, timeout: float = 30.0, create: bool = False) -> None:
        """Open the store in a folder; ``timeout`` is in seconds, for each question.

        Raises ``StoreError`` if there is no store, or none to read yet, unless ``create`` says that one may be made.
        """
        self.path = Path(store)
        self.timeout = timeout
        self._published: Publication | None = None
        self._opened: Store | None = None
        self._questions: Questions | None = None
        self._end: weakref.finalize[[], Graph] | None = None
        if not create:
            self.refresh()

    def load(
        self,
        inputs: str | Path | Iterable[str | Path],
        *,
        workers: int | None = None,
        reader: str | None = None,
    ) -> list[Outcome | LoadError]:
        """Read files and folders into the store, which is made if it is new, and publish.

        For each article, in order, it says what became of it, or gives the error for which it was skipped. With
        several ``workers`` call it under ``if __name__ == "__main__":``. ``reader`` is the name of an installed reader;
        what it says and is not let in stands in ``refused`` of each outcome. Raises ``UnknownReader``.
        """
        from graph.publish import publish
        from graph.store import GraphStore
        from kerege.loading import loading
        from loaders.readers.face import RULES

        given = [inputs] if isinstance(inputs, str | Path) else inputs
        with GraphStore(self.path) as store:
            outcomes = list(loading(store, given, workers=workers, reader=reader or RULES))
            publish(store)
        self.refresh()
        return outcomes

    def reread(
        self, *, force: bool = False, workers: int | None = None, reader: str | None = None
    ) -> list[Change | LoadError]:
        """Read the archived texts again that an older reader has read (with ``force``, all), and publish.

        Each is read by the reader that had read it, in its present version, or by the one named ``reader``.

        For each article read again it says which kinds of facts it gained and lost, or why it was left as it was.
        """
        from graph.publish import publish
        from graph.store import GraphStore
        from kerege.rereading import rereading

        with GraphStore(self.path, create=False) as store:
            changes = list(rereading(store, reader=reader, force=force, workers=workers))
            publish(store)
        self.refresh()
        return changes

    def ask(self, name: str, values: Mapping[str, str] | None = None, /, **named: str) -> Answer:
        """The answer to a stored question, its parameters by name: ``graph.ask("who-met-whom", person="Bektenov")``.

        Raises ``UnknownQuery``, ``BadParameter``, ``UnknownName`` with what there is instead; ``QueryTimeout``.
        """
        return self._asked().ask(name, {**(values or {}), **named})

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL query; raises ``BadSparql``, ``QueryTimeout`` or ``QueryTooLarge``."""
        return self._asked().query(sparql)

    def explain(self, subject: str, predicate: str = "-", object: str = "-", *, most: int = 20) -> Explained:
        """The whole story of a fact: who says so, in which words, by which rule, why it follows, what is against it.

        ``subject`` and ``object`` are names or IRIs, ``predicate`` is a relation by its name (metWith), label or IRI;
        one of the three may be ``-``. The IRI of a fact does alone. ``most`` articles are quoted of each fact.
        Raises ``UnknownName`` with suggestions, ``BadParameter`` where too little is said.
        """
        from graph.story_asked import explained
        from kerege.explanations import Explained

        return Explained(explained(self._asked(), subject, predicate, object, most=most))

    def questions(self) -> Answer:
        """The stored questions: name, what it answers, parameters (optional ones in brackets)."""
        from pyoxigraph import Literal

        from graph.answers import Answer
        from queries.catalogue import Catalogue

        rows: list[tuple[Literal, ...]] = []
        for stored in Catalogue.load():
            order = sorted(stored.parameters, key=lambda one: not one.required)
            names = " ".join(one.name if one.required else f"[{one.name}]" for one in order)
            rows.append((Literal(stored.name), Literal(stored.summary), Literal(names)))
        return Answer(form="SELECT", columns=("question", "answers", "parameters"), rows=tuple(rows))

    def dump(self, file: str | Path, *, part: str = "all") -> int:
        """Write the graph to a file (.ttl, .trig, .nt, .nq; .gz after it compresses); the number of statements.

        ``part`` is ``all``, or one of ``graph.parts.Part``: facts, assertions, sentences, reference, ontology.
        Raises ``KeregeError`` for another name of a part or a file.
        """
        from graph.dump import dump
        from graph.parts import part_named

        return dump(self._store(), file, part=None if part == "all" else part_named(part))

    def network(
        self,
        file: str | Path | None = None,
        *,
        kinds: Collection[str] | None = None,
        classes: Collection[str] | None = None,
        relations: Collection[str] | None = None,
        since: date | str | None = None,
        until: date | str | None = None,
        min_sources: int = 1,
        around: str | Collection[str] | None = None,
        depth: int = 1,
        most: int | None = None,
        isolated: bool = False,
        query: str | None = None,
        values: Mapping[str, str] | None = None,
        project: str | None = None,
        measures: bool = False,
        positions: bool | None = None,
    ) -> Network:
        """Who works with whom, as a ``networkx.MultiDiGraph``; written to a file if one is named.

        ``kinds`` are of things (person, institution …), ``classes`` and ``relations`` local names (DevelopmentBank,
        metWith …), ``since`` and ``until`` days, ``around`` names, ``depth`` how many steps from there; ``most`` keeps
        the best-sourced things, ``isolated`` adds those without a relation. ``query`` (SPARQL or a stored question with
        ``values``) finds the edges instead. ``project`` ties things by what they share (people-by-events), ``measures``
        adds degree, betweenness, PageRank and communities, ``positions`` where to draw things: in a file, unless told
        otherwise, of up to 2,000. Raises ``KeregeError`` for what there is not. ``docs/network.md`` tells the whole.
        """
        from graph.network import page
        from graph.network.files import write_network
        from graph.network.layout import MANY, laid_out
        from graph.network.wanted import wanted

        drawn = wanted(
            self._store(),
            self._asked,
            kinds=kinds,
            classes=classes,
            relations=relations,
            since=since,
            until=until,
            min_sources=min_sources,
            around=[around] if isinstance(around, str) else around,
            depth=depth,
            most=most,
            isolated=isolated,
            query=query,
            values=values,
            project=project,
            measures=measures,
        )
        if positions or (positions is None and file is not None and len(drawn) <= MANY):
            drawn = laid_out(drawn)
        if file is not None and page.is_page(file):
            about = " and ".join([around] if isinstance(around, str) else around or ())
            page.write_page(self._store(), drawn, file, title=f"Around {about}" if about else "Who works with whom")
        elif file is not None:
            write_network(drawn, file)
        return drawn

    def coverage(self) -> str:
        """A sentence that says what the graph covers: articles and their dates, people, institutions."""
        from graph.stats import coverage

        return coverage(self._store()).sentence()

    def refresh(self) -> None:
        """See what was published last; raises ``StoreError`` if nothing was."""
        from graph.publications import newest_published

        newest = newest_published(self.path)
        self.close()
        self._published = newest

    def close(self) -> None:
        """End the process that answers; the next question starts another."""
        if self._end is not None:
            self._end()
        self._questions = self._opened = self._end = None

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        """Where it is."""
        return f"<kerege.Graph {self.path}>"

    def _repr_html_(self) -> str:
        """What it covers, as notebooks show it."""
        from html import escape

        return f"<p>{escape(str(self.path))}: {escape(self.coverage())}</p>"

    def _publication(self) -> Publication:
        if self._published is None:
            self.refresh()
        if self._published is None:
            raise StoreError(f"Nothing is published in the store {self.path} yet.")
        return self._published

    def _asked(self) -> Questions:
        if self._questions is None:
            from graph.ask import Questions

            self._questions = Questions(self._publication().store, timeout=self.timeout)
            self._end = weakref.finalize(self, self._questions.close)
        return self._questions

    def _store(self) -> Store:
        if self._opened is None:
            from pyoxigraph import Store

            place = self._publication().store
            try:
                self._opened = Store.read_only(str(place))
            except (OSError, RuntimeError) as error:
                raise StoreError(f"{place} is there no more, since others published: call refresh().") from error
        return self._opened
