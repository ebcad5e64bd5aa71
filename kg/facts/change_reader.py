"""Which changes the sentences of an article tell of: cue by cue, and of which type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from kg.facts.change_carry import Followed
from kg.facts.change_clause import PASSIVE, REACH
from kg.facts.change_posts import is_seat
from kg.facts.change_scene import Change
from kg.facts.change_words import hollow, proposed, purpose
from kg.facts.records import ChangeType
from kg.lexicon.changes import triggers_by_name
from kg.mentions.records import Cue, Sentence

#: How far apart two verbs stand that are one: "luân chuyển và chỉ định".
_JOINED = 6
#: Cues of one sentence that are read: no sentence that anybody writes has more, and each is held against the others.
_MOST_CUES = 100

#: A change, the sentence that tells it, and its type.
Found = tuple[Change, Sentence, ChangeType]


class ChangeReader(Followed):
    """Reads the changes of one article, a sentence at a time."""

    def read(self) -> Iterator[Found]:
        """All changes, in the order of the text."""
        analysis = self._scene.analysis
        cues: dict[int, list[Cue]] = {}
        for cue in analysis.cues:
            cues.setdefault(analysis.sentence_of(cue.start).start, []).append(cue)
        for number, sentence in enumerate(analysis.sentences):
            found = cues.get(sentence.start, [])[:_MOST_CUES]
            for change, kind in self._read_all(number, sentence, found):
                if change.post is not None:
                    self._done.add((change.person, change.post.role, change.post.body))
                    if change.trigger.voice == "gain":
                        self._gained = (number, change.cue)
                yield change, sentence, kind

    def _read_all(self, number: int, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        if not cues and self._gained[0] != number - 1:
            return
        yield from self._read_sentence(sentence, cues)
        yield from self._carry_over(number, sentence, cues)
        for change in (*self._read_followed(sentence, cues), *self._read_list_below(number, sentence, cues)):
            yield change, cast(ChangeType, change.trigger.type)

    def _read_sentence(self, sentence: Sentence, cues: list[Cue]) -> Iterator[tuple[Change, ChangeType]]:
        known = triggers_by_name()
        real = [c for c in cues if known[c.name].type is not None and not self._scene.is_unreal(c, sentence)]
        real = [c for c in real if not self._is_said_later(c, real) and not self._is_planned_manner(c, cues, real)]
        moved: dict[str, Cue] = {}
        for index, cue in enumerate(real):
            stop = self._stop(cue, cues, sentence)
            trigger = known[cue.name]
            if trigger.name == "transfer" and self._scene.lowered[cue.start : cue.end] not in trigger.own:
                self._note_moved(cue, sentence, moved)
            if index and self._continues(real[index - 1], cue):
                trigger = known[real[index - 1].name]
            if index and known[real[index - 1].name].name == "resign" and self._is_chained(real[index - 1], cue):
                trigger = known["resign"]
            if trigger.voice == "gain" and self._scene.is_taken_back(cue, sentence):
                trigger = known["dismiss"]
            if cue.name == "hand" and any(0 <= c.start - cue.end < REACH for c in cues):
                continue
            for change in self._read_cue(cue, trigger, sentence, stop):
                yield change, self._type(change, cues, moved)

    def _stop(self, cue: Cue, cues: list[Cue], sentence: Sentence) -> int:
        """Where the words about a cue end: at the next cue, unless that only says what the first is for.

        "Giới thiệu ông A để Quốc hội bầu làm …".
        """
        known = triggers_by_name()
        mentions = self._scene.analysis.mentions_in(sentence.start, cue.start)
        closed = self._scene.lowered.find(")", cue.end, sentence.end)
        end = closed if closed > 0 and self._noted(cue, mentions) is not None else sentence.end
        for later in cues:
            if later.start < cue.end or known[later.name].type is None:
                continue
            left = self._scene.lowered[max(cue.end, later.start - REACH) : later.start]
            both = known[cue.name].voice == known[later.name].voice == "gain"
            if not (both and self._scene.is_unreal(later, sentence) and purpose().search(left)):
                return min(later.start, end)
        return end

    def _is_said_later(self, cue: Cue, real: list[Cue]) -> bool:
        """Whether a loss after a bare "kỷ luật" says which one: "kỷ luật ông A bằng hình thức cách chức …"."""
        known = triggers_by_name()
        if cue.name != "blame":
            return False
        later = next((other for other in real if other.start >= cue.end), None)
        return later is not None and known[later.name].type == "dismissed" and self._is_manner(later, cue.end)

    def _is_planned_manner(self, cue: Cue, cues: list[Cue], real: list[Cue]) -> bool:
        """Whether a cue only says of which kind a planned discipline is ("đề nghị kỷ luật … bằng hình thức")."""
        before = [other for other in cues if other.end <= cue.start]
        if not before or before[-1].name != "blame" or before[-1] in real or not self._is_manner(cue, before[-1].end):
            return False
        sentence = self._scene.analysis.sentence_of(cue.start)
        return proposed().search(self._scene.lowered, sentence.start, before[-1].start) is not None

    def _continues(self, last: Cue, cue: Cue) -> bool:
        """Whether a cue only goes on from the one before ("phân công về làm …")."""
        known = triggers_by_name()
        return (
            self._scene.lowered[last.end : cue.start].strip() in hollow()
            and cue.name == "transfer"
            and known[last.name].voice == "gain"
            and self._scene.lowered[cue.start : cue.end] in known[cue.name].own
        )

    def _is_chained(self, last: Cue, cue: Cue) -> bool:
        """Whether a loss only goes on with a resignation ("xin từ chức …, thôi làm đại biểu …")."""
        own = self._scene.lowered[cue.start : cue.end] in triggers_by_name()[cue.name].own
        return own and cue.name == "dismiss" and not self._scene.analysis.mentions_in(last.end, cue.start)

    def _note_moved(self, cue: Cue, sentence: Sentence, moved: dict[str, Cue]) -> None:
        """Whom a move is about: its subject, its object, or the object of the appointment that it is joined to."""
        mentions = self._scene.analysis.mentions_in(sentence.start, sentence.end)
        following = next(iter(self._scene.cues(cue.end, sentence.end)), None)
        joined = following is not None and following.start - cue.end <= 6
        for mention in mentions:
            passive = mention.end <= cue.start and PASSIVE.search(self._scene.lowered, mention.end, cue.start + 5)
            reach = following.end if joined and following is not None else cue.end
            if passive or (cue.end <= mention.start and mention.lead - reach <= 16):
                moved.setdefault(mention.person, cue)

    def _type(self, change: Change, cues: list[Cue], moved: dict[str, Cue]) -> ChangeType:
        """The change's type; a move that ends in an appointment is one transfer, an approved election an approval."""
        kind = cast(ChangeType, change.trigger.type)
        if change.trigger.name in ("appoint", "elect"):
            before = [cue for cue in cues if cue.end <= change.cue.start]
            if any(cue.name == "approve" and change.cue.start - cue.end < 40 for cue in before):
                return "approved"
            earlier = moved.get(change.person)
            if earlier is not None and is_seat(change.post) and change.cue.start - earlier.end > _JOINED:
                earlier = None
            if change.trigger.name == "appoint" and earlier is not None and earlier.start < change.cue.start:
                return "transferred"
            if before and before[-1].name == "transfer" and change.cue.start - before[-1].end <= _JOINED:
                return "transferred"
        return kind
