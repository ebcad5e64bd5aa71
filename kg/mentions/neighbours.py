"""Who is named around an offset, and the words between two offsets without the posts among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.mentions.phrases import Phrase
from kg.mentions.records import PersonMention


class Neighbours:
    """The persons and posts of one text in order, and its sentences."""

    def __init__(
        self, text: str, lowered: str, mentions: list[PersonMention], ends: list[int], phrases: list[Phrase]
    ) -> None:
        self.text, self.lowered, self.mentions = text, lowered, mentions
        self.starts = [mention.start for mention in mentions]
        self._ends = ends
        self._phrases = phrases
        self._leads = [phrase.lead for phrase in phrases]

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds an offset starts and ends."""
        index = bisect_right(self._ends, at)
        end = self._ends[index] if index < len(self._ends) else len(self.text)
        return (self._ends[index - 1] if index else 0), end

    def next(self, at: int, end: int) -> PersonMention | None:
        """The first mention that starts in [at, end)."""
        index = bisect_left(self.starts, at)
        if index < len(self.mentions) and self.starts[index] < end:
            return self.mentions[index]
        return None

    def previous(self, at: int, begin: int) -> PersonMention | None:
        """The last mention that starts in [begin, at)."""
        index = bisect_left(self.starts, at) - 1
        if index >= 0 and self.starts[index] >= begin:
            return self.mentions[index]
        return None

    def between(self, start: int, end: int) -> list[Phrase]:
        """The post phrases that lie in [start, end)."""
        first, last = bisect_left(self._leads, start), bisect_left(self._leads, end)
        return [phrase for phrase in self._phrases[first:last] if phrase.end <= end]

    def without_posts(self, start: int, end: int) -> str:
        """The folded words in [start, end) without those of post phrases."""
        kept, at = [], start
        for phrase in self.between(start, end):
            kept.append(self.lowered[at : phrase.lead])
            at = max(at, phrase.end)
        return "".join((*kept, self.lowered[at:end]))
