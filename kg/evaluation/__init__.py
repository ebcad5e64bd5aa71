"""Beside the stages: facts records held against an annotation, for whoever wants to know where to dig."""
