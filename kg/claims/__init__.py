"""Fourth stage: facts in the terms of the ontology: bodies, areas, posts."""
