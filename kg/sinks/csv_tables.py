r"""The graph as a folder of CSV tables with a data dictionary, for data frames, databases and spreadsheets.

One table a class (`person.csv`, `tenure.csv`, …): the id, then the ontology's properties in its order; rows sorted by
id; UTF-8, LF. An empty cell is no value; a list is joined by "|", with "\|" for "|" and "\\" for "\" inside an item.
Values stand as they are in the graph, since the tables are for machines first. A name or quote that begins with
=, +, - or @ would be run as a formula by a spreadsheet program (https://owasp.org/www-community/attacks/CSV_Injection):
`spreadsheet` puts an apostrophe before it, and a byte order mark before the file, as Excel garbles Vietnamese without.
"""

from __future__ import annotations

import csv
from pathlib import Path

from kg.graph.reader import GraphReader
from kg.graph.records import CLASSES, GraphRecord
from kg.ontology import load_ontology
from kg.sinks.data_package import LIST_SEPARATOR, table_name, write_descriptor
from kg.sinks.files import replace_folder

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(graph: GraphReader, folder: Path, *, spreadsheet: bool = False) -> dict[str, int]:
    """Write every class of the graph as a table into a folder, which appears whole or not at all.

    Args:
        graph: what to write.
        folder: where; created, or replaced if it holds an earlier export and nothing else.
        spreadsheet: guard against formulas and mark the encoding, for people who open the tables in Excel.

    Returns:
        The number of rows of each class.

    Raises:
        SinkError: the folder holds other files, can't be written, or a text is not valid Unicode.
    """
    counts = {}
    with replace_folder(folder, [f"{table_name(name)}.csv" for name in CLASSES]) as new:
        for name, kind in CLASSES.items():
            path = new / f"{table_name(name)}.csv"
            counts[name] = _write_table(graph, name, kind, path, spreadsheet=spreadsheet)
        write_descriptor(new, form="csv", spreadsheet=spreadsheet)
    return counts


def join_items(items: tuple[str, ...]) -> str:
    """A list as one cell, from which `split_items` gives the same list back if no item is empty."""
    escaped = (item.replace("\\", "\\\\").replace(LIST_SEPARATOR, f"\\{LIST_SEPARATOR}") for item in items)
    return LIST_SEPARATOR.join(escaped)


def split_items(cell: str) -> tuple[str, ...]:
    """The list that a cell stands for; an empty cell is an empty list."""
    if not cell:
        return ()
    items, characters = [""], iter(cell)
    for character in characters:
        if character == LIST_SEPARATOR:
            items.append("")
        else:
            items[-1] += next(characters, "") if character == "\\" else character
    return tuple(items)


def _write_table(graph: GraphReader, name: str, kind: type[GraphRecord], path: Path, *, spreadsheet: bool) -> int:
    columns = ("id", *load_ontology().classes[name].properties)
    show = _guard if spreadsheet else _as_cell
    count = 0
    with path.open("w", encoding="utf-8-sig" if spreadsheet else "utf-8", newline="") as out:
        plain = csv.writer(out, lineterminator="\n")
        # Python 3.11 leaves a bare carriage return unquoted, which readers then take for the end of the row.
        quoted = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        plain.writerow(columns)
        for record in graph.records(kind):
            row = [show(getattr(record, column)) for column in columns]
            (quoted if any("\r" in cell for cell in row) else plain).writerow(row)
            count += 1
    return count


def _as_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return join_items(value) if isinstance(value, tuple) else str(value)


def _guard(value: object) -> str:
    cell = _as_cell(value)
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not isinstance(value, int | float) else cell
