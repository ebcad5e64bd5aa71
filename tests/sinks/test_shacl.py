"""Every rule of every shape is broken once, on a graph in which each record has all its properties."""

from __future__ import annotations

import builtins
import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import InputError, SinkError
from kg.graph.reader import MemoryGraph
from kg.graph.records import CLASSES, Area, Article, Attendance, Body, Change, Claim, Meeting, Person, Post, Tenure
from kg.ontology import find_data, load_ontology
from kg.sinks.rdf import FORMATS, write_rdf
from kg.sinks.shacl import RULES, find_faults, read_rdf, validate_rdf
from tests.sinks.graphs import name_id, tiny_graph

BASE = load_ontology().base
NOWHERE = URIRef(f"{BASE}person-ffffffffffffffff")
# Parameters of constraints that are not constraints themselves.
NOT_RULES = {"path", "property", "targetClass", "qualifiedValueShape"}


def full_graph() -> MemoryGraph:
    """One record or two of each class, with every property."""
    ids = {name: name_id(name.lower(), 1) for name in CLASSES}
    day = "2021-04-13"
    area = Area(id=name_id("area", 2), name="Việt Nam", kind="country")
    body = Body(id=name_id("body", 2), name="Chính phủ", kind="government")
    return MemoryGraph(
        [
            area,
            Area(
                id=ids["Area"], name="a", kind="province", since=day, until=day, source="s", wikidata="Q1",
                within=area.id, successors=(area.id,),
            ),
            body,
            Body(
                id=ids["Body"], name="b", kind="party", level="province", since=day, until=day, source="s",
                wikidata="Q1", parent=body.id, area=ids["Area"], successors=(body.id,),
            ),
            Post(id=ids["Post"], name="p", role="r", single_seat=True, body=ids["Body"]),
            Person(id=ids["Person"], name="n", names=("n", "m")),
            Tenure(
                id=ids["Tenure"], person=ids["Person"], post=ids["Post"], starts_no_earlier=day, starts_no_later=day,
                ends_no_earlier=day, ends_no_later=day, first_seen=day, last_seen=day, term="t",
            ),
            Change(
                id=ids["Change"], type="elected", person=ids["Person"], post=ids["Post"], tenure=ids["Tenure"],
                by=ids["Body"], replaces=ids["Person"], date=day, earliest=day, latest=day,
            ),
            Meeting(
                id=ids["Meeting"], name="m", date=day, earliest=day, latest=day, place="p", organiser=ids["Body"],
                collective=("c",),
            ),
            Attendance(id=ids["Attendance"], person=ids["Person"], meeting=ids["Meeting"]),
            Article(id=ids["Article"], doc="d", title="t", published=day, publisher="p", url="u"),
            Claim(
                id=ids["Claim"], article=ids["Article"], tenure=ids["Tenure"], says="s", quote="q", prefix="p",
                suffix="s", start=1, end=2, rule="r", confidence=0.5,
            ),
        ]
    )  # fmt: skip


