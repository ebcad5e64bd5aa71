"""`kg serve`, as a user starts it; what it then serves is tested in tests/serve."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.running import KG, run_server, write_graph
from tests.serve.test_life import make_people


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*KG, "serve", *words], capture_output=True, text=True, check=False, timeout=60)


def test_the_address_is_told_and_ctrl_c_is_a_good_end(tmp_path: Path) -> None:
    write_graph(tmp_path, make_people(2))
    with run_server(tmp_path, "--jobs", "1", "--base", "http://localhost/id/") as server:
        assert server.fetch("/id/person-0000000000000001").status == 303
        assert server.stop() == 0
        assert server.process.stderr is not None
        assert server.process.stderr.read() == "stopped\n"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--base", "nonsense"), 1, r"kg: not a base for IRIs: 'nonsense'"),
        (("--host", "192.0.2.1"), 1, r"kg: 192\.0\.2\.1:0 can't be listened on \(.*\); choose another"),
        (("--graph", "nowhere"), 1, r"kg: no graph in nowhere; make one with: kg build"),
        (("--timeout", "0"), 2, r"Invalid value for '--timeout'"),
        (("--port", "70000"), 2, r"Invalid value for '--port'"),
        (("--rows", "0"), 2, r"Invalid value for '--rows'"),
    ],
)
def test_wrong_use_is_one_clear_message(tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    write_graph(tmp_path, make_people(1))
    done = run("--graph", str(tmp_path), "--port", "0", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert re.search(told, done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    write_graph(tmp_path, make_people(1))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("--graph", str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert (done.returncode, "choose another with --port" in done.stderr) == (1, True)


def test_what_is_not_installed_is_told(tmp_path: Path) -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "serve", "--graph", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "kg: kg serve needs uvicorn: pip install 'kg[serve]'\n")


def test_help_needs_nothing_installed() -> None:
    code = (
        "import sys; from kg.cli import cli; cli(['serve', '--help'], standalone_mode=False); "
        "assert not {'starlette', 'uvicorn', 'jinja2', 'rdflib', 'pyoxigraph'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
