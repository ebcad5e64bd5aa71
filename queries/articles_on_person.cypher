// question: Which articles say something of a person, and how much?
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
// columns:
//   published: {type: date, doc: "The article's day of publication."}
//   title: {type: string, doc: "Its headline."}
//   publisher: {type: string, doc: "The paper."}
//   claims: {type: integer, doc: "How many claims it makes of the person's posts, changes and meetings."}
//   url: {type: string, doc: "Where it was found."}
//   doc: {type: string, doc: "The article's id as it was given."}
//   person_id: {type: id, doc: "The person's id."}
//   article: {type: id, doc: "The article's id, which facts_of_article takes."}

MATCH (p:Person)<-[:HELD_BY|OF_PERSON|OF_ATTENDEE]-(f:Tenure|Change|Attendance)
WHERE p.name = $person OR p.id = $person
MATCH (f)<-[:CLAIMS_TENURE|CLAIMS_CHANGE|CLAIMS_ATTENDANCE]-(c:Claim)-[:FROM_ARTICLE]->(a:Article)
RETURN a.published AS published, a.title AS title, a.publisher AS publisher, count(DISTINCT c.id) AS claims,
  a.url AS url, a.doc AS doc, p.id AS person_id, a.id AS article
ORDER BY published, doc, person_id
