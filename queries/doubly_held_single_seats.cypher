// question: Which single seats have two holders at once?
// note: >-
//   Both are known to hold it from known_from to known_until, more than the one day on which a seat may change hands: one of the
//   articles is wrong, or two people or posts were taken for one.
// columns:
//   post: {type: string, doc: "The post."}
//   person_1: {type: string, doc: "One holder."}
//   person_2: {type: string, doc: "The other."}
//   known_from: {type: date, doc: "First day on which both are known to hold it."}
//   known_until: {type: date, doc: "Last day on which both are known to hold it."}
//   tenure_1: {type: id, doc: "The tenure of the one, which evidence_of_fact takes."}
//   tenure_2: {type: id, doc: "The tenure of the other."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)<-[:OF_POST]-(u:Tenure)-[:HELD_BY]->(q:Person)
WHERE po.single_seat = true AND t.id < u.id AND p.id <> q.id
WITH p, q, t, u, po,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS from1,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS until1,
  CASE WHEN u.first_seen < u.starts_no_later THEN u.first_seen ELSE coalesce(u.starts_no_later, u.first_seen) END AS from2,
  CASE WHEN coalesce(u.last_seen, u.starts_no_later) > u.ends_no_earlier THEN coalesce(u.last_seen, u.starts_no_later)
    ELSE coalesce(u.ends_no_earlier, u.last_seen, u.starts_no_later) END AS until2
WHERE from1 < until1 AND from1 < until2 AND from2 < until1 AND from2 < until2
RETURN po.name AS post, p.name AS person_1, q.name AS person_2,
  CASE WHEN from1 > from2 THEN from1 ELSE from2 END AS known_from,
  CASE WHEN until1 < until2 THEN until1 ELSE until2 END AS known_until,
  t.id AS tenure_1, u.id AS tenure_2
ORDER BY post, known_from, tenure_1, tenure_2
