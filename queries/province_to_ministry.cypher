// question: Who went from a post in a province to one in the government?
// note: >-
//   The earlier post is one that was known to be held before the later one was, or that was over by the time the later one was
//   known to be held.
// parameters:
//   from_level: {type: string, default: province, example: province, doc: "Level of the body that they came from: central, province, district or commune."}
//   to_level: {type: string, default: central, example: central, doc: "Level of the body that they went to."}
//   to_kind: {type: string, default: government, example: government, doc: "Kind of the body that they went to, such as government or party."}
// columns:
//   person: {type: string, doc: "Who."}
//   from_post: {type: string, doc: "The earlier post."}
//   from_known: {type: date, doc: "First day on which it is known to be held."}
//   from_over_by: {type: date, doc: "Day by which it was over, where known."}
//   to_post: {type: string, doc: "The later post."}
//   to_known: {type: date, doc: "First day on which it is known to be held."}
//   person_id: {type: id, doc: "The person's id."}

MATCH (b:Body)<-[:IN_BODY]-(po:Post)<-[:OF_POST]-(t:Tenure)-[:HELD_BY]->(p:Person)
WHERE b.level = $from_level
MATCH (p)<-[:HELD_BY]-(u:Tenure)-[:OF_POST]->(qo:Post)-[:IN_BODY]->(d:Body)
WHERE d.level = $to_level AND d.kind = $to_kind
WITH p, t, po, qo,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS from_known,
  CASE WHEN u.first_seen < u.starts_no_later THEN u.first_seen ELSE coalesce(u.starts_no_later, u.first_seen) END AS to_known
WHERE from_known < to_known OR t.ends_no_later <= to_known
RETURN p.name AS person, po.name AS from_post, from_known, t.ends_no_later AS from_over_by,
  qo.name AS to_post, to_known, p.id AS person_id
ORDER BY to_known, person, from_post, to_post, person_id, from_known, from_over_by
