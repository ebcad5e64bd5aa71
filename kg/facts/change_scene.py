"""One article as its changes are read: its posts by place, and what is said not to have happened."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal

import msgspec

from kg.facts.change_words import unreal
from kg.lexicon.changes import Trigger
from kg.mentions.normalise import lower
from kg.mentions.records import Analysis, Cue, PersonMention, PostMention, Sentence

Way = Literal["passive", "own", "active", "about", "carried"]

_BECAUSE = re.compile(r"\bdo\b")
_BOUNDARY = re.compile(r"[,;:.()\"“”\n]")
_CLAUSE = 70


class Change(msgspec.Struct, frozen=True):
    """One change before it is a fact: the words from `start` to `end` say it."""

    cue: Cue
    trigger: Trigger
    person: str
    post: PostMention | None
    way: Way
    start: int
    end: int


class Scene:
    """What reading the changes of one article shares."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.lowered = lower(analysis.text)
        self._post_starts = [post.start for post in analysis.posts]
        self._cue_starts = [cue.start for cue in analysis.cues]

    def posts(self, start: int, end: int) -> list[PostMention]:
        """The posts that start within [start, end)."""
        first = bisect_left(self._post_starts, start)
        return list(self.analysis.posts[first : bisect_left(self._post_starts, end)])

    def posts_of(self, cue: Cue, end: int) -> list[PostMention]:
        """The posts after a cue, and a seat that the cue's own words begin ("bầu vào Ban Chấp hành")."""
        return [post for post in self.posts(cue.start, end) if post.end > cue.end]

    def is_unreal(self, cue: Cue, sentence: Sentence) -> bool:
        """Whether words before a cue in its clause say that it has not happened."""
        left = max(sentence.start, cue.start - _CLAUSE)
        last = self._last_cue_end(cue)
        if _BECAUSE.search(self.lowered, last, cue.start):
            left = max(left, last)
        for boundary in _BOUNDARY.finditer(self.lowered, left, cue.start):
            left = boundary.end()
        return unreal().search(self.lowered, left, cue.start) is not None

    def _last_cue_end(self, cue: Cue) -> int:
        index = self._cue_starts.index(cue.start)
        return self.analysis.cues[index - 1].end if index else 0

    def is_alone(self, mention: PersonMention) -> bool:
        """Whether a person's sentence names nobody else."""
        sentence = self.analysis.sentence_of(mention.start)
        return {m.person for m in self.analysis.mentions_in(sentence.start, sentence.end)} == {mention.person}

    def joined(self, first: PersonMention, sentence: Sentence) -> list[PersonMention]:
        """The person and those that "và" or a comma adds, their own posts standing between."""
        people = [first]
        for mention in self.analysis.mentions_in(first.end, sentence.end):
            left = self.lowered[max(first.end, mention.lead - 5) : mention.lead].rstrip()
            if mention.kind == "pronoun" or not left.endswith((" và", ",")):
                break
            people.append(mention)
        return people
