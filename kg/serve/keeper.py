"""The process that holds a graph for SPARQL, and forks a child for each query: `python -m kg.serve.keeper`.

Nothing can interrupt pyoxigraph, so a query that takes too long or too much ends with the process that it runs in. A
forked child has the store at once, shares its memory with the keeper, and is ended by the kernel: by its alarm clock
when its time is over, by its limit when it wants too much memory, or because it nests too deeply. The keeper has a
single thread and does nothing but fork, so neither it nor the server can be taken along.
"""

from __future__ import annotations

import gc
import os
import resource
import selectors
import signal
import socket
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.store import open_graph
from kg.graph.triples import RDF_TYPE, Quad
from kg.questions.embedded import load_store
from kg.serve.evaluate import answer
from kg.serve.messages import Ask, Ready, Summary

#: how long a client may take to fetch an answer that is ready
SENDING_SECONDS = 120.0
_MEGABYTE = 2**20


class _Counts:
    """Counts quads as they pass."""

    def __init__(self) -> None:
        self.triples = self.subjects = 0
        self.classes: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()

    def watch(self, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The same quads."""
        last = ""
        for quad in quads:
            subject, predicate, term, _ = quad
            self.triples += 1
            self.subjects += subject != last  # a subject's quads come together
            self.properties[predicate] += 1
            if predicate == RDF_TYPE:
                self.classes[term] += 1
            last = subject
            yield quad


def load(folder: Path, base: str) -> tuple[ox.Store, Summary]:
    """The graph of a folder as a store, and what is in it."""
    counts = _Counts()
    with open_graph(folder) as graph:
        store = load_store(graph, base=base, watch=counts.watch)
    summary = Summary(
        triples=counts.triples,
        subjects=counts.subjects,
        classes={iri[1:-1]: number for iri, number in sorted(counts.classes.items())},
        properties={iri[1:-1]: number for iri, number in sorted(counts.properties.items())},
        graphs=sum(1 for _ in store.named_graphs()),
    )
    return store, summary


def keep(store: ox.Store, listener: socket.socket) -> None:
    """Fork a child for each connection, until standard input ends: the server has gone, or has a newer keeper."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are forgotten as they end
    gc.freeze()  # so that the children don't touch, and thereby copy, what they share
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                _answer_and_end(store, connection)
            connection.close()


def _answer_and_end(store: ox.Store, connection: socket.socket) -> None:
    """Answer the one query of a connection; this process ends here, whatever happens."""
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # what Rust says of its end is no use to anybody
        ask = msgspec.json.decode(connection.makefile("rb").readline(), type=Ask)
        signal.setitimer(signal.ITIMER_REAL, ask.seconds)
        threading.Thread(target=_end_when_left, args=(connection,), daemon=True).start()
        _limit_memory(ask.megabytes)
        reply, body = answer(store, ask)
        signal.setitimer(signal.ITIMER_REAL, SENDING_SECONDS)
        connection.sendall(msgspec.json.encode(reply) + b"\n")
        connection.sendall(body)
    finally:
        os._exit(0)


def _end_when_left(connection: socket.socket) -> None:
    """End the process when the server hangs up: nobody waits for the answer any more."""
    connection.recv(1)
    os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Let the process have so much more than it has now; where the system doesn't say how much that is, no limit."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        used = int(statm.read_text("ascii").split()[0]) * resource.getpagesize()
        most = used + megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def main(folder: str, base: str, address: str) -> None:
    """Load the graph, say so on standard output, and keep it."""
    try:
        store, summary = load(Path(folder), base)
    except (KgError, msgspec.MsgspecError, sqlite3.Error) as error:
        _say(Ready(error=str(error)))
        return
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(128)
        _say(Ready(summary=summary))
        keep(store, listener)


def _say(ready: Ready) -> None:
    sys.stdout.write(msgspec.json.encode(ready).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
