"""What can be said: the ontology, its vocabularies, IRIs, errors and reference data."""
