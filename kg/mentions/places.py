"""Territories named in a text, and the one that a bare "tỉnh" or "huyện" there means."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

import msgspec

from kg.lexicon.areas import load_areas
from kg.lexicon.body_words import AreaWord
from kg.lexicon.fold import fold
from kg.lexicon.holding import load_holding
from kg.mentions.normalise import lower
from kg.mentions.sentences import UPPER
from kg.mentions.tags import Tags, load_provinces

_NUMBER = re.compile(r"\s?(\d{1,2})(?!\d|[/.,]\d|\s?%|\w)")
#: A number that belongs to a commune's name ("phường Mỹ Đình 1").
_NUMBERED = re.compile(r" \d{1,2}(?!\d|[/.,]\d|\w)")
#: An apostrophe that stands apart in a name of the Central Highlands ("Nâm N ’ Jang").
_SPREAD = re.compile(r"\s['’‘]\s?")
_APOSTROPHES = frozenset("'’‘")
_APART = rf"(?:(?<=\b[{UPPER}])\s['’‘]\s?[^\W\d_]+)?"
_WORDS = re.compile(
    rf"\s?([{UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*{_APART}"
    rf"(?:(?: | - )[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)*{_APART}){{0,3}})"
)
_TITLE_WEIGHT = 3
#: How far before a bare "thành phố" another city may be named for it to be meant, rather than the article's own.
_NEAR = 300


class Place(msgspec.Struct, frozen=True):
    """A territory at a place of the text: the word for its kind ("tỉnh", "TP", …) and its name without it."""

    start: int
    end: int
    kind: str
    name: str

    @property
    def full(self) -> str:
        """Kind and name: "tỉnh Ninh Bình", "TP.HCM"."""
        return f"{self.kind}{self.name}" if self.name.startswith(".") else f"{self.kind} {self.name}"


class Gazetteer(msgspec.Struct, frozen=True):
    """Names of districts and communes, folded, with the kinds of territory that bear them."""

    districts: dict[str, str]
    communes: frozenset[str]


@cache
def load_gazetteer() -> Gazetteer:
    """Districts by folded bare name, and the names of communes."""
    districts: dict[str, str] = {}
    communes: set[str] = set()
    for area in load_areas(communes=True):
        if area.kind == "district":
            districts[fold(area.bare)] = "TP" if area.form == "TP" else districts.get(fold(area.bare), area.form)
        elif area.kind == "commune":
            communes.add(fold(area.bare))
    return Gazetteer(districts, frozenset(communes))


def split_name(full: str) -> tuple[str, str]:
    """Kind and bare name of a province's canonical name; TP.HCM gives ("TP", ".HCM")."""
    if full.startswith("TP."):
        return "TP", full[2:]
    kind, _, name = full.partition(" ")
    return kind, name


class PlaceReader:
    """Reads territories of one text; person names, once known, end a territory's name."""

    def __init__(self, text: str, tags: Tags, names: dict[int, int]) -> None:
        self._text, self._tags, self.names = text, tags, names

    def read(self, at: int) -> Place | None:
        """The territory named at this offset, with or without a word for its kind; none if there is none."""
        province = self._tags.province.get(at)
        kind = self._tags.kind.get(at)
        if kind is not None and kind[1].level == "hamlet" and self._text[at].isupper():
            kind = None
        if province is not None and (kind is None or province[0] > kind[0]):
            return None if at in self.names else Place(at, province[0], *split_name(province[1]))
        return None if kind is None else self._read_named(at, kind[0], kind[1])

    def read_committee(self, at: int) -> Place | None:
        """The territory that a committee's name ends in ("Huyện ủy X"), as one of the committee's kind."""
        end, head = self._tags.head[at]
        kind = head.area or "huyện"
        after = end + 1
        if after in self._tags.kind or after in self._tags.province:
            own = None if after in self.names else self.read(after)
            return None if own is None else Place(at, own.end, own.kind if own.kind == "TP" else kind, own.name)
        words = _WORDS.match(self._text, end)
        word = AreaWord(kind=kind, level="district", forms=())
        return None if words is None else self._cut(at, words.start(1), words[1], word)

    def _read_named(self, start: int, at: int, word: AreaWord) -> Place | None:
        after = at + (self._text[at : at + 1] == " ")
        province = self._tags.province.get(after)
        if province is not None and after not in self.names and word.level in ("province", "city"):
            kind, name = split_name(province[1])
            if word.level == "province" or kind == "TP":
                return Place(start, province[0], kind, name)
        number = _NUMBER.match(self._text, at)
        if number is not None and word.level not in ("province", "city"):
            return Place(start, number.end(), word.kind, number[1])
        words = _WORDS.match(self._text, at)
        if words is None:
            return None
        return self._cut(start, words.start(1), words[1], word)

    def _cut(self, start: int, at: int, name: str, word: AreaWord) -> Place | None:
        """The territory's name up to where a person's name or a role begins, at most three words."""
        kept: list[str] = []
        offset = at
        for part in name.split(" "):
            called = offset in self._tags.honorific and part[:1].islower()
            busy = offset in self.names or offset in self._tags.role or called
            joined = bool(kept) and (part in _APOSTROPHES or kept[-1] in _APOSTROPHES)
            words = sum(piece.isalpha() for piece in kept) - sum(piece in _APOSTROPHES for piece in kept)
            if not joined and (busy or (part != "-" and words >= (4 if "-" in kept else 3))):
                break
            kept.append(part)
            offset += len(part) + 1
        if "-" in kept and not _is_known(kept):
            kept = kept[: kept.index("-")]
        while kept and kept[-1] == "-":
            kept.pop()
        if not kept or word.level == "province" or (word.level == "city" and not _is_city(kept)):
            return None
        bare = " ".join(kept)
        if _SPREAD.search(bare) is not None:
            return Place(start, at + len(bare), word.kind, _SPREAD.sub("'", bare))
        numbered = _NUMBERED.match(self._text, at + len(bare))
        if numbered is not None and lower(f"{bare}{numbered[0]}") in load_gazetteer().communes:
            bare += numbered[0]
        return Place(start, at + len(bare), word.kind, bare)


