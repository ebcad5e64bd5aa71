"""The words behind each side of a contradiction."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.lookup import Cited, cite, cite_tenure
from kg.graph.store import Graph
from kg.lexicon.fold import fold


def cite_best(graph: Graph, about: str, key: str) -> Cited | None:
    """The best evidence of a change, meeting or attendance."""
    return _first(cite(graph, about, key))


def cite_held(graph: Graph, tenure: str, day: str) -> Cited | None:
    """The evidence of a tenure in the article nearest to a day."""
    return _first(cite_tenure(graph, tenure, day))


def cite_claim(graph: Graph, tenure: str, claim: str) -> Cited | None:
    """One claim about a tenure, with its article."""
    return next((cited for cited in cite(graph, "tenure", tenure) if cited.claim.id == claim), None)


def are_alike(left: str, right: str) -> bool:
    """Whether two names can be one: the words of one are among those of the other, or only their spaces differ."""
    ours, theirs = fold(left).split(), fold(right).split()
    return set(ours) <= set(theirs) or set(theirs) <= set(ours) or "".join(ours) == "".join(theirs)


def _first(cited: Sequence[Cited]) -> Cited | None:
    return cited[0] if cited else None
