"""What a name of a meeting tells: of which family it is, which session, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from kg.lexicon.bodies import write_usual
from kg.lexicon.fold import squash
from kg.lexicon.loader import load_yaml
from kg.lexicon.meetings import load_meeting_words


class _NameWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lists of `meeting_names.yaml`; the file says what each is for."""

    empty: tuple[str, ...]
    ordinal: str
    numbers: dict[str, int]
    alike: dict[str, str]


class MeetingName(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a meeting, read.

    Attributes:
        words: the name, squashed.
        family: what sort of meeting it is (`session`, `press` …); None where no noun or verb tells.
        ordinals: the numbers of the session that it says.
        subject: its words that tell what it is about.
    """

    words: str
    family: str | None
    ordinals: frozenset[int]
    subject: frozenset[str]

    def tell_apart(self, other: MeetingName) -> bool:
        """Whether both can't be one meeting: two sessions by number, or two subjects with nothing in common."""
        if self.ordinals and other.ordinals and self.ordinals.isdisjoint(other.ordinals):
            return True
        if self.subject & other.subject:
            return False
        told = min(len(self.subject), len(other.subject))
        return told >= 3 or (told >= 2 and not self.may_be_of(other))

    def may_be_of(self, other: MeetingName) -> bool:
        """Whether both are of one family, as far as the names tell."""
        return self.family is None or other.family is None or self.family == other.family

    def has_subject_of(self, other: MeetingName, *, fewest: int) -> bool:
        """Whether both say one session, or most words for the subject in the shorter name, `fewest` at least."""
        shared, least = len(self.subject & other.subject), min(len(self.subject), len(other.subject))
        return bool(self.ordinals & other.ordinals) or (least >= fewest and shared >= 0.5 * least)

    def is_bare(self) -> bool:
        """Whether the name tells no subject: "hội nghị", "buổi làm việc"."""
        return not self.subject


@lru_cache(maxsize=50_000)
def read_meeting_name(name: str, organiser: str | None = None) -> MeetingName:
    """What a name of a meeting tells; the words of its organiser are no subject."""
    words = squash(write_usual(name)).split()
    said = {after for word, after in pairwise(words) if word == _load().ordinal}
    own = squash(organiser).split() if organiser is not None else ()
    rest = _meeting_pattern().sub(" ", " ".join(words)).split()
    return MeetingName(
        words=" ".join(words),
        family=_find_family(f" {' '.join(words)} "),
        ordinals=_read_ordinals(said),
        subject=frozenset(rest) - said - set(own) - set(_load().empty),
    )


def _find_family(text: str) -> str | None:
    """The family of the first noun or verb for a meeting, of several that begin at one word the longest."""
    found = [
        (place, -len(phrase), family) for phrase, family in _families() if (place := text.find(f" {phrase} ")) >= 0
    ]
    return min(found)[2] if found else None


def _read_ordinals(said: Iterable[str]) -> frozenset[int]:
    numbers = (int(word) if word.isdecimal() else _load().numbers.get(word) for word in said)
    return frozenset(number for number in numbers if number is not None)


@cache
def _load() -> _NameWords:
    return load_yaml("meeting_names.yaml", _NameWords)


@cache
def _families() -> tuple[tuple[str, str], ...]:
    words, alike = load_meeting_words(), _load().alike
    return tuple(
        (squash(phrase), alike.get(family, family))
        for lists in (words.nouns, words.acts)
        for family, phrases in lists.items()
        for phrase in phrases
    )


@cache
def _meeting_pattern() -> re.Pattern[str]:
    phrases = sorted((phrase for phrase, _ in _families()), key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, phrases))})(?!\S)")
