// question: Which meetings were held in a period, by whom, and how many people are known to have been there?
// note: >-
//   A meeting counts when it can have been in the period: an article may give no more than the month or the year.
// parameters:
//   since: {type: date, example: "2021-01-01", doc: "First day of the period."}
//   until: {type: date, example: "2021-12-31", doc: "Last day of the period."}
// columns:
//   date: {type: string, doc: "When, as EDTF."}
//   meeting: {type: string, doc: "The meeting's name."}
//   place: {type: string, doc: "Where, in the article's words."}
//   organiser: {type: string, doc: "The body that held it."}
//   people: {type: integer, doc: "How many people articles name as having been there."}
//   meeting_id: {type: id, doc: "The meeting's id, which evidence_of_fact takes."}

MATCH (m:Meeting)
WHERE m.earliest <= date($until) AND m.latest >= date($since)
OPTIONAL MATCH (m)-[:ORGANISED_BY]->(b:Body)
OPTIONAL MATCH (m)<-[:AT_MEETING]-(:Attendance)-[:OF_ATTENDEE]->(p:Person)
RETURN m.date AS date, m.name AS meeting, m.place AS place, b.name AS organiser, count(DISTINCT p.id) AS people,
  m.id AS meeting_id
ORDER BY date, meeting_id
