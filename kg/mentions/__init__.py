"""Second stage: what a text's words are: names, posts, bodies, dates, as spans."""
