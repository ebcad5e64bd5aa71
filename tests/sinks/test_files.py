from __future__ import annotations

import gzip
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import SinkError
from kg.sinks.files import open_output


def test_the_file_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    with open_output(path) as out:
        out.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_leaves_the_file_before_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "dump"
    path.write_bytes(b"before")

    def fail() -> None:
        with open_output(path) as out:
            out.write(b"half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_gzip_bytes_do_not_tell_name_or_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with open_output(tmp_path / name, gzipped=True) as out:
            out.write(b"x" * 1000)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert gzip.decompress((tmp_path / "one").read_bytes()) == b"x" * 1000
    assert (tmp_path / "one").read_bytes()[3:8] == bytes(5)  # no name, no time (RFC 1952)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_file_has_an_ordinary_mode(tmp_path: Path) -> None:
    with open_output(tmp_path / "dump") as out:
        out.write(b"x")
    (tmp_path / "plain").write_bytes(b"x")
    assert stat.S_IMODE((tmp_path / "dump").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(SinkError, match=r"none/dump: can't be written: No such file"),
        open_output(tmp_path / "none/dump"),
    ):
        pass


def test_text_that_is_no_unicode_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(SinkError, match=r"surrogate pair.*after 'before '"), open_output(tmp_path / "dump") as out:
        out.write("before \udc80".encode())


def test_none_is_standard_output() -> None:
    code = "from kg.sinks.files import open_output\nwith open_output(None) as out: out.write(b'x')\nprint('y')"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert done.stdout == b"xy\n"


def test_a_reader_that_goes_away_is_no_fault_of_the_sink() -> None:
    code = "from kg.sinks.files import open_output\nwith open_output(None) as out: out.write(b'x' * 10**7)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert b"BrokenPipeError" in running.stderr.read()
