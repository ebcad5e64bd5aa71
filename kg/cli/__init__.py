"""The commands a user types. Each is a module here, imported only when it is asked for."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from importlib.metadata import version

import click

from kg.errors import KgError

#: command → the module whose `command` it is, and the line that `kg --help` shows
COMMANDS: dict[str, tuple[str, str]] = {
    "extract": ("kg.cli.extract", "Read articles into facts, one JSON record an article."),
    "build": ("kg.cli.build", "Make or extend the graph from articles or facts."),
    "withdraw": ("kg.cli.withdraw", "Take articles and all that only they say out of the graph."),
    "who": ("kg.cli.who", "Show who holds a post, on a day."),
    "person": ("kg.cli.person", "Show a person's posts over time, changes and meetings."),
    "together": ("kg.cli.together", "Show who attended meetings with whom."),
    "check": ("kg.cli.check", "Show what contradicts itself in the graph."),
    "review": ("kg.cli.review", "Decide who is who where the graph is in doubt."),
    "query": ("kg.cli.query", "Ask a question from the library, or your own .rq or .cypher."),
    "links": ("kg.cli.links", "Show which person each article's names were resolved to."),
    "load": ("kg.cli.load", "Load the graph into a database."),
    "export": ("kg.cli.export", "Write the graph as RDF, CSV or GraphML."),
    "serve": ("kg.cli.serve", "Serve pages for people and a SPARQL endpoint for programs."),
    "validate": ("kg.cli.validate", "Check facts or an RDF dump against the schema or the shapes."),
    "eval": ("kg.cli.evaluate", "Hold facts against an annotation: what is right, where to dig."),
}

#: How many new objects Python waits for before it looks for cycles among them.
_GARBAGE_AFTER = 50_000


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which the work is done."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, imported now; none if there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("kg"), prog_name="kg")
def cli() -> None:
    """Read Vietnamese political news into a graph of officials whose every fact opens the words it came from.

    Example: kg build articles/ && kg who "Bí thư Tỉnh ủy" --body "Ninh Bình" --on 2021-04-13
    """


def main() -> None:
    """Run the command line; a `KgError` becomes one clear message and exit code 1."""
    # Word lists and graphs stay to the end, and hardly anything here is a cycle: looking for garbage is mostly in vain.
    gc.set_threshold(_GARBAGE_AFTER)
    try:
        cli(standalone_mode=True)
    except KgError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
