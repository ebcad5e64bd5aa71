// question: Which facts does an article give, and in which words?
// parameters:
//   article: {type: string, example: article-3d7c2a90f1b84e65, doc: "The article's id in the graph, its id as it was given, or its address."}
// columns:
//   says: {type: string, doc: "What the article says, in a line."}
//   quote: {type: string, doc: "The words, verbatim."}
//   start: {type: integer, doc: "Where the quote starts in the article's text, in code points."}
//   end: {type: integer, doc: "Where it ends."}
//   fact: {type: id, doc: "The tenure, change, meeting or attendance, which evidence_of_fact takes."}
//   claim: {type: id, doc: "The claim's id."}

MATCH (a:Article)<-[:FROM_ARTICLE]-(c:Claim)-[:CLAIMS_TENURE|CLAIMS_CHANGE|CLAIMS_MEETING|CLAIMS_ATTENDANCE]->(f:Tenure|Change|Meeting|Attendance)
WHERE a.id = $article OR a.doc = $article OR a.url = $article
RETURN c.says AS says, c.quote AS quote, c.start AS start, c.`end` AS `end`, f.id AS fact, c.id AS claim
ORDER BY start, claim
