"""The tables of `docs/ontology.md`: every class and property, and what becomes of it in RDF and in Neo4j."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ontology import DATATYPES, Ontology, OntologyClass, Property

BEGIN = "<!-- made by `python -m kg.ontology_files --write`: begin -->\n"
END = "<!-- end -->\n"


def fill_page(page: str, ontology: Ontology) -> str:
    """The page with the part between the markers made anew."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{''.join(_iter_sections(ontology))}{END}{after}"


def _iter_sections(ontology: Ontology) -> Iterator[str]:
    for name, cls in ontology.classes.items():
        yield f"\n### {name}\n\n{cls.doc}\n\n"
        yield f"In RDF: `?x a {', '.join((f'kg:{name}', *cls.rdf))}`"
        yield f", in the graph of its {cls.graph}.\n\n" if cls.graph else ", in the default graph.\n\n"
        yield "| property | value | RDF | Neo4j | meaning |\n| --- | --- | --- | --- | --- |\n"
        for key, prop in cls.properties.items():
            yield f"| `{key}` | {_say_value(prop)} | {_say_rdf(key, prop)} | {_say_neo4j(key, prop)} | {prop.doc} |\n"
        yield from _iter_extras(cls)
    yield "\n"


def _say_value(prop: Property) -> str:
    kind = f"→ {prop.range}" if prop.type == "ref" else " \\| ".join(prop.values) or prop.type
    count = ("1..n" if prop.required else "0..n") if prop.many else "1" if prop.required else "0..1"
    return f"{kind} ({count})"


def _say_rdf(key: str, prop: Property) -> str:
    terms = [f"`{term}`" for term in (prop.rdf or f"kg:{key}", *prop.also)]
    form = "" if prop.type == "ref" else f" as `{DATATYPES.get(prop.type, 'xsd:string')}`"
    if prop.language:
        form = f" as `@{prop.language}`"
    where = f" on `#{prop.part}`" if prop.part else ""
    links = "".join(f"; `{term}` `<{prefix}…>`" for term, prefix in prop.link.items())
    return ", ".join(terms) + form + where + links


def _say_neo4j(key: str, prop: Property) -> str:
    return f"`-[:{prop.edge}]->`" if prop.edge else f"`.{key}`"


def _iter_extras(cls: OntologyClass) -> Iterator[str]:
    lines = [f"`{term}`: as `{' / '.join(path)}` says." for term, path in cls.derived.items()]
    for name, part in cls.parts.items():
        copies = "".join(f"; `{term}` → its {ref}" for term, ref in part.copies.items())
        start = f"`#{part.of}`" if part.of else "the record"
        lines.append(f"`#{name}` a `{part.rdf}`, from {start} by `{part.link}`{copies}. {part.doc}")
    if cls.exactly_one:
        lines.append(f"Exactly one of {', '.join(f'`{key}`' for key in cls.exactly_one)}.")
    lines += [f"`{a}` < `{b}`." for a, b in cls.less_than.items()]
    lines += [f"`{a}` ≤ `{b}`." for a, b in cls.not_after.items()]
    if lines:
        yield "\n" + "".join(f"- {line}\n" for line in lines)
