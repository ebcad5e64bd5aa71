"""How Vietnamese text is brought to one form: Unicode, tone marks, case; offsets lead back to the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import msgspec

#: Characters that show nothing: zero-width spaces and joiners, soft hyphen, byte order mark.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
#: Spaces that are not the plain one, and the letter Eth, which windows-1258 texts often have for Đ.
_RESPELLED = str.maketrans({**dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "), "Ð": "Đ", "ð": "đ"})
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_ODD = re.compile(f"[{_INVISIBLE}\u00a0\u2002\u2003\u2007\u2009\u202f\u3000Ðð]")

_WORD = re.compile(r"[^\W\d_]+")
_NOT_WORDS = re.compile(r"[\W_]+")
#: A syllable whose tone mark has been taken off: onset, vowels, coda (Vietnamese orthography, closed lists).
_SYLLABLE = re.compile(
    r"(?P<onset>ngh|ng|nh|ch|gh|kh|ph|th|tr|qu(?=[aăâeêioôơy])|gi(?=[aăâeêoôơuư])|[bcdđghklmnprstvx]|)"
    r"(?P<vowels>[aăâeêioôơuưy]{1,3})"
    r"(?P<coda>ch|ng|nh|[cmnpt]|)",
    re.IGNORECASE,
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUALITY = frozenset("ăâêôơưĂÂÊÔƠƯ")


class NormalisedText(msgspec.Struct, frozen=True):
    """Text in NFC with plain spaces and nothing invisible, and the way back to the text as given.

    Attributes:
        text: the normalised text.
        starts: for each of its code points the first code point that it came from; None when none has moved.
        ends: for each of its code points the end of what it came from; None when none has moved.
        length: code points of the text as given.
    """

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    length: int

    def offset(self, index: int) -> int:
        """Where the code point at `index` of the normalised text starts in the text as given."""
        if self.starts is None:
            return index
        return self.starts[index] if index < len(self.starts) else self.length

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as given that `text[start:end]` came from, without invisible characters around it."""
        if self.starts is None or self.ends is None:
            return start, end
        if end <= start:
            return self.offset(start), self.offset(start)
        return self.starts[start], self.ends[end - 1]


def to_nfc(text: str) -> NormalisedText:
    """The text in NFC, with plain spaces, Đ for Eth and without invisible characters; offsets lead back.

    Args:
        text: text as given, in any Unicode normal form.

    Returns:
        The normalised text; `offset` and `span` map its code points to those of `text`.
    """
    if _ODD.search(text) is None and unicodedata.is_normalized("NFC", text):
        return NormalisedText(text, None, None, len(text))
    respelled = text.translate(_RESPELLED)
    if _UNSEEN.search(text) is None and unicodedata.is_normalized("NFC", respelled):
        return NormalisedText(respelled, None, None, len(text))
    kept = [index for index, char in enumerate(text) if char not in _INVISIBLE]
    visible = "".join([text[index] for index in kept]).translate(_RESPELLED)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(visible):
        piece = unicodedata.normalize("NFC", visible[start:end])
        pieces.append(piece)
        for number in range(len(piece)):
            starts.append(kept[min(start + number, end - 1)])
            ends.append(kept[min(start + number, end - 1)] + 1)
        ends[-1] = kept[end - 1] + 1
    return NormalisedText("".join(pieces), tuple(starts), tuple(ends), len(text))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans that can be normalised one by one: a letter with what composes with it."""
    start = 0
    for index in range(1, len(text)):
        if text[index] < "\u0300" or not _composes(text[start:index], text[index]):
            yield start, index
            start = index
    if text:
        yield start, len(text)


def _composes(before: str, char: str) -> bool:
    if unicodedata.combining(char) != 0:
        return True
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", before + char) != apart


def place_tones(text: str) -> str:
    """The NFC text with each word's tone mark on the letter where our lists have it: ủy, hòa, thúy, quý, giá.

    Length is kept: each code point of the result stands where it stood. Words that are no Vietnamese syllable stay.
    """
    return _WORD.sub(_place_match, text)


def _place_match(match: re.Match[str]) -> str:
    return _place_in_word(match[0])


@lru_cache(maxsize=100_000)
def _place_in_word(word: str) -> str:
    plain, tone = _take_tone(word)
    syllable = _SYLLABLE.fullmatch(plain) if tone else None
    if syllable is None:
        return word
    at = syllable.start("vowels") + _toned_vowel(syllable["vowels"], closed=bool(syllable["coda"]))
    return plain[:at] + unicodedata.normalize("NFC", plain[at] + tone) + plain[at + 1 :]


def _take_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark, and that mark; no mark when there is none or several."""
    apart = unicodedata.normalize("NFD", word)
    tones = [char for char in apart if char in _TONES]
    if len(tones) != 1 or word.isascii():
        return word, ""
    return unicodedata.normalize("NFC", apart.replace(tones[0], "")), tones[0]


def _toned_vowel(vowels: str, *, closed: bool) -> int:
    """Which of a syllable's vowels bears the tone, by the older of the two conventions (hòa, ủy)."""
    marked = [index for index, vowel in enumerate(vowels) if vowel in _QUALITY]
    if marked:
        return marked[-1]
    if len(vowels) == 2:
        return 1 if closed else 0
    return len(vowels) // 2


def fold(text: str) -> str:
    """The text in NFC, tones placed, in lower case; as long as its NFC form."""
    placed = place_tones(to_nfc(text).text)
    lowered = placed.lower()
    if len(lowered) == len(placed):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in placed)


_D = str.maketrans("đĐ", "dD")


def strip_diacritics(text: str) -> str:
    """The text without any tone or vowel mark, and d for đ: what people type in a hurry."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if unicodedata.combining(c) == 0)).translate(_D)


def squash(text: str) -> str:
    """The folded text's words, single-spaced, without punctuation: a key to look things up by."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()
