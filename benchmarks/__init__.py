"""How well and how fast kg reads, measured on the annotated articles beside the checkout."""
