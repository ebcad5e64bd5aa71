// question: Who took whose place in a period?
// note: >-
//   Only changes are listed of which an article says who was replaced. A change counts when it can have happened in the period:
//   an article may give no more than the month or the year.
// parameters:
//   since: {type: date, example: "2021-01-01", doc: "First day of the period."}
//   until: {type: date, example: "2021-12-31", doc: "Last day of the period."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   post: {type: string, doc: "The post."}
//   person: {type: string, doc: "Who came."}
//   predecessor: {type: string, doc: "Who had been there before."}
//   person_id: {type: id, doc: "The id of the one who came."}
//   predecessor_id: {type: id, doc: "The predecessor's id."}
//   change: {type: id, doc: "The change's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:OF_PERSON]-(c:Change)
WHERE c.earliest <= date($until) AND c.latest >= date($since)
MATCH (c)-[:REPLACES]->(q:Person)
OPTIONAL MATCH (c)-[:TO_POST]->(po:Post)
RETURN c.date AS date, po.name AS post, p.name AS person, q.name AS predecessor, p.id AS person_id,
  q.id AS predecessor_id, c.id AS change
ORDER BY date, person, change
