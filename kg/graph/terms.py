"""RDF terms in N-Triples syntax, made from the values of records."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import quote

from kg.errors import InputError
from kg.ontology import DATATYPES, Ontology, Property

# What N-Triples wants escaped, and everything that some tool takes for the end of a line.
_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)},
    **str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}),
}
_UNSAFE_IN_NAME = re.compile(r"[^A-Za-z0-9._~-]")
_BASE = re.compile(r"""[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20<>"{}|^`\\#?]*/""")


def check_base(base: str) -> str:
    """The same base, when records' ids can be put behind it.

    Raises:
        InputError: it is not an absolute IRI that ends in a slash.
    """
    if not _BASE.fullmatch(base):
        raise InputError(f"not a base for IRIs: {base!r}; give an absolute IRI that ends in '/'")
    return base


def format_iri(base: str, name: str) -> str:
    """The term `<base + name>`; what has a meaning in IRIs, or none, is percent-encoded in the name."""
    return f"<{base}{quote(name, safe='') if _UNSAFE_IN_NAME.search(name) else name}>"


def format_literal(text: str, suffix: str = "") -> str:
    r"""The literal as a term, `suffix` being `@vi` or `^^<datatype>`; every kind of line end is escaped."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"{suffix}'
    return f'"{text.translate(_ESCAPES)}"{suffix}'


def make_encoder(ontology: Ontology, prop: Property, base: str) -> Callable[[Any], str]:
    """The function that turns a value of this property into a term."""
    if prop.type == "ref":
        return partial(format_iri, base)
    if prop.type not in DATATYPES:
        return partial(format_literal, suffix=f"@{prop.language}" if prop.language else "")
    suffix = f"^^<{ontology.expand(DATATYPES[prop.type])}>"
    return lambda value: format_literal(_as_lexical(value), suffix)


def _as_lexical(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"  # xsd:decimal has no exponent
    return str(value)
