"""Fifth layer: who is meant. Full names make persons; short names and lone honorifics are led back to them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import msgspec

from kg.lexicon.changes import load_changes
from kg.lexicon.fold import fold
from kg.lexicon.people import load_people, load_surnames
from kg.mentions.names import Name
from kg.mentions.normalise import lower
from kg.mentions.records import Person, PersonMention, Sentence
from kg.mentions.sentences import UPPER
from kg.mentions.tags import Tags

_NEXT_WORD = re.compile(r"\s(\w+)")
_ALIEN = re.compile(r"[fjwz]", re.IGNORECASE)
#: A whole name in one word, as peoples of the Central Highlands have: "K'Mák", "H'Yim".
_ONE_WORD = re.compile(r"[hky]['’‘][^\W\d_]{2,}")
_TONELESS = re.compile(r"[a-z' ]+")
#: A count before "ông" ("2 ông"), not the end of a date ("tháng 5 ông", "năm 2013 ông", "4/9 ông").
_COUNT = re.compile(r"(?<!tháng)(?<!ngày)(?<!năm)(?<!hôm)(?:^|\s)\d{1,2}$")


class _Someone(msgspec.Struct):
    """A person while the article is read."""

    key: str
    name: str
    words: tuple[str, ...]
    gender: str = ""
    starts: list[int] = msgspec.field(default_factory=list)
    forms: dict[str, None] = msgspec.field(default_factory=dict)


class People:
    """The persons of one text and where they are named."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._people: dict[str, _Someone] = {}
        self.mentions: list[PersonMention] = []

    def resolve(self, names: list[Name]) -> None:
        """Make persons of full names, then lead short names back to them."""
        names = _without_places(names)
        full = _full_names(names)
        for name in names:
            if lower(name.text) in full:
                self._add_full(name)
        for name in names:
            if lower(name.text) not in full:
                self._add_short(name)
        self.mentions.sort(key=lambda mention: mention.start)

    def _add_full(self, name: Name) -> None:
        folded = lower(name.text)
        someone = self._people.get(folded)
        if someone is None:
            someone = _Someone(f"p{len(self._people) + 1}", _titled(name.text), tuple(folded.split(" ")))
            self._people[folded] = someone
        if name.who in ("man", "woman") and not someone.gender:
            someone.gender = name.who
        self._note(someone, name, "full")

    def _add_short(self, name: Name) -> None:
        words = tuple(lower(name.text).split(" "))
        fitting = [one for one in self._people.values() if one.words[-len(words) :] == words and one.words != words]
        if name.who in ("man", "woman"):
            fitting = [one for one in fitting if _gender(one) in ("", name.who)] or fitting
        if not fitting or (name.context not in ("honorific", "role") and len(words) < 2):
            return
        before = [one for one in fitting if one.starts[0] < name.start]
        chosen = max(
            before or fitting, key=lambda one: max((s for s in one.starts if s < name.start), default=-one.starts[0])
        )
        self._note(chosen, name, "short")

    def _note(self, someone: _Someone, name: Name, kind: str) -> None:
        form = self._text[name.lead : name.end] if kind == "short" else self._text[name.start : name.end]
        someone.forms[_uncapitalised(form) if kind == "short" else form] = None
        if kind == "full":
            someone.starts.append(name.start)
        self.mentions.append(
            PersonMention(
                start=name.start,
                end=name.end,
                person=someone.key,
                text=self._text[name.start : name.end],
                kind="full" if kind == "full" else "short",
                lead=name.lead,
            )
        )

    def add_pronouns(self, tags: Tags, sentences: tuple[Sentence, ...]) -> None:
        """Lone "ông" and "bà": whoever of that gender was the first named in the last sentence that named one."""
        topics: dict[str, str] = {}
        named = {at for mention in self.mentions for at in range(mention.lead, mention.end)}
        found: list[PersonMention] = []
        queue = sorted(self.mentions, key=lambda mention: mention.start)
        lone = sorted(
            at for at, hit in tags.honorific.items() if self._may_stand_alone(at, hit, tags) and at not in named
        )
        index = cursor = 0
        genders = {one.key: _gender(one) for one in self._people.values()}
        for sentence in sentences:
            while cursor < len(lone) and lone[cursor] < sentence.end:
                at = lone[cursor]
                cursor += 1
                inside = [m for m in queue[index : index + 6] if sentence.start <= m.start < at]
                mention = self._pronoun(at, tags.honorific[at], topics, inside, genders)
                if mention is not None:
                    found.append(mention)
            first: set[str] = set()
            while index < len(queue) and queue[index].start < sentence.end:
                mention = queue[index]
                for gender in [genders[mention.person], ""] if genders[mention.person] else ["man", "woman", ""]:
                    if gender not in first:
                        topics[gender] = mention.person
                        first.add(gender)
                index += 1
        self.mentions = sorted(self.mentions + found, key=lambda mention: mention.start)

    def _may_stand_alone(self, at: int, hit: tuple[int, str], tags: Tags) -> bool:
        """Whether an honorific may stand for a person: "ông", "bà", and "Đồng chí" as a sentence's first word."""
        if hit[1] in ("man", "woman"):
            return True
        word = self._text[at : hit[0]]
        return word[:1].isupper() and word.lower() in _COMRADE and hit[0] + 1 not in tags.role

    def _pronoun(
        self,
        at: int,
        hit: tuple[int, str],
        topics: dict[str, str],
        inside: list[PersonMention],
        genders: dict[str, str],
    ) -> PersonMention | None:
        end, gender = hit
        word = self._text[at:end].lower()
        following = _NEXT_WORD.match(self._text, end)
        gender = gender if gender in ("man", "woman") else ""
        if (gender and word not in _LONE) or following is None or following[1][:1].isupper():
            return None
        left = self._text[max(0, at - 12) : at].lower().rstrip()
        if left.endswith(_several()) or _COUNT.search(left) is not None:
            return None
        near = [mention.person for mention in inside if not gender or genders[mention.person] in ("", gender)]
        person = near[-1] if near else topics.get(gender)
        if person is None:
            return None
        return PersonMention(start=at, end=end, person=person, text=self._text[at:end], kind="pronoun", lead=at)

    def persons(self, *, abroad: bool = False) -> tuple[Person, ...]:
        """Everybody, in the order of first mention; `abroad` says that the article is about other states."""
        ordered = sorted(self._people.values(), key=lambda one: one.starts[0])
        return tuple(
            Person(
                key=one.key,
                name=one.name,
                mentions=tuple(one.forms),
                foreign=abroad or " ".join(one.words) in _abroad() or _is_foreign(one.words),
            )
            for one in ordered
        )


