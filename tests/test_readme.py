"""The README's examples are real: each command is run, and its output is the one shown (`--regenerate` rewrites it)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WIDTH = 110


def run_block(block: str, folder: Path) -> str:
    """The block as it should be: every `$ ` line followed by what the command prints, on either stream."""
    lines = []
    for command in (line[2:] for line in block.splitlines() if line.startswith("$ ")):
        lines.append(f"$ {command}")
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        finished = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path, "COLUMNS": str(WIDTH), "LC_ALL": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines += [line.rstrip() for line in finished.stdout.splitlines()]
    return "\n".join(lines) + "\n"


def test_examples_print_what_the_readme_shows(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = README.read_text(encoding="utf-8")
    real = BLOCK.sub(lambda match: f"```console\n{run_block(match[1], tmp_path)}```", text)
    if request.config.getoption("--regenerate"):
        README.write_text(real, encoding="utf-8")
        return
    assert real == text, "the README's output is not what the commands print: pytest tests/test_readme.py --regenerate"
