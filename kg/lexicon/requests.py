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


def has_marks(request: str, name: str) -> bool:
    """Whether every word that is typed with diacritics stands in the name with the same: "tỉnh" is not "Tĩnh"."""
    typed = {word for word in squash(request).split() if word != strip_diacritics(word)}
    forms, written_out = _load_requests()
    known = squash(name)
    long_forms = " ".join(squash(_load_long_forms().get(word, "")) for word in known.split())
    there = {*known.split(), *long_forms.split()}
    return all(word in there or fold_words(word) in forms or fold_words(word) in written_out for word in typed)


def write_out(name: str) -> str:
    """The folded words of a name of the graph with its abbreviations written out."""
    _, written_out = _load_requests()
    return " ".join(written_out.get(word, word) for word in fold_words(name).split())


@cache
def _load_long_forms() -> dict[str, str]:
    return {squash(short): full for short, full in load_yaml("requests.yaml", _Requests).written_out.items()}


@cache
def _load_requests() -> tuple[dict[str, str], dict[str, str]]:
    data = load_yaml("requests.yaml", _Requests)
    folded = [{fold_words(k): fold_words(v) for k, v in table.items()} for table in (data.forms, data.written_out)]
    return folded[0], folded[1]
