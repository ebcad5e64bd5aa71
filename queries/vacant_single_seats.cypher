// question: Which single seats had no known holder on a day?
// note: >-
//   Only seats that somebody is known to have held by then are listed. A seat has a known holder when a tenure in it has begun
//   (starts_no_later or first_seen is not after the day) and is not over: the day is not after ends_no_later; where that is not
//   known, no article says that it is over, or the holder was seen there on that day or later. Seats of bodies that were not there on the
//   day are not listed.
// parameters:
//   "on": {type: date, example: "2021-04-13", doc: "The day."}
// columns:
//   post: {type: string, doc: "The post."}
//   body: {type: string, doc: "The body that has the post."}
//   post_id: {type: id, doc: "The post's id."}

MATCH (t:Tenure)-[:OF_POST]->(po:Post)-[:IN_BODY]->(b:Body)
WHERE po.single_seat = true AND (t.starts_no_later <= date($on) OR t.first_seen <= date($on))
  AND coalesce(b.since, date($on)) <= date($on) AND coalesce(b.until, date($on)) >= date($on)
WITH DISTINCT po, b
WHERE NOT EXISTS {
  MATCH (po)<-[:OF_POST]-(u:Tenure)
  WHERE (u.starts_no_later <= date($on) OR u.first_seen <= date($on))
    AND coalesce(u.starts_no_earlier, date($on)) <= date($on)
    AND (u.ends_no_later >= date($on)
      OR (u.ends_no_later IS NULL AND (u.former = false
        OR u.ends_no_earlier >= date($on) OR coalesce(u.last_seen, u.starts_no_later) >= date($on))))
}
RETURN po.name AS post, b.name AS body, po.id AS post_id
ORDER BY post, post_id
