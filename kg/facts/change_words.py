"""The words that changes are read by, as patterns made once."""

from __future__ import annotations

import re
from functools import cache

from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold


@cache
def unreal() -> re.Pattern[str]:
    """Words in a clause after which what follows has not happened."""
    words = "|".join(re.escape(fold(word)) for word in load_changes().unreal)
    return re.compile(rf"\b(?:{words})\b")


@cache
def agent() -> re.Pattern[str]:
    """Words right before somebody who only acts on others, or is replaced."""
    words = "|".join(re.escape(fold(word)) for word in load_changes().agents)
    return re.compile(rf"\b(?:{words})\s$")


@cache
def about_words() -> frozenset[str]:
    """Words between a post and the person whom its loss or gain is about."""
    return frozenset(fold(word) for word in load_changes().about)


@cache
def hollow() -> frozenset[str]:
    """Words between a cue and its post that add nothing."""
    return frozenset(("", *(fold(word) for word in load_changes().hollow)))


@cache
def just() -> re.Pattern[str]:
    """Words that say that something has only now happened."""
    words = "|".join(re.escape(fold(word)) for word in load_changes().just)
    return re.compile(rf"\b(?:{words})\b")


@cache
def earlier() -> re.Pattern[str]:
    """Words that say that something is older than the news."""
    words = "|".join(re.escape(fold(word)) for word in load_changes().earlier)
    return re.compile(rf"\b(?:{words})\b")


@cache
def accordingly() -> tuple[str, ...]:
    """Openings of a sentence that tells what a decision before it gives."""
    return tuple(fold(word) for word in load_changes().accordingly)


@cache
def birth() -> tuple[str, ...]:
    """Words before a date of birth."""
    return tuple(fold(word) for word in load_changes().birth)


@cache
def given() -> tuple[str, ...]:
    """Words that give a post by themselves."""
    return tuple(fold(word) for word in load_changes().given)


@cache
def purpose() -> re.Pattern[str]:
    """Words between a post that is left and the one that it is left for."""
    return _any_word(load_changes().purpose)


@cache
def moving() -> re.Pattern[str]:
    """Words before a new post that say that its holder moves."""
    return _any_word(load_changes().moving)


def _any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(fold(word)) for word in words)})\b")
