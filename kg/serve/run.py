"""Runs the server until it is told to stop."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress

from kg.errors import SinkError
from kg.graph.store import open_graph
from kg.graph.terms import check_base
from kg.serve.settings import Settings

#: how long what is being answered may go on after the server is told to stop
_STOP_SECONDS = 2
#: the longest line of a request with its headers, in bytes; longer queries are sent by POST
_LONGEST_HEAD = 65_536


def serve(settings: Settings, *, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve a graph until Ctrl-C or SIGTERM.

    Args:
        settings: what is served, and how.
        host: the address to listen on.
        port: the port; 0 takes a free one.
        tell: is called with a line for the user when all is ready, and when it ends.

    Raises:
        InputError: the base is no IRI that ids can stand behind.
        NotFoundError: there is no graph.
        SinkError: the address can't be listened on, or kg was installed without what this needs.
    """
    try:
        import uvicorn  # noqa: PLC0415 - an extra

        from kg.serve.app import make_app  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        raise SinkError(f"kg serve needs {error.name}: pip install 'kg[serve]'") from error
    check_base(settings.root)
    open_graph(settings.folder).close()
    logging.basicConfig(format="kg: %(message)s", stream=sys.stderr)
    with _listen(host, port) as listener:
        address = _format_address(listener)

        def say_ready(triples: int) -> None:
            tell(f"{settings.folder}: {triples:,} triples at {address}/ (SPARQL at {address}/sparql); Ctrl-C stops")

        app = make_app(settings, started=lambda pool: say_ready(pool.summary.triples))
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=_STOP_SECONDS,
            h11_max_incomplete_event_size=_LONGEST_HEAD,
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])
    tell("stopped")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise SinkError(
            f"{host}:{port} can't be listened on ({error}); choose another with --port or --host"
        ) from error


def _format_address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
