"""When a change took place: the date of its clause, of the sentences before, or of the article's lead."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from kg.facts.change_scene import Scene
from kg.facts.change_words import birth, earlier, since, terms
from kg.lexicon.changes import triggers_by_name
from kg.mentions.dates import DateMention
from kg.mentions.records import Cue, Sentence

#: Sentences that may say which day the article tells of, and how long one is that is no dateline.
_LEAD, _LEAD_LENGTH = 4, 45
_SPAN = re.compile(r"\s?(?:đến|tới|-|–)\s?")
#: How far after a cue its date stands at most, and how many sentences before one without a date may have it.
_AFTER, _BACK = 150, 2
#: How far from a date its brackets are, and how much else they hold when they are its own.
_BRACKET, _ALONE = 120, 12
_DAY = len("2018-07-30")


class ChangeDates:
    """Finds the dates of one article's changes."""

    def __init__(self, scene: Scene, dates: tuple[DateMention, ...]) -> None:
        self._scene = scene
        self._dates = [date for date in dates if self._is_of_event(date)]
        self._starts = [date.start for date in self._dates]
        self._first = self._find_first()

    def find(self, cue: Cue, sentence: Sentence) -> str | None:
        """The date nearest before a cue in its sentence, else after it, else of the paragraph, else of the lead.

        A date between which and the cue another change is told is that one's, when one follows the cue; a date in
        brackets is of what stands in them.
        """
        inside = [date for date in self._within(sentence) if self._is_beside(date, cue)]
        own = [date for date in inside if self._is_bracketed_with(date, cue)]
        inside = own or inside
        before = self._without_ends([date for date in inside if date.start < cue.start])
        after = self._after(cue, sentence, inside)
        chosen = before[-1] if before else after
        if before and after is not None and self._is_of_another(before[-1], cue):
            chosen = after
        if chosen is None and earlier().search(self._scene.lowered, sentence.start, cue.end) is None:
            chosen = self._before(cue, sentence) or self._of_lead(cue, sentence)
        if chosen is not None and chosen in inside and self._takes_effect(chosen, cue):
            chosen = self._first
        if chosen is None or chosen.edtf is None:
            return None
        # What a gathering of several days decides is told as of its last day.
        return chosen.edtf.rpartition("/")[2] if "/" not in chosen.edtf or chosen is self._first else None

    def _is_start(self, date: DateMention) -> bool:
        """Whether words before a date say that something begins on it: "kể từ ngày 1/9"."""
        return self._scene.lowered[max(0, date.start - 12) : date.start].rstrip().endswith(since())

    def _takes_effect(self, date: DateMention, cue: Cue) -> bool:
        """Whether a post is given from a day on that comes after the day of the article's lead."""
        lead, gains = self._first, triggers_by_name()[cue.name].voice == "gain"
        if lead is None or lead.edtf is None or date.edtf is None or not gains or not self._is_start(date):
            return False
        return len(lead.edtf) == len(date.edtf) == _DAY and lead.edtf[:4] == date.edtf[:4] and lead.edtf < date.edtf

    def _within(self, sentence: Sentence) -> list[DateMention]:
        first = bisect_left(self._starts, sentence.start)
        return self._dates[first : bisect_left(self._starts, sentence.end)]

    def _is_beside(self, date: DateMention, cue: Cue) -> bool:
        """Whether a date stands in no brackets but those of a cue, or in brackets of its own: "(tháng 1/2011)"."""
        lowered = self._scene.lowered
        opened = lowered.rfind("(", max(0, date.start - _BRACKET), date.start)
        closed = lowered.find(")", date.end, date.end + _BRACKET)
        if opened < 0 or closed < 0 or lowered.find(")", opened, date.start) >= 0:
            return True
        return opened < cue.start < closed or closed - opened - (date.end - date.start) <= _ALONE

    def _is_bracketed_with(self, date: DateMention, cue: Cue) -> bool:
        """Whether a date and a cue stand in the same brackets."""
        lowered, start, end = self._scene.lowered, min(date.start, cue.start), max(date.end, cue.end)
        opened = lowered.rfind("(", max(0, start - _BRACKET), start)
        return opened >= 0 and lowered.find(")", opened, end) < 0

    def _after(self, cue: Cue, sentence: Sentence, inside: list[DateMention]) -> DateMention | None:
        """The first date after a cue, before the next change and the next part of the sentence."""
        known = triggers_by_name()
        later = self._scene.cues(cue.end, sentence.end)
        stop = min((other.start for other in later if known[other.name].type is not None), default=sentence.end)
        apart = self._scene.lowered.find(";", cue.end, stop)
        stop = min(stop if apart < 0 else apart, cue.end + _AFTER)
        return next((date for date in inside if cue.end <= date.start < stop), None)

    def _is_of_another(self, date: DateMention, cue: Cue) -> bool:
        """Whether another change is told between a date and a cue."""
        known = triggers_by_name()
        between = self._scene.cues(date.end, cue.start)
        return any(known[other.name].type is not None and other.end <= cue.start for other in between)

    def _before(self, cue: Cue, sentence: Sentence) -> DateMention | None:
        """The last day that the sentences right before name in the same paragraph; for a loss, those of changes."""
        known = triggers_by_name()
        gains = known[cue.name].voice == "gain"
        number = self._scene.number(sentence)
        for other in reversed(self._scene.analysis.sentences[max(0, number - _BACK) : number]):
            days = [date for date in self._within(other) if len(date.edtf or "") == _DAY and not self._is_start(date)]
            if other.paragraph != sentence.paragraph or other.title:
                return None
            changes = any(known[c.name].type is not None for c in self._scene.cues(other.start, other.end))
            if days:
                return days[-1] if gains or changes else None
        return None

    def _of_lead(self, cue: Cue, sentence: Sentence) -> DateMention | None:
        """The lead's date: for a loss or discipline only where no other one has come between.

        On annotated articles the lead's date was theirs past another one in 1 of 14 cases.
        """
        lead = self._first
        if lead is None or triggers_by_name()[cue.name].voice == "gain":
            return lead
        between = self._dates[bisect_left(self._starts, lead.end) : bisect_left(self._starts, sentence.start)]
        return None if any(date.edtf != lead.edtf for date in between) else lead

    def _is_of_event(self, date: DateMention) -> bool:
        left = self._scene.lowered[max(0, date.start - 10) : date.start].rstrip()
        return date.edtf is not None and not left.endswith((*birth(), *terms()))

    def _without_ends(self, dates: list[DateMention]) -> list[DateMention]:
        """The dates without those that end a span: "từ tháng 11/2008 đến tháng 10/2010"."""
        starts = dates[:1]
        for first, second in pairwise(dates):
            if _SPAN.fullmatch(self._scene.lowered, first.end, second.start) is None:
                starts.append(second)
        return starts

    def _find_first(self) -> DateMention | None:
        """The day that the article's lead tells of: the first date in one of its first whole sentences."""
        whole = [s for s in self._scene.analysis.sentences if not s.title and s.end - s.start > _LEAD_LENGTH][:_LEAD]
        return next((date for date in self._dates if any(s.start <= date.start < s.end for s in whole)), None)
