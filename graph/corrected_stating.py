"""What an assertion states, whether it is relied on or not: as its article is loaded, or as a publication has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.background import Background
from graph.corrected_rejections import StatedBy
from graph.deals.kept import Kept
from graph.deals.making import DealsMade
from graph.edition import DEFAULT
from graph.identities import Identities
from graph.statements import Properties, Stated, Statements, Term
from graph.store import GraphStore, article_of_graph
from ontology import terms as k


class Stating:
    """Tells what assertions state."""

    def __init__(self, store: GraphStore, background: Background, who: Identities, deals: DealsMade) -> None:
        """In the identities and with the deals of the publication in the making."""
        self._store, self._background, self._who = store, background, who
        self._statements = self._with(deals.now)

    def article_of(self, assertion: str | None) -> str | None:
        """The article that states an assertion, by the assertion's IRI; ``None`` for what is no assertion's."""
        start = f"{self._store.minter.base}id/assertion/"
        if not assertion or not assertion.startswith(start):
            return None
        return self._store.minter.article(assertion[len(start) :].partition("/")[0])

    def now(self, assertion: str) -> Iterator[Stated]:
        """What an assertion of a loaded article states now, in published identities."""
        article = self.article_of(assertion)
        if article is None:
            return iter(())
        live = self._store.live
        aside = live.quads_for_pattern(NamedNode(assertion), None, None)
        said = _said((q.predicate, q.object) for q in aside if article_of_graph(q.graph_name) == article)
        words = _words(said, lambda passage: live.quads_for_pattern(passage, k.text, None))
        return self._statements.of(assertion, _published(said, self._who.term), words, plain=True)

    def of(self, publication: Store, deals: Kept) -> StatedBy:
        """Tells what an assertion of a publication with these deals states."""
        statements = self._with(deals)

        def stated(assertion: str) -> Iterator[Stated]:
            quads = publication.quads_for_pattern(NamedNode(assertion), None, None, DEFAULT)
            said = _said((quad.predicate, quad.object) for quad in quads)
            words = _words(said, lambda passage: publication.quads_for_pattern(passage, k.text, None, DEFAULT))
            return statements.of(assertion, said, words, plain=True)

        return stated

    def _with(self, deals: Kept) -> Statements:
        return Statements(minter=self._store.minter, background=self._background, deals=deals.deals.of)


def _said(pairs: Iterable[tuple[NamedNode, object]]) -> dict[NamedNode, list[Term]]:
    found: dict[NamedNode, list[Term]] = defaultdict(list)
    for name, value in pairs:
        if isinstance(value, NamedNode | Literal):
            found[name].append(value)
    for terms in found.values():
        terms.sort(key=str)
    return found


def _published(said: Properties, term: Callable[[Term], Term]) -> Properties:
    return {name: sorted(map(term, terms), key=str) for name, terms in said.items()}


def _words(said: Properties, texts_of: Callable[[NamedNode], Iterable[Quad]]) -> list[str]:
    """The words that an assertion quotes, as far as they are shared whole."""
    passages = [one for one in said.get(k.quotation, ()) if isinstance(one, NamedNode)]
    texts = [quad.object.value for one in passages for quad in texts_of(one) if isinstance(quad.object, Literal)]
    return [text for text in texts if not text.endswith("…")]
