"""Which of the forms that an answer can have the client likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping

import mimeparse
from starlette.datastructures import Headers

from kg.serve.media import CSV, JSON, JSONLD, NTRIPLES, RDFXML, TEXT, TSV, TURTLE, XML

#: what clients may call a form → what it is; the first is given where the client likes several as much
RESULTS = {JSON: JSON, XML: XML, CSV: CSV, TSV: TSV, "application/json": JSON, "application/xml": XML, "text/xml": XML}
TRIPLES = {
    TURTLE: TURTLE,
    JSONLD: JSONLD,
    NTRIPLES: NTRIPLES,
    RDFXML: RDFXML,
    "application/json": JSONLD,
    "application/x-turtle": TURTLE,
    "application/xml": RDFXML,
    TEXT: NTRIPLES,
}


def read_accept(headers: Headers) -> str:
    """What the client accepts, as one header; anything, where it doesn't say."""
    return ", ".join(headers.getlist("accept")).strip() or "*/*"


def choose(accept: str, offered: Mapping[str, str]) -> str | None:
    """The form that is liked best, None when none is accepted.

    Args:
        accept: an Accept header; what can't be read in it is passed over.
        offered: what clients may call a form → what it is, the server's own favourites first.
    """
    ranges = ", ".join(part for part in accept.lower().split(",") if _is_range(part))
    if not ranges:
        return None
    # Where several are liked as much, mimeparse takes the last.
    return offered.get(mimeparse.best_match([*offered][::-1], ranges))


def list_forms(offered: Mapping[str, str]) -> str:
    """The forms for a message."""
    return ", ".join(dict.fromkeys(offered.values()))


def _is_range(part: str) -> bool:
    try:
        mimeparse.parse_media_range(part)
    except (mimeparse.MimeTypeParseException, ValueError):
        return False
    return True
