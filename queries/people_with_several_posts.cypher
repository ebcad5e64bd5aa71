// question: Who held several posts at once on a day?
// note: >-
//   known_from is the earlier of starts_no_later and first_seen, known_until the later of last_seen and ends_no_earlier. On a
//   day from the one to the other the answer is certain. After that it is likely while no article says that the tenure is
//   over, and unknown until the day by which it was over; later days, and days before known_from, are not in the tenure.
// parameters:
//   "on": {type: date, example: "2021-04-13", doc: "The day."}
//   at_least: {type: integer, default: "2", example: "2", doc: "How many posts at least."}
// columns:
//   person: {type: string, doc: "Who."}
//   posts: {type: integer, doc: "How many posts."}
//   person_id: {type: id, doc: "The person's id."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)
WITH p, t, po,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS known_from,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS known_until
WHERE known_from <= date($on) AND coalesce(t.starts_no_earlier, known_from) <= date($on)
  AND (t.ends_no_later >= date($on)
    OR (t.ends_no_later IS NULL AND (t.former = false OR known_until >= date($on))))
WITH p, count(DISTINCT po) AS posts
WHERE posts >= $at_least
RETURN p.name AS person, posts, p.id AS person_id
ORDER BY posts DESC, person, person_id
