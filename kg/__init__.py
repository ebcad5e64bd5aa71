"""kg reads Vietnamese political news into a knowledge graph of officials, every fact with its words."""
