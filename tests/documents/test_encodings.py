"""Bytes in every encoding that Vietnamese was written in: read, converted with a warning, or refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.encodings import Decoded, decode_bytes, repair_text
from kg.errors import InputError
from kg.lexicon.legacy import load_legacy_encodings, show_windows

TEXT = (
    "Đồng chí Hoàng Mẫu Đơn, ủy viên thường vụ, đã dự lễ khởi công và phát biểu: “Cây cầu nối những bản làng”.\n"
    "Cuối buổi lễ, đại biểu tặng quà cho các hộ nghèo – mỗi hộ một suất.\n"
)
CAPITAL = "Ăn quả, Âu Cơ, Êm ả, Ô Môn, Ơn nghĩa, Ưu tiên, Đền Hùng"


def to_tcvn3(text: str) -> bytes:
    codes = {letter: bytes.fromhex(code) for code, letter in load_legacy_encodings().tcvn3.items()}
    return b"".join(codes.get(char) or char.encode("cp1252") for char in text)


def to_vni(text: str) -> bytes:
    """Written by hand from the letters, as our own table only goes the other way."""
    vowels = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}
    tones = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    joined = {
        "âù": "á",
        "âø": "à",
        "âû": "å",
        "âõ": "ã",
        "âï": "ä",
        "êù": "é",
        "êø": "è",
        "êû": "ú",
        "êõ": "ü",
        "êï": "ë",
    }
    alone = {"iù": "í", "iø": "ì", "iû": "æ", "iõ": "ó", "iï": "ò", "yï": "î"}
    shown = ""
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((tones[mark] for mark in marks if mark in tones), "")
        plain = unicodedata.normalize("NFC", re.sub("[\u0301\u0300\u0309\u0303\u0323]", "", marks))
        made = vowels.get(plain.lower(), plain.lower()) + tone
        for table in (joined, alone):
            made = made[:-2] + table.get(made[-2:], made[-2:])
        shown += made.upper() if plain.isupper() else made
    return shown.encode("cp1252")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (TEXT.encode(), TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("utf-16"), TEXT),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
        (TEXT.encode("utf-32"), TEXT),
        (unicodedata.normalize("NFD", TEXT).encode(), unicodedata.normalize("NFD", TEXT)),
        (TEXT.replace("\n", "\r\n").encode(), TEXT.replace("\n", "\r\n")),
        (b"plain", "plain"),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-be", "utf-32", "nfd", "crlf", "ascii"],
)
def test_unicode_is_kept_as_given(data: bytes, text: str) -> None:
    decoded = decode_bytes(data)
    assert (decoded.text, decoded.warning) == (text, None)


def test_windows_1258_is_converted_with_a_warning() -> None:
    tones = re.compile("([\u0300\u0301\u0303\u0309\u0323])")
    spelled = "".join(
        unicodedata.normalize("NFC", tones.sub("", unicodedata.normalize("NFD", char)))
        + "".join(tones.findall(unicodedata.normalize("NFD", char)))
        for char in TEXT
    )
    decoded = decode_bytes(spelled.encode("cp1258"))
    assert decoded.text == spelled
    assert unicodedata.normalize("NFC", decoded.text) == TEXT
    assert "windows-1258" in (decoded.warning or "")


@pytest.mark.parametrize(("encode", "name"), [(to_tcvn3, "TCVN3"), (to_vni, "VNI")])
@pytest.mark.parametrize("text", [TEXT, CAPITAL], ids=["sentences", "capitals"])
def test_fonts_from_before_unicode_are_converted(encode: Callable[[str], bytes], name: str, text: str) -> None:
    encoded = encode(text)
    for data in (encoded, show_windows(encoded).encode("utf-8")):  # as bytes, and pasted into a Unicode file
        decoded = decode_bytes(data)
        assert decoded.text == text
        assert name in (decoded.warning or "")


def test_text_that_was_decoded_wrongly_is_converted() -> None:
    decoded = decode_bytes(show_windows(TEXT.encode("utf-8")).encode("utf-8"))
    assert decoded.text == TEXT
    assert "UTF-8" in (decoded.warning or "")
    latin = TEXT.encode("utf-8").decode("latin-1")
    assert repair_text(latin).text == TEXT


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode()[:60] + b"\xff\xfe\xfd" + TEXT.encode()[60:], "byte 60"),
        (TEXT.encode()[:61], "byte"),
        (TEXT.encode("utf-16")[:-1], "UTF-16"),
        (TEXT.encode("utf-16-le"), "NUL"),
        (b"abc\0def", "NUL character at offset 3"),
        ("Ünïcödé façade déjà vu, Zürich, Köln, Größe, naïve".encode("latin-1"), "neither"),
        (bytes(range(128, 256)), "byte 0"),
        (b"\xe9", "byte 0"),
        ((show_windows(TEXT.encode()) + " 漢字").encode(), "not all of it in one way"),
    ],
    ids=["broken", "cut", "odd utf-16", "no bom", "nul", "french", "binary", "one byte", "mixed"],
)
def test_what_is_not_certain_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        decode_bytes(data)
    assert "save" in caught.value.message or "convert" in caught.value.message


def test_lost_characters_are_told() -> None:
    decoded = repair_text("Tr\ufffdn V\ufffdn M\ufffdu")
    assert "3 characters were lost" in (decoded.warning or "")


@pytest.mark.parametrize(
    "text",
    [
        "Diện tích 12 m², giá 5£, nhiệt độ 37°C, «lá», Samsung®, ½ số phiếu, a·b, x×y, André Müller và François",
        "ĐÃ XÂY XONG, ĐÂY LÀ TÊN CỦA BẢN MỚI, ÂM NHẠC ÊM ÁI",
        "Café résumé naïve Zürich Köln à la carte – déjà vu, São Paulo, Ærø, Reykjavík",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_text(text) == Decoded(text, None)


def test_half_garbled_text_is_told() -> None:
    shown = show_windows(TEXT.encode())
    assert "look garbled" in (repair_text(shown + TEXT).warning or "")
    assert "look garbled" in (repair_text(10 * TEXT + shown).warning or "")


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode_bytes(data)
    except InputError:
        return
    assert "\0" not in decoded.text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), max_size=300))
def test_utf_8_comes_back_or_is_refused(text: str) -> None:
    try:
        decoded = decode_bytes(text.encode())
    except InputError as error:
        assert "garbled" in error.message  # noqa: PT017
        return
    assert decoded.text == text or "converted" in (decoded.warning or "")
