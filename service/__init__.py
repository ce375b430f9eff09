"""A published graph over HTTP: SPARQL endpoint, stored queries, documents of things, dumps."""
