"""Terms written the short way: the ontology's prefixes, names relative to the base."""

from __future__ import annotations

from kg.graph.triples import RDF_TYPE
from kg.ontology import load_ontology


class Shortener:
    """Shortens the IRIs of terms in N-Triples syntax; the result is Turtle.

    Args:
        base: the IRI that names are relative to.
    """

    def __init__(self, base: str) -> None:
        self.base, self.prefixes = base, load_ontology().prefixes
        self._longest_first = sorted(self.prefixes.items(), key=lambda item: -len(item[1]))
        self._start, self._known = f"<{base}", {RDF_TYPE: "a"}

    def shorten_iri(self, term: str) -> str:
        """`<base + name>` as `<name>`, a known vocabulary's IRI as `prefix:name`, any other as it is."""
        if term.startswith(self._start):
            name = term[len(self._start) :]
            # A name such as ".." would climb out of the base.
            return f"<{name}" if name[0].isalnum() else term
        known = self._known.get(term)
        if known is None:
            known = self._find_prefix(term)
            # Only the vocabularies are worth remembering; a graph may link to any number of other IRIs.
            if known is not term:
                self._known[term] = known
        return known

    def _find_prefix(self, term: str) -> str:
        for prefix, iri in self._longest_first:
            name = term[len(iri) + 1 : -1]
            if term.startswith(f"<{iri}") and name.replace("_", "").isalnum() and name.isascii():
                return f"{prefix}:{name}"
        return term
