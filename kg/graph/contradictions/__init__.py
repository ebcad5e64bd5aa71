"""Contradictions in a graph: what can't, or hardly can, both be true, each with the words of both sides."""
