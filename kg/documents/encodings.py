"""From bytes to text: UTF-8 and UTF-16, and legacy Vietnamese encodings where the conversion is certain.

Text is never garbled silently: what can't be read for certain is refused with one clear error.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import msgspec

from kg.errors import InputError
from kg.lexicon.legacy import decode_tcvn3, decode_vni, hide_windows, show_windows, vietnamese_share

#: A conversion is certain when at least this share of the words with marks are Vietnamese syllables,
_CERTAIN = 0.85
#: when there are at least this many such words to judge by,
_FEWEST = 4
#: and when the next best guess is worse by at least this much.
_AHEAD = 0.2
#: Readable text that is Vietnamese for less than this is garbled, if it has the signs of it.
_GARBLED = 0.6
_SIGNS_WANTED = 3
#: So many words are enough to say that some of them are garbled; sound articles have seven in eight Vietnamese.
_MANY = 40

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHOWN_BYTES = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽ"
#: What text looks like that went through the wrong encoding: UTF-8 bytes shown as windows-1252; ABC letters; VNI marks.
_SIGNS = re.compile(
    f"á[º»][{_SHOWN_BYTES}]|[ÃÂÄÆ][{_SHOWN_BYTES}]"
    "|[a-z][µ¸¶·¹¨»¾¼½©®ª«¬\u00ad×÷þðßÆÇÊËÌÐÑÒÕÓÔÖÝØÜÞ]|[µ¸¶¹¨¾¼½©®ª«¬×÷þðß][a-z]"
    "|[ae][ùøûõïâáàåãä]|[ôö][ùøûõï]"
)
#: Signs that sound text never has.
_SURE_SIGNS = re.compile(f"á[º»][{_SHOWN_BYTES}]|Ä[‘ƒ\u0083\u0091]|Æ[°¡]")
#: Letters that only Unicode has: with eight of them in its first characters, it is no shown bytes of an older encoding,
_MODERN = frozenset("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹăđơư\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_MODERN_WANTED = 8
_QUICK = 600
#: unless one of these stands there, without which there is no sign.
_ODD = re.compile("[µ¸¶¹¨¾¼½©®ª«¬\u00ad×÷þðßÃÂÄÆº]")
_HALF_GARBLED = "some words look garbled; check the article's source"

#: An encoding's name, and how its bytes become text.
Guess = tuple[str, Callable[[bytes], str]]


class Decoded(msgspec.Struct, frozen=True):
    """Text, and what to warn of if it had to be converted."""

    text: str
    warning: str | None = None


def find_bom(data: bytes) -> tuple[str, int] | None:
    """The encoding that the data's byte order mark names, and the mark's length; None without one."""
    return next(((name, len(bom)) for bom, name in _BOMS if data.startswith(bom)), None)


def decode_bytes(data: bytes) -> Decoded:
    """The text of a file or line; a byte order mark is dropped, nothing else is changed.

    Args:
        data: UTF-8, UTF-16 or UTF-32 with a byte order mark, windows-1258, or Vietnamese in an ABC (TCVN3) or VNI font.

    Raises:
        InputError: the bytes are none of these for certain, or hold NUL characters.
    """
    bom = find_bom(data)
    if bom is not None:
        return repair_text(_decode_strictly(data[bom[1] :], bom[0], shift=bom[1]))
    if b"\0" in data:
        return _refuse_nul(data.index(b"\0"))
    try:
        text = _decode_strictly(data, "utf-8", shift=0)
    except InputError:
        if _looks_like_utf8(data):
            raise
        return _convert_legacy(data)
    return repair_text(text)


def repair_text(text: str) -> Decoded:
    """The text as given, or converted with a warning where it was decoded wrongly before it came here.

    Raises:
        InputError: the text is garbled beyond certain repair, or holds NUL characters.
    """
    if "\0" in text:
        return _refuse_nul(text.index("\0"))
    if text.isascii() or _is_modern(text) or len(_first_signs(text)) < _SIGNS_WANTED:
        return Decoded(text, _warn_of_replacements(text))
    good, total = vietnamese_share(text)
    if total < _FEWEST or good / total >= _CERTAIN:
        signs = len(_SURE_SIGNS.findall(text))
        return Decoded(text, _warn_of_replacements(text) if signs < _SIGNS_WANTED else _HALF_GARBLED)
    return _repair_garbled(text, share=good / total, judged=total)


def _is_modern(text: str) -> bool:
    """A quick look that spares sound text the slow one."""
    return len(_MODERN.intersection(text[:_QUICK])) >= _MODERN_WANTED and _ODD.search(text) is None


def _first_signs(text: str) -> list[str]:
    found = []
    for match in _SIGNS.finditer(text):
        found.append(match[0])
        if len(found) == _SIGNS_WANTED:
            break
    return found


def _warn_of_replacements(text: str) -> str | None:
    count = text.count("\ufffd")
    if count == 0:
        return None
    return f"{count} characters were lost before this text was saved (U+FFFD); get the article from its source again"


def _decode_strictly(data: bytes, encoding: str, *, shift: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        raise InputError(
            f"not {name}: byte {error.start + shift} can't be read ({error.reason}); "
            "save the file as UTF-8, or fetch it again if it was cut or damaged"
        ) from error


def _looks_like_utf8(data: bytes) -> bool:
    """Whether most of what lies beyond ASCII is sound UTF-8, so that the rest is damage and no other encoding."""
    text = data.decode("utf-8", errors="replace")
    sound = sum(1 for char in text if "\x80" <= char != "\ufffd")
    return sound >= text.count("\ufffd")


def _convert_legacy(data: bytes) -> Decoded:
    guesses: list[Guess] = [
        ("windows-1258", lambda raw: raw.decode("cp1258")),
        ("TCVN3 (ABC)", decode_tcvn3),
        ("VNI", decode_vni),
    ]
    return _take_certain(data, guesses, what=f"not UTF-8 (byte {_first_odd_byte(data)})")


def _repair_garbled(text: str, *, share: float, judged: int) -> Decoded:
    data = hide_windows(text)
    guesses: list[Guess] = [
        ("UTF-8", lambda raw: raw.decode("utf-8")),
        ("TCVN3 (ABC)", decode_tcvn3),
        ("VNI", decode_vni),
        ("", show_windows),
    ]
    try:
        if data is None:
            return _refuse("garbled text, decoded wrongly before it was saved, and not all of it in one way")
        return _take_certain(data, guesses, what="garbled text, decoded wrongly before it was saved")
    except InputError:
        if share < _GARBLED:
            raise
    return Decoded(text, _HALF_GARBLED if judged >= _MANY else None)


def _take_certain(data: bytes, guesses: list[Guess], *, what: str) -> Decoded:
    scored = sorted((_score(data, decode), name) for name, decode in guesses)
    (second, _), (best, name) = scored[-2:]
    if best < _CERTAIN or best - second < _AHEAD:
        return _refuse(what)
    text = dict(guesses)[name](data)
    return Decoded(text, f"converted from {name} to Unicode; offsets are of the converted text")


def _score(data: bytes, decode: Callable[[bytes], str]) -> float:
    try:
        good, total = vietnamese_share(decode(data))
    except UnicodeDecodeError:
        return 0.0
    return good / total if total >= _FEWEST else 0.0


def _refuse_nul(where: int) -> Decoded:
    raise InputError(
        f"NUL character at offset {where}: this is no text, or UTF-16 without a byte order mark; save it as UTF-8"
    )


def _refuse(what: str) -> Decoded:
    raise InputError(
        f"{what}, and neither windows-1258, TCVN3 (ABC) nor VNI fits for certain; "
        "convert the file to UTF-8 (with iconv or UniKey) and try again"
    )


def _first_odd_byte(data: bytes) -> int:
    return next(index for index, byte in enumerate(data) if byte >= 0x80)
