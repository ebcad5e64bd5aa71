// question: Which posts did a person hold, and when?
// note: >-
//   known_from is the earlier of starts_no_later and first_seen, known_until the later of last_seen and ends_no_earlier: in
//   between, articles vouch for the tenure.
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
// columns:
//   post: {type: string, doc: "The post."}
//   body: {type: string, doc: "The body that has the post."}
//   acting: {type: boolean, doc: "Whether the post is held as acting (quyền, phụ trách)."}
//   former: {type: boolean, doc: "Whether some article says that it is over."}
//   known_from: {type: date, doc: "First day on which the tenure is known to be held."}
//   known_until: {type: date, doc: "Last day on which it is known to be held."}
//   over_by: {type: date, doc: "Day by which it was over, where known."}
//   person_id: {type: id, doc: "The person's id."}
//   tenure: {type: id, doc: "The tenure's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)-[:IN_BODY]->(b:Body)
WHERE p.name = $person OR p.id = $person
RETURN po.name AS post, b.name AS body, t.acting AS acting, t.former AS former,
  CASE WHEN t.first_seen < t.starts_no_later THEN t.first_seen ELSE coalesce(t.starts_no_later, t.first_seen) END AS known_from,
  CASE WHEN coalesce(t.last_seen, t.starts_no_later) > t.ends_no_earlier THEN coalesce(t.last_seen, t.starts_no_later)
    ELSE coalesce(t.ends_no_earlier, t.last_seen, t.starts_no_later) END AS known_until,
  t.ends_no_later AS over_by, p.id AS person_id, t.id AS tenure
ORDER BY known_from, post, tenure
