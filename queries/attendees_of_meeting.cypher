// question: Who was at a meeting, and in which role?
// note: >-
//   All meetings whose name has the given words in it are listed, capital letters or not; only people whom an article places
//   there are attendees.
// parameters:
//   name: {type: string, example: hội nghị, doc: "Words of the meeting's name, or its id."}
// columns:
//   meeting: {type: string, doc: "The meeting's name."}
//   date: {type: string, doc: "When, as EDTF."}
//   person: {type: string, doc: "Who."}
//   role: {type: string, doc: "In which role: chair, host, guest, speaker, presenter, concluding or attendee."}
//   person_id: {type: id, doc: "The person's id."}
//   meeting_id: {type: id, doc: "The meeting's id."}

MATCH (p:Person)<-[:OF_ATTENDEE]-(a:Attendance)-[:AT_MEETING]->(m:Meeting)
WHERE toLower(m.name) CONTAINS toLower($name) OR m.id = $name
RETURN m.name AS meeting, m.date AS date, p.name AS person, a.role AS role, p.id AS person_id, m.id AS meeting_id
ORDER BY date, meeting_id, person, role, person_id
