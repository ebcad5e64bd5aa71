// question: Which words of which articles say a fact?
// parameters:
//   fact: {type: id, example: tenure-f1ddded57200ff3e, doc: "The id of a tenure, change, meeting or attendance."}
// columns:
//   says: {type: string, doc: "What the article says, in a line."}
//   quote: {type: string, doc: "The words, verbatim."}
//   start: {type: integer, doc: "Where the quote starts in the article's text, in code points."}
//   end: {type: integer, doc: "Where it ends."}
//   title: {type: string, doc: "The article's headline."}
//   published: {type: date, doc: "Its day of publication."}
//   publisher: {type: string, doc: "The paper."}
//   url: {type: string, doc: "Where it was found."}
//   doc: {type: string, doc: "The article's id as it was given."}
//   claim: {type: id, doc: "The claim's id."}

MATCH (f:Tenure|Change|Meeting|Attendance)<-[:CLAIMS_TENURE|CLAIMS_CHANGE|CLAIMS_MEETING|CLAIMS_ATTENDANCE]-(c:Claim)-[:FROM_ARTICLE]->(a:Article)
WHERE f.id = $fact
RETURN c.says AS says, c.quote AS quote, c.start AS start, c.`end` AS `end`, a.title AS title, a.published AS published,
  a.publisher AS publisher, a.url AS url, a.doc AS doc, c.id AS claim
ORDER BY published, doc, start, claim
