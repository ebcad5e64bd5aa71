from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from kg.serve.media import CSV, HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE, XML
from kg.serve.negotiation import RESULTS, TRIPLES, choose, read_accept

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "results", "triples"),
    [
        ("*/*", JSON, TURTLE),
        ("application/sparql-results+xml", XML, None),
        ("text/csv;q=0.5, application/json;q=0.4", CSV, JSONLD),
        ("text/csv, application/sparql-results+json", JSON, None),
        ("text/*", CSV, TURTLE),
        ("application/*", JSON, JSONLD),
        ("application/rdf+xml, text/turtle;q=0.9", None, RDFXML),
        ("text/plain", None, NTRIPLES),
        ("text/csv;q=0, */*;q=0.1", JSON, TURTLE),
        ("TEXT/CSV", CSV, None),
        ("text/csv;header=present", CSV, None),
        ("application/sparql-results+json;q=0, text/turtle;q=0.0", None, None),
        ("image/png", None, None),
        ("nonsense, text/csv", CSV, None),
        ("nonsense", None, None),
        (";;;", None, None),
        (",", None, None),
        (BROWSER, XML, RDFXML),
    ],
)
def test_the_form_that_is_liked_best_is_chosen(accept: str, results: str | None, triples: str | None) -> None:
    assert (choose(accept, RESULTS), choose(accept, TRIPLES)) == (results, triples)


@pytest.mark.parametrize(("accept", "chosen"), [(BROWSER, HTML), ("*/*", JSON), ("text/csv, text/html;q=0.9", CSV)])
def test_pages_are_for_those_who_ask_for_them(accept: str, chosen: str) -> None:
    assert choose(accept, {**RESULTS, HTML: HTML}) == chosen


def test_several_headers_are_one() -> None:
    headers = Headers(raw=[(b"accept", b"text/csv"), (b"accept", b"text/html")])
    assert read_accept(headers) == "text/csv, text/html"
    assert read_accept(Headers()) == read_accept(Headers({"accept": " "})) == "*/*"
