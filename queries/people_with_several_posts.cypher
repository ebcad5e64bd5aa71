// question: Who held several posts at once on a day?
// note: >-
//   A tenure holds on a day when it is known to have begun by then (starts_no_later or first_seen is not after the day) and
//   is not known to be over: the day is not after ends_no_later; where that is not known, no article says that it is over, or
//   it was last seen on that day or later. That is certain when it was seen, or known not to be over, on that day or later;
//   otherwise it is likely.
// parameters:
//   "on": {type: date, example: "2021-04-13", doc: "The day."}
//   at_least: {type: integer, default: "2", example: "2", doc: "How many posts at least."}
// columns:
//   person: {type: string, doc: "Who."}
//   posts: {type: integer, doc: "How many posts."}
//   person_id: {type: id, doc: "The person's id."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)
WITH p, t, po,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS known_from
WHERE known_from <= date($on)
  AND (t.ends_no_later >= date($on)
    OR (t.ends_no_later IS NULL AND (t.former = false OR t.last_seen >= date($on))))
WITH p, count(DISTINCT po) AS posts
WHERE posts >= $at_least
RETURN p.name AS person, posts, p.id AS person_id
ORDER BY posts DESC, person, person_id
