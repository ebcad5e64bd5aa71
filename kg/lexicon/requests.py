"""How users shorten what they ask for: "CT UBND", "PBT Tỉnh ủy", with or without diacritics."""

from __future__ import annotations

from functools import cache

import msgspec

from kg.lexicon.fold import squash, strip_diacritics
from kg.lexicon.loader import load_yaml


class _Requests(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    forms: dict[str, str]
    written_out: dict[str, str]


def fold_words(text: str) -> str:
    """The words of a text as the graph's search has them: lower case, without diacritics or punctuation."""
    return strip_diacritics(squash(text))


def expand_request(words: str) -> str:
    """The folded words of a request, each short form written as the graph's names have it."""
    forms, _ = _load_requests()
    return " ".join(forms.get(word, word) for word in fold_words(words).split())


def write_out(name: str) -> str:
    """The folded words of a name of the graph with its abbreviations written out."""
    _, written_out = _load_requests()
    return " ".join(written_out.get(word, word) for word in fold_words(name).split())


@cache
def _load_requests() -> tuple[dict[str, str], dict[str, str]]:
    data = load_yaml("requests.yaml", _Requests)
    folded = [{fold_words(k): fold_words(v) for k, v in table.items()} for table in (data.forms, data.written_out)]
    return folded[0], folded[1]
