"""The words of meetings in a text, tagged by what they can mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from kg.lexicon.meetings import load_meeting_words


class Hit(msgspec.Struct, frozen=True):
    """A word of meetings at [start, end) of the text.

    `tags` says what it can mean: a kind ("noun", "act", "subject", "front", "elsewhere" …) and its family or role.
    """

    start: int
    end: int
    tags: Mapping[str, str]

    def value(self, kind: str) -> str | None:
        """The family or role that the word has as this kind; None if it is none of the kind."""
        return self.tags.get(kind)


class Hits:
    """All words of meetings in a text, by place and by kind; "naming" is the kind of all that can name a meeting."""

    def __init__(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._starts = [hit.start for hit in hits]
        self._kinds: dict[str, tuple[list[int], list[Hit]]] = {}
        for hit in hits:
            for kind in hit.tags if _NAMING.isdisjoint(hit.tags) else ("naming", *hit.tags):
                starts, found = self._kinds.setdefault(kind, ([], []))
                starts.append(hit.start)
                found.append(hit)

    def between(self, start: int, end: int) -> list[Hit]:
        """Those that start in [start, end)."""
        return self._hits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def names_meetings(self) -> bool:
        """Whether any word can name a meeting."""
        return any(kind in self._kinds for kind in _NAMING if kind != "pointer")

    def of(self, kind: str, start: int, end: int) -> list[Hit]:
        """Those of a kind that start in [start, end)."""
        if kind not in self._kinds:
            return []
        starts, found = self._kinds[kind]
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    def kinds_between(self, start: int, end: int) -> frozenset[str]:
        """The kinds of those that start in [start, end)."""
        return frozenset(kind for hit in self.between(start, end) for kind in hit.tags)

    def first(self, kind: str, start: int, end: int) -> int | None:
        """Where the first one of a kind starts in [start, end)."""
        return next((hit.start for hit in self.of(kind, start, end)), None)

    def has(self, kind: str, start: int, end: int) -> bool:
        """Whether one of a kind starts in [start, end)."""
        return bool(self.of(kind, start, end))


#: No syllable is longer.
_SYLLABLE = 8
#: Kinds of words that can name a meeting.
_NAMING = frozenset({"noun", "pointer", "act", "hands", "meets", "inspects", "votes", "results"})
_PLAIN = (
    "elsewhere",
    "away",
    "spoken_person",
    "trials",
    "background",
    "planned",
    "planned_after",
    "name_verbs",
    "blank",
    "receives",
    "host_list",
    "named_only",
    "light",
    "takes",
    "meets",
    "inspects",
    "votes",
    "debates",
    "results",
    "holds",
    "hands",
)


def find_hits(text: str, taken: Sequence[tuple[int, int]] = (), *, written: str | None = None) -> Hits:
    """All words of meetings in a text in lower case; of words that overlap the longer one.

    Args:
        text: the text.
        taken: spans that mean something else, such as posts and bodies; words in them are left out.
        written: the text as written, to tell newspapers by their capitals; without it none is told from its words.
    """
    automaton, tags = _make_automaton()
    hits = []
    taken = sorted(taken)
    begins = [start for start, _ in taken]
    # A text that starts and ends with a space needs no care at its edges.
    padded = f" {text} "
    for index, start, end in automaton.find_matches_as_indexes(text):
        if padded[start].isalnum() or padded[end + 1].isalnum() or _is_inside(start, end, begins, taken):
            continue
        if written is None or _is_so_written(written, start, end, tags[index]):
            hits.append(Hit(start, end, tags[index]))
    return Hits(hits)


def _is_so_written(written: str, start: int, end: int, tags: Mapping[str, str]) -> bool:
    """Whether capitals allow a word: a newspaper has them, and a lone syllable with them is part of a name."""
    if "papers" in tags:
        return _is_capital(written, start, end)
    if "noun" not in tags or not written[start].isupper() or " " in written[start:end]:
        return True
    before = written[max(0, start - _SYLLABLE) : start]
    return not (before.endswith(" ") and _is_capital(before.rstrip(), 0, _SYLLABLE))


def _is_capital(written: str, start: int, end: int) -> bool:
    """Whether the last word of a span starts with a capital."""
    return written[start:end].rpartition(" ")[2][:1].isupper()


def _is_inside(start: int, end: int, begins: Sequence[int], taken: Sequence[tuple[int, int]]) -> bool:
    index = bisect_right(begins, start) - 1
    return index >= 0 and end <= taken[index][1]


@cache
def _make_automaton() -> tuple[AhoCorasick, tuple[Mapping[str, str], ...]]:
    words = load_meeting_words()
    table: dict[str, dict[str, str]] = {}
    for kind, listed in (("noun", words.nouns), ("pointer", words.pointers), ("act", words.acts)):
        for family, members in listed.items():
            _add(table, members, kind, family)
    for role, role_words in words.roles.items():
        _add(table, role_words.subject, "subject", role)
        _add(table, role_words.front, "front", role)
    for kind in _PLAIN:
        _add(table, getattr(words, kind), kind)
    _add(table, words.papers, "papers")
    _add(table, words.papers, "elsewhere")
    return AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest), tuple(table.values())


def _add(table: dict[str, dict[str, str]], members: tuple[str, ...], kind: str, value: str = "") -> None:
    """Tag words; of several values of one kind the first stays."""
    for word in members:
        table.setdefault(word, {}).setdefault(kind, value)
