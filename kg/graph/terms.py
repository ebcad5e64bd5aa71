"""RDF terms in N-Triples syntax, made from the values of records."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote

from kg.errors import InputError
from kg.ontology import DATATYPES, Ontology, Property

# Everything that some tool takes for the end of a line, and what can't be seen; `format_literal` has the rest.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)} | {
    9: "\\t",
    13: "\\r",
}
# Days, numbers and references come back again and again.
_REMEMBERED = 20_000
_UNSAFE_IN_NAME = re.compile(r"[^A-Za-z0-9._~-]")
_BASE = re.compile(r"""[a-zA-Z][a-zA-Z0-9+.-]*://(?!.*/\.{1,2}/)[^\x00-\x20<>"{}|^`\\#?]+/""")


def check_base(base: str) -> str:
    """The same base, when records' ids can be put behind it.

    Raises:
        InputError: it is not an absolute IRI that ends in a slash, or has steps such as `/../`.
    """
    if not _BASE.fullmatch(base):
        raise InputError(
            f"not a base for IRIs: {base!r}; give one such as 'https://example.org/id/', with a slash at its end"
        )
    return base


def format_iri(base: str, name: str) -> str:
    """The term `<base + name>`; what has a meaning in IRIs, or none, is percent-encoded in the name."""
    return f"<{base}{quote(name, safe='') if _UNSAFE_IN_NAME.search(name) else name}>"


def format_literal(text: str, suffix: str = "") -> str:
    r"""The literal as a term, `suffix` being `@vi` or `^^<datatype>`; every kind of line end is escaped."""
    safe = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{safe if safe.isprintable() else safe.translate(_ESCAPES)}"{suffix}'


def make_encoder(ontology: Ontology, prop: Property, base: str) -> Callable[[Any], str]:
    """The function that turns a value of this property into a term."""
    if prop.type == "ref":
        return lru_cache(_REMEMBERED)(partial(format_iri, base))
    if prop.type == "string":
        return partial(format_literal, suffix=f"@{prop.language}" if prop.language else "")
    suffix = f"^^<{ontology.expand(DATATYPES[prop.type])}>" if prop.type in DATATYPES else ""
    # The cache must tell True from 1, which are equal.
    return lru_cache(_REMEMBERED, typed=True)(lambda value: format_literal(_as_lexical(value), suffix))


def _as_lexical(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # xsd:decimal has no exponent
    return str(value)
