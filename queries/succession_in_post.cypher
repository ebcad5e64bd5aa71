// question: Who held a post one after another, and whom did each replace?
// note: >-
//   known_from is the earlier of starts_no_later and first_seen, known_until the later of last_seen and ends_no_earlier: in
//   between, articles vouch for the tenure.
// parameters:
//   post: {type: string, example: Trưởng ban Tuyên giáo Tỉnh ủy Ninh Bình, doc: "The post's name as the graph has it, or its id."}
// columns:
//   person: {type: string, doc: "Who."}
//   acting: {type: boolean, doc: "Whether the post is held as acting (quyền, phụ trách)."}
//   known_from: {type: date, doc: "First day on which the tenure is known to be held."}
//   known_until: {type: date, doc: "Last day on which it is known to be held."}
//   over_by: {type: date, doc: "Day by which it was over, where known."}
//   predecessor: {type: string, doc: "Whom this person replaced, where an article says so."}
//   person_id: {type: id, doc: "The person's id."}
//   tenure: {type: id, doc: "The tenure's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)
WHERE po.name = $post OR po.id = $post
OPTIONAL MATCH (t)<-[:TOUCHES]-(:Change)-[:REPLACES]->(q:Person)
RETURN DISTINCT p.name AS person, t.acting AS acting,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS known_from,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS known_until,
  t.ends_no_later AS over_by, q.name AS predecessor, p.id AS person_id, t.id AS tenure
ORDER BY known_from, over_by, person, tenure, predecessor