class Places:
    """All territories of a text in order, and what a bare word for a kind of territory means at an offset."""

    def __init__(self, places: list[Place], home: Place | None, *, firm: bool, origins: frozenset[int]) -> None:
        self.all = places
        self.home = home
        self.firm = firm
        self._titled = home is not None and places[:1] == [home]
        self._by_kind: dict[str, list[Place]] = {}
        for place in places:
            if place.start not in origins:
                self._by_kind.setdefault(place.kind, []).append(place)

    def nearest(self, kind: str, at: int) -> Place | None:
        """The territory of this kind named last before an offset, else the first one after it."""
        named = self._by_kind.get(kind)
        if not named:
            return None
        index = bisect_right(named, at, key=lambda place: place.start) - 1
        return named[max(index, 0)]

    def province(self, kind: str, at: int) -> Place | None:
        """What "tỉnh" or "thành phố" (and their committees) mean at an offset."""
        home = self.home if self.home is not None and self.home.kind == kind else None
        if home is not None and self.firm:
            return home
        last = self._last_before(kind, at)
        far = home is not None and (kind != "tỉnh" or self._titled) and last is not None and at - last.start > _NEAR
        if last is not None and not far:
            return last
        if home is not None:
            return home
        named = self._by_kind.get(kind)
        return named[0] if named else None

    def _last_before(self, kind: str, at: int) -> Place | None:
        named = self._by_kind.get(kind, [])
        index = bisect_right(named, at, key=lambda place: place.start) - 1
        return named[index] if index >= 0 else None


def find_origins(lowered: str, places: list[Place]) -> frozenset[int]:
    """Where the places start that say only where somebody was born or lives: no bare "huyện" means them."""
    return frozenset(
        place.start for place in places if _origin().search(lowered, max(0, place.start - 60), place.start)
    )


@cache
def _origin() -> re.Pattern[str]:
    words = "|".join(fold(word) for word in load_holding().origins)
    return re.compile(rf"\b(?:{words})\b:?[^.;:\n()]{{0,45}}$")


def _is_known(words: list[str]) -> bool:
    """Whether a district or commune is called so."""
    name = lower(" ".join(words))
    return name in load_gazetteer().districts or name in load_gazetteer().communes


def _is_city(words: list[str]) -> bool:
    """Whether the words are a city's name; all cities are known, so that a sentence's first word is none."""
    return load_gazetteer().districts.get(lower(" ".join(words))) == "TP"


@cache
def _province_names() -> frozenset[str]:
    return frozenset(area.name for area in load_provinces())


def is_province(place: Place) -> bool:
    """Whether the place is a province or a centrally run city."""
    return place.full in _province_names()


def find_home(places: list[Place], publisher: Place | None, title_end: int) -> Place | None:
    """The province that the article is about: its publisher's, else the one named most, the title counting thrice."""
    if publisher is not None:
        return publisher
    votes: dict[str, float] = {}
    first: dict[str, Place] = {}
    for place in places:
        if is_province(place):
            votes[place.full] = votes.get(place.full, 0) + (_TITLE_WEIGHT if place.start < title_end else 1)
            first.setdefault(place.full, place)
    if not votes:
        return None
    best = max(votes, key=lambda name: (votes[name], -first[name].start))
    return first[best]
