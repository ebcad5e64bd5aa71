"""The SPARQL endpoint, and what it says of itself."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import msgspec
from rdflib import Graph
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from kg.serve import negotiation
from kg.serve.descriptions import WRITERS, describe_dataset, describe_service
from kg.serve.media import CSV, HTML, JSON, TEXT, TSV, TURTLE
from kg.serve.messages import Ask, Reply
from kg.serve.negotiation import choose, list_forms, read_accept
from kg.serve.pool import Answer, GivenUpError
from kg.serve.protocol import read_fields, read_query
from kg.serve.site import Site, get_site

VOID_PATH = "/.well-known/void"
#: said of an answer that was cut off; Virtuoso's name for it, which clients of DBpedia know
CUT_HEADER = "X-SPARQL-MaxRows"
#: so many rows stand on a page
PAGE_ROWS = 1_000

#: whoever watches over the server waits no longer
_HEALTH_SECONDS = 5.0
#: what the page of the form shows before anything is asked
_NO_ANSWER = {"cut": None, "error": None, "triples": None, "table": None}
_STATUS = {"answered": 200, "wrong": 400, "forbidden": 403, "unacceptable": 406, "too big": 503}
_WITH_CHARSET = (TEXT, CSV, TSV, TURTLE)


async def sparql(request: Request) -> Response:
    """Answer a query; without one, say what the endpoint is, to people by a form and to programs by RDF."""
    site = get_site(request)
    asks = request.method == "POST" or any(name in ("query", "update") for name, _ in read_fields(request))
    likes_pages = choose(read_accept(request.headers), {**negotiation.RESULTS, HTML: HTML}) == HTML
    if not asks:
        return _show_form(site) if likes_pages else _describe_endpoint(request)
    if likes_pages and not _names_form(request):
        return await _answer_on_page(request, site)
    ask = await read_query(request, site.settings)
    answer = await _ask(request, site, ask)
    return StreamingResponse(
        answer.iter_bytes(), status_code=_STATUS[answer.reply.outcome], headers=_make_headers(answer.reply, ask)
    )


def _names_form(request: Request) -> bool:
    return any(name == "Accept" for name, _ in read_fields(request))


async def _ask(request: Request, site: Site, ask: Ask) -> Answer:
    """The answer, unless the client hangs up before it is there."""
    left = asyncio.create_task(_wait_until_left(request))
    try:
        return await site.pool.ask(ask, left)
    except GivenUpError as error:
        raise HTTPException(503, str(error)) from error
    finally:
        left.cancel()


async def _wait_until_left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _make_headers(reply: Reply, ask: Ask) -> dict[str, str]:
    kind = f"{reply.media_type}; charset=utf-8" if reply.media_type in _WITH_CHARSET else reply.media_type
    headers = {"Content-Type": kind, "Content-Length": str(reply.length), "Vary": "Accept"}
    return {**headers, CUT_HEADER: str(ask.rows)} if reply.cut else headers


async def _answer_on_page(request: Request, site: Site) -> Response:
    """The answer as a table, or as Turtle, below the form."""
    asked = await read_query(request, site.settings, accept="*/*")
    rows = min(asked.rows, PAGE_ROWS)
    answer = await _ask(request, site, msgspec.structs.replace(asked, results=JSON, triples=TURTLE, rows=rows))
    body, reply = await answer.read(), answer.reply
    values: dict[str, Any] = {**_NO_ANSWER, "query": asked.text, "cut": rows if reply.cut else None}
    if reply.outcome != "answered":
        values["error"] = body.decode()
    elif reply.form == "triples":
        values["triples"] = body.decode()
    else:
        values["table"] = make_table(json.loads(body), site.settings.root)
    return site.show("sparql.html", values, status=_STATUS[reply.outcome])


def make_table(results: Any, root: str) -> tuple[list[str], list[list[dict[str, str | None]]]]:
    """Columns, and cells with the id that they lead to; a yes or no is a table of one cell.

    Args:
        results: an answer in SPARQL's JSON.
        root: what stands before ids in IRIs.
    """
    if "boolean" in results:
        return ["answer"], [[{"text": "yes" if results["boolean"] else "no", "key": None}]]
    columns: list[str] = results["head"]["vars"]
    rows = results["results"]["bindings"]
    return columns, [[_make_cell(row.get(column), root) for column in columns] for row in rows]


def _make_cell(term: Any, root: str) -> dict[str, str | None]:
    text = "" if term is None else term["value"] if isinstance(term["value"], str) else json.dumps(term["value"])
    key = text.removeprefix(root) if term is not None and term["type"] == "uri" and text.startswith(root) else None
    return {"text": text if key is None else key, "key": None if key is None else key.partition("#")[0]}


def _show_form(site: Site) -> Response:
    return site.show("sparql.html", {**_NO_ANSWER, "query": _EXAMPLE})


_EXAMPLE = """\
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX kg: <https://w3id.org/kg-vn/ontology#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?person ?name ?post ?seen
WHERE {
  ?tenure org:member ?person ; kg:post/rdfs:label ?post ; kg:last_seen ?seen .
  ?person foaf:name ?name .
}
ORDER BY DESC(?seen) ?name
LIMIT 20
"""


def _describe_endpoint(request: Request) -> Response:
    site = get_site(request)
    origin = find_origin(request)
    described = describe_service(f"{origin}/sparql", f"{origin}{VOID_PATH}#dataset", get_summary(site))
    return write_description(request, described)


async def void(request: Request) -> Response:
    """The dataset, as VoID has it."""
    site = get_site(request)
    origin = find_origin(request)
    endpoint, dataset = f"{origin}/sparql", f"{origin}{VOID_PATH}#dataset"
    described = describe_dataset(dataset, endpoint, site.settings.root, get_summary(site), site.pool.modified)
    return write_description(request, described)


def find_origin(request: Request) -> str:
    """Where the server is: where the user's own base is, else where the client found it."""
    settings = get_site(request).settings
    # A Host header that is no host's name is passed over by Starlette.
    parts = urlsplit(str(request.base_url) if settings.base is None else settings.base)
    return f"{parts.scheme}://{parts.netloc}"


def write_description(request: Request, described: Graph) -> Response:
    """A small graph in the form that the client likes best."""
    form = choose(read_accept(request.headers), negotiation.TRIPLES)
    if form is None:
        raise HTTPException(406, f"this is given as {list_forms(negotiation.TRIPLES)}")
    return Response(
        described.serialize(format=WRITERS[form], encoding="utf-8"), media_type=form, headers={"Vary": "Accept"}
    )


async def health(request: Request) -> Response:
    """Whether queries are answered, and what the graph holds."""
    site, settings = get_site(request), get_site(request).settings
    ask = Ask(text="ASK {}", seconds=min(settings.seconds, _HEALTH_SECONDS), rows=1, megabytes=settings.megabytes)
    try:
        body = await (await site.pool.ask(ask)).read()
        summary = site.pool.summary
    except GivenUpError as error:
        return JSONResponse({"status": "unavailable", "why": str(error)}, 503)
    return JSONResponse({"status": "ok" if b"true" in body else "wrong", "triples": summary.triples})


def get_summary(site: Site) -> Any:
    """What the graph holds.

    Raises:
        HTTPException: it is not loaded yet.
    """
    try:
        return site.pool.summary
    except GivenUpError as error:
        raise HTTPException(503, str(error)) from error
