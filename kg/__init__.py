"""kg reads Vietnamese political news into a knowledge graph of officials, every fact with its words.

The public face of the package; each name is imported when it is first used, so that `import kg` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.claims.map import map_facts
    from kg.documents.read import read_documents
    from kg.documents.records import Document
    from kg.errors import KgError
    from kg.facts.plugins import load_extractor
    from kg.facts.records import Facts
    from kg.graph.build import build_graph
    from kg.graph.lookup import find_holders, find_posts
    from kg.graph.people_lookup import find_person
    from kg.graph.store import Graph, open_graph
    from kg.ontology import load_ontology

__all__ = [
    "Document",
    "Facts",
    "Graph",
    "KgError",
    "build_graph",
    "find_holders",
    "find_person",
    "find_posts",
    "load_extractor",
    "load_ontology",
    "map_facts",
    "open_graph",
    "read_documents",
]

_HOMES = {
    "Document": "kg.documents.records",
    "Facts": "kg.facts.records",
    "Graph": "kg.graph.store",
    "KgError": "kg.errors",
    "build_graph": "kg.graph.build",
    "find_holders": "kg.graph.lookup",
    "find_person": "kg.graph.people_lookup",
    "find_posts": "kg.graph.lookup",
    "load_extractor": "kg.facts.plugins",
    "load_ontology": "kg.ontology",
    "map_facts": "kg.claims.map",
    "open_graph": "kg.graph.store",
    "read_documents": "kg.documents.read",
}


def __getattr__(name: str) -> object:
    """The public name, imported now."""
    if name not in _HOMES:
        raise AttributeError(f"kg has no {name!r}; its public names are: {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)
