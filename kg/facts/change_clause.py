"""What one clause says around a cue: whom it is about, and which posts follow."""

from __future__ import annotations

import re

from kg.facts.change_scene import Scene
from kg.facts.change_words import (
    about,
    about_words,
    brackets,
    dealt_with,
    filed,
    hollow,
    manner,
    plain,
    said,
    stand_in,
    thanked,
)
from kg.lexicon.changes import triggers_by_name
from kg.mentions.holders import RELATIVE
from kg.mentions.links import agent
from kg.mentions.records import Cue, PersonMention, PostMention

_LONGEST_GAP = 160
LONGEST_ABOUT = 60
#: How far before a post words may stand that say what somebody left another post for.
REACH = 40
#: How much may stand between a verb and the title of its object ("vị trí công tác của").
_TITLED = 25
PASSIVE = re.compile(r"\b(?:được|bị)\b")
#: After "cho biết": what somebody says of himself.
_OF_SELF = re.compile(r"(?:(?:mình|bản thân)\b|(?:(?:đã|vừa|sẽ)\s)?(?:được|bị|xin|(?:(?:có|nộp|gửi|viết)\s)?đơn)\b)")
_MOVED_ON = re.compile(r"\s?[,–-]?\s?(?:người|được|bị|vừa|mới|đã|chuyển|nghỉ|về|nhận)\b")
#: Between a cue and a name: the name is no object of it.
APART = re.compile(r"[,;]")
_CLAUSE_END = re.compile(r"[,;.:]")
_LAST = re.compile(r"[,;]")
#: Between one who speaks and a cue in the words that are quoted.
_QUOTING = re.compile(r":\s*[\"“]|^[^\"]*\"[^\"]*$|“[^”]*$")
#: Between an office and a cue that is about it.
_PASSED = re.compile(r"\s(?:\w+\s){0,2}(?:được|bị)\s(?:\w+\s){0,2}")
_BARE_GAP = re.compile(r"\s(?:\w+\s){0,2}")


