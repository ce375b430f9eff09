"""What a network is: networkx's directed multigraph, its nodes and edges keyed by IRIs."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes are things, edges facts; what they carry is said in ``graph.network.building``."""
