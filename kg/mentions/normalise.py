"""First layer: text in one form, and the way back to the text as given."""

from __future__ import annotations

import re

from kg.lexicon.fold import NormalisedText, place_tones, to_nfc

# What ends a syllable whose tone mark may stand in the newer place: a toned oa, oe or uy (hoà, khoẻ, uỷ). All other
# syllables have one spelling only, so that few words go through the slower general rule.
_SUSPECT = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?![\w\u0300-\u036f])")
_ONSET = 4


def normalise(text: str) -> tuple[str, NormalisedText]:
    """The text in NFC, plainly spaced, with tone marks in one place; and the way back to it.

    The first is as long as the second's `text`, whose `span` leads back to offsets of the text as given.
    """
    plain = to_nfc(text)
    return _place_tones(plain.text), plain


def _place_tones(text: str) -> str:
    parts: list[str] = []
    done = 0
    for suspect in _SUSPECT.finditer(text):
        start = suspect.start()
        while start > done and suspect.start() - start < _ONSET and text[start - 1].isalpha():
            start -= 1
        parts += (text[done:start], place_tones(text[start : suspect.end()]))
        done = suspect.end()
    return "".join((*parts, text[done:])) if parts else text


def lower(text: str) -> str:
    """Normalised text in lower case and as long as it was (a few letters of other languages grow when lowered)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
