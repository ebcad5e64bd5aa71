// question: Who was elected, appointed, transferred, dismissed or otherwise moved in a period?
// note: >-
//   A change counts when it can have happened in the period: an article may give no more than the month or the year.
// parameters:
//   since: {type: date, example: "2021-01-01", doc: "First day of the period."}
//   until: {type: date, example: "2021-12-31", doc: "Last day of the period."}
//   only: {type: string, default: "", example: elected, doc: "Only this type of change; empty for all."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   type: {type: string, doc: "What happened."}
//   person: {type: string, doc: "Who."}
//   post: {type: string, doc: "The post."}
//   by: {type: string, doc: "The body that decided, where known."}
//   person_id: {type: id, doc: "The person's id."}
//   change: {type: id, doc: "The change's id, which evidence_of_fact takes."}

MATCH (c:Change)-[:OF_PERSON]->(p:Person)
WHERE c.earliest <= date($until) AND c.latest >= date($since) AND ($only = '' OR c.type = $only)
OPTIONAL MATCH (c)-[:TO_POST]->(po:Post)
OPTIONAL MATCH (c)-[:DECIDED_BY]->(b:Body)
RETURN c.date AS date, c.type AS type, p.name AS person, po.name AS post, b.name AS by, p.id AS person_id, c.id AS change
ORDER BY date, type, person, change