class Clause:
    """Reads the words around a cue; all that it knows is the article."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def _subject(self, cue: Cue, mentions: tuple[PersonMention, ...]) -> PersonMention | None:
        """Who the clause is about: the person named last before the cue, agents and predecessors left out.

        What brackets right after a name tell is about that person: "thay bà A (đã bị bãi nhiệm)".
        """
        noted = self._noted(cue, mentions)
        if noted is not None:
            return noted
        for mention in reversed([mention for mention in mentions if mention.end <= cue.start]):
            gap = self._scene.lowered[mention.end : cue.start]
            alone = len({other.person for other in mentions}) == 1
            far = len(self._scene.without_posts(mention.end, cue.start))
            if far > (3 * _LONGEST_GAP if alone else _LONGEST_GAP) or (";" in gap and not alone):
                return None
            if not self._acts(mention) or self._is_left_by(mention, cue):
                return None if self._speaks(mention, cue) else mention
        return None

    def _noted(self, cue: Cue, mentions: tuple[PersonMention, ...]) -> PersonMention | None:
        """The person right after whose name the brackets open in which a cue stands."""
        opened = self._scene.lowered.rfind("(", max(0, cue.start - LONGEST_ABOUT), cue.start)
        if opened < 0 or ")" in self._scene.lowered[opened : cue.start]:
            return None
        return next(
            (m for m in mentions if self._scene.lowered[m.end : opened].strip() == "" and m.end <= opened), None
        )

    def _is_left_by(self, mention: PersonMention, cue: Cue) -> bool:
        """Whether a relative clause says that somebody named on the way retired ("con của ông A, đã nghỉ hưu")."""
        gap = self._scene.without_posts(mention.end, cue.start)
        return cue.name in ("retire", "resign") and plain().fullmatch(gap) is not None

    def _speaks(self, mention: PersonMention, cue: Cue) -> bool:
        """Whether a person only says what a cue tells, or the cue is about an office named without its holder."""
        gap = self._scene.without_posts(mention.end, cue.start)
        spoken = None if self._is_thanked(cue, mention) else said().search(gap)
        if (spoken is not None and not self._is_of_self(cue, gap, spoken.end() + 1)) or _QUOTING.search(gap):
            return True
        offices = [post for post in self._scene.posts(mention.end, cue.start) if post.person is None]
        return bool(offices) and self._is_of_office(offices[-1], cue)

    def _is_of_office(self, office: PostMention, cue: Cue) -> bool:
        """Whether an office is the subject of a passive cue ("Bí thư Huyện ủy được điều động …")."""
        passive = PASSIVE.match(self._scene.lowered, cue.start) is not None
        pattern = _BARE_GAP if passive else _PASSED
        return pattern.fullmatch(self._scene.lowered, office.end, cue.start) is not None

    def _moves_on(self, mention: PersonMention) -> bool:
        """Whether words right after a name tell what became of that person."""
        text, end = self._scene.lowered, mention.end
        return _MOVED_ON.match(text, end) is not None or RELATIVE.match(text, end) is not None

    def _acts(self, mention: PersonMention) -> bool:
        """Whether the person only acts: "được Thủ tướng A bổ nhiệm", or is replaced: "thay ông A"."""
        if self._moves_on(mention):
            return False
        lead = mention.lead
        for post in self._scene.posts(max(0, lead - 80), lead):
            if post.person == mention.person and post.hold == "before":
                lead = min(lead, post.lead)
        return agent().search(self._scene.lowered[max(0, lead - 25) : lead]) is not None

    def _is_own(self, cue: Cue) -> bool:
        """Whether the subject of a cue is the person concerned, with no passive word."""
        return self._scene.lowered[cue.start : cue.end] in triggers_by_name()[cue.name].own

    def _is_replaced(self, mention: PersonMention) -> bool:
        """Whether somebody is named as the one who is replaced: "thay cho người tiền nhiệm là ông A"."""
        lead = self._scene.name_lead(mention)
        near = [cue for cue in self._scene.cues(lead - REACH, lead) if cue.name == "replace"]
        return any(stand_in().fullmatch(self._scene.lowered, cue.end, lead) is not None for cue in near)

    def _ends_in_about(self, start: int, end: int) -> bool:
        """Whether "đối với", "cho", "gồm" or the like is all that stands there, one who is replaced left out."""
        replaced = next((m for m in self._scene.analysis.mentions_in(start, end) if self._is_replaced(m)), None)
        start = start if replaced is None else replaced.end
        return end - start <= LONGEST_ABOUT and about().fullmatch(self._scene.lowered, start, end) is not None

    def _is_titled(self, cue: Cue, object_: PersonMention, titles: list[PostMention]) -> bool:
        """Whether a cue stands right before a title and the name that has it ("miễn nhiệm Bộ trưởng … A")."""
        if not titles or titles[-1].hold != "before" or titles[-1].person != object_.person:
            return False
        gap = self._scene.lowered[cue.end : titles[0].lead].strip()
        return gap in hollow() or gap in about_words() or (len(gap) <= _TITLED and self._ends_in_about_word(f" {gap}"))

    @staticmethod
    def _ends_in_about_word(gap: str) -> bool:
        return any(gap.rstrip().endswith((f" {word}", word)) for word in about_words())

    def _is_passive(self, cue: Cue, subject: PersonMention) -> bool:
        """Whether a passive word, in no bracket of its own, stands between a subject and a cue, or its thanks."""
        gap = brackets().sub(" ", self._scene.lowered[subject.end : cue.start + 5])
        return PASSIVE.search(gap) is not None or self._is_thanked(cue, subject)

    def _is_thanked(self, cue: Cue, subject: PersonMention) -> bool:
        """Whether a subject thanks those who did it: "ông A cảm ơn Quốc hội đã tín nhiệm bầu giữ chức …"."""
        if self._scene.analysis.mentions_in(subject.end, cue.start):
            return False
        return thanked().search(self._scene.lowered, subject.end, cue.start) is not None

    def _is_plain(self, cue: Cue, subject: PersonMention) -> bool:
        """Whether nothing stands between a person and what is said of them that others could be meant by.

        "Ông A, Giám đốc …, đã nghỉ hưu", but not "ông A gặp cán bộ nghỉ hưu".
        """
        gap = self._scene.without_places(subject.end, cue.start)
        if cue.name == "resign" and len(gap) <= _LONGEST_GAP and self._is_filed(cue, gap):
            return not self._scene.analysis.mentions_in(subject.end, cue.start)
        whole = cue.name == "die" or not self._scene.is_alone(subject)
        return plain().fullmatch(gap if whole else _LAST.split(gap)[-1]) is not None

    def _is_of_self(self, cue: Cue, gap: str, at: int) -> bool:
        """Whether what somebody says is of the own change ("cho biết mình …", "cho biết đã có đơn xin …")."""
        words = gap + self._scene.lowered[cue.start : cue.end]
        return _OF_SELF.match(words, at) is not None and not (cue.name == "resign" and self._is_of_another(cue, gap))

    def _is_filed(self, cue: Cue, gap: str) -> bool:
        """Whether somebody hands in or speaks of what is the own resignation."""
        asked = filed().search(gap + self._scene.lowered[cue.start : cue.end]) is not None
        return asked and not self._is_of_another(cue, gap)

    def _is_of_another(self, cue: Cue, gap: str) -> bool:
        """Whether a resignation is only dealt with by who is named before it, or somebody follows whose it is."""
        following = self._scene.lowered[cue.end : cue.end + _LONGEST_GAP]
        end = cue.end + len(_CLAUSE_END.split(following)[0])
        return gap.rstrip().endswith(dealt_with()) or bool(self._scene.analysis.mentions_in(cue.end, end))

    def _is_manner(self, cue: Cue, start: int) -> bool:
        left = self._scene.lowered[max(start, cue.start - 40) : cue.start].rstrip(" :")
        return left.endswith(manner()) and ";" not in self._scene.lowered[start : cue.start]
