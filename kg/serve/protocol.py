"""Queries as SPARQL 1.1 Protocol has them come over HTTP, and what is wrong with those that it doesn't have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.messages import READ_ONLY, Ask
from kg.serve.negotiation import RESULTS, TRIPLES, choose, list_forms, read_accept
from kg.serve.settings import Settings

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MOST_BYTES = 1_000_000
#: a body that is too long is read on for so long, so that the client comes to read why it is refused
_READ_ON = 16
_MOST_FIELDS = 1_000
_BINDING = re.compile(r"\$(\w+)")
_IRI = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*""")

Fields = Sequence[tuple[str, str]]


def read_fields(request: Request) -> Fields:
    """The fields of a request's URL.

    Raises:
        HTTPException: they are not UTF-8, or too many.
    """
    return parse_fields(request.scope["query_string"])


def parse_fields(encoded: bytes) -> Fields:
    """Fields from `name=value&…`.

    Raises:
        HTTPException: they are not UTF-8, or too many.
    """
    try:
        text = encoded.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400, f"the parameters can't be read ({error}); encode them as UTF-8 and percent") from error


async def read_query(request: Request, settings: Settings, *, accept: str | None = None) -> Ask:
    """The query of a GET, of a POST of a form, or of a POST of the query itself.

    Args:
        request: what came.
        settings: the bounds of the answer.
        accept: what stands for the request's own Accept header.

    Raises:
        HTTPException: 400 for a request without one query, 403 for an update, 406 for forms that there are not,
            413 for one that is too long, 415 for another kind of body.
    """
    fields = read_fields(request)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == FORM:
            fields = parse_fields(await read_body(request))
        elif kind == DIRECT:
            fields = [*fields, ("query", decode(await read_body(request)))]
        else:
            raise refuse_kind(kind)
    return make_ask(fields, accept or read_accept(request.headers), settings)


def refuse_kind(kind: str) -> HTTPException:
    """What to say to a POST of another kind."""
    if kind == UPDATE:
        return HTTPException(403, READ_ONLY)
    return HTTPException(415, f"a query is sent by POST as {FORM} or {DIRECT}, not {kind or 'without a Content-Type'}")


def decode(body: bytes) -> str:
    """The text of a query.

    Raises:
        HTTPException: it is not UTF-8.
    """
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the query is not UTF-8 ({error.reason} at byte {error.start})") from error


async def read_body(request: Request) -> bytes:
    """The body of a request.

    Raises:
        HTTPException: it is too long.
    """
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size <= MOST_BYTES:
            pieces.append(piece)
        elif size > MOST_BYTES * _READ_ON:
            break
    if size > MOST_BYTES:
        raise HTTPException(413, f"a query may have {MOST_BYTES:,} bytes; this has more")
    return b"".join(pieces)


def make_ask(fields: Fields, accept: str, settings: Settings) -> Ask:
    """The query that the fields make; those that are no part of the protocol are passed over.

    `$name=term` binds a variable and `Accept=` stands for the header, as in RDF4J's REST protocol.

    Raises:
        HTTPException: there is no query or more than one, or a graph is not an IRI.
    """
    if any(name == "update" for name, _ in fields):
        raise refuse_kind(UPDATE)
    queries = [value for name, value in fields if name == "query"]
    if len(queries) != 1:
        raise HTTPException(400, f"give one parameter 'query' with a SPARQL query; there are {len(queries)}")
    accept = next((value for name, value in fields if name == "Accept"), accept)
    results, triples = choose(accept, RESULTS), choose(accept, TRIPLES)
    if results is None and triples is None:
        raise HTTPException(406, f"answers are given as {list_forms(RESULTS)}, and in RDF as {list_forms(TRIPLES)}")
    return Ask(
        text=queries[0],
        default_graphs=_read_graphs(fields, "default-graph-uri"),
        named_graphs=_read_graphs(fields, "named-graph-uri"),
        bindings={match[1]: value for name, value in fields if (match := _BINDING.fullmatch(name))},
        results=results,
        triples=triples,
        seconds=settings.seconds,
        rows=settings.rows,
        megabytes=settings.megabytes,
    )


def _read_graphs(fields: Fields, wanted: str) -> tuple[str, ...]:
    graphs = tuple(value for name, value in fields if name == wanted and value)
    for iri in graphs:
        if not _IRI.fullmatch(iri):
            raise HTTPException(400, f"{wanted}={iri!r} is not an absolute IRI")
    return graphs
