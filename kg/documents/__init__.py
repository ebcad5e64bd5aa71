"""First stage: articles from files, folders and standard input, as given."""
