"""The JSON-LD context: prefixes, and for each property whose values are all of one kind, that kind."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.ontology import DATATYPES, Ontology, OntologyClass, Property


def make_context(ontology: Ontology) -> str:
    """The text of `ontology/context.jsonld`."""
    kinds: dict[str, set[tuple[str, str]]] = {}
    for cls in ontology.classes.values():
        for term, kind in _iter_terms(cls):
            kinds.setdefault(term, set()).add(kind)
    rules = {term: dict([min(found)]) for term, found in sorted(kinds.items()) if len(found) == 1}
    context = {**ontology.prefixes, **{term: rule for term, rule in rules.items() if "" not in rule}}
    return json.dumps({"@context": context}, ensure_ascii=False, indent=1) + "\n"


def _iter_terms(cls: OntologyClass) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, prop in cls.properties.items():
        for term in (prop.rdf or f"kg:{name}", *prop.also):
            yield term, _find_kind(prop)
        for term in prop.link:
            yield term, ("@type", "@id")
    for part in cls.parts.values():
        for term in (part.link, *part.copies):
            yield term, ("@type", "@id")
    for term in cls.derived:
        yield term, ("@type", "@id")


def _find_kind(prop: Property) -> tuple[str, str]:
    if prop.type == "ref":
        return "@type", "@id"
    if prop.language:
        return "@language", prop.language
    return ("@type", DATATYPES[prop.type]) if prop.type in DATATYPES else ("", "")