@cache
def _several() -> tuple[str, ...]:
    return tuple(f" {fold(word)}" for word in load_changes().several) + tuple(load_changes().several)


@cache
def _abroad() -> frozenset[str]:
    return frozenset(fold(name) for name in load_people().abroad)


_LONE = frozenset(("ông", "bà", "anh", "chị"))
_COMRADE = frozenset(("đồng chí", "đ/c"))


def _without_places(names: list[Name]) -> list[Name]:
    """Names without the last word of a place before them, as an honorific before them elsewhere shows."""
    strong = load_surnames().strong
    honoured = {lower(name.text) for name in names if name.context == "honorific"}
    honoured = {folded for folded in honoured if " " in folded and folded.split(" ")[0] in strong}
    return [_without_place(name, honoured, strong) for name in names] if honoured else names


def _without_place(name: Name, honoured: set[str], strong: frozenset[str]) -> Name:
    first, _, rest = name.text.partition(" ")
    if name.context == "honorific" or lower(rest) not in honoured or lower(first) in strong:
        return name
    start = name.end - len(rest)
    return msgspec.structs.replace(name, start=start, text=rest, lead=start)


def _full_names(names: list[Name]) -> set[str]:
    """Folded names that make a person: long ones, and two words that no long one ends with."""
    long = {lower(name.text) for name in names if name.text.count(" ") >= 2 and name.sure}
    tails: dict[str, set[str]] = defaultdict(set)
    for folded in long:
        tails[" ".join(folded.split(" ")[-2:])].add(folded)
    surnames = load_surnames()
    ends = {folded.split(" ")[-1] for folded in (lower(name.text) for name in names) if " " in folded}
    full = set(long)
    for name in names:
        folded = lower(name.text)
        if name.context == "honorific" and _ONE_WORD.fullmatch(folded) and folded not in ends:
            full.add(folded)
        if name.text.count(" ") != 1 or not name.sure or folded in tails:
            continue
        first = folded.split(" ")[0]
        known = first in surnames.strong or first in surnames.weak
        if known or name.context == "honorific":
            full.add(folded)
    return full


def _titled(name: str) -> str:
    return name.title() if name.isupper() else name


def _uncapitalised(form: str) -> str:
    return form[:1].lower() + form[1:] if re.match(rf"[{UPPER}][a-zà-ỹ]", form) and " " in form else form


def _gender(one: _Someone) -> str:
    if one.gender:
        return one.gender
    return "woman" if len(one.words) > 2 and one.words[1] == _WOMANS_MIDDLE else ""


_WOMANS_MIDDLE = "thị"


def _is_foreign(words: tuple[str, ...]) -> bool:
    """Whether a name is not of this country's spelling: letters that it lacks, or no mark at all and no surname."""
    surnames = load_surnames()
    if "-" in "".join(words):
        return True
    if words[0] in surnames.strong or "'" in "".join(words) or "’" in "".join(words):
        return False
    if any(_ALIEN.search(word) for word in words):
        return True
    return words[0] not in surnames.weak and _TONELESS.fullmatch(" ".join(words)) is not None
