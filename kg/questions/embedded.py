"""SPARQL on a graph, in this process, without a server: read-only, offline, with a time limit."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pyoxigraph as ox

from kg.errors import InputError, SinkError
from kg.graph.reader import GraphReader
from kg.graph.triples import Quad, iter_quads, split_chunks, write_nquads_lines
from kg.ontology import load_ontology
from kg.questions.answers import Answer, pick_columns
from kg.questions.library import Question
from kg.questions.parameters import Argument

ResultT = TypeVar("ResultT")

XSD = "http://www.w3.org/2001/XMLSchema#"
SECONDS = 60.0

# SERVICE makes pyoxigraph call other servers, and nothing switches that off. The word counts wherever it could start a
# SERVICE clause, even in a comment or a string, as refusing too much is safe; at the end of a name it is part of that.
_IGNORED = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(rf"SERVICE{_IGNORED}(?:SILENT{_IGNORED})?(?=[<?$]|[\w.-]*:)", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"[?$:]\w*$")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# What a query is made of (SPARQL 1.1, 19.8): strings, IRIs, comments and names, in which FROM is no keyword.
_TOKEN = re.compile(
    r"""\"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$@]?[\w.:%-]+|.""",
    re.DOTALL,
)
# So many quads are loaded at a time, so that their text needs little memory.
_QUADS_LOADED = 100_000


def load_store(
    graph: GraphReader, *, base: str | None = None, watch: Callable[[Iterable[Quad]], Iterable[Quad]] = iter
) -> ox.Store:
    """The graph in a SPARQL store in memory; each article's claims are in a named graph.

    Args:
        graph: what is to be asked.
        base: what ids stand behind in IRIs; the ontology's own by default.
        watch: is given the quads and gives them back, such as a counter.
    """
    store = ox.Store()
    for chunk in split_chunks(watch(iter_quads(graph, base=base)), _QUADS_LOADED):
        lines = io.BytesIO()
        write_nquads_lines(chunk, lines)
        store.load(lines.getvalue(), ox.RdfFormat.N_QUADS, lenient=True)  # half the time of bulk_load, in memory
    return store


def ask_store(
    store: ox.Store,
    question: Question,
    arguments: Mapping[str, Argument],
    *,
    base: str | None = None,
    seconds: float = SECONDS,
) -> Answer:
    """The answer to a question's SPARQL; the default graph is all graphs together, where no FROM says otherwise.

    Args:
        store: as `load_store` makes it.
        question: with a SPARQL text.
        arguments: values for its parameters; SPARQL wants each parameter as a variable of the SELECT line.
        base: what ids stand behind, as for `load_store`.
        seconds: how long it may take.

    Raises:
        InputError: the query is not right, would change the graph or call another server.
        SinkError: it took too long.
    """
    text = question.texts["sparql"]
    check_offline(text)
    root = base or load_ontology().base
    terms = {ox.Variable(name): make_term(argument, root) for name, argument in arguments.items()}
    return run_within(seconds, lambda: _run(store, question, terms, root))


def check_offline(text: str) -> None:
    """Refuse a query that would call another server.

    Raises:
        InputError: it has a SERVICE clause.
    """
    text = _unescape(text)
    for match in _SERVICE.finditer(text):
        if not _NAME_BEFORE.search(text, 0, match.start()):
            line = text.count("\n", 0, match.start()) + 1
            raise InputError(f"SERVICE (line {line} of the query) would call another server; kg answers offline only")


def find_keyword(text: str) -> str:
    """The word, in capitals, that a query begins with after its prefixes: SELECT, or INSERT; "" when there is none."""
    tokens = iter([token for token in _TOKEN.findall(_unescape(text)) if not token.isspace() and token[0] != "#"])
    for token in tokens:
        if token.upper() not in ("PREFIX", "BASE"):
            return str(token.upper())
        if token.upper() == "PREFIX":
            next(tokens, None)
        next(tokens, None)
    return ""


def names_dataset(text: str) -> bool:
    """Whether a query says with FROM which graphs it is about; if not, its default graph is all graphs together."""
    return any(token.upper() == "FROM" for token in _TOKEN.findall(_unescape(text)))


def _unescape(text: str) -> str:
    """The text with its escapes for code points, which count anywhere in SPARQL (19.2), as what they stand for."""
    return _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), text)


def make_term(argument: Argument, root: str) -> ox.NamedNode | ox.Literal:
    """An argument as an RDF term."""
    if argument.type == "id":
        return ox.NamedNode(root + argument.text)
    if argument.type == "string":
        return ox.Literal(argument.text)
    return ox.Literal(argument.text, datatype=ox.NamedNode(XSD + argument.type))


def run_within(seconds: float, work: Callable[[], ResultT]) -> ResultT:
    """What the work gives, when it is done in time.

    The work goes on in the background when it is not: nothing can stop a query, but pyoxigraph leaves the interpreter
    free meanwhile, and the thread ends with the process.

    Raises:
        SinkError: it took longer.
    """
    results: list[ResultT] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again by the caller's thread
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise SinkError(f"the query took more than {seconds:g} s; ask for less, or give it longer with --timeout")
    return results[0]


def _run(store: ox.Store, question: Question, terms: Any, root: str) -> Answer:
    text = question.texts["sparql"]
    try:
        result = store.query(text, use_default_graph_as_union=not names_dataset(text), substitutions=terms)
        if isinstance(result, ox.QuerySolutions):
            return _read_solutions(result, question, frozenset(term.value for term in terms), root)
    except (SyntaxError, RuntimeError, ValueError, OSError) as error:
        raise InputError(_explain(error), path=question.name) from error
    if isinstance(result, ox.QueryBoolean):
        return Answer(lines=("true" if result else "false",))
    return Answer(lines=tuple(sorted(f"{triple} ." for triple in result)))


def _explain(error: Exception) -> str:
    text = str(error)
    if match := re.search(r"does not contains? variable \?(\w+)", text):
        return f"SPARQL binds a parameter only in the SELECT line: write SELECT ?{match[1]} … to use -p {match[1]}=…"
    return f"not a SPARQL query that can be answered: {text.splitlines()[0]}"


def _read_solutions(result: ox.QuerySolutions, question: Question, parameters: frozenset[str], root: str) -> Answer:
    found = tuple(variable.value for variable in result.variables)
    columns = pick_columns(question, found, parameters)
    ids = _find_id_columns(question)
    rows = (
        {column: read_term(solution[column], root if column in ids else None) for column in columns}
        for solution in result
    )
    return Answer(columns=columns, rows=tuple(rows))


def _find_id_columns(question: Question) -> frozenset[str]:
    columns = {} if question.header is None else question.header.columns
    return frozenset(name for name, column in columns.items() if column.type == "id")


def read_term(term: Any, root: str | None) -> object:
    """A term as a plain value; an IRI behind `root` as the id alone."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value if root is None else term.value.removeprefix(root)
    if isinstance(term, ox.Literal):
        return _read_literal(term)
    return str(term)


def _read_literal(literal: ox.Literal) -> object:
    kind = literal.datatype.value.removeprefix(XSD)
    if kind == "boolean":
        return literal.value in ("true", "1")
    if kind == "integer":
        return int(literal.value)
    if kind in ("decimal", "double", "float"):
        return float(literal.value)
    return literal.value
