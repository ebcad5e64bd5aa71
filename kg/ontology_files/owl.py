"""`ontology/ontology.ttl`: the classes and properties in OWL, and how they stand to the standard vocabularies."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from kg.ontology import DATATYPES, Ontology, Property

_TITLE = "Officials of Vietnam, as the news tells of them"


def make_owl(ontology: Ontology) -> str:
    """The text of `ontology/ontology.ttl`."""
    owl = _Owl(ontology)
    owl.add_classes()
    owl.add_properties()
    return owl.graph.serialize(format="turtle")


class _Owl:
    def __init__(self, ontology: Ontology) -> None:
        self._ontology, self.graph = ontology, Graph(bind_namespaces="none")
        for prefix, iri in ontology.prefixes.items():
            self.graph.bind(prefix, iri)
        self._itself = URIRef(ontology.namespace.rstrip("#"))
        self.graph.add((self._itself, RDF.type, OWL.Ontology))
        self.graph.add((self._itself, RDFS.label, Literal(_TITLE, lang="en")))

    def add_classes(self) -> None:
        """Add every class, under the standard ones."""
        for name, cls in self._ontology.classes.items():
            self._describe(self._iri(f"kg:{name}"), OWL.Class, name, cls.doc)
            for parent in cls.rdf:
                self.graph.add((self._iri(f"kg:{name}"), RDFS.subClassOf, self._iri(parent)))

    def add_properties(self) -> None:
        """Add every property of our own with its domain and range; the standard ones only by their kind."""
        uses: dict[str, list[tuple[str, str, Property]]] = {}
        for name, cls in self._ontology.classes.items():
            for key, prop in cls.properties.items():
                uses.setdefault(prop.rdf or f"kg:{key}", []).append((name, key, prop))
        for term, found in uses.items():
            kind = OWL.ObjectProperty if found[0][2].type == "ref" else OWL.DatatypeProperty
            if term.startswith("kg:"):
                self._add_own(term, kind, found)
            elif term != "rdfs:label":  # an annotation property in OWL
                self.graph.add((self._iri(term), RDF.type, kind))

    def _add_own(self, term: str, kind: URIRef, uses: list[tuple[str, str, Property]]) -> None:
        subject = self._iri(term)
        docs = dict.fromkeys(prop.doc for _, _, prop in uses)
        self._describe(subject, kind, term.removeprefix("kg:"), " / ".join(docs))
        self._add_classes_of(subject, RDFS.domain, sorted({name for name, _, _ in uses}))
        if kind == OWL.ObjectProperty:
            self._add_classes_of(subject, RDFS.range, sorted({str(prop.range) for _, _, prop in uses}))
        else:
            for datatype in {DATATYPES.get(prop.type, "xsd:string") for _, _, prop in uses}:
                self.graph.add((subject, RDFS.range, self._iri(datatype)))
        for parent in {also for _, _, prop in uses for also in prop.also}:
            self.graph.add((subject, RDFS.subPropertyOf, self._iri(parent)))

    def _describe(self, subject: URIRef, kind: URIRef, label: str, comment: str) -> None:
        self.graph.add((subject, RDF.type, kind))
        self.graph.add((subject, RDFS.label, Literal(label.replace("_", " "), lang="en")))
        self.graph.add((subject, RDFS.comment, Literal(comment, lang="en")))
        self.graph.add((subject, RDFS.isDefinedBy, self._itself))

    def _add_classes_of(self, subject: URIRef, predicate: URIRef, names: list[str]) -> None:
        if len(names) == 1:
            self.graph.add((subject, predicate, self._iri(f"kg:{names[0]}")))
            return
        union, members = BNode(), BNode()
        self.graph.add((subject, predicate, union))
        self.graph.add((union, RDF.type, OWL.Class))
        self.graph.add((union, OWL.unionOf, members))
        Collection(self.graph, members, [self._iri(f"kg:{name}") for name in names])

    def _iri(self, term: str) -> URIRef:
        return URIRef(self._ontology.expand(term))
