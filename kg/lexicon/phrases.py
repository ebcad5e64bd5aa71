"""Phrases as runs of words: found by their longest beginning, whatever the punctuation, case and "và" between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Generic, TypeVar

import msgspec

from kg.errors import LexiconError
from kg.lexicon.fold import fold, to_nfc
from kg.lexicon.loader import load_yaml

ValueT = TypeVar("ValueT")

_WORD = re.compile(r"[^\W_]+")


class LinkingWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that one writer puts into a name and another leaves out.

    Attributes:
        words: anywhere in a name: và, của.
        belonging: between a body and the one that it is part of: thuộc.
    """

    words: frozenset[str]
    belonging: tuple[str, ...]


@cache
def linking_words() -> LinkingWords:
    """The linking words of Vietnamese names."""
    return load_yaml("linking_words.yaml", LinkingWords)


class Words:
    """A text's words, folded, without linking words, and where each stands in the text."""

    __slots__ = ("spans", "text", "words")

    def __init__(self, text: str) -> None:
        folded = fold(text)
        if len(folded) != len(text):
            text = to_nfc(text).text
        linking = linking_words().words
        spans = [match.span() for match in _WORD.finditer(folded) if match[0] not in linking]
        self.text = text
        self.spans = spans
        self.words = tuple(folded[start:end] for start, end in spans)

    def before(self, index: int) -> str:
        """The text before the word at an index, trimmed."""
        return self.text[: self.spans[index][0]].rstrip(" ,;-–(") if index < len(self.words) else self.text.strip()

    def after(self, index: int) -> str:
        """The text from the word at an index on, trimmed."""
        return self.text[self.spans[index][0] :].strip() if index < len(self.words) else ""


def identity(text: str) -> str:
    """A key that two spellings of one phrase share: its words, folded, without linking words."""
    return " ".join(Words(text).words)


class PhraseIndex(Generic[ValueT]):
    """Values by phrase; a phrase has one value."""

    def __init__(self, phrases: Iterable[tuple[str, ValueT]], *, source: str) -> None:
        """Index phrases.

        Raises:
            LexiconError: two values share a phrase.
        """
        self._values: dict[tuple[str, ...], ValueT] = {}
        for phrase, value in phrases:
            words = Words(phrase).words
            if self._values.setdefault(words, value) != value:
                raise LexiconError(f"{source}: {phrase!r} stands for two entries; remove it from one")
        self._longest = max(map(len, self._values), default=0)
        self.first_words = frozenset(words[0] for words in self._values)

    def exact(self, words: tuple[str, ...]) -> ValueT | None:
        """The value of exactly these words."""
        return self._values.get(words)

    def longest(self, words: tuple[str, ...], start: int = 0) -> tuple[ValueT, int] | None:
        """The value of the longest phrase that stands at `start`, and the index after it."""
        if start >= len(words) or words[start] not in self.first_words:
            return None
        for end in range(min(len(words), start + self._longest), start, -1):
            value = self._values.get(words[start:end])
            if value is not None:
                return value, end
        return None


def replace_phrases(text: str, index: PhraseIndex[str], *, applies: Callable[[str, str], bool]) -> str:
    """The text with phrases of the index replaced by their values, longest first, left to right.

    Args:
        text: any text.
        index: what to put for which phrase.
        applies: given the words as they stand in the text and what to put for them, whether to put it.
    """
    return "".join(_replaced(Words(text), index, applies))


def _replaced(words: Words, index: PhraseIndex[str], applies: Callable[[str, str], bool]) -> Iterator[str]:
    done = at = 0
    while at < len(words.words):
        found = index.longest(words.words, at)
        if found is None or not applies(words.text[words.spans[at][0] : words.spans[found[1] - 1][1]], found[0]):
            at += 1
            continue
        value, after = found
        yield words.text[done : words.spans[at][0]] + value
        done, at = words.spans[after - 1][1], after
    yield words.text[done:]
