"""Third layer: person names. Runs of capitalised words, read from what stands before them and what they begin with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import itemgetter
from typing import Literal

import msgspec

from kg.lexicon.body_words import Head
from kg.lexicon.fold import fold
from kg.lexicon.holding import load_holding
from kg.lexicon.people import load_people, load_surnames
from kg.mentions.places import load_gazetteer
from kg.mentions.sentences import UPPER
from kg.mentions.tags import Tags

Context = Literal["none", "honorific", "role", "area", "body"]

_RUN = re.compile(rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)*(?: [{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)*)*")
_LOWER_WORD = re.compile(r"(?<!\w)[^\W\d_]", re.UNICODE)
_BESIDE = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?[,(\-–—:]\s*")
#: The rest of a name of another language, as news spells it: "Kim Byong - joon".
_HYPHENED = re.compile(r"(?:\s?-\s?[a-z]{2,10}\b)+")
#: The rest of a name of the peoples of the Central Highlands, as news spells it: "Kpă H ’ ven".
_APART = re.compile(r"(?<=\b[HKY])\s?['’‘]\s?[^\W\d_]+")
#: The rest of a name of another language: "Miguel Diaz - Canel", where no role follows the dash.
_DASHED = re.compile(r"\s?-\s?([A-Z][a-z]{2,})\b(?! [A-Z])")
#: How long a role and its body may be, and what stands between them and a name right after.
_LONGEST_TITLE = 70
_NO_BREAK = re.compile(r"[^,.;:()\n\"“”]*")
_MOST_WORDS = 5
#: A house number, with its letter or its number in a lane.
_HOUSE = re.compile(r"(?:\d|\d/\d{1,4}[A-Z]?\s|\b(?:nhà|nhà số|số nhà|biệt thự|ngõ) \d{1,4}\s)$")
_LONGEST_HOUSE = 16
_JOINTS = (" và ", ", ")
#: How far into the line below a name words that open a life reach ("Sinh ngày …").
_LONGEST_OPENING = 12
#: How far before its name the word for a province's kind begins ("thành phố ").
_LONGEST_KIND = 10
_PLACE_WORDS = frozenset(("kind", "committee", "blocked", "firm"))


class Name(msgspec.Struct, frozen=True):
    """A possible person name: `lead` is where the honorific before it starts, `who` whom that honorific is for.

    `sure` is false for two words without anything that says they are a person.
    """

    start: int
    end: int
    text: str
    context: Context
    lead: int
    who: str = ""
    sure: bool = True


class _Words(msgspec.Struct, frozen=True):
    starts: tuple[int, ...]
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    end: int


class NameReader:
    """Reads the names of one text."""

    def __init__(self, text: str, lowered: str, tags: Tags) -> None:
        self._text, self._lowered, self._tags = text, lowered, tags
        self._surnames = load_surnames()
        self._lines = _byline_spans(text)
        known = (tags.role, tags.honorific, tags.foreign, tags.province, tags.head, tags.field, tags.kind, tags.blocked)
        self._known = set().union(*known)

    def read(self) -> list[Name]:
        """All possible names in order."""
        found: list[Name] = []
        before = self._tags.before
        for run in _RUN.finditer(self._text):
            start, words = run.start(), run[0]
            if " " in words or start - 1 in before or start in before:
                found += self._read_run(start, words)
        return [self._in_list(found[at - 1], name) if at and not name.sure else name for at, name in enumerate(found)]

    def _in_list(self, before: Name, name: Name) -> Name:
        """The name, sure if it stands beside a sure one in a list ("ông A và Đoàn Nhật") and is no place."""
        joint = self._text[before.end : name.start]
        surname, _, _ = fold(name.text).partition(" ")
        beside = before.sure and joint in _JOINTS and surname in self._surnames.strong
        if not beside or fold(name.text) in load_gazetteer().districts:
            return name
        return msgspec.structs.replace(name, sure=True)

    def _read_run(self, start: int, run: str) -> Iterator[Name]:
        words = _split_run(start, run, self._lowered)
        context, lead, who = self._context_before(start)
        size = len(words.texts)
        if context == "none" and (self._is_credit(start) or self._in_byline(start) or self._is_address(start)):
            return
        index, context = self._skip_area(words, start, context)
        while index < size:
            at = words.starts[index]
            if words.keys[index] in _never_first() and words.keys[index : index + 2] in _never():
                index, context = index + 2, "body"
                continue
            jump = index
            if at in self._known:
                jump, context_after, who_after = self._known_word(words, index, context)
            if jump > index:
                if context_after == "honorific" and context != "honorific":
                    lead = at
                index, context, who = jump, context_after, who_after
                continue
            crowd = context == "honorific" and who == "people"
            length = self._name_length(words, index, "role" if crowd else context)
            if length == 0:
                index, context = index + 1, "body"
                continue
            stop = index + length
            end = words.starts[stop - 1] + len(words.texts[stop - 1])
            known = words.keys[index] in self._surnames.strong
            joined = _APART.match(self._text, end) or (None if known else self._foreign_rest(end))
            end = end if joined is None else joined.end()
            honoured = context == "honorific"
            sure = honoured or length > 2 or context != "none" or self._stands_beside_role(end)
            nobody = words.keys[index : index + length] in _never() or words.keys[stop - 1] in _firms()
            if nobody or self._is_eponym(at, end):
                index, context = stop, "body"
                continue
            yield Name(at, end, self._text[at:end], context, lead if honoured else at, who if honoured else "", sure)
            index, context, who = stop, "body", ""

    def _is_eponym(self, start: int, end: int) -> bool:
        """Whether a name is only what an academy, city or prize is called after ("Học viện … Hồ Chí Minh")."""
        titles = _eponyms().get(self._lowered[start:end])
        return titles is not None and not self._lowered[max(0, start - _LONGEST_TITLE) : start].endswith(titles)

    def _foreign_rest(self, end: int) -> re.Match[str] | None:
        """What a hyphen joins to a name that no surname of this country opens."""
        dashed = _DASHED.match(self._text, end)
        if dashed is not None and all(dashed.start(1) not in hits for hits in (self._tags.role, self._tags.head)):
            return dashed
        joined = _HYPHENED.match(self._text, end)
        return None if joined is None or joined[0].strip(" -") in load_holding().kin else joined

    def _skip_area(self, words: _Words, start: int, context: Context) -> tuple[int, Context]:
        """The index after the words that name a place or firm, as what stands before the run says."""
        if context not in ("none", "body") or self._opens_line(start):
            return 0, context
        skip = len(words.texts) if self._follows_school(start) else self._skip_blocked(words, start)
        if skip:
            return skip, "area"
        return 0, "role" if "committee" in self._tags.before.get(start - 1, ()) else context

    def _follows_school(self, start: int) -> bool:
        """Whether words of a school's name stand before: what follows is whom it is called after."""
        if "field" not in self._tags.before.get(start - 1, ()):
            return False
        return _school().search(self._lowered, max(0, start - _LONGEST_TITLE), start) is not None

    # ------------------------------------------------------------ what stands before
    def _context_before(self, start: int) -> tuple[Context, int, str]:
        """What ends right before a run: an honorific (where it starts, whom it is for), a role, or nothing known."""
        for end in (start - 1, start):
            ends = self._tags.before.get(end)
            if ends is None or self._opens_line(start):
                continue
            if "role" in ends:
                return "role", start, ""
            if "honorific" in ends:
                lead, who = self._find_honorific(end)
                return "honorific", lead, who
            if "field" in ends or "head" in ends:
                return "body", start, ""
        return "none", start, ""

    def _find_honorific(self, end: int) -> tuple[int, str]:
        """Where the honorific that ends here starts, those before it included ("đồng chí Đại tá"), and for whom."""
        lead, who = end, ""
        for begin in range(max(0, end - 20), end):
            hit = self._tags.honorific.get(begin)
            if hit is not None and hit[0] >= end:
                lead, who = begin, hit[1]
                break
        before = lead - 1
        if who in ("rank", "either") and "honorific" in self._tags.before.get(before, ()):
            outer, other = self._find_honorific(before)
            return outer, other if other in ("man", "woman") else who
        return lead, who

    def _opens_line(self, start: int) -> bool:
        return start > 0 and self._text[start - 1] == "\n"

    def _is_credit(self, start: int) -> bool:
        left = self._lowered[max(0, start - 12) : start].rstrip(" :(-–")
        return left.endswith(_credits()) and not left[-1:].isspace()

    def _is_address(self, start: int) -> bool:
        """Whether a house number stands before: a street's name follows ("8B Lê Trực")."""
        return _HOUSE.search(self._text, max(0, start - _LONGEST_HOUSE), start) is not None

    def _in_byline(self, start: int) -> bool:
        index = bisect_right(self._lines, start, key=itemgetter(0)) - 1
        return index >= 0 and start < self._lines[index][1]

    def _skip_blocked(self, words: _Words, start: int) -> int:
        """How many words of the run name a place, street, school or firm, as the word before the run says."""
        ends = self._tags.before.get(start - 1, {})
        if _PLACE_WORDS.isdisjoint(ends):
            return 0
        for begin in range(max(0, start - _LONGEST_KIND), start + 1):
            whole = self._tags.province.get(begin) or self._whole_body(begin)
            if whole is not None and whole[0] > start:
                return _after(words, 0, whole[0])
        if ends.get("firm", 0) > ends.get("field", 0):
            return len(words.texts)
        if ends.get("blocked", 0) < max(ends.get("field", 0), ends.get("head", 0)) and "kind" not in ends:
            return 0
        size = len(words.texts)
        strong = words.keys[0] in self._surnames.strong and size >= 3
        if "kind" in ends or "committee" in ends:
            known = self._known_place(words, 0)
            surname = words.keys[0] in self._surnames.strong or words.keys[0] in self._surnames.weak
            return known if known or (surname and 3 <= size <= 4) else self._place_length(words)
        before = 0 if strong else self._before_name(words)
        return before if "head" in ends else size

    def _whole_body(self, at: int) -> tuple[int, Head] | None:
        """A body that starts at an offset and is known by its whole name, as "Bảo tàng Tôn Đức Thắng" is."""
        hit = self._tags.head.get(at)
        return hit if hit is not None and hit[1].kind == "central" else None

    def _before_name(self, words: _Words) -> int:
        """How many words of a run name the body that the word before opens: a whole name may end the run."""
        size = len(words.texts)
        return next((at for at in (size - 4, size - 3) if at > 0 and words.keys[at] in self._surnames.strong), size)

    def _place_length(self, words: _Words) -> int:
        size = len(words.texts)
        for length in (2, 1, 3):
            rest = size - length
            if 2 <= rest <= 4 and words.keys[length] in self._surnames.strong:
                return length
        return size

    def _known_place(self, words: _Words, index: int) -> int:
        """How many words from here are a known district or commune, leaving none or a whole name over; 0 if none."""
        gazetteer = load_gazetteer()
        size = len(words.keys) - index
        for length in (3, 2, 4, 1):
            rest = size - length
            if rest < 0 or rest == 1 or (length == 1 and rest):
                continue
            follows = words.keys[index + length] if rest else ""
            if rest and follows not in self._surnames.strong and follows not in self._surnames.weak:
                continue
            name = " ".join(words.keys[index : index + length])
            if name in gazetteer.districts or name in gazetteer.communes:
                return length
        return 0

    # ------------------------------------------------------------ within a run
    def _known_word(self, words: _Words, index: int, context: Context) -> tuple[int, Context, str]:
        """The index after a role, honorific, territory or body word that starts here, and what it makes the context."""
        at, tags = words.starts[index], self._tags
        alone = index + 1 >= len(words.texts)
        surname = words.keys[index] in self._surnames.strong or words.keys[index] in self._surnames.weak
        role = tags.role.get(at)
        if role is not None and (" " in self._text[at : role[0]] or not surname):
            return _after(words, index, role[0]), "role", ""
        honorific = tags.honorific.get(at)
        if honorific is not None and not alone and context != "honorific":
            return _after(words, index, honorific[0]), "honorific", honorific[1]
        if honorific is not None and (honorific[1] == "rank" or words.texts[index].isupper()) and not alone:
            return _after(words, index, honorific[0]), "honorific", honorific[1]
        abroad = tags.foreign.get(at)
        if abroad is not None and (" " in self._text[at : abroad[0]] or self._names_abroad(words, index, context)):
            return _after(words, index, abroad[0]), "area", ""
        province = tags.province.get(at)
        if province is not None and not (context == "honorific" and index + 2 < len(words.texts) and surname):
            return _after(words, index, province[0]), "area", ""
        return self._known_body(words, index, context, surname=surname)

    def _names_abroad(self, words: _Words, index: int, context: Context) -> bool:
        """Whether a state of one syllable stands between a role and a name without any mark ("Thủ tướng Nhật …")."""
        rest = words.texts[index + 1 :]
        return context == "role" and len(rest) > 1 and all(word.isascii() for word in rest)

    def _known_body(self, words: _Words, index: int, context: Context, *, surname: bool) -> tuple[int, Context, str]:
        at, tags = words.starts[index], self._tags
        head = tags.head.get(at)
        if head is not None and (" " in self._text[at : head[0]] or not (surname or context == "honorific")):
            named_after = head[1].kind in ("school", "company") and context != "honorific"
            return len(words.texts) if named_after else _after(words, index, head[0]), "body", ""
        field = tags.field.get(at)
        if field is not None and (" " in self._text[at : field[0]] or not (surname or context == "honorific")):
            school = words.texts[index].isupper() and at in tags.blocked
            return len(words.texts) if school else _after(words, index, field[0]), "body", ""
        if context == "honorific":
            return index, context, ""
        kind = tags.kind.get(at)
        if kind is not None and not surname:
            return self._after_place(words, _after(words, index, kind[0])), "area", ""
        blocked = tags.blocked.get(at)
        if blocked is not None and not surname and context == "none":
            return len(words.texts), "body", ""
        return index, context, ""

    def _after_place(self, words: _Words, index: int) -> int:
        """The index after the name of the territory whose kind stands right before `index`; it may have no name."""
        stop = index + 2 * _MOST_WORDS
        rest = _Words(words.starts[index:stop], words.texts[index:stop], words.keys[index:stop], words.end)
        if not rest.keys:
            return index
        province = self._tags.province.get(rest.starts[0])
        if province is not None:
            return _after(words, index, province[0])
        known = self._known_place(words, index)
        if not known and rest.keys[0] in self._surnames.strong and 3 <= len(rest.keys) <= 4:
            return index
        return index + (known or self._place_length(rest))

    def _name_length(self, words: _Words, index: int, context: Context) -> int:
        """How many words from here are a person's name; 0 if it is none."""
        stop = index + 1
        while stop < len(words.texts) and stop - index <= _MOST_WORDS and not self._breaks(words.starts[stop]):
            if _is_acronym(words.texts[stop]) and not words.texts[index].isupper():
                break
            stop += 1
        length = stop - index
        key = words.keys[index]
        strong, weak = key in self._surnames.strong, key in self._surnames.weak
        if context == "honorific":
            return 0 if _is_acronym(words.texts[index]) and not words.texts[stop - 1].isupper() else length
        if context in ("role", "area") and not strong and self._known_place(words, index) >= 2:
            return 0
        if (
            length < 2
            or length > _MOST_WORDS
            or not (strong or weak or self._has_middle(words, index, length, context))
        ):
            return 1 if length == 1 and context == "role" else 0
        shouted = words.texts[index].isupper() and len(words.texts[index]) > 1 and context == "none"
        doubtful = context in ("none", "body") and weak and not _looks_full(words.keys[index:stop])
        named = context == "body" and self._known_place(words, index) < 2 and self._ends_title(words.starts[index])
        if shouted or (doubtful and not named):
            return length if self._stands_beside_role(words.starts[stop - 1] + len(words.texts[stop - 1])) else 0
        return length

    def _has_middle(self, words: _Words, index: int, length: int, context: Context) -> bool:
        """Whether a run after a post or territory is a name for its middle name, though no surname opens it."""
        if context not in ("role", "area") or not 3 <= length <= 4:
            return False
        return words.keys[index + 1] in (_middle_names() if context == "role" else _plain_middles())

    def _ends_title(self, at: int) -> bool:
        """Whether a body stands right before this offset, and the role of a post in it before that."""
        if not self._tags.before.get(at - 1, {}).keys() & {"field", "head"}:
            return False
        roles = (
            self._tags.role[begin][0] for begin in range(max(0, at - _LONGEST_TITLE), at) if begin in self._tags.role
        )
        return any(end < at and _NO_BREAK.fullmatch(self._text, end, at) is not None for end in roles)

    def _breaks(self, at: int) -> bool:
        hit = self._tags.role.get(at)
        if hit is not None and " " in self._text[at : hit[0]]:
            return True
        if at in self._tags.kind and self._text[at : self._tags.kind[at][0]].isupper():
            return True
        rank = self._tags.honorific.get(at)
        return rank is not None and rank[1] == "rank" and " " in self._text[at : rank[0]]

    def _stands_beside_role(self, end: int) -> bool:
        """Whether a role follows a comma, dash or bracket after this offset."""
        beside = _BESIDE.match(self._text, end)
        if beside is None:
            return False
        at = beside.end()
        for hits in (self._tags.marker, self._tags.honorific):
            hit = hits.get(at)
            if hit is not None:
                at = hit[0] + 1
        return at in self._tags.role


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _split_run(start: int, run: str, lowered: str) -> _Words:
    texts = run.split(" ")
    starts, offset = [], start
    for text in texts:
        starts.append(offset)
        offset += len(text) + 1
    keys = lowered[start : start + len(run)].split(" ")
    return _Words(tuple(starts), tuple(texts), tuple(keys), start + len(run))


