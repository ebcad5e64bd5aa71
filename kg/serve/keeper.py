"""The process that holds a graph for SPARQL, and its children, which answer: `python -m kg.serve.keeper`.

Nothing can interrupt pyoxigraph, so a query that takes too long or too much ends with the process that it runs in. A
forked child has the store at once, shares its memory with the keeper, and is ended by the kernel: by its alarm clock
when its time is over, by its limit when it wants too much memory, or because it nests too deeply. The keeper has a
single thread and does nothing but fork another child when one has ended, so neither it nor the server can be taken
along.
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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.store import open_graph
from kg.questions.embedded import load_store
from kg.serve.evaluate import answer
from kg.serve.messages import Ask, Ready, Summary
from kg.sinks.void_counts import QuadCounts

#: how long the server may take to fetch an answer that is ready
SENDING_SECONDS = 60.0
_MEGABYTE = 2**20
#: a child that a query leaves with so much more address space is replaced
_LEFT_BEHIND = 256 * _MEGABYTE
_STATM = Path("/proc/self/statm")


def load(folder: Path, base: str) -> tuple[ox.Store, Summary]:
    """The graph of a folder as a store, and what is in it."""
    counts = QuadCounts()
    with open_graph(folder) as graph:
        store = load_store(graph, base=base, watch=counts.watch)
    return store, counts.summarise(graphs=sum(1 for _ in store.named_graphs()))


def keep(store: ox.Store, listener: socket.socket, children: int) -> None:
    """Have so many children answer, until standard input ends: the server has gone, or has a newer keeper."""
    gc.freeze()  # so that the children don't touch, and thereby copy, what they share
    listener.settimeout(0)
    alive, life = os.pipe()  # children that wait see by the end of `alive` that the keeper, which has `life`, has ended
    running: set[int] = set()
    with _told_of_ends() as ends, selectors.DefaultSelector() as selector:
        selector.register(ends, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while True:
            while len(running) < children:
                running.add(_fork(store, listener, alive, life))
            ready = [key.fileobj for key, _ in selector.select()]
            if sys.stdin in ready:
                return
            ends.recv(_MEGABYTE)
            running -= set(_reap())


@contextmanager
def _told_of_ends() -> Iterator[socket.socket]:
    """A socket that can be read when a child has ended."""
    ends, wake = socket.socketpair()
    with ends, wake:
        wake.settimeout(0)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        yield ends


def _reap() -> Iterator[int]:
    """The children that have ended."""
    with suppress(ChildProcessError):
        while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            yield pid


def _fork(store: ox.Store, listener: socket.socket, alive: int, life: int) -> int:
    """A new child."""
    pid = os.fork()
    if pid:
        return pid
    try:
        signal.set_wakeup_fd(-1)
        os.close(life)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # what Rust says of its end is no use to anybody
        _answer_all(store, listener, alive)
    finally:
        os._exit(0)


def _answer_all(store: ox.Store, listener: socket.socket, alive: int) -> None:
    """Answer one query after the other, until the keeper has ended or a query has left much memory behind."""
    used = _measure_memory()
    with selectors.DefaultSelector() as selector:
        selector.register(listener, selectors.EVENT_READ)
        selector.register(alive, selectors.EVENT_READ)
        while _measure_memory() <= used + _LEFT_BEHIND:
            ready = [key.fileobj for key, _ in selector.select()]
            if listener not in ready:  # those who came before the keeper ended are served
                return
            with suppress(BlockingIOError):  # another child was quicker
                connection, _ = listener.accept()
                with connection:
                    connection.settimeout(None)
                    _answer(store, connection, used)


def _answer(store: ox.Store, connection: socket.socket, used: int) -> None:
    """Answer the one query of a connection; this process may end meanwhile."""
    ask = msgspec.json.decode(connection.makefile("rb").readline(), type=Ask)
    signal.setitimer(signal.ITIMER_REAL, ask.seconds)
    sent = threading.Event()
    watcher = threading.Thread(target=_end_when_left, args=(connection, sent), daemon=True)
    watcher.start()
    _limit_memory(used + ask.megabytes * _MEGABYTE)
    reply, body = answer(store, ask)
    signal.setitimer(signal.ITIMER_REAL, SENDING_SECONDS)
    connection.sendall(msgspec.json.encode(reply) + b"\n")
    connection.sendall(body)
    signal.setitimer(signal.ITIMER_REAL, 0)
    sent.set()
    connection.shutdown(socket.SHUT_RDWR)
    watcher.join()


def _end_when_left(connection: socket.socket, sent: threading.Event) -> None:
    """End the process when the server hangs up before all is sent: nobody waits for the answer any more."""
    with suppress(OSError):
        connection.recv(1)
    if not sent.is_set():
        os._exit(0)


def _measure_memory() -> int:
    """The bytes of address space that the process has; 0 where the system doesn't say, and there is no limit then."""
    try:
        return int(_STATM.read_text("ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _limit_memory(most: int) -> None:
    """Let the process have so much address space, where the system says how much it has."""
    if _STATM.exists():
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main(folder: str, base: str, address: str, children: str) -> None:
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
        keep(store, listener, int(children))


def _say(ready: Ready) -> None:
    sys.stdout.write(msgspec.json.encode(ready).decode() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
