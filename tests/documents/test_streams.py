"""Bytes a chunk at a time give the same as bytes at once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.documents.seen import SeenIds
from kg.documents.streams import ByteReader, open_source, to_utf8
from kg.errors import InputError


def make_reader(data: bytes, step: int) -> ByteReader:
    stream = io.BytesIO(data)
    return ByteReader(lambda size: stream.read(min(size, step)))


@given(st.text("ab\n", max_size=60).map(str.encode), st.integers(1, 7), st.integers(1, 20))
def test_lines_are_those_of_the_standard_library(data: bytes, step: int, limit: int) -> None:
    reader, stream = make_reader(data, step), io.BytesIO(data)
    while (line := stream.readline(limit)) != b"":
        assert reader.peek(2) == data[stream.tell() - len(line) :][:2]
        assert reader.readline(limit) == line
    assert reader.readline(limit) == b""


@given(st.text("ab\n", max_size=60).map(str.encode), st.integers(1, 7))
def test_skipping_a_line(data: bytes, step: int) -> None:
    reader = make_reader(data, step)
    reader.skip_line()
    assert reader.read(1_000) == data.partition(b"\n")[2]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(1, 7))
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_unicode_becomes_utf_8(encoding: str, text: str, step: int) -> None:
    assume(not text.startswith("\0"))  # a UTF-16 mark and a NUL are the mark of UTF-32
    assert to_utf8(make_reader(text.encode(encoding), step)).read(1_000) == text.encode()


def test_a_cut_off_character() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        to_utf8(make_reader("ơ".encode("utf-16")[:-1], 9)).read(10)


def test_an_endless_source() -> None:
    with open_source(Path("/dev/zero")) as reader:
        assert len(reader.readline(100_000)) == 100_000


@given(st.lists(st.tuples(st.text(max_size=3), st.binary(max_size=1)), max_size=30))
def test_seen_ids_agree_with_a_dict(pairs: list[tuple[str, bytes]]) -> None:
    seen, known = SeenIds(), dict[str, bytes]()
    for id_, content in pairs:
        expected = "new" if id_ not in known else "same" if known[id_] == content else "different"
        assert seen.add(id_, content) == expected
        known.setdefault(id_, content)


def test_many_ids_are_told_apart() -> None:
    seen = SeenIds()
    assert all(seen.add(f"article {number}", b"x") == "new" for number in range(5_000))
    assert all(seen.add(f"article {number}", b"x") == "same" for number in range(5_000))
    assert seen.add("article 0", b"y") == "different"
