// question: Who held a role, in every body that has it, on a day?
// note: >-
//   known_from is the earlier of starts_no_later and first_seen, known_until the later of last_seen and ends_no_earlier. On a
//   day from the one to the other the answer is certain. After that it is likely while no article says that the tenure is
//   over, and unknown until the day by which it was over; later days, and days before known_from, are not in the tenure.
//   Nobody holds a post of a body that was not there on the day.
// parameters:
//   role: {type: string, example: Bí thư, doc: "The role, apart from the body: Chủ tịch, Bí thư, Phó Chủ tịch."}
//   "on": {type: date, example: "2021-04-13", doc: "The day."}
//   level: {type: string, default: "", example: province, doc: "Only bodies of this level: central, province, district or commune; empty for all."}
// columns:
//   body: {type: string, doc: "The body that has the post."}
//   person: {type: string, doc: "Who."}
//   acting: {type: boolean, doc: "Whether the post is held as acting (quyền, phụ trách)."}
//   certainty: {type: string, doc: "certain, likely or unknown."}
//   known_from: {type: date, doc: "First day on which the tenure is known to be held."}
//   post_id: {type: id, doc: "The post's id."}
//   person_id: {type: id, doc: "The person's id."}
//   tenure: {type: id, doc: "The tenure's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)-[:IN_BODY]->(b:Body)
WHERE po.role = $role AND ($level = '' OR b.level = $level)
  AND coalesce(b.since, date($on)) <= date($on) AND coalesce(b.until, date($on)) >= date($on)
WITH p, t, po, b,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS known_from,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS known_until
WHERE known_from <= date($on) AND coalesce(t.starts_no_earlier, known_from) <= date($on)
  AND (t.ends_no_later >= date($on)
    OR (t.ends_no_later IS NULL AND (t.former = false OR known_until >= date($on))))
RETURN b.name AS body, p.name AS person, t.acting AS acting,
  CASE WHEN known_until >= date($on) THEN 'certain'
    WHEN t.ends_no_later IS NULL THEN 'likely'
    ELSE 'unknown' END AS certainty,
  known_from, po.id AS post_id, p.id AS person_id, t.id AS tenure
ORDER BY body, person, tenure
