"""A chat endpoint that stands in for a real one: a server on 127.0.0.1 that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

#: Sends one response.
Step = Callable[[BaseHTTPRequestHandler], None]


class Asked(NamedTuple):
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float


class ChatServer:
    """Answers request after request as its steps say, the last one again and again.

    Attributes:
        asked: the requests so far.
        url: where it listens.
    """

    def __init__(self, *steps: Step) -> None:
        self.asked: list[Asked] = []
        self._steps = list(steps)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._make_handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def _make_handler(self) -> type[BaseHTTPRequestHandler]:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or b"{}")
                owner.asked.append(Asked(self.path, dict(self.headers), body, time.monotonic()))
                step = owner._steps.pop(0) if len(owner._steps) > 1 else owner._steps[0]
                try:
                    step(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client has had enough

            def do_GET(self) -> None:
                """A redirected POST comes as this."""
                self.do_POST()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
                """Say nothing."""

        return Handler

    @contextmanager
    def running(self) -> Iterator[ChatServer]:
        """The server, at work until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def send(status: int, body: bytes = b"", **headers: str) -> Step:
    """Sends a status, headers ("Retry_After" for "Retry-After") and a body."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return step


def complete(content: object, **choice: object) -> Step:
    """Sends a completion; what is no string goes in as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": text}
    return send(200, json.dumps({"choices": [{"index": 0, "message": message, **choice}]}).encode())


def sleep(seconds: float) -> Step:
    """Sends nothing for a while."""
    return lambda _: time.sleep(seconds)


def drip(seconds: float) -> Step:
    """Sends a byte now and then, never a whole answer."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(seconds)

    return step


def flood(size: int) -> Step:
    """Sends bytes upon bytes."""

    def step(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(size // 65_536):
            handler.wfile.write(b"x" * 65_536)

    return step
