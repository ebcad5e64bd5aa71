"""The docs, in step with the code: commands, queries, dependencies, links."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import dedent

import click
import pytest

from kg.cli import COMMANDS, cli
from tests.conftest import ROOT
from tests.test_readme import BLOCK, run_block

DOCS = ROOT / "docs"
BEGIN = "<!-- made by `pytest tests/test_docs.py --regenerate`: begin -->\n"
END = "<!-- end -->\n"
_WIDTH = 100
#: Pages whose console blocks are run; `--regenerate` renews what they print.
RUN = ("check.md", "reform.md", "review.md")

_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_HEADING = re.compile(r"^#+\s+(.+?)\s*#*$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)


def list_pages() -> list[Path]:
    """Every Markdown page of the project."""
    return sorted(
        [
            *ROOT.glob("*.md"),
            *(page for name in ("docs", "examples", "benchmarks") for page in (ROOT / name).rglob("*.md")),
        ]
    )


def walk_commands(names: Iterable[str] = COMMANDS) -> Iterator[tuple[str, click.Context]]:
    """Every command and subcommand by the words that a user types, with a context to ask it for help."""
    # With the settings as when it is run: a command keeps the help option that it was first asked for.
    root = click.Context(cli, info_name="kg", terminal_width=_WIDTH, **cli.context_settings)
    for name in names:
        command = cli.get_command(root, name)
        assert command is not None
        yield from _walk(command, name, root)


def _walk(command: click.Command, name: str, parent: click.Context) -> Iterator[tuple[str, click.Context]]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=_WIDTH)
    yield context.command_path, context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            subcommand = command.get_command(context, child)
            assert subcommand is not None
            yield from _walk(subcommand, child, context)


def make_reference() -> str:
    """The part of docs/commands.md that stands between the markers."""
    sections = (f"\n## {path}\n\n```text\n{context.get_help()}\n```\n" for path, context in walk_commands())
    return f"{BEGIN}{''.join(sections)}\n{END}"


def find_anchors(page: str) -> set[str]:
    """The anchors that GitHub gives to a page's headings."""
    titles = _HEADING.findall(_FENCE.sub("", page))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def find_dead_links(page: Path) -> list[str]:
    """The links from a page to files or headings that are not there."""
    return [link for link in _LINK.findall(_FENCE.sub("", page.read_text("utf-8"))) if not _resolves(page, link)]


def _resolves(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path) if path else page
    if not anchor or target.suffix != ".md":
        return target.exists()
    return target.exists() and anchor in find_anchors(target.read_text("utf-8"))


def test_commands_page_is_in_step(regenerate: bool) -> None:  # noqa: FBT001 - a fixture
    page = (DOCS / "commands.md").read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{make_reference()}{after}"
    if regenerate:
        (DOCS / "commands.md").write_text(made, encoding="utf-8", newline="\n")
    else:
        assert page == made, "docs/commands.md is behind the commands: run pytest tests/test_docs.py --regenerate"


@pytest.mark.parametrize("name", RUN)
def test_transcripts_are_what_the_commands_print(name: str, tmp_path: Path, regenerate: bool) -> None:  # noqa: FBT001
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    text = (DOCS / name).read_text("utf-8")
    real = BLOCK.sub(lambda match: f"```console\n{run_block(match[1], tmp_path)}```", text)
    if regenerate:
        (DOCS / name).write_text(real, encoding="utf-8", newline="\n")
    else:
        assert real == text, f"docs/{name} isn't what the commands print: pytest tests/test_docs.py --regenerate"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example(name: str) -> None:
    helps = {path: context.get_help() for path, context in walk_commands([name])}
    assert [
        path for path, text in helps.items() if not re.search(rf"Examples?:\s+.*{re.escape(path)}\b", text, re.DOTALL)
    ] == []


def test_every_query_is_documented() -> None:
    page = (DOCS / "queries.md").read_text("utf-8")
    stems = {path.stem for path in (ROOT / "queries").iterdir() if path.suffix in {".cypher", ".rq"}}
    assert stems
    assert sorted(stem for stem in stems if f"`{stem}`" not in page) == []


def test_every_dependency_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    names = {re.split(r"[\[<>=~! ;]", requirement)[0] for requirement in wanted} - {"kg"}
    page = (DOCS / "dependencies.md").read_text("utf-8")
    assert sorted(name for name in names if not re.search(rf"^\| `{re.escape(name)}` \|.*\w", page, re.MULTILINE)) == []


@pytest.mark.parametrize("page", list_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert find_dead_links(page) == []


def test_index_leads_to_every_page() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"index.md"}
    assert sorted(page for page in pages if f"({page}" not in index) == []


def test_dead_links_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    (tmp_path / "other.md").write_text("# A title, here\n")
    page.write_text(
        dedent("""\
        [a](other.md) [b](other.md#a-title-here) [c](https://example.org) [d](#own) ![e](gone.svg)
        [f](other.md#gone) [g](gone.md "title") [h](#gone)
        ```
        [i](in-code.md)
        ```
        # Own
        """)
    )
    assert find_dead_links(page) == ["gone.svg", "other.md#gone", "gone.md", "#gone"]
