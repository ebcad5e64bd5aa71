"""The web application: which address is answered by what, and how faults are told."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KgError
from kg.graph import ids
from kg.serve import endpoint, pages
from kg.serve.media import HTML, SUFFIXES, TEXT
from kg.serve.negotiation import choose, read_accept
from kg.serve.pool import GivenUpError, Pool
from kg.serve.settings import Settings
from kg.serve.site import Site, get_site


class _IdConvertor(StringConvertor):
    """Lets only ids of the graph through to a route."""

    regex = ids.PATTERN


class _SuffixConvertor(StringConvertor):
    """Lets only the endings of RDF files through to a route."""

    regex = "|".join(SUFFIXES.values())


register_url_convertor("id", _IdConvertor())
register_url_convertor("rdf", _SuffixConvertor())


class GuardMiddleware:
    """Says of every response that it is of no other type than it says it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add to the response's headers."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-content-type-options", b"nosniff")]
            await send(message)

        await self._app(scope, receive, send_guarded)


def make_app(settings: Settings, *, started: Callable[[Pool], None] = lambda _: None) -> Starlette:
    """The application.

    Args:
        settings: how it is to work.
        started: is called when queries can be answered.
    """

    @asynccontextmanager
    async def live(app: Starlette) -> AsyncIterator[None]:
        pool = Pool(settings)
        async with pool.open():
            app.state.site = Site(settings, pool)
            started(pool)
            yield

    cors = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=[endpoint.CUT_HEADER, "Link", "Location"],
    )
    return Starlette(
        routes=_list_routes(settings),
        middleware=[Middleware(GuardMiddleware), cors],
        exception_handlers={HTTPException: _tell, KgError: _tell_own, sqlite3.Error: _tell_unread},  # type: ignore[dict-item]  # narrower is fine
        lifespan=live,
    )


def _list_routes(settings: Settings) -> list[Route]:
    return [
        Route("/", pages.search),
        Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
        Route(endpoint.VOID_PATH, endpoint.void),
        Route("/health", endpoint.health),
        Route("/style.css", _send_style),
        Route("/page/{key:id}", pages.page),
        Route("/data/{key:id}.{suffix:rdf}", pages.data),
        Route(f"{settings.path}{{key:id}}", pages.dereference),
    ]


async def _send_style(_: Request) -> Response:
    text = files("kg.serve").joinpath("style.css").read_text("utf-8")
    return Response(text, media_type="text/css", headers={"Cache-Control": "max-age=3600"})


async def _tell(request: Request, error: HTTPException) -> Response:
    """A fault in plain words: on a page for people, as a line for programs."""
    headers, why = dict(error.headers or {}), error.detail
    if error.status_code == 404 and request.scope.get("endpoint") is None:
        why = "there is nothing at this address; see /, /sparql and /.well-known/void"
    elif error.status_code == 405:
        why = f"{request.method} means nothing here; ask with {' or '.join(sorted(headers['Allow'].split(', ')))}"
    if choose(read_accept(request.headers), {TEXT: TEXT, HTML: HTML}) == HTML:
        response = get_site(request).show("fault.html", {"why": why, "status": error.status_code})
        response.status_code = error.status_code
        response.headers.update(headers)
        return response
    return PlainTextResponse(f"{why}\n", error.status_code, headers)


async def _tell_own(request: Request, error: KgError) -> Response:
    """What kg itself couldn't do: the graph is gone, is being replaced, or is another version's."""
    given_up = isinstance(error, GivenUpError)
    return await _tell(request, HTTPException(503 if given_up else 500, str(error)))


async def _tell_unread(request: Request, error: Exception) -> Response:
    """A file that can't be read just now: a build writes it, or the disk is at fault."""
    return await _tell(request, HTTPException(503, f"the graph can't be read just now ({error}); ask again"))
