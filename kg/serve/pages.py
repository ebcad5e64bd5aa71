"""Pages for people, and what IRIs lead to: HTML by a page, Turtle and the like by a data document."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.ids import is_id
from kg.graph.people_lookup import suggest_names
from kg.graph.records import Article, GraphRecord, Meeting, Person, Tenure
from kg.graph.store import Graph, open_graph
from kg.graph.triples import iter_quads, write_ntriples_lines
from kg.ontology import load_ontology
from kg.serve import negotiation
from kg.serve.found import find_by_name
from kg.serve.media import HTML, JSONLD, NTRIPLES, SUFFIXES, TRIPLES, TURTLE
from kg.serve.negotiation import choose, list_forms, read_accept
from kg.serve.neighbours import MOST, cut_out, find_record
from kg.serve.site import get_site, see_other
from kg.serve.views import view_record
from kg.sinks.rdf import write_quads

#: of so many words a search is made
_MOST_LETTERS = 200
_OWN_WRITERS = {TURTLE: "turtle", JSONLD: "jsonld"}
_FORMS = {suffix: media_type for media_type, suffix in SUFFIXES.items()}
#: what the first page counts
_COUNTED: tuple[tuple[str, type[GraphRecord]], ...] = (
    ("people", Person),
    ("posts held", Tenure),
    ("meetings", Meeting),
    ("articles", Article),
)


def search(request: Request) -> Response:
    """The first page, with what was searched for."""
    site = get_site(request)
    words = request.query_params.get("q", "").strip()[:_MOST_LETTERS]
    if is_id(words):
        return see_other(f"{site.settings.path}{words}")
    with open_graph(site.settings.folder) as graph:
        found = find_by_name(graph, words) if words else []
        alike = suggest_names(graph, words) if words and not found else []
    values = {"words": words, "found": found, "alike": alike, "counts": _list_counts(request)}
    return site.show("search.html", values)


def _list_counts(request: Request) -> list[tuple[str, int]]:
    """How much there is, as the SPARQL store has it."""
    classes = get_site(request).pool.summary.classes
    expand = load_ontology().expand
    return [(words, classes.get(expand(f"kg:{kind.__name__}"), 0)) for words, kind in _COUNTED]


def dereference(request: Request) -> Response:
    """Lead from the IRI of a thing to what is said of it: a thing itself can't be sent (303)."""
    site = get_site(request)
    with open_graph(site.settings.folder) as graph:
        record = get_record(request, graph)
    form = choose(read_accept(request.headers), {**negotiation.TRIPLES, HTML: HTML})
    if form is None:
        raise HTTPException(406, f"this is given as {HTML}, {list_forms(negotiation.TRIPLES)}")
    if form == HTML:
        return see_other(f"/page/{record.id}")
    return see_other(f"/data/{record.id}.{SUFFIXES[form]}")


def page(request: Request) -> Response:
    """What is said of a thing, for people."""
    site = get_site(request)
    with open_graph(site.settings.folder) as graph:
        record = get_record(request, graph)
        if record.id != request.path_params["key"]:
            return RedirectResponse(f"/page/{record.id}", status_code=301)
        view = view_record(graph, record)
    values = {"view": view, "iri": site.settings.root + record.id, "suffixes": SUFFIXES, "most": MOST}
    response = site.show("record.html", values)
    links = (f'</data/{record.id}.{suffix}>; rel="alternate"; type="{form}"' for form, suffix in SUFFIXES.items())
    response.headers["Link"] = ", ".join(links)
    return response


def data(request: Request) -> Response:
    """What is said of a thing, for programs: its own triples, those of what names it, and the names around them."""
    site = get_site(request)
    form = _FORMS[request.path_params["suffix"]]
    with open_graph(site.settings.folder) as graph:
        record = get_record(request, graph)
        if record.id != request.path_params["key"]:
            return RedirectResponse(f"/data/{record.id}.{SUFFIXES[form]}", status_code=301)
        piece, cut = cut_out(graph, record)
        body = write_piece(piece, form, site.settings.root)
    headers = {"Link": f'<{quote(site.settings.root, safe=":/")}{record.id}>; rel="describes"'}
    return Response(body, media_type=form, headers={**headers, "X-SPARQL-MaxRows": str(MOST)} if cut else headers)


def write_piece(piece: Any, form: str, root: str) -> bytes:
    """A small graph in one of the RDF forms."""
    out, quads = io.BytesIO(), iter_quads(piece, base=root)
    if form in _OWN_WRITERS:
        write_quads(quads, out, format_=_OWN_WRITERS[form], base=root)
        return out.getvalue()
    write_ntriples_lines(quads, out)
    if form == NTRIPLES:
        return out.getvalue()
    triples = (quad.triple for quad in ox.parse(out.getvalue(), ox.RdfFormat.N_TRIPLES))
    return ox.serialize(triples, format=TRIPLES[form], prefixes=load_ontology().prefixes) or b""


def get_record(request: Request, graph: Graph) -> GraphRecord:
    """The record that a request's path names.

    Raises:
        HTTPException: there is none.
    """
    key = request.path_params["key"]
    record = find_record(graph, key)
    if record is None:
        raise HTTPException(404, f"the graph has nothing with the id {key}")
    return record
