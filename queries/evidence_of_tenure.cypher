// question: Which words say that a person held a post, or how that began or ended?
// parameters:
//   person: {type: string, example: Bùi Mai Hoa, doc: "The person's name as the graph has it, or the person's id."}
//   post: {type: string, example: Trưởng ban Tuyên giáo Tỉnh ủy Ninh Bình, doc: "The post's name as the graph has it, or its id."}
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

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)
WHERE (p.name = $person OR p.id = $person) AND (po.name = $post OR po.id = $post)
MATCH (t)<-[:TOUCHES*0..1]-(f)<-[:CLAIMS_TENURE|CLAIMS_CHANGE]-(c:Claim)-[:FROM_ARTICLE]->(a:Article)
RETURN c.says AS says, c.quote AS quote, c.start AS start, c.`end` AS `end`, a.title AS title, a.published AS published,
  a.publisher AS publisher, a.url AS url, a.doc AS doc, c.id AS claim
ORDER BY published, doc, start, claim
