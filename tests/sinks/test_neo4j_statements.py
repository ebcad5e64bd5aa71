from __future__ import annotations

from kg.ontology import load_ontology
from kg.sinks.neo4j_statements import (
    INDEXED,
    SEARCHED,
    make_constraints,
    make_count,
    make_edge_tables,
    make_indexes,
    make_node_table,
)


def test_every_class_has_a_constraint() -> None:
    assert [statement.split("FOR (n:`")[1].split("`")[0] for statement in make_constraints(load_ontology())] == list(
        load_ontology().classes
    )


def test_indexes_are_on_what_the_ontology_has() -> None:
    classes = load_ontology().classes
    assert [(label, name) for label, name in INDEXED if name not in classes[label].literals()] == []
    assert [label for label in SEARCHED if classes[label].literals()["name"].type != "string"] == []
    assert len(make_indexes()) == len(INDEXED) + 1


def test_node_table_follows_the_ontology() -> None:
    table = make_node_table("Article", load_ontology().classes["Article"])
    assert table.columns == ("doc", "title", "published", "publisher", "url", "lang")
    assert not any(table.many)
    assert table.write == (
        "UNWIND range(0, size($ids) - 1) AS i MERGE (n:`Article` {id: $ids[i]}) SET n.`doc` = $columns[0][i], "
        "n.`title` = $columns[1][i], n.`published` = date($columns[2][i]), n.`publisher` = $columns[3][i], "
        "n.`url` = $columns[4][i], n.`lang` = $columns[5][i]"
    )
    assert "toString(n.`published`)" in table.read


def test_edge_tables_follow_the_ontology() -> None:
    tables = make_edge_tables("Area", load_ontology().classes["Area"])
    assert [(table.reference, table.edge, table.target, table.many) for table in tables] == [
        ("within", "WITHIN", "Area", False),
        ("successors", "SUCCEEDED_BY", "Area", True),
    ]
    nodes = make_node_table("Area", load_ontology().classes["Area"])
    for read in (nodes.read, nodes.pick):
        assert "[[(n)-[:`WITHIN`]->(m) | m.id], [(n)-[:`SUCCEEDED_BY`]->(m) | m.id]]" in read
    assert make_count("Area", tables) == (
        "RETURN [COUNT { (:`Area`) }, COUNT { (:`Area`)-[:`WITHIN`]->() }, "
        "COUNT { (:`Area`)-[:`SUCCEEDED_BY`]->() }] AS counts"
    )


def test_no_two_references_of_a_class_share_an_edge() -> None:
    for label, entity in load_ontology().classes.items():
        edges = [table.edge for table in make_edge_tables(label, entity)]
        assert len(set(edges)) == len(edges)
