"""How a server is to work."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from kg.ontology import load_ontology


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the user of `kg serve` chooses.

    Attributes:
        folder: the graph's folder.
        base: what stands before ids in IRIs; None is the ontology's own.
        seconds: how long a query may take.
        rows: how many rows or triples an answer has at most.
        megabytes: how much memory a query may take beside the graph.
        at_once: how many queries are worked on at the same time; further ones wait.
    """

    folder: Path
    base: str | None = None
    seconds: float = 30.0
    rows: int = 100_000
    megabytes: int = 1024
    at_once: int = 2

    @property
    def root(self) -> str:
        """What stands before ids in IRIs."""
        return self.base or load_ontology().base

    @property
    def path(self) -> str:
        """Where the server answers for IRIs: the path of the user's own base, else /id/."""
        return "/id/" if self.base is None else urlsplit(self.base).path
