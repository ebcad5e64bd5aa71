"""Word lists: what the words mean, as data with sources, and how text is folded to find them."""
