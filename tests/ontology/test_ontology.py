"""`ontology/kg.yaml` against the records that the graph is made of, and against itself."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from rdflib.namespace import FOAF, ORG, PROV, RDFS, SDO, SKOS, DefinedNamespace

from kg.graph.records import CLASSES
from kg.ontology import DATATYPES, OntologyClass, Property, load_ontology

ONTOLOGY = load_ontology()
PYTHON_TYPES = {"boolean": bool, "integer": int, "number": float}
VOCABULARIES: dict[str, type[DefinedNamespace]] = {
    "org": ORG,
    "foaf": FOAF,
    "schema": SDO,
    "prov": PROV,
    "skos": SKOS,
    "rdfs": RDFS,
}
#: the terms of the Web Annotation vocabulary (https://www.w3.org/TR/annotation-vocab/) that rdflib doesn't know
OA = {
    "Annotation", "SpecificResource", "TextQuoteSelector", "TextPositionSelector", "hasBody", "hasTarget", "hasSource",
    "hasSelector", "exact", "prefix", "suffix", "start", "end",
}  # fmt: skip


def list_properties() -> list[tuple[str, str, Property]]:
    return [(name, key, prop) for name, cls in ONTOLOGY.classes.items() for key, prop in cls.properties.items()]


def list_terms(cls: OntologyClass) -> set[str]:
    terms = {*cls.rdf, *cls.derived}
    for prop in cls.properties.values():
        terms |= {*filter(None, [prop.rdf]), *prop.also, *prop.link}
    for part in cls.parts.values():
        terms |= {part.rdf, part.link, *part.copies}
    return terms


def describe_hint(hint: Any) -> dict[str, object]:
    """What a field's type says in the ontology's words; dates and references are strings to Python."""
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    if get_origin(hint) in (UnionType, Union):
        [hint] = [option for option in get_args(hint) if option is not NoneType]
    values = get_args(hint) if get_origin(hint) is Literal else ()
    return {"many": many, "values": values, "type": str if values else hint}


def test_classes_are_the_records() -> None:
    assert list(ONTOLOGY.classes) == list(CLASSES)
    assert [kind.__name__ for kind in CLASSES.values()] == list(CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_properties_are_the_fields_in_the_same_order(name: str) -> None:
    assert list(ONTOLOGY.classes[name].properties) == [key for key in CLASSES[name].__struct_fields__ if key != "id"]


@pytest.mark.parametrize(("name", "key", "prop"), list_properties())
def test_properties_have_the_fields_types(name: str, key: str, prop: Property) -> None:
    assert describe_hint(get_type_hints(CLASSES[name])[key]) == {
        "many": prop.many,
        "values": prop.values,
        "type": PYTHON_TYPES.get(prop.type, str),
    }


@pytest.mark.parametrize(("name", "key", "prop"), list_properties())
def test_required_means_that_the_field_is_never_none(name: str, key: str, prop: Property) -> None:
    optional = NoneType in get_args(get_type_hints(CLASSES[name])[key])
    assert prop.required is not (optional or prop.many)


@pytest.mark.parametrize(("name", "key", "prop"), list_properties())
def test_what_goes_with_the_type_is_there(name: str, key: str, prop: Property) -> None:
    assert (prop.range in ONTOLOGY.classes) is (prop.type == "ref") is (prop.edge is not None), f"{name}.{key}"
    assert bool(prop.values) is (prop.type == "enum")
    assert prop.part is None or prop.part in ONTOLOGY.classes[name].parts
    if prop.language or prop.pattern or prop.link:
        assert prop.type == "string"


@pytest.mark.parametrize(("name", "cls"), ONTOLOGY.classes.items())
def test_what_a_class_says_of_its_properties_exists(name: str, cls: OntologyClass) -> None:
    named = {*cls.exactly_one, *cls.less_than, *cls.less_than.values(), *cls.not_after, *cls.not_after.values()}
    named |= {*filter(None, [cls.graph]), *(ref for part in cls.parts.values() for ref in part.copies.values())}
    assert named <= set(cls.properties)
    assert {part.of for part in cls.parts.values()} <= {None, *cls.parts}
    for ref, onward in cls.derived.values():
        target = str(cls.properties[ref].range)
        assert list(CLASSES).index(target) < list(CLASSES).index(name)
        assert onward in ONTOLOGY.classes[target].references()


def test_what_is_one_term_in_rdf_is_a_choice() -> None:
    """Two properties of a class may share a main term only if a record has one of them."""
    for name, cls in ONTOLOGY.classes.items():
        terms = [prop.rdf or f"kg:{key}" for key, prop in cls.properties.items() if key not in cls.exactly_one]
        assert len(terms) == len(set(terms)), name
        assert len({cls.properties[key].rdf for key in cls.exactly_one}) <= 1, name


@pytest.mark.parametrize(("name", "cls"), ONTOLOGY.classes.items())
def test_standard_terms_exist_in_their_vocabulary(name: str, cls: OntologyClass) -> None:
    for term in list_terms(cls):
        prefix, _, local = term.partition(":")
        assert prefix in ONTOLOGY.prefixes, f"{name}: {term}"
        if prefix in VOCABULARIES:
            assert local in VOCABULARIES[prefix], f"{name}: {term}"
            assert str(VOCABULARIES[prefix]) == ONTOLOGY.prefixes[prefix]
        if prefix == "oa":
            assert local in OA, f"{name}: {term}"


def test_edges_are_neo4j_relationship_types() -> None:
    edges = [prop.edge for _, _, prop in list_properties() if prop.edge]
    assert all(edge.replace("_", "").isalpha() and edge.isupper() for edge in edges)
    assert len(edges) == len(set(edges))


def test_every_datatype_has_a_known_prefix() -> None:
    assert {ONTOLOGY.expand(term) for term in DATATYPES.values()} >= {"http://www.w3.org/2001/XMLSchema#date"}