@cache
def shapes() -> Graph:
    return Graph().parse(data=(find_data("ontology") / "shapes.ttl").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("full") / "full.nt"
    write_rdf(full_graph(), path)
    return path.read_text(encoding="utf-8")


def group_rules() -> dict[str, list[URIRef]]:
    """The shapes that have a rule, by the constraint component that the rule breaks with."""
    groups: dict[str, set[URIRef]] = {}
    for shape, predicate, _ in shapes():
        prefix, _, parameter = str(predicate).rpartition("#")
        if isinstance(shape, URIRef) and f"{prefix}#" == str(SH) and parameter not in NOT_RULES:
            groups.setdefault(parameter[0].upper() + parameter[1:], set()).add(shape)
    return {component: sorted(found) for component, found in sorted(groups.items())}


def replace_value(value: Node) -> Callable[[Graph, Node, URIRef, URIRef], None]:
    """The way to break a rule by another value in the place of the one that is there."""

    def replace(graph: Graph, focus: Node, path: URIRef, _: URIRef) -> None:
        graph.remove((focus, path, None))
        graph.add((focus, path, value))

    return replace


def add_value(graph: Graph, focus: Node, path: URIRef, _: URIRef) -> None:
    graph.add((focus, path, Literal("another")))


def remove_values(graph: Graph, focus: Node, path: URIRef, _: URIRef) -> None:
    graph.remove((focus, path, None))


def keep_own_class(graph: Graph, focus: Node, path: URIRef, _: URIRef) -> None:
    for value in list(graph.objects(focus, path)):
        if not str(value).startswith(load_ontology().namespace):
            graph.remove((focus, path, value))


def add_of_class(graph: Graph, focus: Node, path: URIRef, shape: URIRef) -> None:
    qualified = shapes().value(shape, SH.qualifiedValueShape)
    graph.add((focus, path, NOWHERE))
    graph.add((NOWHERE, RDF.type, shapes().value(qualified, SH["class"]) or NOWHERE))


def add_to_twin(graph: Graph, focus: Node, _: URIRef, shape: URIRef) -> None:
    for twin in shapes().objects(shape, SH.equals):
        graph.add((focus, twin, Literal("another")))


BREAKS: dict[str, Callable[[Graph, Node, URIRef, URIRef], None]] = {
    "MinCount": remove_values,
    "HasValue": keep_own_class,
    "QualifiedMinCount": remove_values,
    "MaxCount": add_value,
    "QualifiedMaxCount": add_of_class,
    "Equals": add_to_twin,
    "Class": replace_value(NOWHERE),
    "Or": replace_value(NOWHERE),
    "NodeKind": replace_value(Literal("x")),
    "Datatype": replace_value(Literal("x", datatype=XSD.anyURI)),
    "In": replace_value(Literal("nonsense")),
    "LanguageIn": replace_value(Literal("x", lang="fr")),
    "Pattern": replace_value(Literal("nonsense")),
    "MinLength": replace_value(Literal("")),
    "LessThan": replace_value(Literal(10**6)),
    "LessThanOrEquals": replace_value(Literal("9999-12-31", datatype=XSD.date)),
    "MinInclusive": replace_value(Literal(-1)),
    "MaxInclusive": replace_value(Literal(2)),
}


def find_target(graph: Graph, shape: URIRef) -> Node:
    """A thing that a property shape, or the node shape itself, looks at; the last is the one with all properties."""
    node = shape if (shape, RDF.type, SH.NodeShape) in shapes() else shapes().value(None, SH.property, shape)
    targets = sorted(graph.subjects(RDF.type, shapes().value(node, SH.targetClass)), key=str)
    path = shapes().value(shape, SH.path)
    return next((target for target in targets if (target, path, None) in graph), targets[0])


def rename(graph: Graph, old: Node, new: Node) -> None:
    for s, p, o in list(graph):
        graph.remove((s, p, o))
        graph.add((new if s == old else s, p, new if o == old else o))


def test_a_sound_graph_has_no_faults(dump: str) -> None:
    assert find_faults(Graph().parse(data=dump, format="nt")) == []


def break_rule(graph: Graph, component: str, shape: URIRef) -> None:
    focus, path = find_target(graph, shape), shapes().value(shape, SH.path)
    if path is None:
        new = BNode() if component == "NodeKind" else URIRef(f"{BASE}nonsense/{shape.rpartition('#')[2]}")
        rename(graph, focus, new)
    else:
        BREAKS[component](graph, focus, URIRef(str(path)), shape)


@pytest.mark.parametrize(("component", "broken"), group_rules().items())
def test_every_rule_of_every_shape_can_be_broken(dump: str, component: str, broken: list[URIRef]) -> None:
    graph = Graph().parse(data=dump, format="nt")
    for shape in broken:
        break_rule(graph, component, shape)
    words, _ = RULES[component]
    told = {fault.rpartition("[")[2].rstrip("]") for fault in find_faults(graph) if f": {words}" in fault}
    assert {shape.rpartition("#")[2] for shape in broken} - told == set()


def test_the_rules_are_many() -> None:
    """No less than this many, so that a fault in `group_rules` can't make the test above an empty one."""
    assert sum(map(len, group_rules().values())) > 200


#: a mistake in the text of the tiny graph's dump → the fault that is told for it
MISTAKES = [
    (
        '"2020-11-19"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"2020-11-39"^^<http://www.w3.org/2001/XMLSchema#date>',
        "kg:ends_no_earlier: must be a xsd:date, but is '2020-11-39' [Tenure.ends_no_earlier]",
    ),
    ("oa#hasBody>", "oa#hasBodi>", "oa:hasBody: must have a value [Claim.tenure_change_meeting_attendance]"),
    ('oa#start> "64"', 'oa#start> "999"', "oa:start: must be less than oa:end, but is '999' [Claim.start]"),
    ('roleName> "chair"', 'roleName> "boss"', "must be one of 'attendee', 'chair', 'concluding', 'guest', 'host', "),
    ('"Bí thư"@vi', '"Bí thư"', "skos:prefLabel: must be a rdf:langString, but is 'Bí thư' [Post.role]"),
    ("/id/post-", "/id/Post-", "must match '/post-[0-9a-f]{16}$' [Post]"),
]


@pytest.mark.parametrize(("before", "after", "fault"), MISTAKES)
def test_a_mistake_is_told_with_its_place(before: str, after: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.nt"
    write_rdf(tiny_graph(), path)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert [found for found in validate_rdf(path) if fault in found and found.startswith("<")]


@pytest.mark.parametrize("format_", FORMATS)
def test_what_kg_writes_conforms_in_every_format(format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"dump{FORMATS[format_]}.gz"
    write_rdf(tiny_graph(), path)
    assert validate_rdf(path) == []


@pytest.mark.parametrize("base", ["https://example.org/k/", "http://localhost:8000/id/"])
def test_another_base_conforms(base: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.ttl"
    write_rdf(tiny_graph(), path, base=base)
    assert validate_rdf(path) == []


@pytest.mark.parametrize("format_", ["turtle", "ntriples", "nquads", "trig"])
def test_text_that_cannot_be_parsed_is_told_with_its_line(format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"dump{FORMATS[format_]}"
    write_rdf(tiny_graph(), path)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[20] = "what is this"
    path.write_text("\n".join(lines), encoding="utf-8")
    [fault] = validate_rdf(path)
    assert fault.startswith((f"{path}:20:", f"{path}:21:"))


def test_json_that_cannot_be_parsed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonld"
    path.write_text('{"@context": {},\n "@graph": [}', encoding="utf-8")
    [fault] = validate_rdf(path)
    assert fault.startswith(f"{path}:2: not jsonld")


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dump.nt.gz"
    write_rdf(tiny_graph(), path)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(InputError, match="can't be read"):
        validate_rdf(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        validate_rdf(tmp_path / "none.ttl")


def test_a_dump_of_something_else_does_not_pass_for_sound(tmp_path: Path) -> None:
    path = tmp_path / "other.nt.gz"
    path.write_bytes(gzip.compress(b"<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n"))
    [fault] = validate_rdf(path)
    assert "holds no record of the ontology" in fault


def test_without_pyshacl_the_way_to_get_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dump.ttl"
    write_rdf(tiny_graph(), path)
    found = builtins.__import__

    def refuse(name: str, *rest: object, **named: object) -> object:
        if name == "pyshacl":
            raise ImportError(name)
        return found(name, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SinkError, match=r"pip install '.\[validate\]'"):
        validate_rdf(path)


def test_reading_keeps_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "dump.nt"
    write_rdf(full_graph(), path)
    assert set(read_rdf(path)) == set(Graph().parse(data=path.read_text(encoding="utf-8"), format="nt"))
