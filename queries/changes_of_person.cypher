// question: What happened to a person, from one post to the next?
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   type: {type: string, doc: "What happened."}
//   post: {type: string, doc: "The post, where one is named."}
//   by: {type: string, doc: "The body that decided, where known."}
//   replaced: {type: string, doc: "Whom the person replaced, where an article says so."}
//   person_id: {type: id, doc: "The person's id."}
//   change: {type: id, doc: "The change's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:OF_PERSON]-(c:Change)
WHERE p.name = $person OR p.id = $person
OPTIONAL MATCH (c)-[:TO_POST]->(po:Post)
OPTIONAL MATCH (c)-[:DECIDED_BY]->(b:Body)
OPTIONAL MATCH (c)-[:REPLACES]->(q:Person)
RETURN c.date AS date, c.type AS type, po.name AS post, b.name AS by, q.name AS replaced, p.id AS person_id, c.id AS change
ORDER BY date, change
