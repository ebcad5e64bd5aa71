"""Reading sources: every kind of file, and every way in which one can be broken."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import article, read
from kg.documents.faults import FaultLog
from kg.documents.read import read_documents
from kg.documents.records import Document

TEXT = "Khánh thành cầu Vạc\n13/04/2021 11:42\n(GLO)- Sáng nay, cầu được khánh thành.\n"


def read_all(*sources: Path | str) -> tuple[list[Document], list[str]]:
    faults = FaultLog(io.StringIO())
    documents = list(read_documents(sources, faults=faults))
    return documents, [str(error) for error in faults.faults] + faults.warnings


def row(id_: str, text: str = TEXT, **fields: object) -> str:
    return json.dumps({"id": id_, "text": text, **fields}, ensure_ascii=False)


def write_lines(path: Path, *lines: str | bytes) -> Path:
    path.write_bytes(b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines))
    return path


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (document,), told = read_all(tmp_path / "a.txt")
    assert document == Document(
        id="a", text=TEXT, title="Khánh thành cầu Vạc", published="2021-04-13", publisher="Báo Gia Lai"
    )
    assert told == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_text_is_kept_as_given(tmp_path: Path, form: str) -> None:
    text = unicodedata.normalize("NFD" if form == "NFD" else "NFC", TEXT.replace("\n", "\r\n"))
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    write_lines(tmp_path / "b.jsonl", row("b", "\ufeff" + text))
    (of_text, of_json), _ = read_all(tmp_path)
    assert of_text.text == text
    assert of_json.text == "\ufeff" + text
    assert of_text.title == of_json.title == "Khánh thành cầu Vạc"


def test_fields_that_are_handed_in_win(tmp_path: Path) -> None:
    given_: dict[str, Any] = {
        "title": "Cầu mới",
        "published": "2020-01-02T20:00:00Z",
        "publisher": "Báo X",
        "url": "https://x.vn",
        "more": 1,
    }
    (document,), told = read_all(write_lines(tmp_path / "a.jsonl", row("a", **given_)))
    assert (document.title, document.published, document.publisher) == ("Cầu mới", "2020-01-03", "Báo X")
    assert (document.url, document.lang) == ("https://x.vn", "vi")
    assert told == []


def test_the_paper_is_told_by_the_address(tmp_path: Path) -> None:
    (document,), _ = read_all(write_lines(tmp_path / "a.jsonl", row("a", "Mưa to", url="https://baolaocai.vn/1")))
    assert document.publisher == "Báo Lào Cai"


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.htm.notes", ".hidden.txt", ".git/x.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Tin {name}", "utf-8")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    faults = FaultLog(out := io.StringIO())
    assert [document.id for document in read_documents([tmp_path], faults=faults)] == ["B", "a", "b/1", "b/2"]
    assert out.getvalue().count("\n") == 1
    assert "1 files of other kinds were left out" in out.getvalue()
    assert not faults.failed


def test_packed_files_are_unpacked_whatever_their_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(row("b").encode()))
    (tmp_path / "c.jsonl").write_bytes(gzip.compress(row("c").encode()))
    documents, told = read_all(tmp_path)
    assert [document.id for document in documents] == ["a", "b", "c"]
    assert told == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_lines_in_other_unicode(tmp_path: Path, encoding: str) -> None:
    text = "".join(row(f"a{number}") + "\r\n" for number in range(600))
    (tmp_path / "a.jsonl").write_bytes(text.encode(encoding))
    documents, told = read_all(tmp_path / "a.jsonl")
    assert [document.id for document in documents] == [f"a{number}" for number in range(600)]
    assert documents[-1].text == TEXT
    assert told == []


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (row("a").encode() + b"\n" + row("b").encode(), ["a", "b"]),
        (b"\n \n" + row("a").encode(), ["a"]),
        (TEXT.encode(), ["stdin"]),
        (gzip.compress(row("a").encode()), ["a"]),
        (row("a").encode("utf-16"), ["a"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    documents, told = read_all("-")
    assert [document.id for document in documents] == ids
    assert told == []
    assert not sys.stdin.buffer.closed


def test_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    if os.fork() == 0:
        (tmp_path / "pipe").write_text(row("a"), "utf-8")
        os._exit(0)
    documents, told = read_all(tmp_path / "pipe")
    os.wait()
    assert [document.id for document in documents] == ["a"]
    assert told == []


BROKEN_LINES: list[tuple[str | bytes, str]] = [
    ('{"id": "x", "text": "cut off', "malformed JSON"),
    ("nonsense", "malformed JSON"),
    ('{"id": "x", "text": "a"} {}', "malformed JSON"),
    ("[" * 100_000, "not an article"),
    ("[1]", "not an article"),
    ('{"id": "x", "text": "a", "more": ' + "[" * 100_000 + "]" * 100_000 + "}", "malformed JSON"),
    ('{"id": "x"}', "`text`"),
    ('{"text": "x"}', "`id`"),
    ('{"id": 5, "text": "x"}', "`$.id`"),
    ('{"id": "x", "text": null}', "`$.text`"),
    ('{"id": "x", "text": ["x"]}', "`$.text`"),
    ('{"id": "x", "text": "x", "title": 5}', "`$.title`"),
    ('{"id": "", "text": "x"}', "the id ''"),
    ('{"id": "a\\nb", "text": "x"}', "the id"),
    ('{"id": "x", "text": ""}', "empty text"),
    ('{"id": "x", "text": " \\n\\ufeff "}', "empty text"),
    ('{"id": "x", "text": "a\\u0000b"}', "NUL character at offset 1"),
    ('{"id": "x", "text": "\\ud800"}', "malformed JSON"),
    (b'{"id": "x", "text": "a\0b"}', "NUL bytes"),
    (b'{"id": "x", "text": "Vi\xe1\xbb\x87t Nam \xff"}', "byte"),
    ('{"id": "x", "persons": []}', "kg build or kg validate"),
    (row("good", "Khác"), "another article came before under the id good"),
]


@pytest.mark.parametrize(("line", "said"), BROKEN_LINES, ids=[said for _, said in BROKEN_LINES])
def test_a_broken_line_is_one_fault_and_the_rest_carries_on(tmp_path: Path, line: str | bytes, said: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", row("good"), line, "", row("last"))
    documents, told = read_all(path)
    assert [document.id for document in documents] == ["good", "last"]
    assert len(told) == 1
    assert told[0].startswith(f"{path}:2: ")
    assert said in told[0]


BROKEN_FILES: list[tuple[str, bytes, str]] = [
    ("a.txt", b"", "empty file"),
    ("a.txt", b" \n ", "empty text"),
    ("a.jsonl", b"", "empty file"),
    ("a.html", b"", "empty file"),
    ("a.txt.gz", b"plain", "not a gzip file"),
    ("a.txt", b"a\0b", "NUL character at offset 1"),
    ("a.txt", "Vi\u1ec7t Nam".encode() + b"\xff", "byte 10"),
    ("a.txt", "Việt Nam mến yêu của bạn".encode("utf-16-le"), "NUL"),
    ("a.txt", gzip.compress(TEXT.encode() * 9)[:40], "cut off or damaged"),
    ("a.txt", gzip.compress(TEXT.encode())[:-6] + b"abcdef", "cut off or damaged"),
    ("a.pdf", b"%PDF", "unknown kind of file"),
    ("a.html", b"<html><body></body></html>", "no article in this page"),
]


@pytest.mark.parametrize(("name", "data", "said"), BROKEN_FILES, ids=[said for *_, said in BROKEN_FILES])
def test_a_broken_file_is_one_fault_and_the_rest_carries_on(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(TEXT, "utf-8")
    documents, told = read_all(tmp_path / name, tmp_path / "z.txt")
    assert [document.id for document in documents] == ["z"]
    assert len(told) == 1
    assert told[0].startswith(f"{tmp_path / name}: ")
    assert said in told[0]


def test_a_cut_off_gzip_gives_what_came_before(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(row(f"a{number}", os.urandom(200).hex()).encode() + b"\n" for number in range(500)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    documents, told = read_all(tmp_path / "a.jsonl.gz")
    assert 100 < len(documents) < 400
    assert len(told) == 1
    assert told[0].startswith(f"{tmp_path / 'a.jsonl.gz'}:{len(documents) + 1}: the gzip file is cut off")


def test_missing_and_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    real: Callable[..., object] = Path.open

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    _, told = read_all(tmp_path / "none", tmp_path / "empty", tmp_path / "gone.txt", tmp_path / "b.txt")
    assert ["no such file" in told[0], "nothing to read" in told[1], "no such file" in told[2]] == [True] * 3
    assert "can't be read (Permission denied)" in told[3]


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in a folder, 1,500 times, with an article in the last; taken away here, as pytest would recurse."""
    before = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1_100):
            Path("a").mkdir()
            os.chdir("a")
        Path("x.txt").write_text(TEXT, "utf-8")
        os.chdir(before)
        yield tmp_path
    finally:
        os.chdir(before)
        subprocess.run(["rm", "-rf", str(tmp_path / "a")], check=True)


