"""What a network is: networkx's directed multigraph, its nodes and edges keyed by IRIs, their attributes scalars.

A **node** is a thing:

    label       its name                                    class       local name of its finest class
    kind        person, institution, place, undertaking     begin, end  ISO days: of what it is about, else first
                or event                                                and last day that its edges are reported
    sources     of its edges' independentSources, the       evidence    assertions behind its edges
                greatest                                    color       #rrggbb, by its class

An **edge** is a fact, its key the IRI of the fact node:

    predicate, label     the relation's local name, and the same in words
    directed             1, or 0 where neither end comes first (met with)
    articles             how many articles state it
    independentSources   how many independent texts do; as a float, its weight
    weight               the same as a float; what a projection makes of it, in ``graph.network.projecting``
    evidence             assertions that report it
    first, last          ISO days: first and last article that states it
    begin, end           ISO days when it held, where that is known, else first and last
    color                #rrggbb, by the relation
    sentence             that of the first article, at most 300 code points

What is not known is an empty text. ``x`` and ``y`` come from ``graph.network.layout``; ``degree``, ``betweenness`` and
other measures from ``graph.network.measures``.
"""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes are things, edges facts."""
Attributes: TypeAlias = dict[str, str | int | float]
"""What a node or an edge carries."""
