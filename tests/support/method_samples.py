"""Relaunch 2.0 (invented): the ten activities that the tests of the methods share, in days."""

import networkx as nx

PLAN = {
    "A": (10, ""),
    "B": (15, "A"),
    "C": (28, "A"),
    "D": (25, "A"),
    "E": (18, "A"),
    "F": (20, "B, D"),
    "G": (12, "C, D"),
    "H": (12, "E, F, G"),
    "I": (10, "H"),
    "J": (5, "I"),
}
ESTIMATES = {
    "A": (8, 10, 15),
    "B": (11, 15, 22),
    "C": (16, 28, 52),
    "D": (18, 25, 44),
    "E": (12, 18, 36),
    "F": (15, 20, 34),
    "G": (8, 12, 22),
    "H": (9, 12, 21),
    "I": (8, 10, 15),
    "J": (4, 5, 9),
}


def graph_of(plan: dict) -> nx.DiGraph:
    """The plan as a graph of networkx: a link from what is waited for to what waits."""
    graph = nx.DiGraph()
    graph.add_nodes_from(plan)
    graph.add_edges_from((other, name) for name, (_, waits) in plan.items() for other in waits)
    return graph
