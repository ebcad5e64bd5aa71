"""The tables of old encodings, held against an independent one where there is one."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest

from kg.lexicon.legacy import (
    decode_tcvn3,
    decode_vni,
    hide_windows,
    load_legacy_encodings,
    show_windows,
    vietnamese_share,
)


def test_tcvn3_agrees_with_iconv() -> None:
    if shutil.which("iconv") is None:
        pytest.skip("iconv is absent: its table is the oracle here")
    codes = bytes(int(code, 16) for code in load_legacy_encodings().tcvn3)
    oracle = subprocess.run(["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=codes, capture_output=True, check=True)
    assert decode_tcvn3(codes) == oracle.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Vieät Nam", "Việt Nam"),
        ("Thaønh phoá Hoà Chí Minh", "Thành phố Hồ Chí Minh"),
        ("ÑAÏI HOÄI", "ĐẠI HỘI"),
        ("Nguyeãn Vaên Höôùng", "Nguyễn Văn Hướng"),
        (
            "kyû nieäm, quyù baùu, kyõ löôõng, tæ leä, nghó, thò xaõ, ñöôïc",
            "kỷ niệm, quý báu, kỹ lưỡng, tỉ lệ, nghĩ, thị xã, được",
        ),
        ("plain text, 12%", "plain text, 12%"),
    ],
)
def test_vni(shown: str, text: str) -> None:
    assert decode_vni(shown.encode("cp1252")) == text


def test_every_letter_of_vietnamese_is_in_both_tables() -> None:
    tones = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones} | {"đ"}
    assert {letter for letter in letters if not letter.isascii()} <= set(load_legacy_encodings().tcvn3.values())
    vni = load_legacy_encodings().vni
    assert len(vni.letters) + len(vni.marks) == 26


def test_windows_bytes_come_back() -> None:
    data = bytes(range(256))
    assert hide_windows(show_windows(data)) == data
    assert hide_windows("漢") is None


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Việt Nam, Đà Nẵng", (3, 3)),
        ("giếng quýt khuỷu nghiêng ngoằn", (5, 5)),
        ("Zürich façade Việt", (1, 3)),
        ("abc", (0, 0)),
    ],
)
def test_how_vietnamese_it_looks(text: str, share: tuple[int, int]) -> None:
    assert vietnamese_share(text) == share
