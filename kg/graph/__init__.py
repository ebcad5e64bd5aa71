"""Sixth stage: the graph, its embedded store and its look-ups."""
