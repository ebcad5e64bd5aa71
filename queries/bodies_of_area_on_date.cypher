// question: Which bodies worked in an area on a day?
// note: >-
//   A body whose first or last day is not known is taken to have been there.
// parameters:
//   area: {type: string, example: tỉnh Ninh Bình, doc: "The area's name as the graph has it, or its id."}
//   "on": {type: date, example: "2021-04-13", doc: "The day."}
// columns:
//   body: {type: string, doc: "The body."}
//   kind: {type: string, doc: "What sort of body it is, such as government or party."}
//   level: {type: string, doc: "At which level it works: central, province, district or commune."}
//   since: {type: date, doc: "Its first day, where known."}
//   until: {type: date, doc: "Its last day, where it has ceased to be."}
//   body_id: {type: id, doc: "The body's id."}

MATCH (b:Body)-[:IN_AREA]->(a:Area)
WHERE (a.name = $area OR a.id = $area)
  AND coalesce(b.since, date($on)) <= date($on) AND coalesce(b.until, date($on)) >= date($on)
RETURN b.name AS body, b.kind AS kind, b.level AS level, b.since AS since, b.until AS until, b.id AS body_id
ORDER BY body, body_id
