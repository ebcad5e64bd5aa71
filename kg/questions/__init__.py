"""Questions to the graph: the library in `queries/`, and the user's own."""
