"""Keys by which short names are compared whatever their diacritics, capitals and punctuation."""

from __future__ import annotations

import re
import unicodedata

_NOT_PLAIN = re.compile("[^a-z0-9]+")


def make_key(text: str) -> str:
    """The text's Latin letters and digits, in lower case without marks, in single-spaced words: "bao ha noi moi"."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _NOT_PLAIN.sub(" ", apart.encode("ascii", "ignore").decode()).strip()
