"""Normal forms of names, bodies and posts: two facts are the same when theirs are."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from kg.lexicon.fold import squash
from kg.lexicon.loader import load_yaml

_DATA = Path(__file__).parent / "data"


class Rewriting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that give way to others; `data/forms.yaml` explains the fields."""

    find: tuple[str, ...]
    write: str = ""
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    first: bool = False

    def compile(self) -> re.Pattern[str]:
        """A pattern that finds the words, whole ones only."""
        pattern = rf"{'^' if self.first else _START}(?:{_join(self.find)}){_END}"
        if self.before:
            pattern += rf"(?= (?:{_join(self.before)}){_END})"
        if self.not_before:
            pattern += rf"(?= )(?! (?:{_join(self.not_before)}){_END})"
        return re.compile(pattern)


class Forms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `data/forms.yaml`."""

    bodies: tuple[Rewriting, ...]
    posts: tuple[Rewriting, ...]
    ends: tuple[str, ...]
    country: str
    states: tuple[str, ...]
    kinds: tuple[str, ...]
    heads: tuple[str, ...]


_START, _END = r"(?<!\S)", r"(?!\S)"


def make_name_form(name: str) -> str:
    """A person's name whatever its case, Unicode form, tone placement and punctuation."""
    return squash(name)


@lru_cache(maxsize=50_000)
def make_body_form(body: str | None) -> str:
    """A body's name with abbreviations written out: its first word, then the others in the order of the alphabet."""
    words = re.split(rf"{_START}(?:{_join(_forms().ends)}){_END}", squash(body or ""), maxsplit=1)[0]
    for pattern, write in _compile("bodies"):
        words = " ".join(pattern.sub(write, words).split())
    first, *rest = _leave_out_country(words).split() or [""]
    return " ".join([first, *sorted(rest)])


@lru_cache(maxsize=50_000)
def make_post_form(post: str | None, body: str | None) -> str:
    """A post's title; one that repeats the kind of its body ("Trưởng ban" of a "Ban …") is without it."""
    words = squash(post or "")
    for pattern, write in _compile("posts"):
        words = pattern.sub(write, words)
    kind = make_body_form(body).partition(" ")[0]
    if kind in _forms().kinds:
        words = re.sub(rf"{_START}({_join(_forms().heads)}) {kind}{_END}", r"\1", words)
    return words


def _leave_out_country(words: str) -> str:
    forms = _forms()
    if words.partition(" ")[0] in forms.states:
        return words
    return re.sub(rf"{_START}{forms.country}{_END}", "", words)


@cache
def _forms() -> Forms:
    return load_yaml("forms.yaml", Forms, root=_DATA)


@cache
def _compile(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rewritings: tuple[Rewriting, ...] = getattr(_forms(), name)
    return tuple((rewriting.compile(), rewriting.write) for rewriting in rewritings)


def _join(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))
