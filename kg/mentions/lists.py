"""Lists of the people who share a post: "các Phó Chủ tịch UBND tỉnh gồm các ông: A, B và C"."""

from __future__ import annotations

import re

from kg.lexicon.holding import load_holding
from kg.mentions.links import LONGEST_GAP, among, aside, givers, several, unreal
from kg.mentions.neighbours import Neighbours
from kg.mentions.phrases import Phrase
from kg.mentions.records import PersonMention

_GROUP = r"(?:các đồng chí:?\s|các ông:?\s|các bà:?\s)?"
#: Between two names that share a post.
_AND = re.compile(rf"\s{{0,2}}(?:,|và|, và|cùng)\s{{0,2}}{_GROUP}")
#: Between the names of a list that a plural opens, posts and brackets taken out: votes may stand there.
_ITEM = re.compile(
    rf"(?=[^\w]*(?:[,;]|và\b|cùng\b)|[^,;]*\d[^,;]*[,;])[\s,;–:-]*(?:[^,;.\n]{{0,40}}\d[^,;.\n]{{0,30}})?"
    rf"[\s,;–-]*(?:và|cùng|cùng với)?\s{{0,2}}{_GROUP}"
)
#: The same where what a name's holder is stands after it in words that are no known post: semicolons part the items.
_PARTED = re.compile(rf"[^;.\n]{{1,160}};\s{{0,2}}(?:và\s)?{_GROUP}")
_BRACKETS = re.compile(r"\([^()\n]{0,160}\)")
#: Why somebody got or lost what the list is about, after the name.
_REASON = re.compile(r",?\s(?:do|vì)\s[^,;.\n]{2,40}?(?=,|;|\svà\b|\scùng\b)")
_PLURAL = re.compile(r"(?:\bcác|\bhai|\bba|\bbốn|\bnăm|\bsáu|\b\d{1,2}|\bnhững|gồm|gồm có|là|gồm:)[\s:]*$")
#: A comma before the word that opens a list ("4 Thứ trưởng …, gồm các ông: …").
_COMMA = re.compile(r"^\s?,(?=\s(?:bao )?gồm\b)")
_AND_WORD, _IS, _COMPRISED = "và", "là", "gồm"
#: How far before a post the word is that says how many hold it.
_COUNT_REACH = 12
_UNREAL_REACH = 30
#: How far after a name a post of its own stands.
_OWN = 12
#: After the last post between two names of a list: the second name is no item where other words stand there.
_JOINED = re.compile(rf"[\s,;–-]*(?:và|cùng|cùng với)?\s{{0,2}}{_GROUP}|.*;.*", re.DOTALL)


