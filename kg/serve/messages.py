"""What the server and the processes that answer queries say to each other: one line of JSON, then bytes."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.sinks.void_counts import Summary as Summary  # noqa: PLC0414 - the name is given on

#: what is said to updates
READ_ONLY = "this endpoint only reads; the graph changes by kg build"


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A query as it came over HTTP, and the bounds of its answer.

    Attributes:
        text: SPARQL 1.1 Query.
        default_graphs: the dataset's default graph, as IRIs that the protocol gave; none means all graphs together.
        named_graphs: the dataset's named graphs, alike.
        bindings: variable → RDF term in N-Triples syntax, bound before the query is answered.
        results: media type for SELECT and ASK; None when the client takes none that there is.
        triples: media type for CONSTRUCT and DESCRIBE, alike.
        seconds: how long it may take.
        rows: how many rows or triples come back at most.
        megabytes: how much memory it may take beside the graph.
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    bindings: dict[str, str] = {}
    results: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    seconds: float
    rows: int
    megabytes: int


Outcome = Literal["answered", "wrong", "forbidden", "unacceptable", "too big"]


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What comes before the bytes of an answer; of anything but an answer, the bytes are a message for the user.

    Attributes:
        outcome: how it went.
        media_type: of the bytes.
        length: how many bytes follow.
        cut: whether there were more rows than come back.
        form: whether the answer is rows (or true, false) or triples.
    """

    outcome: Outcome
    media_type: str = "text/plain"
    length: int
    cut: bool = False
    form: Literal["rows", "triples"] | None = None


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The first line from a process that holds a graph: what it holds, or why it has none."""

    summary: Summary | None = None
    error: str | None = None
