"""docs/sparql.md is real: a server is started, each command is run, its output is the one shown (or `--regenerate`)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.conftest import ROOT
from tests.serve.running import run_server

PAGE = ROOT / "docs" / "sparql.md"
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = "http://127.0.0.1:8080"
SERVE = "$ kg serve --graph graph --port 8080"


class Reader:
    """Does what a reader of the page does, in a folder of its own."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack, self._address, self._id = folder, stack, SHOWN, ""

    def follow(self, match: re.Match[str]) -> str:
        """The block as it should be."""
        language, text = match.groups()
        if language == "python":
            name = text.partition("\n")[0].removeprefix("# ")
            (self._folder / name).write_text(text.replace(SHOWN, self._address), encoding="utf-8")
            return match[0]
        return f"```console\n{''.join(self._run(command) for command in split_commands(text))}```"

    def _run(self, command: str) -> str:
        if command.strip() == SERVE:
            server = self._stack.enter_context(run_server(self._folder / "graph", "--timeout", "2"))
            self._address = server.address
            # Not with its number of triples, which changes with everything.
            return f"{command}graph: … triples at {SHOWN}/ (SPARQL at {SHOWN}/sparql); Ctrl-C stops\n"
        words = re.sub(r"^(\$|>) ", "", command, flags=re.MULTILINE).replace(SHOWN, self._address)
        script = f"ID={self._id}\n{words}\necho ID=$ID >&3"
        output, noted = self._folder / ".out", self._folder / ".id"
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        with output.open("w") as out, noted.open("w") as note:
            subprocess.run(
                ["bash", "-c", f"exec 3>{noted}\n{script}"],
                cwd=self._folder,
                env={**os.environ, "PATH": path, "COLUMNS": "110", "LC_ALL": "C.UTF-8"},
                stdout=out,
                stderr=subprocess.STDOUT,
                check=False,
            )
            note.flush()
        self._id = noted.read_text("utf-8").strip().removeprefix("ID=")
        lines = output.read_text("utf-8").replace("\r", "").replace(self._address, SHOWN).splitlines()
        return command + "".join(f"{line.rstrip()}\n" for line in lines)


def split_commands(block: str) -> Iterator[str]:
    """Each command of a console block, with the lines that go on with it, without what it printed."""
    command = ""
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            if command:
                yield command
            command = line
        elif line.startswith("> "):
            command += line
    yield command


def test_the_page_shows_what_happens(tmp_path: Path, regenerate: bool) -> None:  # noqa: FBT001 - a fixture
    for name in ("examples", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    text = PAGE.read_text("utf-8")
    with ExitStack() as stack:
        real = BLOCK.sub(Reader(tmp_path, stack).follow, text)
    if regenerate:
        PAGE.write_text(real, encoding="utf-8")
        return
    assert real == text, "docs/sparql.md is not what happens: pytest tests/serve/test_docs.py --regenerate"
