"""Where a Neo4j server is; apart from what speaks to it, whose import takes long."""

from __future__ import annotations

import msgspec


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """Where a Neo4j server is, and as whom to speak to it; the password stays out of what is printed."""

    uri: str
    user: str
    password: str
    database: str = "neo4j"

    def __repr__(self) -> str:
        return f"{self.uri} as {self.user}, database {self.database}"
