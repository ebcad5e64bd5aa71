"""Last stage: databases and dumps that the graph is written to."""
