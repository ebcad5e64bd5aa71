// question: What did a body come from, and what took its place?
// note: >-
//   All bodies that one reform after another made of the body and its like are listed, each with its time; a body that several
//   took the place of has a row for each.
// parameters:
//   body: {type: string, example: UBND tỉnh Ninh Bình, doc: "The body's name as the graph has it, or its id."}
// columns:
//   member: {type: string, doc: "A body of the lineage, the body itself among them."}
//   since: {type: date, doc: "Its first day, where known."}
//   until: {type: date, doc: "Its last day, where it has ceased to be."}
//   became: {type: string, doc: "A body that took its place."}
//   acts: {type: string, doc: "The acts that its days come from."}
//   member_id: {type: id, doc: "Its id."}
//   became_id: {type: id, doc: "The id of the body that took its place."}

MATCH (b:Body)-[:BECAME*0..12]-(m:Body)
WHERE b.name = $body OR b.id = $body
WITH DISTINCT m
OPTIONAL MATCH (m)-[:BECAME]->(s:Body)
RETURN m.name AS member, m.since AS since, m.until AS until, s.name AS became, m.source AS acts,
  m.id AS member_id, s.id AS became_id
ORDER BY member, member_id, became_id
