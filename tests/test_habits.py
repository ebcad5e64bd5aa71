"""No file of the project holds a sentence of the articles in ../shared: they are other people's.

A run is a stretch of words that a file and an article have in common, case and punctuation aside; 12 words or 60
characters of it are a copy. What officials are called is nobody's sentence: every paper prints "Ủy viên Bộ Chính trị,
Bí thư Trung ương Đảng, Trưởng Ban Tổ chức Trung ương" alike. So the words of `TITLES` don't count.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONG_WORDS, LONG_CHARACTERS = 12, 60
#: the official names of posts and bodies, longest first; a longer title goes before one that it contains
TITLES = (
    "văn hóa giáo dục thanh niên thiếu niên và nhi đồng",
    "giáo dục thanh niên thiếu niên và nhi đồng",
    "phó thủ trưởng thường trực cơ quan an ninh điều tra",
    "cơ quan cảnh sát điều tra bộ công an",
    "lao động thương binh và xã hội",
    "tài nguyên và môi trường",
    "vụ trưởng vụ thông tin đối ngoại và hợp tác quốc tế",
    "phó chủ tịch thường trực hđnd tỉnh",
    "tvtu trưởng ban tuyên giáo tỉnh ủy",
    "phó bí thư thường trực tỉnh ủy",
    "ủy viên ban thường vụ tỉnh ủy",
    "trưởng ban tổ chức trung ương",
    "ban tuyên giáo trung ương",
    "ủy viên trung ương đảng",
    "bí thư trung ương đảng",
    "ủy viên bộ chính trị",
    "phó chủ tịch ubnd tỉnh",
    "chủ tịch hđnd tỉnh",
    "chủ tịch ubnd tỉnh",
    "ban chấp hành trung ương đảng",
    "bí thư tỉnh ủy",
    "bộ chính trị",
    "ban bí thư",
)

# A run of 60 characters has at least 8 Vietnamese words (7 letters and a space each). Of the stretches of 4 words that
# begin at every 5th word of an article, at least one lies within any 8: so only those are looked up.
_ANCHOR, _STRIDE = 4, 5
_WORD = re.compile(r"\w+")
# The two halves keep this file from finding itself.
_ARTICLE_ID = re.compile("viet" + r"news/(?:train|val|test)/\d+")

Places = dict[tuple[str, ...], list[tuple[str, int]]]


def split_words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def is_copied(run: list[str]) -> bool:
    """Whether a run is long, leaving out the titles in it."""
    text = f" {' '.join(run)} "
    for title in TITLES:
        text = text.replace(f" {title} ", " ")
    return len(text.split()) >= LONG_WORDS or len(text.strip()) >= LONG_CHARACTERS


def index_words(files: dict[str, list[str]]) -> Places:
    places: Places = {}
    for name, words in files.items():
        for start in range(len(words) - _ANCHOR + 1):
            places.setdefault(tuple(words[start : start + _ANCHOR]), []).append((name, start))
    return places


def find_copies(files: dict[str, list[str]], articles: Iterable[str]) -> set[str]:
    """Lines "file: words" for every long run that a file shares with an article."""
    places, copies = index_words(files), set()
    for article in articles:
        words = split_words(article)
        for start in range(0, len(words) - _ANCHOR + 1, _STRIDE):
            for name, place in places.get(tuple(words[start : start + _ANCHOR]), ()):
                run = grow_run(words, start, files[name], place)
                if is_copied(run):
                    copies.add(f"{name}: {' '.join(run)}")
    return copies


def grow_run(words: list[str], start: int, others: list[str], place: int) -> list[str]:
    """The longest stretch that both lists share around these two places."""
    before, after = 0, _ANCHOR
    while before < min(start, place) and words[start - before - 1] == others[place - before - 1]:
        before += 1
    while start + after < len(words) and place + after < len(others) and words[start + after] == others[place + after]:
        after += 1
    return words[start - before : start + after]


def read_files() -> dict[str, str]:
    """The text of every file of the project that is or may become part of it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    texts = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        try:
            texts[name] = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
        except (UnicodeDecodeError, gzip.BadGzipFile, EOFError):
            continue  # pictures, and inputs that are broken on purpose
    return texts


def read_articles(shared: Path) -> Iterator[str]:
    for packed in sorted((shared / "news").glob("*.jsonl.gz")):
        with gzip.open(packed, "rb") as lines:
            yield from (json.loads(line)["text"] for line in lines)
    for path in sorted((shared / "eval").glob("*_docs.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())
    for path in sorted((shared / "seed").glob("*.txt")):
        yield path.read_text("utf-8")


def test_no_sentence_is_copied(shared: Path) -> None:
    files = {name: split_words(text.replace("\\n", " ")) for name, text in read_files().items()}
    assert len(files) > 50
    copies = find_copies(files, read_articles(shared))
    assert not copies, "words of other people's articles; say it in your own:\n" + "\n".join(sorted(copies))


def test_no_article_is_named() -> None:
    assert [name for name, text in read_files().items() if _ARTICLE_ID.search(text)] == []


#: ten words of 60 characters, then what else a file may hold of them
_TOLD = "Nghiêng thuyền chẳng buông thường những chiếc nghiêng khuyên xuống"


@pytest.mark.parametrize(
    ("text", "article", "copied"),
    [
        (
            "một hai ba bốn năm sáu bảy tám chín mười mươi mốt",
            "không MỘT, hai; ba bốn năm sáu bảy tám chín mười mươi mốt!",
            True,
        ),
        ("một hai ba bốn năm sáu bảy tám chín mười mươi", "một hai ba bốn năm sáu bảy tám chín mười mươi mốt", False),
        (_TOLD, f"Rằng {_TOLD.upper()} rồi", True),
        (_TOLD, f"a b c d e f {_TOLD}", True),
        (_TOLD, unicodedata.normalize("NFD", _TOLD), True),
        (_TOLD.replace("những", "mấy"), _TOLD, False),
        (
            "Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Tổ chức Trung ương",
            "ông A, Ủy viên Bộ Chính trị, Bí thư Trung ương Đảng, Trưởng Ban Tổ chức Trung ương",
            False,
        ),
    ],
)
def test_copies_are_found(text: str, article: str, copied: bool) -> None:  # noqa: FBT001 - a row
    assert bool(find_copies({"file": split_words(text)}, [article])) is copied
