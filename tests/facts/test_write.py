"""A facts file is whole or as it was before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.facts.records import Facts
from kg.facts.write import open_atomically, write_facts


def fail_after_one() -> Iterator[Facts]:
    yield Facts(id="a")
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_the_same_records_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / "other").mkdir()
    write_facts([Facts(id="a")], tmp_path / name)
    write_facts([Facts(id="a")], tmp_path / "other" / f"b{name}")
    assert (tmp_path / name).read_bytes() == (tmp_path / "other" / f"b{name}").read_bytes()


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_an_interrupted_write_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_facts(fail_after_one(), tmp_path / name)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [(name, "old")]


KILLED = """
import sys, time
from pathlib import Path
from kg.facts.records import Facts
from kg.facts.write import write_facts

def facts():
    for number in range(1_000_000):
        yield Facts(id=f"a{number}")
        if number == 10_000:
            print("writing", flush=True)
            time.sleep(60)

write_facts(facts(), Path(sys.argv[1]))
"""


def test_a_killed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("old")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert path.read_text() == "old"
    write_facts([Facts(id="a")], path)
    assert path.read_text().startswith('{"id":"a"')


def test_links_are_followed_and_modes_kept(tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "real.jsonl").chmod(0o640)
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    write_facts([Facts(id="a")], tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_text() != "old"
    assert (tmp_path / "real.jsonl").stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_facts([], tmp_path / "a.jsonl")
    finally:
        os.umask(before)
    assert (tmp_path / "a.jsonl").stat().st_mode & 0o777 == 0o640


def test_devices_stay_what_they_are() -> None:
    assert write_facts([Facts(id="a")], Path("/dev/null")) == 1
    assert not Path("/dev/null").is_file()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be written"), open_atomically(tmp_path / "none" / "a.jsonl"):
        time.sleep(0)
    with pytest.raises(InputError, match="can't be written"):
        write_facts([], tmp_path)