class ListReader:
    """Reads who shares the posts of one text."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._near = neighbours
        self._lowered = neighbours.lowered

    def opens(self, last: Phrase, after: PersonMention) -> bool:
        """Whether the words between a post that several have and a name open the list of who has it.

        The first of them may stand after a title of their own: "miễn nhiệm 7 ủy viên … gồm: Chủ tịch … A, …".
        """
        if after.kind == "pronoun" or after.lead - last.end > LONGEST_GAP:
            return False
        gap = _COMMA.sub("", self._near.without_posts(last.end, after.lead))
        if self._is_choice(last, after):
            return True
        if len(gap) > LONGEST_GAP // 2:
            return False
        opened = self._opener(last)
        if opened is not None and opened[0].strip() != _IS and among().fullmatch(gap) is not None:
            return unreal().search(self._lowered, max(0, last.lead - _UNREAL_REACH), last.lead) is None
        return givers().fullmatch(gap) is not None and self._is_given(last)

    def _is_choice(self, last: Phrase, after: PersonMention) -> bool:
        """Reads "Trong ba Phó Giám đốc Sở, ông A …; ông B …": those told of are some of the holders."""
        opened = self._opener(last)
        if opened is None or self._lowered[last.end : after.lead].strip() != ",":
            return False
        left = self._lowered[max(0, opened.start() - _COUNT_REACH) : opened.start()]
        return left.rstrip().endswith(load_holding().choices)

    def holders(self, last: Phrase, after: PersonMention, end: int) -> tuple[str, ...]:
        """Everybody in the list that a shared title opens; one person when the title is no plural."""
        gap = self._near.without_posts(last.end, after.lead).strip()
        many = gap.endswith((":", "gồm", "có")) or several().search(gap) is not None
        opened = self._opener(last)
        alone = last.role.single and opened is not None and (opened[0].strip() == _IS or not gap)
        plural = many or (opened is not None and not alone)
        if not plural:
            other = self._twin(last, after, end)
            return (after.person,) if other is None else (after.person, other.person)
        wide = many or (opened is not None and opened[0].strip() != _IS)
        people = self._walk(after, end, wide=wide, titled=self._is_titled(last.end, after))
        count = _count(opened)
        return tuple(dict.fromkeys(people))[:count]

    def _walk(self, first: PersonMention, end: int, *, wide: bool, titled: bool) -> list[str]:
        """The people named one after the other from the first on, as long as only a list's words part them."""
        people, at = [first.person], first.end
        while (following := self._near.next(at, end)) is not None:
            gap = self._lowered[at : following.lead]
            if wide and gap.count("(") > gap.count(")"):
                closed = self._lowered.find(")", following.end, end)
                if closed < 0:
                    break
                following_end = closed + 1
                if not self._goes_on(at, following_end):
                    break
                at = following_end
                continue
            joined = self._joins(at, following, titled=titled) if wide else _AND.fullmatch(gap)
            if not joined:
                break
            people.append(following.person)
            at = following.end
        return people

    def _goes_on(self, at: int, end: int) -> bool:
        """Whether brackets that name somebody else stand right after a name."""
        return self._lowered[at:end].lstrip().startswith("(")

    def _joins(self, at: int, following: PersonMention, *, titled: bool) -> bool:
        if self._is_titled(at, following) and not titled:
            return False
        posts = self._near.between(at, following.lead)
        rest = _REASON.sub("", self._lowered[posts[-1].end : following.lead]) if posts else ""
        if rest and not titled and ")" not in rest and _JOINED.fullmatch(rest) is None:
            return False
        gap = _REASON.sub("", _BRACKETS.sub("", self._near.without_posts(at, following.lead)))
        return _ITEM.fullmatch(gap) is not None or _PARTED.fullmatch(gap) is not None

    def _is_titled(self, at: int, mention: PersonMention) -> bool:
        """Whether a post stands right before a name."""
        titles = self._near.between(at, mention.lead)
        return bool(titles) and not self._lowered[titles[-1].end : mention.lead].strip()

    def _opener(self, last: Phrase) -> re.Match[str] | None:
        """The word before a post that says that several hold it; what opens a list is about its first title no more."""
        opened = _PLURAL.search(self._lowered, max(0, last.lead - _COUNT_REACH), last.lead)
        if opened is None or _COMPRISED not in opened[0]:
            return opened
        named = self._lowered.startswith(" ", last.end) and self._near.next(last.end, last.end + 2) is not None
        return None if named else opened

    def _is_given(self, last: Phrase) -> bool:
        """Whether words before a post say that it is given or taken."""
        return self._lowered[max(0, last.lead - 30) : last.lead].rstrip().endswith(load_holding().giving)

    def _twin(self, last: Phrase, after: PersonMention, end: int) -> PersonMention | None:
        """Who shares a former post with the one named first ("nguyên Thứ trưởng A và B"), named in the same manner."""
        other = self._near.next(after.end, end)
        if other is None or other.kind != "full":
            return None
        gap = self._lowered[after.end : other.lead]
        reasoned = _REASON.sub("", gap)
        if reasoned != gap and reasoned.strip() == _AND_WORD:
            return other
        linked = not last.role.single and self._lowered[last.end : after.lead].rstrip().endswith(f" {_IS}")
        if linked and gap.lstrip().startswith("(") and _BRACKETS.sub("", gap).strip() == _AND_WORD:
            return other if self._lowered.startswith(" (", other.end) else None
        if last.marker != "former" or gap.strip() != _AND_WORD:
            return None
        alike = (other.start - other.lead > 0) == (after.start - after.lead > 0)
        titled = any(phrase.lead - other.end < _OWN for phrase in self._near.between(other.end, end))
        return other if alike and not (titled and aside().match(self._lowered, other.end)) else None


def _count(opened: re.Match[str] | None) -> int | None:
    """How many people the words before a post say hold it."""
    if opened is None:
        return None
    word = opened[0].strip(" :")
    if word.isdigit():
        return max(1, int(word))
    return load_holding().counts.get(word)
