// question: Which meetings was a person at, and in which role?
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   meeting: {type: string, doc: "The meeting's name."}
//   role: {type: string, doc: "In which role: chair, host, guest, speaker, presenter, concluding or attendee."}
//   place: {type: string, doc: "Where, in the article's words."}
//   organiser: {type: string, doc: "The body that held it."}
//   person_id: {type: id, doc: "The person's id."}
//   meeting_id: {type: id, doc: "The meeting's id."}

MATCH (p:Person)<-[:OF_ATTENDEE]-(a:Attendance)-[:AT_MEETING]->(m:Meeting)
WHERE p.name = $person OR p.id = $person
OPTIONAL MATCH (m)-[:ORGANISED_BY]->(b:Body)
RETURN m.date AS date, m.name AS meeting, a.role AS role, m.place AS place, b.name AS organiser,
  p.id AS person_id, m.id AS meeting_id
ORDER BY date, meeting_id, role, person_id
