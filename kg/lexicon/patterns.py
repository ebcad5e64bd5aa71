"""Word lists as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.lexicon.fold import fold


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words as they are given, longer ones first; it needs a group around it."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def any_folded(words: Iterable[str]) -> str:
    """The same for folded text."""
    return any_of(fold(word) for word in words)


def any_word(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words in folded text where it stands as a whole word."""
    return re.compile(rf"\b(?:{any_folded(words)})\b")