def test_folders_as_deep_as_paths_may_be(deep_folder: Path) -> None:
    (document,), told = read_all(deep_folder)
    assert document.id == "a/" * 1_100 + "x"
    assert told == []


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    documents, told = read_all(tmp_path / ("x" * 300), tmp_path / "loop.txt", "a\0b.txt")
    assert documents == []
    assert [line.partition("no such file")[1] for line in told] == ["no such file"] * 3


def test_an_article_that_comes_twice(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", row("a"), row("b"), row("a"))
    (tmp_path / "b.txt").write_text("Khác", "utf-8")
    documents, told = read_all(tmp_path, tmp_path)
    assert [document.id for document in documents] == ["a", "b"]
    assert len(told) == 2  # b.txt, in each of the two readings of the folder
    assert "under the id b" in told[0]


def test_a_weekday_that_is_wrong_is_told(tmp_path: Path) -> None:
    (document,), told = read_all(write_lines(tmp_path / "a.jsonl", row("a", "Tin\nThứ Hai, 13/04/2021, 11:42\nMưa.")))
    assert document.published == "2021-04-13"
    assert "weekday is not that of 2021-04-13" in told[0]


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    (document,), told = read_all(write_lines(tmp_path / "a.jsonl", row("a", published="mai")))
    assert document.published == "2021-04-13"
    assert "`published` is no date ('mai')" in told[0]


def test_long_lines_and_articles_are_refused_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 1_000_000)
    monkeypatch.setattr(article, "MAX_TEXT", 500_000)
    with (tmp_path / "a.jsonl").open("wb") as out:
        out.write(b'{"id": "huge", "text": "')
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n' + row("long", "y" * 600_000).encode() + b"\n" + row("good").encode())
    tracemalloc.start()
    documents, told = read_all(tmp_path / "a.jsonl")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [document.id for document in documents] == ["good"]
    assert "a.jsonl:1: a line of more than" in told[0]
    assert "a.jsonl:2: a text of 600,000 characters" in told[1]
    assert peak < 10_000_000


