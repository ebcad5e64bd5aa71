// question: Which tenures rest on few articles?
// note: >-
//   The articles counted say that the person held the post, or how that began or ended.
// parameters:
//   at_most: {type: integer, default: "1", example: "1", doc: "How many articles at most."}
// columns:
//   person: {type: string, doc: "Who."}
//   post: {type: string, doc: "The post."}
//   articles: {type: integer, doc: "How many articles say so."}
//   person_id: {type: id, doc: "The person's id."}
//   tenure: {type: id, doc: "The tenure's id, which evidence_of_fact takes."}

MATCH (p:Person)<-[:HELD_BY]-(t:Tenure)-[:OF_POST]->(po:Post)
MATCH (t)<-[:TOUCHES*0..1]-(f:Tenure|Change)<-[:CLAIMS_TENURE|CLAIMS_CHANGE]-(:Claim)-[:FROM_ARTICLE]->(a:Article)
WITH p, t, po, count(DISTINCT a.id) AS articles
WHERE articles <= $at_most
RETURN p.name AS person, po.name AS post, articles, p.id AS person_id, t.id AS tenure
ORDER BY articles, person, post, tenure
