"""How common a name is, by the words that it is made of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from kg.lexicon.loader import load_tsv

#: Words that the list lacks stand in fewer names than its rarest.
_UNLISTED = 20
_OF = 100_000


@lru_cache(maxsize=100_000)
def estimate_bearers(name: str) -> float:
    """How many of 100,000 people bear a squashed full name, if its words were drawn one by one."""
    words = name.split()
    if len(words) < 2:
        return float(_OF)
    shares = _load_shares()
    share = shares["surname"].get(words[0], _UNLISTED) / _OF * shares["given"].get(words[-1], _UNLISTED) / _OF
    middle = " ".join(words[1:-1]) or "-"
    return share * shares["middle"].get(middle, _UNLISTED)


@cache
def _load_shares() -> dict[str, dict[str, int]]:
    shares: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for part, word, count in load_tsv("name_words.tsv", ("part", "word", "count")):
        shares[part][word] = int(count)
    return dict(shares)
