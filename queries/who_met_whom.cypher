// question: Who was at meetings together, and how often?
// note: >-
//   Two people met when articles place both at the same meeting; being named in the same article is not enough.
// parameters:
//   person: {type: string, default: "", example: Bùi Mai Hoa, doc: "Only pairs with this person, by name or id; empty for all pairs."}
//   at_least: {type: integer, default: "1", example: "2", doc: "How many meetings at least."}
// columns:
//   person_1: {type: string, doc: "One of the two."}
//   person_2: {type: string, doc: "The other."}
//   meetings: {type: integer, doc: "At how many meetings both were."}
//   person_1_id: {type: id, doc: "The id of the one."}
//   person_2_id: {type: id, doc: "The id of the other."}

MATCH (p:Person)<-[:OF_ATTENDEE]-(:Attendance)-[:AT_MEETING]->(m:Meeting)<-[:AT_MEETING]-(:Attendance)-[:OF_ATTENDEE]->(q:Person)
WHERE p.id < q.id AND ($person = '' OR p.name = $person OR p.id = $person OR q.name = $person OR q.id = $person)
WITH p, q, count(DISTINCT m) AS meetings
WHERE meetings >= $at_least
RETURN p.name AS person_1, q.name AS person_2, meetings, p.id AS person_1_id, q.id AS person_2_id
ORDER BY meetings DESC, person_1, person_2, person_1_id, person_2_id
