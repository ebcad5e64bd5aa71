"""`kg serve`: pages for people, a SPARQL endpoint for programs, IRIs that lead somewhere."""
