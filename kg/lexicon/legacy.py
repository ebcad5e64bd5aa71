"""Vietnamese encodings from before Unicode, from `data/legacy_encodings.yaml`, and how Vietnamese a text looks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import msgspec

from kg.lexicon.loader import load_yaml

_ACCENTS = {
    "acute": "\u0301",
    "grave": "\u0300",
    "hook": "\u0309",
    "tilde": "\u0303",
    "dot": "\u0323",
    "circumflex": "\u0302",
    "breve": "\u0306",
}
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
#: A word with at least one letter outside ASCII; the soft hyphen is a letter in TCVN3.
_MARKED_WORD = re.compile(r"[a-z]*[^\W\d_a-z][^\W\d_]*", re.IGNORECASE)
_WORD_LIMIT = 400


class Vni(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """VNI: letters of their own, and second letters that stand for marks."""

    letters: dict[str, str]
    marks: dict[str, str]


class Syllables(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The onsets and rhymes of Vietnamese, without tones."""

    onsets: tuple[str, ...]
    rhymes: str


class LegacyEncodings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file; it says what each table is."""

    tcvn3: dict[str, str]
    vni: Vni
    syllables: Syllables


@cache
def load_legacy_encodings() -> LegacyEncodings:
    """The tables, read once.

    Raises:
        LexiconError: the file has a fault.
    """
    return load_yaml("legacy_encodings.yaml", LegacyEncodings)


def decode_tcvn3(data: bytes) -> str:
    """Bytes of an ABC font as Unicode."""
    return show_windows(data).translate(_tcvn3_table())


def decode_vni(data: bytes) -> str:
    """Bytes of a VNI font as Unicode, NFC."""
    table = _vni_table()
    return _vni_pattern().sub(lambda match: table[match[0]], show_windows(data))


def show_windows(data: bytes) -> str:
    """Bytes as windows-1252 shows them; the five that it leaves open as the controls of Latin-1 (WHATWG does so)."""
    return data.decode("latin-1").translate(_WINDOWS)


def hide_windows(text: str) -> bytes | None:
    """The bytes that windows-1252 or Latin-1 shows as this text; None when some character is in neither."""
    try:
        return text.translate(_LATIN).encode("latin-1")
    except UnicodeEncodeError:
        return None


def vietnamese_share(text: str) -> tuple[int, int]:
    """How many of the text's first 400 words with marks are Vietnamese syllables, and how many such words there are."""
    good = total = 0
    for match in _MARKED_WORD.finditer(unicodedata.normalize("NFC", text)):
        total += 1
        good += _is_syllable(match[0])
        if total == _WORD_LIMIT:
            break
    return good, total


@lru_cache(maxsize=20_000)
def _is_syllable(word: str) -> bool:
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and unicodedata.normalize("NFC", bare) in _syllables()


@cache
def _syllables() -> frozenset[str]:
    syllables = load_legacy_encodings().syllables
    rhymes = syllables.rhymes.split()
    return frozenset(onset + rhyme for onset in syllables.onsets for rhyme in rhymes)


def _windows_table() -> dict[int, int]:
    table = {}
    for byte in range(0x80, 0xA0):
        shown = bytes([byte]).decode("cp1252", errors="ignore")
        if shown:
            table[byte] = ord(shown)
    return table


_WINDOWS = _windows_table()
_LATIN = {shown: byte for byte, shown in _WINDOWS.items()}


@cache
def _tcvn3_table() -> dict[int, str]:
    return {int(byte, 16): letter for byte, letter in load_legacy_encodings().tcvn3.items()}


@cache
def _vni_table() -> dict[str, str]:
    vni = load_legacy_encodings().vni
    table = {**vni.letters, **{letter.upper(): shown.upper() for letter, shown in vni.letters.items()}}
    for base in "aeoôuöy":
        for mark, names in vni.marks.items():
            accents = "".join(_ACCENTS[name] for name in names.split())
            small = unicodedata.normalize("NFC", vni.letters.get(base, base) + accents)
            table[base + mark] = small
            table[base.upper() + mark.upper()] = table[base.upper() + mark] = small.upper()
    return table


@cache
def _vni_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _vni_table()), key=len, reverse=True)))
