"""A really started `kg serve`, and a plain HTTP client to ask it."""

from __future__ import annotations

import http.client
import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from kg.graph.people import Link
from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Person, Post
from kg.graph.schema import list_columns
from kg.graph.store import FILE_NAME, create_tables
from kg.lexicon.requests import fold_words
from kg.ontology import load_ontology

KG = (sys.executable, "-c", "from kg.cli import main; main()")
_WAIT_SECONDS = 60


class Response(NamedTuple):
    """What came back; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Server(NamedTuple):
    """A server that answers."""

    address: str
    process: subprocess.Popen[str]

    def fetch(
        self, path: str, *, method: str = "GET", headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Response:
        """What it answers to one request; redirects are not followed."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=_WAIT_SECONDS)
        with closing(connection):
            connection.request(method, path, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Response(response.status, names, response.read())

    def ask(self, query: str, accept: str | None = None, **fields: str) -> Response:
        """What it answers to a SPARQL query by GET."""
        headers = {} if accept is None else {"Accept": accept}
        return self.fetch(f"/sparql?{urlencode({'query': query, **fields})}", headers=headers)

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        """Its exit code after a signal, Ctrl-C by default."""
        self.process.send_signal(sign)
        return self.process.wait(_WAIT_SECONDS)


@contextmanager
def run_server(folder: Path, *words: str) -> Iterator[Server]:
    """A server on a free port for as long as the block runs."""
    command = [*KG, "serve", "--graph", str(folder), "--port", "0", *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            found = re.search(r"http://\S+?(?=/ )", line)
            assert found is not None, line + process.stderr.read()
            yield Server(found[0], process)
        finally:
            process.kill()


def write_graph(folder: Path, graph: MemoryGraph, links: Iterable[Link] = ()) -> None:
    """Make a folder hold a graph, whatever it held; the file is replaced in one step, as `kg build` does."""
    folder.mkdir(exist_ok=True)
    fresh = folder / "fresh"
    with closing(sqlite3.connect(fresh)) as connection:
        create_tables(connection)
        for name, kind in CLASSES.items():
            columns = list_columns(load_ontology().classes[name])
            rows = ([_make_value(getattr(record, column)) for column in columns] for record in graph.records(kind))
            connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})', rows)  # noqa: S608
        named: list[Person | Post] = [*graph.records(Person), *graph.records(Post)]
        searched = ((type(record).__name__, record.id, fold_words(record.name)) for record in named)
        connection.executemany("INSERT INTO search (class, id, words) VALUES (?, ?, ?)", searched)
        moved = ((link.doc, link.name, link.mention, link.person) for link in links)
        connection.executemany("INSERT INTO link (doc, name, mention, person) VALUES (?, ?, ?, ?)", moved)
        connection.commit()
    fresh.replace(folder / FILE_NAME)


def _make_value(value: object) -> object:
    return json.dumps(value) if isinstance(value, tuple) else value
