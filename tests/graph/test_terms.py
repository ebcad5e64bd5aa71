from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.graph.terms import check_base, format_iri, format_literal, make_encoder
from kg.ontology import Property, PropertyType, load_ontology
from tests.sinks.graphs import texts

BASE = "https://example.org/id/"


def parse_object(term: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """A term as an independent parser reads it."""
    [quad] = pyoxigraph.parse(f"<a:s> <a:p> {term} .\n", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, (pyoxigraph.NamedNode, pyoxigraph.Literal))
    return quad.object


@given(texts)
def test_any_text_comes_back(text: str) -> None:
    assert parse_object(format_literal(text)) == pyoxigraph.Literal(text)


@given(texts)
def test_any_text_stays_on_one_line(text: str) -> None:
    assert len(format_literal(text).splitlines()) == 1


@given(texts)
def test_any_text_keeps_its_language(text: str) -> None:
    assert parse_object(format_literal(text, "@vi")) == pyoxigraph.Literal(text, language="vi")


@given(texts)
def test_any_name_makes_a_sound_iri(name: str) -> None:
    iri = parse_object(format_iri(BASE, name)).value
    assert iri.startswith(BASE)
    assert not set(iri.removeprefix(BASE)) & set("/#?:<>\" \n'")


@given(st.sets(texts, min_size=2, max_size=2))
def test_two_names_make_two_iris(names: set[str]) -> None:
    assert len({format_iri(BASE, name) for name in names}) == 2


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("boolean", True, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("integer", 1, '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("number", 1.0, '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("number", 1e-7, '"0.0000001"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("number", 1e22, '"10000000000000000000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2021-04-13", '"2021-04-13"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("date", 'a"> .', '"a\\"> ."^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("edtf", "XXXX-07-30", '"XXXX-07-30"^^<http://id.loc.gov/datatypes/edtf/EDTF>'),
        ("enum", "chair", '"chair"'),
        ("string", "Lê Văn Ẩn", '"Lê Văn Ẩn"'),
        ("ref", "post-0", "<https://example.org/id/post-0>"),
        ("ref", "a> .\n<b", "<https://example.org/id/a%3E%20.%0A%3Cb>"),
    ],
)
def test_values_become_terms_of_their_type(type_: PropertyType, value: object, term: str) -> None:
    encode = make_encoder(load_ontology(), Property(type=type_, doc=""), BASE)
    assert encode(value) == term
    parse_object(term)


@pytest.mark.parametrize("base", ["https://example.org/id/", "http://localhost:8000/", "https://w3id.org/kg-vn/id/"])
def test_bases_that_can_be_used(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize(
    "base",
    ["", "id/", "https://example.org/id", "https://example.org/id#", "https://a/b> <c/", "urn:x/", "https://a/../b/"],
)
def test_bases_that_cannot(base: str) -> None:
    with pytest.raises(InputError, match="not a base"):
        check_base(base)
