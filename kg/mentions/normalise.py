"""Text in one form: NFC, tone marks in one place; and the way back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

import msgspec

# Old and new placement of the tone mark on oa, oe, uy at the end of a syllable (hoà/hòa, uỷ/ủy): the newer one
# is kept. Decision 240/QĐ of the Ministry of Education, 5 March 1984, and common usage since allow both.
_OLD = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_PLACED = dict(zip(_OLD, _NEW, strict=True))
_PLACED |= {old.upper(): new.upper() for old, new in _PLACED.items()}
_PLACED |= {old.capitalize(): new.capitalize() for old, new in zip(_OLD, _NEW, strict=True)}
_TONED = re.compile(rf"(?<![qQ])(?:{'|'.join(_PLACED)})(?!\w)")


class Offsets(msgspec.Struct, frozen=True):
    """Where each stretch of normalised text came from; empty when every code point kept its place.

    `marks` are offsets of the normalised text at which a stretch of changed length ends, `shifts` what to add to an
    offset from there on.
    """

    marks: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given that [start, end) of the normalised text came from."""
        return self._one(start), self._one(end)

    def _one(self, offset: int) -> int:
        if not self.marks:
            return offset
        index = bisect_right(self.marks, offset) - 1
        return offset + (self.shifts[index] if index >= 0 else 0)


def normalise(text: str) -> tuple[str, Offsets]:
    """The text in NFC with tone marks in the newer place, and the way back to it."""
    if unicodedata.is_normalized("NFC", text):
        return place_tones(text), Offsets()
    return _compose(text)


def place_tones(text: str) -> str:
    """The text with tone marks of oa, oe, uy where newer spelling has them; the length stays."""
    return _TONED.sub(lambda match: _PLACED.get(match[0], match[0]), text)


def lower(text: str) -> str:
    """Normalised text in lower case and as long as it was (a few letters of other languages grow when lowered)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _compose(text: str) -> tuple[str, Offsets]:
    """NFC a cluster (a base letter and its marks) at a time, noting where lengths change."""
    parts: list[str] = []
    marks: list[int] = []
    shifts: list[int] = []
    made = shift = 0
    for match in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", match[0])
        parts.append(part)
        made += len(part)
        grown = len(match[0]) - len(part)
        if grown:
            shift += grown
            marks.append(made)
            shifts.append(shift)
    return place_tones("".join(parts)), Offsets(tuple(marks), tuple(shifts))


# A run of plain ASCII, or one character with the combining marks (U+0300 to U+036F and kin) after it.
_CLUSTER = re.compile(r"[\x00-\x7f]+(?![\u0300-\u036f])|.[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]*", re.DOTALL)
