// question: Who held posts in the same body at the same time as a person?
// note: >-
//   Both tenures are known to be held from known_from (the later of the two) to known_until (the earlier of the two); where
//   that is not known, they are not listed.
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
// columns:
//   colleague: {type: string, doc: "Who."}
//   post: {type: string, doc: "The colleague's post."}
//   own_post: {type: string, doc: "The person's post."}
//   body: {type: string, doc: "The body that has the post."}
//   known_from: {type: date, doc: "First day on which both are known to be there."}
//   known_until: {type: date, doc: "Last day on which both are known to be there."}
//   colleague_id: {type: id, doc: "The colleague's id."}
//   person_id: {type: id, doc: "The person's id."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)-[:IN_BODY]->(b:Body)
WHERE p.name = $person OR p.id = $person
MATCH (b)<-[:IN_BODY]-(qo:Post)<-[:OF_POST]-(u:Tenure)-[:HELD_BY]->(q:Person)
WHERE p.id <> q.id
WITH p, q, po, qo, b,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS from1,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS until1,
  CASE WHEN u.first_seen < u.starts_no_later THEN u.first_seen ELSE coalesce(u.starts_no_later, u.first_seen) END AS from2,
  CASE WHEN coalesce(u.last_seen, u.starts_no_later) > u.ends_no_earlier THEN coalesce(u.last_seen, u.starts_no_later)
    ELSE coalesce(u.ends_no_earlier, u.last_seen, u.starts_no_later) END AS until2
WHERE from1 <= until1 AND from1 <= until2 AND from2 <= until1 AND from2 <= until2
RETURN q.name AS colleague, qo.name AS post, po.name AS own_post, b.name AS body,
  CASE WHEN from1 > from2 THEN from1 ELSE from2 END AS known_from,
  CASE WHEN until1 < until2 THEN until1 ELSE until2 END AS known_until,
  q.id AS colleague_id, p.id AS person_id
ORDER BY known_from, colleague, post, own_post, colleague_id, person_id, known_until
