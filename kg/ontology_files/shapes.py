"""`ontology/shapes.ttl`: what a dump must look like, in SHACL (https://www.w3.org/TR/shacl/).

Shapes are open: triples of other vocabularies are welcome in a dump. Each shape has a name, `<Class>` or
`<Class>.<property>`, which the messages of a validator show.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.ontology import DATATYPES, Ontology, OntologyClass, Part, Property

SHAPES = Namespace("https://w3id.org/kg-vn/shapes#")

_ID = "[0-9a-f]{16}"


def make_shapes(ontology: Ontology) -> str:
    """The text of `ontology/shapes.ttl`."""
    shapes = Graph(bind_namespaces="none")
    for prefix, iri in {**ontology.prefixes, "sh": str(SH), "shapes": str(SHAPES)}.items():
        shapes.bind(prefix, iri)
    for name, cls in ontology.classes.items():
        _ClassShapes(ontology, shapes, name, cls).add()
    return shapes.serialize(format="turtle")


class _ClassShapes:
    """Adds the shapes of one class and of its parts to a graph."""

    def __init__(self, ontology: Ontology, shapes: Graph, name: str, cls: OntologyClass) -> None:
        self._ontology, self._shapes, self._name, self._class = ontology, shapes, name, cls

    def add(self) -> None:
        """Add them all."""
        types = (f"kg:{self._name}", *self._class.rdf)
        self._add_node(SHAPES[self._name], types[0], f"/{self._name.lower()}-{_ID}$")
        self._add_property("classes", None, RDF.type, [(SH.hasValue, self._iri(term)) for term in types])
        for name, part in self._class.parts.items():
            self._add_node(self._node(name), part.rdf, f"/{self._name.lower()}-{_ID}#{name}$")
            self._add_part(name, part)
        for names in self._group_by_term():
            self._add_values(names)
        for term, path in self._class.derived.items():
            self._add_derived(term, path)

    def _add_node(self, node: URIRef, target: str, pattern: str) -> None:
        facts = ((RDF.type, SH.NodeShape), (SH.targetClass, self._iri(target)), (SH.nodeKind, SH.IRI))
        self._say(node, (*facts, (SH.pattern, Literal(pattern))))

    def _add_part(self, name: str, part: Part) -> None:
        """Say that the part is there, if it must be, and only once, and that its copies are true."""
        own = [prop for prop in self._class.properties.values() if prop.part == name]
        needed = bool(part.copies) or any(prop.required for prop in own)
        qualified = BNode()
        self._shapes.add((qualified, SH["class"], self._iri(part.rdf)))
        counts = [(SH.qualifiedMaxCount, Literal(1))] + ([(SH.qualifiedMinCount, Literal(1))] if needed else [])
        path = self._iri(part.link)
        self._add_property(f"part.{name}", part.of, path, [(SH.qualifiedValueShape, qualified), *counts])
        for term, ref in part.copies.items():
            self._add_property(f"part.{name}.{ref}", name, self._iri(term), [(SH.minCount, Literal(1))])
            copied = self._make_path([part.link, term])
            self._add_property(f"part.{name}.{ref}.same", None, copied, [(SH.equals, self._iri(self._term(ref)))])

    def _add_derived(self, term: str, path: tuple[str, str]) -> None:
        ref, onward = path
        target = self._ontology.classes[str(self._class.properties[ref].range)].properties[onward]
        steps = self._make_path([self._term(ref), target.rdf or f"kg:{onward}"])
        self._add_property("derived", None, steps, [(SH.equals, self._iri(term))])

    def _group_by_term(self) -> list[list[str]]:
        groups: dict[tuple[str | None, str], list[str]] = {}
        for name, prop in self._class.properties.items():
            groups.setdefault((prop.part, self._term(name)), []).append(name)
        return list(groups.values())

    def _add_values(self, names: list[str]) -> None:
        """Add the shape of a property, or of several that are one in RDF."""
        first = self._class.properties[names[0]]
        rules = self._list_rules(names[0], first) if len(names) == 1 else self._list_choice(names)
        self._add_property("_".join(names), first.part, self._iri(self._term(names[0])), rules)
        for term in first.link:
            self._add_property(f"{names[0]}.link", first.part, self._iri(term), [(SH.nodeKind, SH.IRI)])

    def _list_choice(self, names: list[str]) -> list[tuple[URIRef, Node]]:
        rules: list[tuple[URIRef, Node]] = [(SH.nodeKind, SH.IRI), (SH.maxCount, Literal(1))]
        if set(names) == set(self._class.exactly_one):
            rules.append((SH.minCount, Literal(1)))
        choices: list[Node] = []
        for name in names:
            choices.append(BNode())
            self._shapes.add((choices[-1], SH["class"], self._iri(f"kg:{self._class.properties[name].range}")))
        return [*rules, (SH["or"], self._make_list(choices))]

    def _list_rules(self, name: str, prop: Property) -> list[tuple[URIRef, Node]]:
        rules = self._list_kind(prop) + [(SH.equals, self._iri(term)) for term in prop.also]
        whole = prop.part is not None and self._class.parts[prop.part].whole
        if prop.required or whole:
            rules.append((SH.minCount, Literal(1)))
        if not prop.many:
            rules.append((SH.maxCount, Literal(1)))
        for predicate, number in ((SH.minInclusive, prop.minimum), (SH.maxInclusive, prop.maximum)):
            if number is not None:
                rules.append((predicate, Literal(int(number) if number == int(number) else number)))
        for predicate, pairs in ((SH.lessThan, self._class.less_than), (SH.lessThanOrEquals, self._class.not_after)):
            if name in pairs:
                rules.append((predicate, self._iri(self._term(pairs[name]))))
        return rules

    def _list_kind(self, prop: Property) -> list[tuple[URIRef, Node]]:
        if prop.type == "ref":
            return [(SH.nodeKind, SH.IRI), (SH["class"], self._iri(f"kg:{prop.range}"))]
        if prop.values:
            return [(SH["in"], self._make_list([Literal(value) for value in prop.values]))]
        if prop.language:
            return [(SH.datatype, RDF.langString), (SH.languageIn, self._make_list([Literal(prop.language)]))]
        rules: list[tuple[URIRef, Node]] = [(SH.datatype, self._iri(DATATYPES.get(prop.type, "xsd:string")))]
        if prop.pattern is not None:
            rules.append((SH.pattern, Literal(prop.pattern)))
        if prop.type == "string" and prop.required:
            rules.append((SH.minLength, Literal(1)))
        return rules

    def _add_property(self, name: str, part: str | None, path: Node, rules: Iterable[tuple[URIRef, Node]]) -> None:
        shape = SHAPES[f"{self._name}.{name}"]
        if (shape, None, None) in self._shapes:
            raise ValueError(f"two shapes want the name {shape}")
        self._shapes.add((SHAPES[self._name] if part is None else self._node(part), SH.property, shape))
        self._say(shape, ((RDF.type, SH.PropertyShape), (SH.path, path), *rules))

    def _say(self, subject: Node, facts: Iterable[tuple[URIRef, Node]]) -> None:
        for predicate, value in facts:
            self._shapes.add((subject, predicate, value))

    def _make_path(self, terms: Iterable[str]) -> Node:
        return self._make_list([self._iri(term) for term in terms])

    def _make_list(self, items: list[Node] | list[URIRef] | list[Literal]) -> Node:
        head = BNode()
        Collection(self._shapes, head, list(items))
        return head

    def _node(self, part: str) -> URIRef:
        return SHAPES[f"{self._name}-{part}"]

    def _term(self, name: str) -> str:
        return self._class.properties[name].rdf or f"kg:{name}"

    def _iri(self, term: str) -> URIRef:
        return URIRef(self._ontology.expand(term))