def test_memory_is_flat(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as out:
        out.writelines(row(f"a{number}", TEXT * 500) + "\n" for number in range(100))
    tracemalloc.start()
    faults = FaultLog(io.StringIO())
    assert sum(1 for _ in read_documents([tmp_path], faults=faults)) == 100
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000  # of 5 MB


def test_a_name_that_is_no_utf_8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    with open(os.path.join(folder, b"b\xff.txt"), "wb") as out:  # noqa: PTH118, PTH123 - bytes are the point
        out.write(TEXT.encode())
    faults = FaultLog(out_text := io.StringIO())
    assert list(read_documents([tmp_path], faults=faults)) == []
    assert "not printable UTF-8" in out_text.getvalue()


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=50).filter(
    lambda text: text.strip("\ufeff \u00a0") != ""
)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_any_text_comes_back(texts: list[str]) -> None:
    lines = "\n".join(row(str(number), text) for number, text in enumerate(texts)).encode()
    faults = FaultLog(io.StringIO())
    documents = list(_read_input(lines, faults))
    assert all(document.text == texts[int(document.id)] for document in documents)
    assert len(documents) + faults.fault_count == len(texts)
    assert all("garbled" in fault.message for fault in faults.faults)


def _read_input(data: bytes, faults: FaultLog) -> Iterator[Document]:
    before, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(data))
    try:
        yield from read_documents(["-"], faults=faults)
    finally:
        sys.stdin = before
