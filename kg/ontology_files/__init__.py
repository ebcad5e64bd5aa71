"""What is made from `ontology/kg.yaml` and committed: OWL, SHACL, the JSON-LD context, the docs' tables and picture.

`python -m kg.ontology_files --write` makes them anew; without `--write` it says which ones are out of date.
"""
