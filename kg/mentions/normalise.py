"""First layer: text in one form, and the way back to the text as given."""

from __future__ import annotations

import re

from kg.lexicon.fold import NormalisedText, place_tones, to_nfc

# Syllables whose tone mark may stand in the newer place: those that end in a toned oa, oe or uy (hoà, khoẻ, uỷ).
# All others have one spelling only, so that few words go through the slower general rule.
_ENDS = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_SUSPECT = re.compile(rf"(?<!\w)\w{{0,4}}(?:{'|'.join(_ENDS)})(?![\w\u0300-\u036f])", re.IGNORECASE)


def normalise(text: str) -> tuple[str, NormalisedText]:
    """The text in NFC, plainly spaced, with tone marks in one place; and the way back to it.

    The first is as long as the second's `text`, whose `span` leads back to offsets of the text as given.
    """
    plain = to_nfc(text)
    return _SUSPECT.sub(lambda match: place_tones(match[0]), plain.text), plain


def lower(text: str) -> str:
    """Normalised text in lower case and as long as it was (a few letters of other languages grow when lowered)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