def _after(words: _Words, index: int, end: int) -> int:
    """The first word at or after `index` that starts at or after an offset."""
    while index < len(words.starts) and words.starts[index] < end:
        index += 1
    return index


def _looks_full(keys: tuple[str, ...]) -> bool:
    return len(keys) >= 3 and keys[1] in _middle_names()


@cache
def _middle_names() -> frozenset[str]:
    return frozenset(fold(name) for name in load_people().middle)


@cache
def _plain_middles() -> frozenset[str]:
    return frozenset(fold(name) for name in load_people().middle[:2])


@cache
def _never() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(fold(name).split(" ")) for name in load_people().never)


@cache
def _never_first() -> frozenset[str]:
    return frozenset(words[0] for words in _never())


@cache
def _school() -> re.Pattern[str]:
    """Words of a school's name before the one whom it is called after ("trường tiểu học thực hành sư phạm …")."""
    words = "|".join(fold(word) for word in load_people().schools)
    return re.compile(rf"\b(?:{words})\b[^,.;:()\n]*$")


@cache
def _eponyms() -> dict[str, tuple[str, ...]]:
    """What must end right before such a name for the person to be meant."""
    eponyms = load_people().eponyms.items()
    return {fold(name): tuple(f"{fold(title)} " for title in titles) for name, titles in eponyms}


@cache
def _firms() -> frozenset[str]:
    return frozenset(fold(name) for name in load_people().firms)


@cache
def _credits() -> tuple[str, ...]:
    return tuple(fold(word) for word in load_people().credits)


@cache
def _life() -> tuple[str, ...]:
    return tuple(fold(word) for word in load_holding().life)


def _byline_spans(text: str) -> list[tuple[int, int]]:
    """Lines that hold nothing but capitalised words, after the first one: names of authors, unless lives follow."""
    spans, offset = [], 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number and 0 < len(line) < 50 and not any(word[:1].islower() for word in line.split()):
            told = number + 1 < len(lines) and fold(lines[number + 1][:_LONGEST_OPENING]).startswith(_life())
            if not told and not fold(line).startswith(("ông ", "bà ")):
                spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return spans
