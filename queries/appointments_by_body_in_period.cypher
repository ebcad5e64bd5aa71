// question: Whom did a body elect, appoint, transfer or approve in a period?
// note: >-
//   A change counts when it can have happened in the period: an article may give no more than the month or the year.
// parameters:
//   body: {type: string, example: Quốc hội, doc: "The name of the body that decided, as the graph has it, or its id."}
//   since: {type: date, example: "2021-01-01", doc: "First day of the period."}
//   until: {type: date, example: "2021-12-31", doc: "Last day of the period."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   type: {type: string, doc: "What happened."}
//   person: {type: string, doc: "Who."}
//   post: {type: string, doc: "The post."}
//   person_id: {type: id, doc: "The person's id."}
//   change: {type: id, doc: "The change's id, which evidence_of_fact takes."}

MATCH (b:Body)<-[:DECIDED_BY]-(c:Change)-[:OF_PERSON]->(p:Person)
WHERE (b.name = $body OR b.id = $body)
  AND c.type IN ['elected', 're_elected', 'appointed', 'transferred', 'approved']
  AND c.earliest <= date($until) AND c.latest >= date($since)
OPTIONAL MATCH (c)-[:TO_POST]->(po:Post)
RETURN c.date AS date, c.type AS type, p.name AS person, po.name AS post, p.id AS person_id, c.id AS change
ORDER BY date, type, person, change
