"""Quads as JSON-LD: one node a line, under the ontology's context (`ontology/context.jsonld`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from kg.graph.triples import RDF_TYPE, Quad
from kg.ontology import find_data
from kg.sinks.rdf_terms import Shortener

# Types whose values JSON has itself.
_NATIVE = ("xsd:boolean", "xsd:integer")


def iter_jsonld(quads: Iterable[Quad], *, base: str) -> Iterator[str]:
    """The pieces of a JSON-LD document; which graph the quads are in is lost."""
    context = json.loads((find_data("ontology") / "context.jsonld").read_bytes())["@context"]
    head = json.dumps({"@base": base, **context}, ensure_ascii=False, indent=1)
    yield f'{{\n"@context": {head},\n"@graph": ['
    writer, comma = NodeWriter(context, base), "\n"
    for subject, group in groupby(quads, key=itemgetter(0)):
        yield f"{comma}{writer.format_node(subject, group)}"
        comma = ",\n"
    yield "\n]\n}\n"


class NodeWriter:
    """Writes the quads of one subject as a JSON object.

    The escapes that `kg.graph.terms` uses are JSON's escapes too, so literals are taken over as they stand.

    Args:
        context: prefixes, and the type or language of the values of each property that has only one.
        base: the IRI that names are relative to.
    """

    def __init__(self, context: Mapping[str, Any], base: str) -> None:
        self._names = Shortener(base)
        self._rules: dict[str, dict[str, str]] = {
            term: rule for term, rule in context.items() if isinstance(rule, dict)
        }

    def format_node(self, subject: str, quads: Iterable[Quad]) -> str:
        """The node of this subject, on one line."""
        fields = [f'"@id":"{self._name(subject)}"']
        for predicate, group in groupby(quads, key=itemgetter(1)):
            is_type = predicate == RDF_TYPE
            term = "@type" if is_type else self._name(predicate)
            rule = {"@type": "@id"} if is_type else self._rules.get(term, {})
            values = [self._format_value(quad[2], rule) for quad in group]
            fields.append(f'"{term}":' + (values[0] if len(values) == 1 else f"[{','.join(values)}]"))
        return f"{{{','.join(fields)}}}"

    def _name(self, term: str) -> str:
        return self._names.shorten_iri(term).strip("<>")

    def _format_value(self, term: str, rule: Mapping[str, str]) -> str:
        if term[0] == "<":
            name = f'"{self._name(term)}"'
            return name if rule.get("@type") == "@id" else f'{{"@id":{name}}}'
        text, kind = _split_literal(term)
        if kind.startswith("@"):
            return text if rule.get("@language") == kind[1:] else f'{{"@value":{text},"@language":"{kind[1:]}"}}'
        if not kind:
            return f'{{"@value":{text}}}' if rule else text
        datatype = self._name(kind)
        value = text[1:-1] if datatype in _NATIVE else text
        return value if rule.get("@type") == datatype else f'{{"@value":{value},"@type":"{datatype}"}}'


def _split_literal(term: str) -> tuple[str, str]:
    """The quoted text, and what follows it: `@vi`, `<datatype>` or nothing."""
    end = term.rindex('"') + 1
    return term[:end], term[end:].removeprefix("^^")
